package e2e

import (
	"fmt"
	"net/url"
	"testing"
)

// TestTheBrowserFindsEveryNameOfTheTimeline: all are text of the page, also where
// the browser has not drawn them, and those in folded stages are opened by its
// search. No script can press Ctrl+F; a text fragment in the address is found by
// the same search of the browser.
func TestTheBrowserFindsEveryNameOfTheTimeline(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open(failedTimeline + "&fold=none")
	if missing := p.Eval(`() => [...document.querySelectorAll(".tl-names a")].map((a) => a.textContent).filter((name) => {
		getSelection().removeAllRanges();
		return !window.find(name, true);
	}).join()`); missing != "" {
		t.Errorf("the browser does not find %v", missing)
	}
	folded := NewPage(t, PageOptions{Base: app.URL})
	folded.Open(failedTimeline + "&fold=all#:~:text=" + url.PathEscape("Update observer status #11"))
	until(folded, `[...document.querySelectorAll(".tl-part:not([hidden]) .tl-names a")].some((a) => a.textContent === "Update observer status #11")`)
	if got := folded.Eval(`() => { const a = [...document.querySelectorAll(".tl-names a")].find((a) => a.textContent === "Update observer status #11"); const b = a.getBoundingClientRect(); return b.top >= 0 && b.bottom <= innerHeight; }`); got != true {
		t.Error("what the browser found in a folded stage is not in sight")
	}
	folded.Must(folded.Expect(folded.Locator(".tl-behind")).Not().ToBeVisible()) // rows have moved; no line shows where they were
}

// TestTheLastOfManyIsFound, of a task that fills many windows, and nothing is
// added or taken away by a zoom.
func TestTheLastOfManyIsFound(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	const all = "/tasks/" + large + "?view=timeline&fold=none"
	p.Open(all)
	count := func() (names, elements float64) {
		got := p.Eval(`() => [document.querySelectorAll(".tl-names a[data-id]").length, document.querySelectorAll(".tl *").length]`).([]any)
		return number(got[0]), number(got[1])
	}
	names, elements := count()
	if names != 1200 || elements > 8*names {
		t.Errorf("%v names in %v elements, want 1200 in at most 8 each", names, elements)
	}
	last := fmt.Sprint(p.Eval(`() => [...document.querySelectorAll(".tl-names a[data-id]")].at(-1).textContent`))
	if p.Eval(`(name) => { getSelection().removeAllRanges(); return window.find(name, true); }`, last) != true {
		t.Errorf("the browser does not find the last name, %q", last)
	}
	at := p.Eval(`() => document.querySelector(".tl-bars a[data-id]:has(.run) .run").getBoundingClientRect().width`)
	p.Eval(`() => { window.first = document.querySelector(".tl-bars a"); window.kept = document.querySelector(".tl-names a"); }`)
	p.Press("w")
	rests(p, "!isNaN(from) && !isNaN(to)")
	if now, _ := count(); now != names {
		t.Errorf("after a zoom there are %v names", now)
	}
	if p.Eval(`() => window.first === document.querySelector(".tl-bars a") && window.kept === document.querySelector(".tl-names a")`) != true {
		t.Error("a zoom drew the rows anew")
	}
	// Far away a bar may be as it was until the frame that shows it.
	if got := p.Eval(`() => new Promise((told) => {
		const bar = document.querySelector(".tl-bars a[data-id]:has(.run)");
		bar.scrollIntoView();
		requestAnimationFrame(() => told(bar.querySelector(".run").getBoundingClientRect().width));
	})`); number(got) < number(at)*1.4 {
		t.Errorf("a bar was %v px wide, and is %v zoomed by half", at, got)
	}
}
