package e2e

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

// card is where the figures of a range are.
func card(p *Page) pw.Locator { return p.Locator(".tl-range") }

// choose drags over the chart from one part of its width to another.
func choose(p *Page, from, to float64) {
	c := chartOf(p)
	y := c.Y + c.Height + 40
	drag(p, c.X+c.Width*from, y, c.X+c.Width*to, y)
}

func TestChooseARange(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open(sampleTimeline)
	c := chartOf(p)
	y := c.Y + c.Height + 40
	p.Must(p.Mouse().Move(c.X+c.Width*0.25, y))
	p.Must(p.Mouse().Down())
	p.Must(p.Mouse().Move(c.X+c.Width*0.4, y))
	p.Must(p.Mouse().Move(c.X+c.Width*0.5, y))
	p.Must(p.Expect(p.Locator(".tl-tip")).ToContainText("5.5")) // a quarter of 22 s
	p.Count(p.Locator(".tl-over .tl-band"), 1)
	p.Must(p.Mouse().Up())
	p.See(card(p).Locator("h3"))
	p.At(sampleTimeline) // a look is no zoom
	p.Gone(panel(p))     // and no click on the bar below it
	p.Gone(p.Locator(".tl-tip"))
	p.See(p.Role("button", "Zoom here"))
	const title = `() => document.querySelector(".tl-range h3").textContent`
	chosen, link := p.Eval(title), p.Eval(`() => document.querySelector(".tl-range [data-copy]").href`).(string)
	p.Click(p.Role("button", "Zoom here"))
	rests(p, "Math.abs(from - 5582) <= 60 && Math.abs(to - 11164) <= 60")
	p.Count(p.Locator(".tl-band"), 0)
	drawnLike(t, p)
	p.See(card(p).Locator("h3"))
	p.Gone(card(p).GetByRole("button"))
	// Somebody else who is given the link of the choice sees its figures.
	p.Open(link)
	if got := p.Eval(title); got != chosen {
		t.Errorf("the link of the choice %q shows %q", chosen, got)
	}
}

// TestFiguresComeWhereTheEyeIs: however far down, and the chart does not move.
func TestFiguresComeWhereTheEyeIs(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 700})
	for _, row := range []int{5, 60} {
		p.Open(failedTimeline + "&fold=none")
		p.Eval(`(n) => document.querySelectorAll(".tl-names li")[n].scrollIntoView({ block: "center" })`, row)
		place := `(n) => document.querySelectorAll(".tl-names li")[n].getBoundingClientRect().top`
		was := number(p.Eval(place, row))
		choose(p, 0.3, 0.6)
		p.See(card(p).GetByRole("button", pw.ByName("Zoom here")))
		p.Must(p.Expect(card(p).Locator("h3")).ToBeInViewport())
		if axis, c := boxOf(p, p.Locator(".tl-axis")), boxOf(p, card(p)); c.Y < axis.Y+axis.Height && c.Y+c.Height > axis.Y+1 {
			t.Errorf("the figures at %v lie over the axis at %v", c, axis)
		}
		if now := number(p.Eval(place, row)); math.Abs(now-was) > 1 {
			t.Errorf("row %d was at %v px, and is at %v with the figures", row, was, now)
		}
		p.Press("Escape")
		p.Gone(card(p).Locator("h3"))
		if now := number(p.Eval(place, row)); math.Abs(now-was) > 1 {
			t.Errorf("row %d was at %v px, and is at %v without the figures", row, was, now)
		}
	}
}

