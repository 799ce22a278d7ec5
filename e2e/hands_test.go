package e2e

import (
	"fmt"
	"math"
	"testing"

	"taskscope/e2e/internal/pw"
)

// lost is the subtask that failed in the task of sixty hosts, far below its first rows.
const lost = "73014055"

// sixtyHosts is a task of 900 subtasks, fifteen on each host.
func sixtyHosts() made {
	m := made{id: 71500002, name: "Patch sixty hosts", status: "FAILED", now: 200_000, finish: 100_000}
	for k := int64(0); k < 15; k++ {
		for h := int64(1); h <= 60; h++ {
			s := step{id: 73_000_000 + 1000*k + h, name: fmt.Sprintf("Step %d of host %d", k, h), from: k*6000 + h, to: k*6000 + 5000, host: fmt.Sprintf("10.0.0.%d", h)}
			if k > 0 {
				s.ups = []int64{s.id - 1000}
			}
			if fmt.Sprint(s.id) == lost {
				s.status = "FAILED"
			}
			m.steps = append(m.steps, s)
		}
	}
	return m
}

// ofSixtyHosts is a page for that task's timeline, and its address; more are
// further parameters.
func ofSixtyHosts(t *testing.T, o PageOptions, more string) (p *Page, address string) {
	t.Helper()
	app := Start(t)
	task := sixtyHosts()
	keep(t, app, task)
	o.Base = app.URL
	return NewPage(t, o), fmt.Sprintf("/tasks/%d@1?view=timeline%s", task.id, more)
}

// laneBar is the bar of a subtask where rows are lanes.
func laneBar(p *Page, id string) pw.Locator {
	return p.Locator(fmt.Sprintf(`.tl-lanes .tl-bars a[data-id="%s"]`, id))
}

// TestTheNextFailureIsSeenInLanes: its bar is marked, as the page that is loaded
// for it marks it, and on the screen.
func TestTheNextFailureIsSeenInLanes(t *testing.T) {
	t.Parallel()
	p, address := ofSixtyHosts(t, PageOptions{}, "")
	p.Open(address + "&lane=executor")
	p.Click(p.Role("link", "Next failure (1 of 1)"))
	p.See(panel(p))
	p.Must(p.Expect(laneBar(p, lost)).ToBeInViewport())
	p.Must(p.Expect(laneBar(p, lost)).ToHaveAttribute("aria-current", "true"))
	p.Count(p.Locator(".row-selected"), 1)
	p.Press("Escape")
	p.Gone(panel(p))
	p.Count(p.Locator(".tl-bars [aria-current], .row-selected"), 0)
}

// TestALinkToASubtaskShowsIt, once: who reloads or comes back finds the page
// where it was, and a fragment is a wish of its own.
func TestALinkToASubtaskShowsIt(t *testing.T) {
	t.Parallel()
	p, address := ofSixtyHosts(t, PageOptions{}, "&subtask="+lost)
	for _, lanes := range []string{"", "&lane=executor"} {
		p.Open(address + lanes)
		p.Must(p.Expect(p.Locator(`:is(.tl-names, .tl-lanes .tl-bars) a[aria-current]`)).ToBeInViewport())
		if p.Eval("() => scrollY > 500") != true {
			t.Errorf("%s: scrolled to %v, want to what is linked", address+lanes, p.Eval("() => scrollY"))
		}
	}
	p.Eval("() => scrollTo(0, 300)")
	_, err := p.Reload()
	p.Must(err)
	until(p, `"scripted" in document.documentElement.dataset`)
	until(p, "scrollY === 300")
	p.Open("/")
	p.Open(address + "#chips")
	until(p, `"scripted" in document.documentElement.dataset && scrollY === 0`)
}

// TestALinkToASubtaskWithoutScripts leads on to its row.
func TestALinkToASubtaskWithoutScripts(t *testing.T) {
	t.Parallel()
	p, address := ofSixtyHosts(t, PageOptions{NoJS: true}, "&subtask="+lost)
	for _, lanes := range []string{"", "&lane=executor"} {
		p.Open(address + lanes)
		p.Click(panel(p).GetByRole("link", pw.ByName("Show its row")))
		p.Must(p.Expect(p.Locator(`:is(.tl-names, .tl-lanes .tl-bars) a[aria-current]`)).ToBeInViewport())
	}
}

