package e2e

import (
	"fmt"
	"math"
	"testing"

	"taskscope/e2e/internal/pw"
)

const sampleTimeline = "/tasks/" + sample + "?view=timeline"

// narrower is the condition of rests for a range of the sample.
const narrower = "!isNaN(from) && !isNaN(to) && to - from < 20000"

func TestZoomAtThePointer(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open(sampleTimeline)
	before := boxOf(p, barOf(p, install))
	x, y := before.X+before.Width/4, before.Y+before.Height/2
	turnWheel(p, x, y, 0, -300, "Control")
	rests(p, narrower)
	after := boxOf(p, barOf(p, install))
	if after.Width < before.Width*1.3 {
		t.Errorf("the bar is %v px wide, before the zoom %v", after.Width, before.Width)
	}
	if at := (x - after.X) / after.Width; math.Abs(at-0.25) > 0.01 {
		t.Errorf("what was under the pointer, a quarter into the bar, is now %v into it", at)
	}
	drawnLike(t, p)
	turnWheel(p, x, y, 0, 5000, "Control")
	turnWheel(p, x, y, 0, 5000, "Control")
	turnWheel(p, x, y, 0, 5000, "Control")
	rests(p, "isNaN(from) && isNaN(to)") // all of it is the end
	if now := boxOf(p, barOf(p, install)); math.Abs(now.X-before.X) > 1 || math.Abs(now.Width-before.Width) > 1 {
		t.Errorf("zoomed out again, the bar is at %v, want %v", now, before)
	}
	drawnLike(t, p)
}

func TestTheWheelAloneIsThePages(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?view=timeline&fold=none")
	x, y := chartOf(p).middle()
	turnWheel(p, x, y+100, 0, 300, "")
	until(p, "scrollY > 100")
	p.At("/tasks/" + failed + "?view=timeline&fold=none")
	if got := p.Eval(prevented, map[string]any{"type": "wheel", "deltaY": 100}); got != false {
		t.Error("the wheel alone is taken from the page")
	}
	if got := p.Eval(prevented, map[string]any{"type": "wheel", "deltaY": 100, "ctrlKey": true}); got != true {
		t.Error("with ctrl the browser would zoom the page")
	}
}

// prevented dispatches an event at the first bar and says whether it was taken.
const prevented = `(o) => {
	const at = document.querySelector(".tl-chart");
	const event = new (o.type === "wheel" ? WheelEvent : KeyboardEvent)(o.type, { ...o, bubbles: true, cancelable: true, clientX: 600, clientY: 300 });
	at.dispatchEvent(event);
	return event.defaultPrevented;
}`

func TestPanWithShift(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open(sampleTimeline + "&from=5000&to=10000")
	c := chartOf(p)
	x, y := c.X+c.Width/2, c.Y+c.Height+40
	turnWheel(p, x, y, 0, 120, "Shift")
	rests(p, "from > 5000 && Math.abs(to - from - 5000) <= 2")
	from, _ := zoomed(t, p)
	p.Must(p.Keyboard().Down("Shift"))
	drag(p, x, y, x+c.Width/5, y)
	p.Must(p.Keyboard().Up("Shift"))
	// A fifth of 5 s to the right. On a slow machine the range rests on the way, too.
	rests(p, "Math.abs(to - from - 5000) <= 2 && Math.abs("+number64(from)+" - from - 1000) <= 10")
	drawnLike(t, p)
}

func TestDoubleClickZooms(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open(sampleTimeline)
	p.Must(barOf(p, uninstall).Dblclick())
	rests(p, "from > 0 && to - from < 4000")
	bar, c := boxOf(p, barOf(p, uninstall)), chartOf(p)
	if bar.X < c.X || bar.X+bar.Width > c.X+c.Width || bar.Width < c.Width/3 {
		t.Errorf("the bar %v does not fill the chart %v", bar, c)
	}
	p.See(panel(p)) // the first click selected it
	drawnLike(t, p)
	p.Must(p.Mouse().Dblclick(c.X+100, c.Y+8))
	rests(p, "isNaN(from) && isNaN(to)")
	drawnLike(t, p)
}

func TestZoomWithKeysAndButtons(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open(sampleTimeline)
	p.Press("w")
	rests(p, narrower)
	from, to := zoomed(t, p)
	p.Press("d")
	rests(p, "from > "+number64(from))
	p.Press("Shift+ArrowLeft")
	rests(p, "Math.abs(from - "+number64(from)+") <= 2")
	p.Press("s")
	rests(p, "isNaN(from) && isNaN(to)")
	p.Click(p.Role("button", "Show less, larger"))
	rests(p, narrower)
	p.Press("Shift+ArrowUp")
	rests(p, "to - from < "+number64((to-from)*0.9))
	drawnLike(t, p)
	p.Press("0")
	rests(p, "isNaN(from) && isNaN(to)")
	out := p.Role("button", "Show more, smaller")
	p.Must(p.Expect(out).ToHaveAttribute("aria-disabled", "true"))
}

