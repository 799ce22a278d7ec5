package e2e

import (
	"fmt"
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

const (
	failedSplit   = "/tasks/35200002"
	oddEverything = "/tasks/980023"
)

// selected is what the page says is selected: the URL's subtask, the panel's
// title, and how many rows, nodes and bands are marked.
func selected(p *Page) string {
	return fmt.Sprint(p.Eval(`() => [
		new URLSearchParams(location.search).get("subtask") ?? "none",
		document.querySelector("#panel h2")?.textContent ?? "no panel",
		document.querySelectorAll('.tl-names a[aria-current="true"]').length,
		document.querySelectorAll(".row-selected").length,
	].join(" | ")`))
}

// settled waits until the panel is of the subtask called name, or of none.
func settled(p *Page, name string) {
	title := p.Locator("#panel h2")
	if name == "" {
		p.Gone(title)
		return
	}
	p.Must(p.Expect(title).ToHaveText(name))
}

func TestSelectingKeepsThePage(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open(failedSplit + "?view=timeline")
	p.Eval(`() => { window.same = true }`)
	row := func(name string) pw.Locator { return p.Locator(`.tl-names a:text-is("` + name + `")`).First() }

	p.Click(row("Reserve host"))
	settled(p, "Reserve host")
	reserve := selected(p)
	p.Click(p.Locator(".neighbours a").First())
	settled(p, "Prepare add observer")
	p.Click(p.Locator(".diagnosis a[data-to]"))
	settled(p, "Install rpm #7")
	if got := selected(p); !strings.HasSuffix(got, "| Install rpm #7 | 1 | 1") {
		t.Errorf("after the diagnosis's link: %s", got)
	}
	_, err := p.GoBack()
	p.Must(err)
	settled(p, "Prepare add observer")
	_, err = p.GoBack()
	p.Must(err)
	settled(p, "Reserve host")
	if got := selected(p); got != reserve {
		t.Errorf("twice back: %s, want %s", got, reserve)
	}
	_, err = p.GoForward()
	p.Must(err)
	settled(p, "Prepare add observer")
	p.Press("Escape")
	settled(p, "")
	if got, want := selected(p), "none | no panel | 0 | 0"; got != want {
		t.Errorf("after Escape: %s, want %s", got, want)
	}
	p.Must(row("Reserve host").Dblclick())
	settled(p, "Reserve host")
	p.Click(p.Locator("[data-close]"))
	settled(p, "")
	if got := fmt.Sprint(p.Eval(`() => document.activeElement.textContent`)); got != "Reserve host" {
		t.Errorf("closing the panel leaves the focus on %q, want on its row", got)
	}
	if p.Eval(`() => window.same === true`) != true {
		t.Error("a selection loaded the page anew")
	}
}

// A linked subtask is in sight wherever rows or nodes scroll, and so is what
// failed when nothing is linked.
func TestLinkedSubtaskIsInSight(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL, Height: 600})
	for _, test := range []struct{ path, id string }{
		{failedSplit, "1020010003"},
		{failedSplit + "?subtask=1020010118", "1020010118"},
		{failedSplit + "?view=graph&subtask=1020010118&fold=none", "1020010118"},
	} {
		p.Open(test.path)
		p.See(p.Locator(`a[data-id="` + test.id + `"]:visible`).First())
		if got := fmt.Sprint(p.Eval(outOfSight, test.id)); got != "" {
			t.Errorf("%s: out of sight in %s", test.path, got)
		}
	}
}

const outOfSight = `id => [".tl", ".graph-scroll"].filter(pane => {
	const box = document.querySelector(pane)?.getBoundingClientRect();
	const link = document.querySelector(pane + " a[data-id='" + id + "']");
	const group = link?.closest("[hidden]")?.dataset.of; // folded: its group is what is in sight
	const own = (group ? document.querySelector(pane + " a[data-group='" + group + "']") : link)?.getBoundingClientRect();
	return box && own && (own.top < box.top || own.bottom > box.bottom || own.left < box.left || own.right > box.right);
}).join()`

// Links that lead to another subtask must go on leading there, and a selected
// row's own link leads out of the selection.
func TestSelectingLeavesOtherLinksAlone(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open(oddEverything + "?view=timeline")
	links := `() => [...document.querySelectorAll("a[data-to], .tl-names a[data-id]:not([aria-current])")].map(a => a.getAttribute("data-id") ?? a.getAttribute("data-to")).join()`
	leads := `() => [...document.querySelectorAll("a[data-to], .tl-names a[data-id]:not([aria-current])")].map(a => new URL(a.href).searchParams.get("subtask")).join()`
	p.Click(p.Locator(".tl-names a").First())
	settled(p, "Prepare start OB zone")
	p.Click(p.Locator(".tl-names a[data-id]:visible").Last())
	p.Must(p.Expect(p.Locator("#panel h2")).Not().ToHaveText("Prepare start OB zone"))
	if got, want := fmt.Sprint(p.Eval(leads)), fmt.Sprint(p.Eval(links)); got != want {
		t.Errorf("the links lead to %s, want %s", got, want)
	}
	if got := p.Eval(`() => new URL(document.querySelector('.tl-names a[aria-current]').href).searchParams.get("subtask")`); got != nil {
		t.Errorf("the selected row's link leads to %v, want out of the selection", got)
	}
	if got := p.Eval(`() => new URL(document.querySelector('.tabs a').href).searchParams.get("subtask") === new URLSearchParams(location.search).get("subtask")`); got != true {
		t.Error("the tabs lose the selection")
	}
}
