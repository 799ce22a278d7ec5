package e2e

import (
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestTheTopComesFirst: what a task is and how it stands is on the screen, in
// its colours, while the style of all below is still on its way; and then that
// is there, too.
func TestTheTopComesFirst(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	style, release := make(chan pw.Route, 1), make(chan struct{})
	p.Must(p.Route("**/app.css*", func(r pw.Route) {
		style <- r
		go func() {
			<-release
			if err := r.Continue(); err != nil {
				t.Error(err)
			}
		}()
	}))
	_, err := p.Goto("/tasks/"+failed+"?view=timeline", pw.GotoOptions{WaitUntil: pw.Committed})
	p.Must(err)
	<-style
	until(p, `performance.getEntriesByName("first-contentful-paint").length > 0`)
	p.See(p.Locator(".diagnosis"))
	if got := p.Eval(`() => getComputedStyle(document.querySelector(".state.big"), "::before").clipPath`); got == "none" {
		t.Error("the state has no shape yet")
	}
	if p.Eval(`() => document.querySelector(".tl") !== null`) == true {
		t.Error("the rows are there before their style is")
	}
	close(release)
	p.See(p.Locator(".tl-names a").First())
	until(p, `getComputedStyle(document.querySelector(".tl")).display === "grid"`)
	if got := p.Eval(`() => document.querySelector(".filter").getAnimations().length`); got != 0 {
		t.Errorf("%v animations hide what may be seen", got)
	}
}