// TestRowsStayUnderThePointer when one is selected, and when none is any more.
func TestRowsStayUnderThePointer(t *testing.T) {
	t.Parallel()
	p, address := ofSixtyHosts(t, PageOptions{Width: 1440, Height: 900}, "")
	for _, scrolled := range []int{0, 900} {
		p.Open(address)
		p.Eval("(y) => scrollTo(0, y)", scrolled)
		id := p.Eval(`() => [...document.querySelectorAll(".tl-names a[data-id]")].find((e) => e.checkVisibility() && e.getBoundingClientRect().top > innerHeight / 2).dataset.id`).(string)
		row, bar := boxOf(p, rowOf(p, id)), boxOf(p, p.Locator(".tl-bar"))
		stays := func(when string) {
			t.Helper()
			rests(p, "true")
			if now := boxOf(p, rowOf(p, id)); math.Abs(now.Y-row.Y) > 1 {
				t.Errorf("scrolled to %d, %s: the row is at %v px, before at %v", scrolled, when, now.Y, row.Y)
			}
			if now := boxOf(p, p.Locator(".tl-bar")); math.Abs(now.X-bar.X) > 1 || math.Abs(now.Y-bar.Y) > 1 {
				t.Errorf("scrolled to %d, %s: the controls are at %v, before at %v", scrolled, when, now, bar)
			}
		}
		p.Click(rowOf(p, id))
		p.See(panel(p))
		stays("with the panel")
		p.Press("Escape")
		p.Gone(panel(p))
		stays("without it again")
	}
}

// TestTheZoomButtonStaysUnderThePointer, however many figures appear.
func TestTheZoomButtonStaysUnderThePointer(t *testing.T) {
	t.Parallel()
	for _, width := range []int{1440, 390} {
		p, address := ofSixtyHosts(t, PageOptions{Width: width}, "")
		p.Open(address)
		plus := p.Role("button", "Show less, larger")
		p.Must(plus.ScrollIntoViewIfNeeded())
		first := boxOf(p, plus)
		x, y := first.middle()
		last := 1e9
		for range 3 {
			p.Must(p.Mouse().Click(x, y))
			rests(p, fmt.Sprintf("to - from < %v / 1.2", last))
			from, to := zoomed(t, p)
			last = to - from
			if now := boxOf(p, plus); math.Abs(now.X-first.X) > 1 || math.Abs(now.Y-first.Y) > 1 {
				t.Fatalf("%d px wide: the button went from %v to %v", width, first, now)
			}
		}
	}
}

// TestTheWholeTaskIsShownFromOnePlace, whether the server drew the way there, or
// a script.
func TestTheWholeTaskIsShownFromOnePlace(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	where := func(o PageOptions, role string) box {
		o.Base, o.Width = app.URL, 1440
		p := NewPage(t, o)
		p.Open(sampleTimeline + "&from=5000&to=10000")
		all := p.Locator(".tl-bar").GetByRole(pw.Role(role), pw.ByName("Show the whole task"))
		p.Count(all, 1)
		return boxOf(p, all)
	}
	server, script := where(PageOptions{NoJS: true}, "link"), where(PageOptions{}, "button")
	if math.Abs(server.X-script.X) > 1 || math.Abs(server.Y-script.Y) > 1 || math.Abs(server.Width-script.Width) > 1 {
		t.Errorf("the server has it at %v, the script at %v", server, script)
	}
}

// TestTheSearchCanBeWatched: who goes from hit to hit sees the box and the count.
func TestTheSearchCanBeWatched(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{1440, 900}, {390, 844}} {
		p, address := ofSixtyHosts(t, PageOptions{Width: size[0], Height: size[1]}, "")
		p.Open(address + "&rest=dimmed") // so that the hits are far apart
		p.Fill(searchBox(p), "of host 33")
		for k := range 12 {
			p.Press("Enter")
			p.SeeText(placed(p), fmt.Sprintf("%d of 15", k%15+1))
		}
		rests(p, "scrollY > 1000")
		p.Must(p.Expect(searchBox(p)).ToBeFocused())
		until(p, `document.querySelector(".filter").matches(".stuck")`)
		for _, sees := range []pw.Locator{searchBox(p), placed(p), p.Locator(".tl-axis")} {
			if b := boxOf(p, sees); b.Y < 0 || b.Y+b.Height > float64(size[1])/4 {
				t.Errorf("%d px wide: %v is at %v", size[0], sees, b)
			}
		}
		axis, row := boxOf(p, p.Locator(".tl-axis")), boxOf(p, p.Locator(".tl-names a[aria-current]"))
		if box := boxOf(p, searchBox(p)); axis.Y < box.Y+box.Height {
			t.Errorf("%d px wide: the axis at %v lies on the box at %v", size[0], axis, box)
		}
		// What is at the hit's place is the hit, and nothing that lies on it.
		x, y := row.middle()
		if row.Y < axis.Y+axis.Height || p.Eval(`([x, y]) => document.elementFromPoint(x, y)?.closest(".tl-names a")?.getAttribute("aria-current") ?? ""`, []any{x, y}) != "true" {
			t.Errorf("%d px wide: the hit at %v is covered, the axis is at %v", size[0], row, axis)
		}
	}
}

// TestKeysTakeTheKeyboardAlong: to what they lead to, but not out of the box.
func TestKeysTakeTheKeyboardAlong(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?view=timeline&fold=all&q=rpm")
	p.Must(p.Locator(".tl-names a").First().Focus())
	p.Press("End")
	p.Press("e")
	p.Must(p.Expect(rowOf(p, failedSubtask)).ToBeFocused())
	p.Press("n")
	until(p, fmt.Sprintf(`new URLSearchParams(location.search).get("subtask") !== %q`, failedSubtask))
	until(p, `document.activeElement.matches(".tl-names a[aria-current]") && !document.querySelector("[aria-busy=true]")`)
	p.Press("/")
	p.Press("Enter")
	rests(p, "true")
	p.Must(p.Expect(searchBox(p)).ToBeFocused())
}

