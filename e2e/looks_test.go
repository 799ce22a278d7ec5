package e2e

import (
	"strings"
	"testing"
)

// TestRowsOnTheFirstScreen: the chart is what the reader came for. A desk shows
// several rows, zoomed or not; a phone begins with them about one screen down.
func TestRowsOnTheFirstScreen(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	const least = 8
	for _, path := range []string{failedTimeline, failedTimeline + "&from=10000&to=60000", "/tasks/" + large + "?view=timeline", "/tasks/" + retriedTwice + "?view=timeline"} {
		p := NewPage(t, PageOptions{Base: app.URL, Width: 1440, Height: 900})
		p.Open(path)
		if n := number(p.Eval(`() => [...document.querySelectorAll(".tl-names li")].filter((e) => e.checkVisibility() && e.getBoundingClientRect().bottom <= innerHeight).length`)); n < least {
			t.Errorf("%s shows %v rows on the first screen, want %d", path, n, least)
		}
	}
	p := NewPage(t, PageOptions{Base: app.URL, Width: 390, Height: 844})
	p.Open(failedTimeline)
	if y := number(p.Eval(`() => document.querySelector(".tl-names li").getBoundingClientRect().top`)); y > 950 {
		t.Errorf("on a phone the first row is %v px down, want about a screen", y)
	}
	// Nothing is lost: a tap shows it.
	p.Gone(p.Locator(".head-facts"))
	p.Click(p.Locator(".head-more summary"))
	p.See(p.Locator(".head-facts"))
	p.Gone(p.Locator(".legend"))
	p.Click(p.Locator(".legend-fold summary"))
	p.See(p.Locator(".legend"))
}

// namesInBars are the names that reach out of their bars, are cut without an
// ellipsis, or are left out though they have room; how many there are, and how
// many of them are cut.
const namesInBars = `() => {
	const bad = [];
	let [all, cut] = [0, 0];
	for (const e of document.querySelectorAll(".tl-bars .inner")) {
		const name = e.querySelector("div");
		const bar = e.getBoundingClientRect(), text = name.getBoundingClientRect();
		const told = text.left < bar.right;
		if (told !== bar.width >= 36) bad.push(name.textContent + " of " + bar.width + " px: " + told);
		if (!told) continue;
		all++;
		if (text.right > bar.right + 0.5) bad.push(name.textContent + " is longer than its bar");
		if (name.scrollWidth <= name.clientWidth) continue;
		cut++;
		const style = getComputedStyle(name);
		if (style.textOverflow !== "ellipsis" || style.overflowX !== "hidden" || style.whiteSpace !== "nowrap") bad.push(name.textContent + " is cut amid a letter");
	}
	return [bad.join("; "), all, cut];
}`

// TestLanesKeepTheirNames: however far down in a lane, one of the names that are
// in sight is the lane's; a bar says its own as far as it has room, also once
// the reader has zoomed.
func TestLanesKeepTheirNames(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Width: 1280, Height: 500})
	p.Open("/tasks/" + large + "?view=timeline&lane=stage&fold=none")
	for _, row := range []int{30, 61, 100} {
		if got := p.Eval(`(n) => {
			const rows = [...document.querySelectorAll(".tl-names li")];
			rows[n].scrollIntoView({ block: "start" });
			const axis = document.querySelector(".tl-axis").getBoundingClientRect().bottom;
			const top = document.elementFromPoint(rows[n].getBoundingClientRect().left + 30, axis + 12)?.closest("li");
			const name = (li) => li.querySelector(".lane-name")?.textContent.trim();
			let of = rows[n]; // the lane's first row, or the part's, that says its name
			for (let k = n; !name(of); k--) of = rows[k - 1];
			return name(of) ? (top && name(top) ? "" : "no name at the top of row " + n) : "row " + n + " has no lane";
		}`, row); got != "" {
			t.Error(got)
		}
	}
	p.Open("/tasks/" + failed + "?view=timeline&lane=executor")
	if got := p.Eval(namesInBars).([]any); got[0] != "" || number(got[1]) < 10 || number(got[2]) < 3 {
		t.Errorf("of %v names in bars, of which %v are cut: %v", got[1], got[2], got[0])
	}
	zoomed := chartOf(p)
	turnWheel(p, zoomed.X+zoomed.Width/4, zoomed.Y+zoomed.Height+20, 0, -300, "Control")
	until(p, `Number(getComputedStyle(document.querySelector(".tl-bars")).getPropertyValue("--z")) > 1.5`)
	if got := p.Eval(namesInBars).([]any); got[0] != "" {
		t.Errorf("zoomed, of %v names in bars: %v", got[1], got[0])
	}
	if got := p.Eval(`() => [...document.querySelectorAll(".tl-bars > g")].every((g) => g.getAttribute("role") === "group" && g.getAttribute("aria-label"))`); got != true {
		t.Error("a lane's bars have no name of their own for who listens")
	}
}

// TestAFoldSaysWhatItLeavesOut: how long it is and when the axis goes on, with
// the date where that is another; and it opens by the keyboard.
func TestAFoldSaysWhatItLeavesOut(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Width: 1440})
	p.Open("/tasks/" + retriedTwice + "?view=timeline")
	shown := p.Eval(`() => [...document.querySelectorAll(".tl-ticks text")].filter((e) => e.checkVisibility()).map((e) => e.textContent).join()`).(string)
	if !strings.Contains(shown, "10 h 00 m → 03-12 08:15") {
		t.Errorf("the axis says %q, want the fold's length and its end with the date", shown)
	}
	p.Must(p.Locator(".tl-ticks a").First().Focus())
	p.Press("Enter")
	p.Must(p.Expect(p.Locator(".tl-ticks .break")).ToHaveCount(0))
	Axe(t, p)
}

// TestArrowsToBars: a row that is empty in a range says on which side its bar is,
// also after a zoom by hand.
func TestArrowsToBars(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(failedTimeline + "&fold=none")
	p.Count(p.Locator(".beyond"), 0)
	p.Open(failedTimeline + "&fold=none&from=60000&to=70000")
	p.See(p.Locator(".beyond path").First())
	left := `() => { const b = document.querySelector(".beyond").getBoundingClientRect(), c = document.querySelector(".tl-axis").getBoundingClientRect(); return b.left - c.left; }`
	if x := number(p.Eval(left)); x < 0 || x > 20 {
		t.Errorf("the arrows begin %v px from the chart's edge", x)
	}
	p.Press("w")
	rests(p, "to - from < 10000")
	p.Must(p.Expect(p.Locator(".beyond path").First()).ToBeAttached())
	until(p, `Math.abs((`+left+`)() - 10) <= 10`)
}

// TestTheCursorHidesNoFacts: the time at the pointer is below date, zone and peak.
func TestTheCursorHidesNoFacts(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(failedTimeline)
	c := chartOf(p)
	p.Must(p.Mouse().Move(c.X+60, c.Y+c.Height+30))
	p.See(p.Locator(".tl-cursor span"))
	label, zone := boxOf(p, p.Locator(".tl-cursor span")), boxOf(p, p.Locator(".tl-line"))
	if label.Y < zone.Y+zone.Height-1 {
		t.Errorf("the label at %v lies over the zone at %v", label, zone)
	}
	p.Must(p.Expect(p.Locator(".tl-peak")).ToHaveText("at most 10 at once"))
}