// TestFiguresAndAxisLieBesideEachOther wherever the page is scrolled to, as long as
// rows are in sight: the figures of a chosen range are whole, all that can be done
// with them can be clicked, and nothing is kept free above them in which rows go by.
func TestFiguresAndAxisLieBesideEachOther(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	for _, test := range []struct {
		at      float64
		options PageOptions
	}{
		{340, PageOptions{Width: 1440, Height: 900}},
		{0, PageOptions{Width: 700, Height: 900, Dark: true}},
		{500, PageOptions{Width: 390, Height: 844}},
		{200, PageOptions{Width: 390, Height: 844, Locale: "zh-CN"}},
	} {
		at, options := test.at, test.options
		options.Base = app.URL
		name := fmt.Sprintf("%d px wide %s, scrolled to %v", options.Width, options.Locale, at)
		p := NewPage(t, options)
		p.Open(failedTimeline + "&fold=none")
		p.Eval(`(y) => scrollTo(0, y)`, at)
		c := chartOf(p)
		y := min(c.Y+c.Height+40, float64(options.Height)-20)
		drag(p, c.X+c.Width*0.3, y, c.X+c.Width*0.6, y)
		p.See(card(p).Locator(`[data-do="range.close"]`))
		p.Must(p.Mouse().Move(1, 1))
		if wrong := p.Eval(besideEachOther); wrong != "" {
			t.Fatalf("%s:\n%v", name, wrong)
		}
		p.Click(card(p).Locator("details summary")) // it is less high, and the axis follows
		p.Must(p.Expect(card(p).Locator("details")).Not().ToHaveAttribute("open", ""))
		if wrong := p.Eval(besideEachOther); wrong != "" {
			t.Errorf("%s, the list folded:\n%v", name, wrong)
		}
		p.Press("Escape")
		p.Gone(card(p).Locator("h3"))
		if top := p.Eval(`() => { scrollTo(0, 1000); return document.querySelector(".tl-axis").getBoundingClientRect().top }`); number(top) > 60 {
			t.Errorf("%s: the axis is %v px from the top without the figures", name, top)
		}
	}
}

// besideEachOther says what is wrong at the places that the page can be scrolled to
// while the axis is in the window, from its top to where rows go by under the axis.
const besideEachOther = `async () => {
	const wrong = new Set(), frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
	const was = scrollY, box = (name) => document.querySelector(name).getBoundingClientRect();
	for (let y = 0, still = 0; y <= document.documentElement.scrollHeight - innerHeight; y += 37) {
		scrollTo(0, y);
		await frame();
		const card = box(".tl-range.chosen"), axis = box(".tl-axis"), find = box("#find");
		if (axis.bottom > innerHeight) continue;
		still += box(".tl").top < axis.top ? 1 : 0;
		if (still > 5 || box(".tl").bottom < axis.bottom + 24) break;
		const say = (what) => wrong.add(what + " (at " + y + ")");
		if (Math.min(card.bottom, axis.bottom) - Math.max(card.top, axis.top) > 0.5) say("figures " + card.top + " to " + card.bottom + ", axis " + axis.top + " to " + axis.bottom);
		if (card.top < find.bottom || card.bottom > innerHeight) say("figures from " + card.top + " to " + card.bottom + ", box to " + find.bottom);
		if (card.top - box(".tl-map").bottom > 20 && card.top - find.bottom > 20) say("figures at " + card.top + ", nothing above them from " + find.bottom);
		for (const e of document.querySelectorAll(".tl-range :is(h3, dt, [data-do], [data-copy], summary, li a)")) {
			const b = e.getClientRects()[0];
			if (!b || !e.checkVisibility()) continue;
			const on = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);
			if (!e.contains(on)) say(e.textContent + " is below " + on?.outerHTML.slice(0, 60));
		}
	}
	scrollTo(0, was);
	return [...wrong].slice(0, 5).join("\n");
}`

func TestEndAChoice(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline + "&subtask=" + install)
	for _, end := range []func(){
		func() { p.Press("Escape") },
		func() { p.Click(card(p).GetByRole("button", pw.ByName("Close"))) },
	} {
		choose(p, 0.3, 0.6)
		p.See(card(p).Locator("h3"))
		p.See(p.Locator(".tl-over .tl-band"))
		end()
		p.Gone(card(p).Locator("h3"))
		p.Count(p.Locator(".tl-band"), 0)
		p.See(panel(p)) // Escape ends one thing at a time
	}
	c := chartOf(p)
	p.Must(p.Mouse().Move(c.X+100, c.Y+10))
	p.Must(p.Mouse().Down())
	p.Must(p.Mouse().Move(c.X+200, c.Y+10))
	p.See(p.Locator(".tl-ticks .tl-band"))
	p.Press("Escape") // while dragging: as if it had not begun
	p.Count(p.Locator(".tl-band"), 0)
	p.Must(p.Mouse().Up())
	p.Press("Escape")
	p.Gone(panel(p))
	p.Gone(card(p).Locator("h3"))
}

// TestAChoiceInAZoom gives back the figures of what is shown.
func TestAChoiceInAZoom(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline + "&from=2000&to=12000")
	title := card(p).Locator("h3")
	whole, err := title.InnerText()
	p.Must(err)
	choose(p, 0.5, 0.6)
	p.Must(p.Expect(title).ToContainText("15:09:38.7")) // half of ten seconds after the second one
	p.Press("Escape")
	p.Must(p.Expect(title).ToHaveText(whole))
	p.At(sampleTimeline + "&from=2000&to=12000")
	p.Click(p.Locator(`.timeline a[data-sets="from to"]`).First())
	rests(p, "isNaN(from) && isNaN(to)")
}

