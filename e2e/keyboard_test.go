package e2e

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// named describes the focused element: its tag, its text or label, its id.
const named = `(e) => [e.tagName.toLowerCase(), e.getAttribute("aria-label") || e.innerText || e.textContent.trim() || e.getAttribute("placeholder") || "",
	e.id, e.getAttribute("name") || "", e.closest("[aria-labelledby],[aria-label],[class]")?.className?.baseVal ?? e.closest("section,nav,header,form,aside")?.className ?? ""].join("|")`

// focused is where the keyboard is, as named, and whether that can be seen: an
// outline, or a node's thicker frame.
const focused = `() => {
	const e = document.activeElement;
	if (!e || e === document.body) return ["", true];
	const style = getComputedStyle(e);
	const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
	const frame = e.querySelector?.(":scope > rect");
	const framed = frame && parseFloat(getComputedStyle(frame).strokeWidth) >= 3.4;
	return [(` + named + `)(e), Boolean(outline || framed)];
}`

// reachable are all elements that a person can do something with.
const reachable = `() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
	.filter((e) => e.tabIndex >= 0 && !e.closest("[aria-hidden=true]") && e.checkVisibility({ visibilityProperty: true }))
	.map(` + named + `)`

// tabThrough presses Tab until the keyboard has been everywhere.
func tabThrough(t *testing.T, p *Page, most int) []string {
	t.Helper()
	var been []string
	for range most {
		p.Press("Tab")
		got := p.Eval(focused).([]any)
		name := got[0].(string)
		if name == "" || (len(been) > 0 && name == been[0]) { // out of the page, or round
			return been
		}
		if got[1] != true {
			t.Errorf("the focus on %q cannot be seen", name)
		}
		been = append(been, name)
	}
	t.Fatalf("after %d times Tab the end of the page is not reached", most)
	return nil
}

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
			p.Eval("() => document.activeElement?.blur()") // the home page puts the focus into its box
			p.Eval("() => { document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex'); }")
			var want []string
			for _, v := range p.Eval(reachable).([]any) {
				want = append(want, v.(string))
			}
			been := tabThrough(t, p, len(want)+50)
			for _, name := range want {
				if !slices.Contains(been, name) {
					t.Errorf("Tab does not reach %q", name)
				}
			}
			if len(been) != len(want) {
				t.Errorf("Tab stops %d times, want once at each of the %d elements", len(been), len(want))
			}
			if len(been) == 0 || !strings.HasPrefix(been[0], "a|Skip to the content|") {
				t.Errorf("the first stop is %q, want the link that skips to the content", been[:min(1, len(been))])
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
	p.Must(p.Expect(p.Role("link", "Copy link")).ToBeFocused())
}

func TestSelectWithTheKeyboard(t *testing.T) {
	t.Parallel()
	for _, where := range []string{".tl-names", ".dag", ".subtasks tbody"} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, PageOptions{Base: Demo(t).URL})
			p.Open("/tasks/" + sample)
			link := p.Locator(fmt.Sprintf(`%s a[data-id="%s"]`, where, install))
			for range 60 {
				p.Press("Tab")
				if p.Eval("(sel) => document.activeElement.matches(sel)", fmt.Sprintf(`%s a[data-id="%s"]`, where, install)) == true {
					break
				}
			}
			p.Must(p.Expect(link).ToBeFocused())
			p.Press("Enter")
			p.At("/tasks/" + sample + "?subtask=" + install)
			selectedIs(p, install, "Install ocp agent")
			p.Must(p.Expect(link).ToBeFocused()) // one goes on from there
			if p.Eval(focused).([]any)[1] != true {
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