// TestMenusClose as menus do, all of them.
func TestMenusClose(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline + "&subtask=" + install)
	for _, name := range []string{".tl-bar details", "details.exports"} {
		menu := p.Locator(name).First()
		open := func() {
			p.Click(menu.Locator("summary"))
			p.Must(p.Expect(menu).ToHaveAttribute("open", ""))
		}
		closed := func() {
			t.Helper()
			p.Must(p.Expect(menu).Not().ToHaveAttribute("open", ""))
		}
		open()
		p.Press("Escape")
		closed()
		p.Must(p.Expect(menu.Locator("summary")).ToBeFocused())
		p.See(panel(p)) // the key was the menu's
		open()
		p.Must(p.Mouse().Click(3, 300))
		closed()
	}
}

// TestWhatRanMeanwhile: the figures of a range without a mouse.
func TestWhatRanMeanwhile(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline)
	p.Click(rowOf(p, install))
	p.See(panel(p))
	p.Press("m")
	card := p.Locator(`[data-region="range"]`)
	p.Must(p.Expect(card).ToContainText("15.361 s"))
	p.Count(p.Locator(".tl-band"), 2)
	p.At(sampleTimeline + "&subtask=" + install)
	p.Press("Escape")
	p.SeeText(card, "")
	p.See(panel(p))
	p.Click(p.Role("button", "What ran meanwhile"))
	p.Must(p.Expect(card).ToContainText("15.361 s"))
}

// scrollFar scrolls to 6000 px, once scripts have added what they add above the rows.
func scrollFar(p *Page) {
	until(p, `"scripted" in document.documentElement.dataset`)
	p.Eval("() => scrollTo(0, 6000)")
	until(p, "scrollY === 6000")
}

// TestTheWayToTheSearchMovesNothing, nor does what is typed in it: it is on the
// screen already.
func TestTheWayToTheSearchMovesNothing(t *testing.T) {
	t.Parallel()
	p, address := ofSixtyHosts(t, PageOptions{Width: 1440, Height: 900}, "&fold=none")
	p.Open(address)
	scrollFar(p)
	until(p, `document.querySelector(".filter").matches(".stuck")`)
	for _, key := range []string{"/", "Escape", "/", "s"} {
		if p.Press(key); key == "Escape" {
			p.Must(searchBox(p).Blur())
		}
		p.Eval("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
		if y := number(p.Eval("() => scrollY")); y != 6000 {
			t.Fatalf("after %s the page is scrolled to %v, before to 6000", key, y)
		}
	}
	p.Must(p.Expect(searchBox(p)).ToHaveValue("s"))
	p.Open(address) // where it is out of sight, it comes
	p.Eval(`() => { document.querySelector(".head").style.height = "2000px"; scrollTo(0, 0); }`)
	p.Press("/")
	p.Must(p.Expect(searchBox(p)).ToBeInViewport())
}

// TestNothingShowsBetweenSearchAndAxis while rows go by below both.
func TestNothingShowsBetweenSearchAndAxis(t *testing.T) {
	t.Parallel()
	p, address := ofSixtyHosts(t, PageOptions{Width: 1440, Height: 900}, "&fold=none")
	p.Open(address)
	until(p, `"scripted" in document.documentElement.dataset`)
	before := boxOf(p, p.Locator(".task-body")).Y + number(p.Eval("() => scrollY"))
	scrollFar(p)
	until(p, `document.querySelector(".filter").matches(".stuck")`)
	if after := boxOf(p, p.Locator(".task-body")).Y + 6000; math.Abs(after-before) > 0.5 {
		t.Errorf("the rows begin at %v px of the page, before at %v", after, before)
	}
	bar, axis := boxOf(p, p.Locator(".filter")), boxOf(p, p.Locator(".tl-axis"))
	if bar.Y+bar.Height < axis.Y {
		t.Errorf("the search ends at %v px, the axis begins at %v", bar.Y+bar.Height, axis.Y)
	}
}

// TestAnOpenMenuStaysAsItIs when what it chose is drawn: it appears once.
func TestAnOpenMenuStaysAsItIs(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline)
	menu := p.Locator(".tl-bar .menu").First()
	p.Eval(`() => { window.appeared = 0; addEventListener("animationstart", (e) => (window.appeared += e.animationName === "appear")); }`)
	p.Click(menu.Locator("summary"))
	until(p, "window.appeared === 1")
	p.Click(menu.GetByRole("link").First())
	until(p, `location.search !== "?view=timeline" && !document.querySelector("[aria-busy=true]")`)
	p.Must(p.Expect(menu).ToHaveAttribute("open", ""))
	p.Eval("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
	if n := number(p.Eval("() => window.appeared")); n != 1 {
		t.Errorf("the menu appeared %v times, want once", n)
	}
}