// TestALinkedRangeOpensZoomed and can be left: what lies beyond it is there.
func TestALinkedRangeOpensZoomed(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/" + failed + "?view=timeline&from=1000&to=20000")
	p.See(p.Locator(".tl-range h3"))
	p.Press("s")
	rests(p, "isNaN(from) || from < 1000")
	drawnLike(t, p)
	p.Press("0")
	rests(p, "isNaN(from) && isNaN(to)")
	p.At("/tasks/" + failed + "?view=timeline")
	drawnLike(t, p)
	p.Gone(p.Locator(".tl-range h3"))
}

// TestZoomEnds where a millisecond is plain to see, and stays exact until there.
func TestZoomEnds(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL, Height: 600})
	p.Open(sampleTimeline)
	p.Must(barOf(p, install).ScrollIntoViewIfNeeded())
	bar := boxOf(p, barOf(p, install))
	x, y := bar.X+bar.Width/2, bar.Y+bar.Height/2
	width := chartOf(p).Width
	p.Eval(`() => { globalThis.turned = 0; addEventListener("wheel", (event) => { globalThis.turned += event.deltaY; }, true); }`)
	for range 20 {
		turnWheel(p, x, y, 0, -1000, "Control")
	}
	// At the limit, too, each turn moves what is shown: the address is that of an
	// earlier one as long as the edges of the map, which follow in a frame, differ.
	until(p, "globalThis.turned === -20000")
	p.Eval("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
	edge := `Number(document.querySelector(".tl-edge-%s").getAttribute("aria-valuenow"))`
	rests(p, fmt.Sprintf("from === "+edge+" && to === "+edge, "left", "right"))
	rests(p, "to - from >= "+number64(width/10-2)+" && to - from <= "+number64(width/10+3))
	drawnLike(t, p)
	p.Press("0")
	rests(p, "isNaN(from) && isNaN(to)")
	drawnLike(t, p)
}

// TestWheelRightAfterARedraw: the rows are new and not drawn yet, and the wheel
// is still the chart's. A page that let it through would zoom or scroll itself.
func TestWheelRightAfterARedraw(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL, Height: 400})
	p.Open(sampleTimeline + "&from=12681&to=12773")
	p.Eval("() => scrollTo(0, 200)") // the chart can stay where it is without the figures above it
	p.Must(barOf(p, install).ScrollIntoViewIfNeeded())
	bar := boxOf(p, barOf(p, install))
	_, err := p.Evaluate(`([x, y]) => {
		globalThis.caught = new Promise((resolve) => new MutationObserver((changes, observer) => {
			const fresh = document.querySelector('[data-region="timeline"]');
			if (!changes.some((c) => [...c.addedNodes].includes(fresh))) return;
			observer.disconnect();
			const under = document.elementFromPoint(x, y);
			const turned = new WheelEvent("wheel", { ctrlKey: true, deltaY: -1000, clientX: x, clientY: y, bubbles: true, cancelable: true });
			resolve([under !== null && under.closest(".timeline") !== null, !under.dispatchEvent(turned)].join());
		}).observe(document.querySelector("main"), { childList: true, subtree: true }));
	}`, []float64{bar.X + bar.Width/2, bar.Y + bar.Height/2})
	p.Must(err)
	p.Press("0") // beyond what is drawn: the server draws anew
	caught, err := p.Evaluate("() => globalThis.caught", nil)
	p.Must(err)
	if caught != "true,true" {
		t.Errorf("over the timeline, and the chart took the wheel: %v, want true,true", caught)
	}
}

func TestBackAfterZoomAndSelection(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline)
	p.Click(rowOf(p, install))
	p.See(panel(p))
	p.Press("w")
	rests(p, narrower)
	from, to := zoomed(t, p)
	p.Press("w")
	rests(p, "to - from < "+number64(to-from))
	from, to = zoomed(t, p)
	p.Click(rowOf(p, uninstall))
	p.Must(p.Expect(panel(p)).ToContainText("Uninstall ocp agent"))
	if f, u := zoomed(t, p); f != from || u != to {
		t.Errorf("selecting changed the range from %v, %v to %v, %v", from, to, f, u)
	}
	back(p) // one step for the selection, none for the zoom
	p.Must(p.Expect(panel(p).GetByRole("heading", pw.ByLevel(2))).ToHaveText("Install ocp agent"))
	rests(p, "from === "+number64(from)+" && to === "+number64(to))
	back(p)
	p.Gone(panel(p))
	p.At(sampleTimeline)
	rests(p, "isNaN(from) && isNaN(to)")
	_, err := p.GoForward()
	p.Must(err)
	p.See(panel(p))
	rests(p, "from === "+number64(from)+" && to === "+number64(to))
}