func TestAClickIsNoDrag(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline)
	x, y := boxOf(p, barOf(p, install)).middle()
	p.Must(p.Mouse().Move(x, y))
	p.Must(p.Mouse().Down())
	p.Must(p.Mouse().Move(x+2, y+1))
	p.Must(p.Mouse().Up())
	p.At(sampleTimeline + "&subtask=" + install)
	p.See(panel(p))
	p.Count(p.Locator(".tl-band"), 0)
	choose(p, 0.2, 0.8) // over bars, which are links
	p.See(card(p).Locator("h3"))
	p.At(sampleTimeline + "&subtask=" + install)
	p.Click(barOf(p, uninstall)) // the band stays, the panel changes
	p.At(sampleTimeline + "&subtask=" + uninstall)
	p.Must(p.Expect(panel(p)).ToContainText("Uninstall ocp agent"))
	p.Count(p.Locator(".tl-over .tl-band"), 1)
}

// What is said above the bar of a group stays in sight as long as the bar does,
// just as when the server draws the range.
func TestNotesStayInSight(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/" + failed + "?view=timeline")
	note := p.Locator(`.tl-bars .note:has-text("failed")`)
	choose(p, 0.4, 0.6)
	p.Click(p.Role("button", "Zoom here"))
	rests(p, "from > 0 && to > 0")
	p.Count(p.Locator(".tl-range button"), 0) // the figures are those of the range
	if c, n := chartOf(p), boxOf(p, note); n.X < c.X || n.X > c.X+20 {
		t.Errorf("the note begins at %v, the chart at %v", n.X, c.X)
	}
}

// TestFiguresOfARangeAreOfWhatIsShown: a filter that is typed changes them, and
// they lead to no row that it hides.
func TestFiguresOfARangeAreOfWhatIsShown(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(failedTimeline + "&fold=none&from=10000&to=60000")
	p.Must(p.Expect(card(p)).Not().ToContainText("subtasks shown"))
	p.Fill(searchBox(p), "rpm")
	p.Must(p.Expect(card(p)).ToContainText("Counting the 12 subtasks shown, out of 87:"))
	p.Count(card(p).Locator("ol a"), 5)
	for k := range 5 {
		id := attribute(p, card(p).Locator("ol a").Nth(k), "data-to")
		p.See(p.Locator(`.tl-names a[data-id="` + id + `"]`))
	}
	exportMenu(p)
	p.SeeText(p.Locator(".exports .holds"), "Contains the 12 subtasks shown, out of 87. With a time range selected, only what ran in it; the picture keeps all rows shown.")
}

// TestWhatGoesOnNowIsDrawn: a subtask that has been retried for hours is most of
// the chart, not a stub in a break, and is told no end.
func TestWhatGoesOnNowIsDrawn(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/35100009?view=timeline")
	row := p.Locator(".tl-names li.s-retrying a[data-id]").First()
	if title := attribute(p, row, "title"); !strings.Contains(title, "still running, ") || !strings.Contains(title, "since its first start") {
		t.Errorf("its sentence is %q", title)
	}
	bar, c := boxOf(p, p.Locator(`.tl-bars a[data-id="`+attribute(p, row, "data-id")+`"] rect.run`)), chartOf(p)
	if bar.Width < c.Width*0.9 {
		t.Errorf("its bar is %v px wide, the chart %v", bar.Width, c.Width)
	}
}

func attribute(p *Page, l pw.Locator, name string) string {
	value, err := l.GetAttribute(name)
	p.Must(err)
	return value
}

// TestTheLongestInsideIsAFoldLikeOthers: open with a choice, for all, and closed
// by who does not want it.
func TestTheLongestInsideIsAFoldLikeOthers(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline)
	choose(p, 0.25, 0.5)
	list, fold := card(p).GetByRole("list"), card(p).Locator("details")
	p.See(list)
	p.Must(p.Expect(fold).ToHaveAttribute("open", ""))
	p.Click(fold.Locator("summary"))
	p.Must(p.Expect(list).ToBeHidden())
	p.Click(fold.Locator("summary"))
	p.See(list)
	p.Click(p.Role("button", "Zoom here"))
	rests(p, "!isNaN(from)")
	p.Must(p.Expect(fold).Not().ToHaveAttribute("open", ""))
}
