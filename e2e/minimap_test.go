package e2e

import (
	"fmt"
	"math"
	"testing"

	"taskscope/e2e/internal/pw"
)

// edge is one of the two sliders of the map.
func edge(p *Page, name string) pw.Locator { return p.Role("slider", name+" of the shown range") }

func TestMapByKeyboard(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open(sampleTimeline)
	start, end := edge(p, "Start"), edge(p, "End")
	for name, want := range map[string]string{"aria-valuemin": "0", "aria-valuenow": "0", "aria-valuemax": "22327", "aria-valuetext": "15:09:31.740"} {
		p.Must(p.Expect(start).ToHaveAttribute(name, want))
	}
	p.Must(p.Expect(end).ToHaveAttribute("aria-valuetext", "15:09:54.067"))
	p.Must(start.Focus())
	p.Press("ArrowRight") // a tenth of what is shown
	rests(p, "Math.abs(from - 2233) <= 2 && isNaN(to)")
	p.Press("PageUp") // half of it
	rests(p, "Math.abs(from - 12280) <= 3 && isNaN(to)")
	p.Press("Shift+ArrowLeft")
	rests(p, "Math.abs(from - 7256) <= 3 && isNaN(to)")
	p.Press("Tab")
	p.Must(p.Expect(end).ToBeFocused())
	p.Press("PageDown")
	rests(p, "Math.abs(from - 7256) <= 3 && Math.abs(to - 14791) <= 4")
	p.Must(p.Expect(end).ToBeFocused()) // the map was drawn anew meanwhile
	p.Press("ArrowLeft")
	rests(p, "Math.abs(to - 14038) <= 5")
	drawnLike(t, p)
	p.Press("End")
	rests(p, "isNaN(to)")
	p.Must(start.Focus())
	p.Press("Home")
	rests(p, "isNaN(from) && isNaN(to)")
}

// TestTheMapsEdgesMoveAlone, in a short range of a long task as well as in one
// that is as short as it can be: a step is a part of what is shown, and the other
// edge stays, to the millisecond.
func TestTheMapsEdgesMoveAlone(t *testing.T) {
	t.Parallel()
	app := Start(t)
	keep(t, app, made{id: 71500003, name: "A day", now: 100_000_000, finish: 90_000_000, steps: []step{{id: 1, name: "All day", from: 0, to: 90_000_000}}})
	p := NewPage(t, PageOptions{Base: app.URL, Width: 1440})
	address := func(from, to int) string {
		return fmt.Sprintf("/tasks/71500003@1?view=timeline&from=%d&to=%d", from, to)
	}
	step := func(name, key, want string) {
		t.Helper()
		p.Must(edge(p, name).Focus())
		p.Press(key)
		rests(p, want)
	}
	p.Open(address(36_000_000, 36_300_000)) // five minutes of a day
	step("Start", "ArrowRight", "from === 36030000 && to === 36300000")
	step("Start", "ArrowLeft", "from === 36003000 && to === 36300000")
	step("End", "ArrowRight", "from === 36003000 && to === 36329700")
	step("Start", "Shift+ArrowLeft", "from === 35839650 && to === 36329700")
	step("Start", "Home", "isNaN(from) && to === 36329700")
	step("Start", "End", "from > 36329000 && to === 36329700")
	p.Open(address(10_843, 10_936)) // shorter than a screen shows
	p.Must(edge(p, "Start").Focus())
	p.Press("ArrowRight")
	p.Press("Home")
	rests(p, "isNaN(from) && to === 10936")
	p.Open(address(10_843, 10_936))
	step("End", "ArrowRight", "from === 10843 && to > 10936 && to < 11000")
}

func TestMapByMouse(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open(sampleTimeline)
	// The figures of a range, which come above the map, may move it.
	slide := func(from, to float64) {
		m := boxOf(p, p.Locator(".tl-map svg"))
		y := m.Y + m.Height/2
		drag(p, m.X+m.Width*from, y, m.X+m.Width*to, y)
	}
	slide(0.2, 0.4) // all is shown: this chooses
	rests(p, "Math.abs(from - 4465) <= 100 && Math.abs(to - 8931) <= 100")
	drawnLike(t, p)
	slide(0.3, 0.5) // in the window: this pans
	rests(p, "Math.abs(from - 8931) <= 150 && Math.abs(to - 13396) <= 150")
	from, to := zoomed(t, p)
	slide(0.5, 2) // the window stops at the end
	rests(p, "isNaN(to) && from > "+number64(from))
	if now, _ := zoomed(t, p); math.Abs(22327-now-(to-from)) > 3 {
		t.Errorf("at the end the window is %v ms long, want %v as before", 22327-now, to-from)
	}
	b := boxOf(p, edge(p, "Start"))
	x, y2 := b.middle()
	m := boxOf(p, p.Locator(".tl-map svg"))
	drag(p, x, y2, m.X+m.Width*0.1, y2)
	rests(p, "isNaN(to) && Math.abs(from - 2233) <= 100")
	slide(0.02, 0.08) // beside the window: a new one
	rests(p, "Math.abs(from - 447) <= 100 && Math.abs(to - 1786) <= 100")
	drawnLike(t, p)
	slide(0.5, 0.5) // a click beside it: the window as it is, around the click
	rests(p, "Math.abs((from + to) / 2 - 11164) <= 100 && Math.abs(to - from - 1340) <= 150")
	drawnLike(t, p)
}

// TestMapOfATaskThatBeganBefore: addresses count from the task's start, and
// know nothing before it.
func TestMapOfSubtasksOutsideTheTask(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/980022?view=timeline")
	p.Must(edge(p, "Start").Focus())
	p.Press("PageUp")
	p.Press("PageUp")
	p.Press("PageUp")
	p.Press("PageUp")
	rests(p, "!isNaN(from) && isNaN(to)")
	p.Press("Home")
	rests(p, "isNaN(from) && isNaN(to)")
	drawnLike(t, p)
}
