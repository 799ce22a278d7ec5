package e2e

import (
	"fmt"
	"testing"
)

// seen says whether the focus on e can be seen: by an outline, or a node's
// thicker frame.
const seen = `(e) => {
	const style = getComputedStyle(e);
	const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
	const frame = e.querySelector(":scope > rect");
	return outline || Boolean(frame && parseFloat(getComputedStyle(frame).strokeWidth) >= 3.4);
}`

// numberStops finds all elements that a person can do something with, in the
// order of the page, and has the page note in window.went where the focus goes.
const numberStops = `() => {
	const stops = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
		.filter((e) => e.tabIndex >= 0 && !e.closest("[aria-hidden=true]") && e.checkVisibility({ visibilityProperty: true }));
	window.went = [];
	addEventListener("focusin", (event) => window.went.push([stops.indexOf(event.target), (` + seen + `)(event.target)]));
	return stops.map((e) => e.outerHTML.slice(0, 100));
}`

// oneStop is the condition that the rows of a timeline are one stop, where there is one.
const oneStop = `document.documentElement.dataset.page !== "task" || [...document.querySelectorAll(".tl-names a, .tl-lanes .tl-bars a")].filter((e) => e.tabIndex >= 0).length <= 1`

// unfocus makes the next Tab start at the top: the home page, for one, puts the
// focus into its box.
const unfocus = `() => {
	document.body.tabIndex = -1;
	document.body.focus();
	document.body.removeAttribute("tabindex");
	window.went = [];
}`

func TestEverythingIsReachedWithTheKeyboard(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	readBoth(t, app)
	for _, q := range []place{
		{name: "home", path: "/"},
		{name: "history", path: "/history?q=" + slowBase},
		{name: "import", path: "/import"},
		{name: "task with its panel", path: "/tasks/" + sample + "?subtask=" + install},
		{name: "raw", path: "/tasks/" + sample + "?view=raw"},
		{name: "compare", path: "/compare/" + slowBase + "..." + slowHead},
		{name: "error", path: "/tasks/" + unknownTask, status: 404},
	} {
		t.Run(q.name, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, PageOptions{Base: app.URL})
			q.visit(p)
			until(p, oneStop)
			stops := p.Eval(numberStops).([]any)
			p.Eval(unfocus)
			for range stops {
				p.Press("Tab")
			}
			went := p.Eval("() => window.went").([]any)
			for i, stop := range stops {
				if i >= len(went) {
					t.Fatalf("%d times Tab lead to %d stops", len(stops), len(went))
				}
				at := went[i].([]any)
				if number(at[0]) != float64(i) {
					t.Fatalf("after %d times Tab the keyboard is at stop %v of the page, want %d: %v", i+1, at[0], i, stop)
				}
				if at[1] != true {
					t.Errorf("the focus on %v cannot be seen", stop)
				}
			}
			p.Press("Tab") // leaves the page, or goes round
			for _, v := range p.Eval("(n) => window.went.slice(n)", len(stops)).([]any) {
				if number(v.([]any)[0]) != 0 {
					t.Errorf("after the last of %d stops there is another", len(stops))
				}
			}
		})
	}
}

func TestSkipToTheContent(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample)
	p.Press("Tab")
	p.Must(p.Expect(p.Role("link", "Skip to the content")).ToBeFocused())
	p.Must(p.Expect(p.Role("link", "Skip to the content")).ToBeInViewport())
	p.Press("Enter")
	p.Must(p.Expect(p.Locator("main")).ToBeFocused())
	p.Press("Tab")
	p.Must(p.Expect(p.Role("link", "Add a note")).ToBeFocused())
}

func TestSelectWithTheKeyboard(t *testing.T) {
	t.Parallel()
	for _, where := range []string{".tl-names", ".dag", ".subtasks tbody"} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, PageOptions{Base: Demo(t).URL})
			p.Open("/tasks/" + sample)
			link := p.Locator(fmt.Sprintf(`%s a[data-id="%s"]`, where, install))
			until(p, oneStop)
			for range 120 { // more stops than the page has
				p.Press("Tab")
				for range 3 { // the timeline's rows are one
					if p.Eval(`() => document.activeElement.matches(".tl-names a")`) == true {
						p.Press("ArrowDown")
					}
					if p.Eval("(sel) => document.activeElement.matches(sel)", fmt.Sprintf(`%s a[data-id="%s"]`, where, install)) == true {
						break
					}
				}
				if p.Eval("(sel) => document.activeElement.matches(sel)", fmt.Sprintf(`%s a[data-id="%s"]`, where, install)) == true {
					break
				}
			}
			p.Must(p.Expect(link).ToBeFocused())
			p.Press("Enter")
			p.At("/tasks/" + sample + "?subtask=" + install)
			selectedIs(p, install, "Install ocp agent")
			p.Must(p.Expect(link).ToBeFocused()) // one goes on from there
			if p.Eval("() => ("+seen+")(document.activeElement)") != true {
				t.Error("after Enter the focus cannot be seen")
			}
			p.Press("Enter")
			p.At("/tasks/" + sample)
			nothingSelected(p)
			p.Must(p.Expect(link).ToBeFocused())
		})
	}
}

// TestCloseThePanelWithTheKeyboard: the focus goes back to what the panel was
// of, not to the top of the page.
func TestCloseThePanelWithTheKeyboard(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample + "?subtask=" + install)
	p.Must(p.Role("link", "Close").Focus())
	p.Press("Enter")
	p.At("/tasks/" + sample)
	nothingSelected(p)
	p.Must(p.Expect(rowOf(p, install)).ToBeFocused())
}

// TestRowsAreOneStop for the keyboard, which comes back to the row that it left;
// a link at the top leads there at once. In lanes it is one bar.
func TestRowsAreOneStop(t *testing.T) {
	t.Parallel()
	p, address := ofSixtyHosts(t, PageOptions{}, "")
	p.Open(address)
	until(p, oneStop)
	p.Press("Tab")
	p.Press("Tab")
	p.Must(p.Expect(p.Role("link", "Skip to the rows of the timeline")).ToBeInViewport())
	p.Press("Enter")
	p.Must(p.Expect(rowOf(p, "73000001")).ToBeFocused())
	p.Must(p.Expect(rowOf(p, "73000001")).ToBeInViewport())
	p.At(address)
	p.Must(p.Expect(p.Locator(".tl")).ToHaveAccessibleDescription("Arrow keys go from row to row, and fold or open groups."))
	p.Press("ArrowDown")
	p.Press("ArrowDown")
	p.Must(p.Expect(rowOf(p, "73000003")).ToBeFocused())
	p.Press("Tab") // out of all 900
	until(p, `!document.activeElement.closest(".timeline")`)
	p.Press("Shift+Tab")
	p.Must(p.Expect(rowOf(p, "73000003")).ToBeFocused())
	p.Press("3") // and back: the rows are others
	p.Press("1")
	p.Count(p.Locator(".tl-names a"), 900)
	until(p, oneStop)

	p.Open(address + "&lane=executor")
	until(p, oneStop)
	first, right, down := laneBar(p, "73000001"), laneBar(p, "73001001"), laneBar(p, "73001002")
	p.Must(first.Focus())
	p.Press("ArrowRight")
	p.Must(p.Expect(right).ToBeFocused())
	p.Press("ArrowDown")
	p.Must(p.Expect(down).ToBeFocused())
	until(p, oneStop)
	p.Press("ArrowUp")
	p.Must(p.Expect(right).ToBeFocused())
}
