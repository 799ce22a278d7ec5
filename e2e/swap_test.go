package e2e

import (
	"fmt"
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestLinksReplaceParts: views, filters, orders and folding are steps of the
// history, and none loads the page anew.
func TestLinksReplaceParts(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed)
	title, err := p.Title()
	p.Must(err)
	p.Eval("() => { window.stays = true }")
	p.Click(tab(p, "Subtasks"))
	p.See(p.Locator(".subtasks"))
	p.Gone(p.Locator(".tl"))
	p.Must(p.Expect(tab(p, "Subtasks")).ToHaveAttribute("aria-current", "page"))
	p.Must(p.Expect(tab(p, "Subtasks")).ToBeFocused()) // one goes on from there
	p.Click(p.Role("columnheader", "Run").GetByRole("link"))
	p.At("/tasks/" + failed + "?view=subtasks&sort=duration")
	p.Must(p.Expect(p.Role("columnheader", "Run")).ToHaveAttribute("aria-sort", "descending"))
	p.Click(chip(p, "failed", 1))
	p.At("/tasks/" + failed + "?view=subtasks&state=failed&sort=duration")
	p.Count(p.Locator(".subtasks tbody tr"), 1)
	p.Must(p.Expect(chip(p, "failed", 1)).ToBeFocused())

	back(p)
	p.Count(p.Locator(".subtasks tbody tr"), 87)
	back(p)
	back(p)
	p.See(p.Locator(".tl"))
	p.At("/tasks/" + failed)
	_, err = p.GoForward()
	p.Must(err)
	p.See(p.Locator(".subtasks"))
	p.Gone(p.Locator(".tl"))
	if p.Eval("() => window.stays") != true {
		t.Error("a link or a step back loaded the page anew")
	}
	if now, err := p.Title(); err != nil || now != title {
		t.Errorf("the title is %q, want %q still", now, title)
	}
}

// TestReplacingKeepsThePlace: what was scrolled to, opened and focused.
func TestReplacingKeepsThePlace(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 700})
	p.Open("/tasks/" + failed + "?fold=none&from=0")
	menu := p.Locator(".timeline details.menu").First()
	p.Click(menu.Locator("summary"))
	const set = `() => {
		scrollTo(0, 200);
		document.querySelector(".tl").scrollTop = 300;
		document.querySelector(".graph-scroll").scrollLeft = 250;
	}`
	const read = `() => [scrollY, document.querySelector(".tl").scrollTop, document.querySelector(".graph-scroll").scrollLeft].map(Math.round).join()`
	p.Eval(set)
	want := p.Eval(read)
	p.Press("T")
	until(p, `location.search.includes("time=relative") && document.querySelector(".tl").dataset.time === "relative" && !document.querySelector("[aria-busy=true]")`)
	if got := p.Eval(read); got != want {
		t.Errorf("page, rows and graph are scrolled to %v, want %v as before", got, want)
	}
	p.Must(p.Expect(menu).ToHaveAttribute("open", ""))
}

// TestWhatFailsIsLoaded: when parts cannot be had, the browser shows what the
// address leads to.
func TestWhatFailsIsLoaded(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample)
	p.Eval("() => { window.stays = true }")
	p.ExpectProblem("500")
	p.Must(p.Route("**/tasks/**", func(r pw.Route) {
		if r.Request().Headers()["taskscope-region"] != "" {
			if err := r.Fulfill(pw.Fulfill{Status: pw.Ptr(500)}); err != nil {
				t.Error(err)
			}
			return
		}
		if err := r.Continue(); err != nil {
			t.Error(err)
		}
	}))
	p.Click(tab(p, "Graph"))
	until(p, `!window.stays && document.querySelector(".in-graph .dag")`)
	p.At("/tasks/" + sample + "?view=graph")
}

// TestTheLastOfManyCounts however the answers come.
func TestTheLastOfManyCounts(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(sampleTimeline)
	p.Eval(`(ids) => { for (const id of ids) document.querySelector('.tl-names a[data-id="' + id + '"]').click(); }`,
		[]string{prepare, uninstall, install, finish, install, uninstall})
	p.Must(p.Expect(panel(p).GetByRole("heading", pw.ByLevel(2))).ToHaveText("Uninstall ocp agent"))
	p.At(sampleTimeline + "&subtask=" + uninstall)
	p.Eval(`() => { document.querySelector('[data-key="T"]').click(); document.querySelector('.tl-names a').click(); }`)
	p.Must(p.Expect(p.Locator(".tl")).ToHaveAttribute("data-time", "relative")) // taken over by the newer fetch
	p.Must(p.Expect(panel(p).GetByRole("heading", pw.ByLevel(2))).ToHaveText("Prepare reinstalling OCP agent"))
}

// TestBackLeadsToThePlace on the page that was left, by a step or by Forward,
// though the views between are far lower.
func TestBackLeadsToThePlace(t *testing.T) {
	t.Parallel()
	p, address := ofSixtyHosts(t, PageOptions{Width: 1440, Height: 900}, "&fold=none")
	at := func(y int) {
		t.Helper()
		rests(p, fmt.Sprintf("Math.abs(scrollY - %d) <= 1", y))
	}
	p.Open(address)
	scrollFar(p)
	for _, key := range []string{"2", "c"} {
		at(6000)
		p.Press(key)
		rests(p, "scrollY < 6000")
		back(p)
		p.See(p.Locator(".in-timeline .tl"))
		at(6000)
	}
	p.Eval("() => scrollTo(0, 4000)")
	until(p, "Math.abs(history.state?.top - 4000) <= 1") // the hand has come to rest
	_, err := p.GoForward()
	p.Must(err)
	rests(p, "scrollY < 4000")
	back(p)
	p.See(p.Locator(".in-timeline .tl"))
	at(4000)
}

// TestAKeyToTheRowsShowsTheSelected: it was selected far below.
func TestAKeyToTheRowsShowsTheSelected(t *testing.T) {
	t.Parallel()
	p, address := ofSixtyHosts(t, PageOptions{Width: 1440, Height: 900}, "&fold=none&subtask="+lost)
	p.Open(address)
	p.Must(p.Expect(rowOf(p, lost)).ToBeInViewport())
	p.Press("2")
	p.See(p.Locator(".in-graph .dag"))
	p.Press("1")
	p.See(p.Locator(".in-timeline .tl"))
	p.Must(p.Expect(rowOf(p, lost)).ToBeInViewport())
}
