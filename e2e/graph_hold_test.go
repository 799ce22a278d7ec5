package e2e

import (
	"math"
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestGraphPane is as high as the drawing, and leaves room for the rest of the
// page beside one that is higher than the window.
func TestGraphPane(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 900})
	height := func() float64 { return boxOf(p, p.Locator(".graph-scroll")).Height }
	p.Open(folded) // one row
	if h := height(); h < 80 || h > 130 {
		t.Errorf("the pane of one row of nodes is %v high", h)
	}
	p.Open("/tasks/" + large + "?view=graph&fold=none&draw=all")
	if h := height(); h < 650 || h > 750 {
		t.Errorf("the pane of a high drawing is %v high, in a window of 900", h)
	}
}

// TestGraphOutOfSight: a pane that has no size for a moment, as in a window of
// no width, shows what it did once it has one again.
func TestGraphOutOfSight(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Width: 1300, Height: 900})
	p.Open(opened + "&subtask=" + failedSubtask)
	p.Click(p.Role("button", "Zoom in (+)"))
	before := sight(p)
	const sized = `(w) => new Promise((done) => {
		const pane = document.querySelector(".graph-scroll"), seen = new ResizeObserver(() => {
			if (pane.clientWidth === 0 !== w) return;
			seen.disconnect();
			requestAnimationFrame(done);
		});
		document.querySelector(".graph").style.display = w ? "none" : "";
		seen.observe(pane);
	})`
	for _, hidden := range []bool{true, false} {
		_, err := p.Evaluate(sized, hidden)
		p.Must(err)
	}
	if got := sight(p); got != before {
		t.Errorf("after the pane was hidden for a moment %v is in sight, before it was %v", got, before)
	}
}

// TestGraphHoldsStill: a stack opens and folds where it is, and what is before
// it stays in its place; so does the middle of what is in sight when all stages
// are opened.
func TestGraphHoldsStill(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 900})
	p.Open(folded)
	before := labelled(p, "Reserve host") // a stage before those that are opened
	stack := labelled(p, "Pre check for install OB")
	p.Must(before.Focus())
	p.Must(stack.Focus())
	left := func(l pw.Locator) float64 { return boxOf(p, l).X }
	still := func(what string, l pw.Locator, want float64) {
		t.Helper()
		if got := left(l); math.Abs(got-want) > 1.5 {
			t.Errorf("%s: it went from %v to %v", what, want, got)
		}
	}
	at, own := left(before), left(stack)
	p.Press("Enter")
	p.See(p.Locator(".dag a.opened"))
	still("the stage before an opened stack", before, at)
	still("the first copy", labelled(p, "Pre check for install OB #0"), own)
	p.Press("Enter")
	p.Gone(p.Locator(".dag a.opened"))
	still("the stage before a folded stack", before, at)
	still("the stack", stack, own)

	p.Click(p.Locator(".tool").GetByRole("link", pw.ByName("down")))
	p.See(p.Locator(`.graph-scroll[data-dir="tb"]`))
	p.Must(p.Expect(stack).ToBeInViewport())
}

// TestGraphLeavesTheSelectionAlone: opening a stack does not lead back to the
// selected subtask, out of sight.
func TestGraphLeavesTheSelectionAlone(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 900})
	p.Open(folded + "&subtask=1020010137") // the last
	stack := labelled(p, "Pre check for install OB")
	p.Must(stack.Focus())
	at := boxOf(p, stack).X
	p.Press("Enter")
	p.See(p.Locator(".dag a.opened"))
	if got := boxOf(p, labelled(p, "Pre check for install OB #0")).X; math.Abs(got-at) > 1.5 {
		t.Errorf("the opened stack went from %v to %v", at, got)
	}
}

// TestGraphTexts: what is written in a node lies within it, in both languages,
// for names as wide as they come.
func TestGraphTexts(t *testing.T) {
	t.Parallel()
	for _, locale := range []string{"en", "zh-CN"} {
		t.Run(locale, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, PageOptions{Base: Demo(t).URL, Locale: locale})
			for _, address := range []string{folded, opened + "&heat=wait", "/tasks/" + large + "?view=graph", "/tasks/" + sample + "?view=graph"} {
				p.Open(address)
				got := p.Eval(`() => [...document.querySelectorAll(".dag a.node")].flatMap((node) => {
					const room = node.querySelector("rect").width.baseVal.value;
					return [...node.querySelectorAll("text")].filter((e) => e.getBBox().x < 0 || e.getBBox().x + e.getBBox().width > room - 2).map((e) => e.textContent);
				})`).([]any)
				if len(got) > 0 {
					t.Errorf("%s: %d texts are wider than their nodes, as %q", address, len(got), got[0])
				}
			}
		})
	}
}