// TestLinksKeepTheRange that was chosen after the server wrote them.
func TestLinksKeepTheRange(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline)
	p.Press("w")
	p.Click(tab(p, "Overview")) // before the address says so
	until(p, `location.search.includes("from=") && !location.search.includes("view=") && document.querySelector(".dag")`)
	p.Eval("() => { window.stays = true }")
	p.Press("0")
	rests(p, "isNaN(from) && isNaN(to)")
	p.Click(tab(p, "Graph"))
	p.At("/tasks/" + sample + "?view=graph")
	if p.Eval("() => window.stays") != true {
		t.Error("a tab loaded the page anew")
	}
}

func TestPinch(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Width: 390})
	p.Open(sampleTimeline)
	const touch = `([steps]) => {
		const chart = document.querySelector(".tl-chart");
		const box = chart.getBoundingClientRect();
		for (const [type, id, part] of steps) {
			chart.dispatchEvent(new PointerEvent(type, { pointerId: id, pointerType: "touch", isPrimary: id === 1, button: type === "pointerdown" ? 0 : -1,
				clientX: box.left + part * box.width, clientY: box.top + 30, bubbles: true, cancelable: true }));
		}
	}`
	p.Eval(touch, []any{[][]any{{"pointerdown", 1, 0.4}, {"pointerdown", 2, 0.6}, {"pointermove", 1, 0.3}, {"pointermove", 2, 0.7}, {"pointerup", 1, 0.3}, {"pointerup", 2, 0.7}}})
	rests(p, "from > 3000 && to < 19000 && to - from > 9000 && to - from < 13000")
	from, _ := zoomed(t, p)
	p.Eval(touch, []any{[][]any{{"pointerdown", 3, 0.5}, {"pointermove", 3, 0.4}, {"pointerup", 3, 0.4}}}) // one finger pans
	rests(p, "from > "+number64(from+500))
	if got := p.Eval(`() => getComputedStyle(document.querySelector(".tl-chart")).touchAction`); got != "pan-y" {
		t.Errorf("touch-action is %v: a finger could not scroll the page", got)
	}
}

// TestZoomWhereThereIsNothingToZoom does nothing, quietly.
func TestZoomWhereThereIsNothingToZoom(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	for _, path := range []string{
		sampleTimeline + "&align=left", "/tasks/" + sample + "?view=graph", "/tasks/" + sample + "?view=raw",
		"/tasks/980016?view=timeline", "/tasks/980017?view=timeline", "/tasks/980018", // no times, no subtasks, not even the key
	} {
		p.Open(path)
		before := p.URL()
		for _, key := range []string{"w", "s", "a", "d", "0", "Shift+ArrowUp", "Escape"} {
			p.Press(key)
		}
		p.Must(p.Locator("h1").Dblclick())
		p.Press("0")
		rests(p, "isNaN(from) && isNaN(to)")
		p.At(before[len(Demo(t).URL):])
	}
}

// TestFoldedGaps stay where they are through a zoom.
func TestFoldedGaps(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/980007?view=timeline&gaps=folded")
	if n := number(p.Eval(`() => JSON.parse(document.querySelector(".tl").dataset.breaks || "[]").length`)); n < 1 {
		t.Fatalf("%v gaps are folded, want one to zoom around", n)
	}
	p.Press("w")
	rests(p, "!isNaN(from)")
	drawnLike(t, p)
	p.Press("0")
	rests(p, "isNaN(from) && isNaN(to)")
	drawnLike(t, p)
}

// TestTheNextFailureIsSeenInAZoom: the range moves to it, as wide as it was. A
// link that has both says what is to be seen.
func TestTheNextFailureIsSeenInAZoom(t *testing.T) {
	t.Parallel()
	p, address := ofSixtyHosts(t, PageOptions{}, "&fold=none&from=20000&to=30000")
	p.Open(address)
	p.Press("e")
	p.See(panel(p))
	rests(p, "from < 84055 && to > 89000 && Math.abs(to - from - 10000) <= 1")
	back(p)
	p.Gone(panel(p))
	rests(p, "from === 20000 && to === 30000")
	p.Open(address + "&subtask=" + lost)
	p.See(panel(p))
	rests(p, "from === 20000 && to === 30000")
}
