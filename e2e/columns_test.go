package e2e

import (
	"math"
	"testing"
)

const keptWidth = `() => localStorage.getItem("taskscope.names")`

func TestWidthOfTheNames(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open(sampleTimeline)
	names := p.Locator(".tl-corner")
	split := p.Role("separator", "Width of the names")
	first := boxOf(p, names).Width
	wide := func(want float64) {
		t.Helper()
		if got := boxOf(p, names).Width; math.Abs(got-want) > 1.5 {
			t.Errorf("the names are %v px wide, want %v", got, want)
		}
		if got := boxOf(p, p.Locator(".tl-names")).Width; math.Abs(got-want) > 1.5 {
			t.Errorf("the rows of the names are %v px wide, want %v", got, want)
		}
	}
	p.Must(p.Expect(split).ToHaveAttribute("aria-orientation", "vertical"))
	x, y := boxOf(p, split).middle()
	drag(p, x, y, x-100, y)
	wide(first - 100)
	if got := number(p.Eval(`() => Number(document.querySelector(".tl-split").getAttribute("aria-valuenow"))`)); math.Abs(got-(first-100)) > 1.5 {
		t.Errorf("the line says it is at %v, want %v", got, first-100)
	}
	p.Must(p.Expect(split).ToBeFocused())
	p.Press("ArrowRight")
	wide(first - 84)
	p.Press("Home")
	wide(144)
	p.Press("ArrowLeft")
	wide(144) // the least
	p.Press("ArrowRight")
	wide(160)
	p.At(sampleTimeline) // not in the address

	_, err := p.Reload()
	p.Must(err)
	wide(160)
	p.Click(tab(p, "Overview"))
	p.See(p.Locator(".dag"))
	wide(160)
	p.See(split) // in the new part of the page, too
	p.Must(split.Dblclick())
	if got := p.Eval(keptWidth); got != nil {
		t.Errorf("after a double click the width %v is kept, want none", got)
	}
	p.Click(tab(p, "Timeline"))
	p.Gone(p.Locator(".dag"))
	wide(first)
}

// TestOpeningALinkKeepsNothing in the browser's storage.
func TestOpeningALinkKeepsNothing(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?view=timeline&subtask=" + failedSubtask + "&from=1000&to=20000&state=failed&names=300&keys=off")
	p.See(panel(p))
	p.Click(rowOf(p, failedSubtask))
	p.Gone(panel(p))
	p.Press("w")
	rests(p, "from !== 1000")
	if n := p.Eval(`() => localStorage.length + sessionStorage.length`); number(n) != 0 {
		t.Errorf("%v things are stored, want none", n)
	}
}
