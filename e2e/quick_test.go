package e2e

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"taskscope/e2e/internal/pw"
)

// hold keeps every answer with parts of a page from it, until it is let go: a
// server that takes its time, for as long as a test needs.
func hold(t testing.TB, p *Page) (release func()) {
	var mu sync.Mutex
	var waiting []pw.Route
	held := true
	p.Must(p.Route("**/tasks/**", func(r pw.Route) {
		mu.Lock()
		defer mu.Unlock()
		if held && r.Request().Headers()["taskscope-region"] != "" {
			waiting = append(waiting, r)
		} else if err := r.Continue(); err != nil {
			t.Error(err)
		}
	}))
	return func() {
		mu.Lock()
		defer mu.Unlock()
		held = false
		for _, r := range waiting {
			_ = r.Continue() // of one that a newer one has ended, nobody waits for the answer
		}
	}
}

// leads waits until the page's address has this query, whatever the ids in it.
func leads(p *Page, query string) {
	pattern := strings.ReplaceAll(regexp.QuoteMeta(query), "ID", "[0-9]+")
	until(p, fmt.Sprintf("new RegExp(%q).test(location.search)", "^"+pattern+"$"))
}

// drawnAnew waits until nothing is on its way any more.
func drawnAnew(p *Page) { until(p, `!document.querySelector("[aria-busy=true]")`) }

// TestASecondClickKeepsTheFirst: what is clicked before the answer to a click is
// there comes on top of it, whatever the two are.
func TestASecondClickKeepsTheFirst(t *testing.T) {
	t.Parallel()
	const subtasks, timeline = "?view=subtasks", "?view=timeline&fold=all"
	group := func(p *Page) pw.Locator { return p.Locator(".tl-names a[data-group]").First() }
	link := func(name string) func(*Page) pw.Locator {
		return func(p *Page) pw.Locator { return p.Role("link", name) }
	}
	critical := func(p *Page) pw.Locator { return pill(p, "critical", 5) }
	done := func(p *Page) pw.Locator { return p.Role("list", "States").GetByRole("link").Last() }
	wrong := func(p *Page) pw.Locator { return pill(p, "ended badly", 1) }
	const on = `[...document.querySelectorAll(".chips .on")].map((e) => e.textContent.trim()).join()`
	const rows = `document.querySelectorAll(".subtasks tbody tr").length`
	for _, test := range []struct {
		name, from    string
		first, second func(*Page) pw.Locator
		want, shows   string
	}{
		{"two of a list, as the server orders it", subtasks, critical, wrong, "?view=subtasks&is=failed,critical",
			on + ` === "ended badly 1,critical 5" && ` + rows + ` === 6`},
		{"a trait and a state", subtasks, critical, func(p *Page) pw.Locator { return chip(p, "failed", 1) },
			"?view=subtasks&state=failed&is=critical", on + ` === "failed 1,critical 5" && ` + rows + ` < 5`},
		{"a filter and an order", subtasks, critical, func(p *Page) pw.Locator { return p.Role("columnheader", "Run").GetByRole("link") },
			"?view=subtasks&is=critical&sort=duration", `document.querySelector("th[aria-sort=descending]") && ` + rows + ` === 5`},
		{"a filter and a view", "?view=timeline", critical, func(p *Page) pw.Locator { return tab(p, "Subtasks") },
			"?view=subtasks&is=critical", rows + ` === 5`},
		{"a view, and back to the present one", subtasks, func(p *Page) pw.Locator { return tab(p, "Raw") },
			func(p *Page) pw.Locator { return tab(p, "Subtasks") }, subtasks, rows + ` === 87`},
		{"a group and a filter", timeline, group, done, "?view=timeline&state=succeeded&fold=all&toggle=ID",
			`document.querySelector(".tl-names a[data-group]").ariaExpanded === "true" && ` + on + `.startsWith("succeeded")`},
		{"a filter and a group", timeline, done, group, "?view=timeline&state=succeeded&fold=all&toggle=ID",
			`document.querySelector(".tl-names a[data-group]").ariaExpanded === "true" && ` + on + `.startsWith("succeeded")`},
		{"a filter and rows", "?view=timeline", critical, link("executors"), "?view=timeline&is=critical&lane=executor",
			on + ` === "critical 5" && document.querySelector(".choice [aria-current]").textContent.trim() === "executors"`},
		{"a filter, and no filter", subtasks + "&q=rpm", critical, link("Show all"), subtasks, on + ` === "all 87" && ` + rows + ` === 87`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 1200})
			p.Open("/tasks/" + failed + test.from)
			release := hold(t, p)
			const words = "() => document.querySelector('main').textContent"
			before := p.Eval(words)
			p.Click(test.first(p))
			p.Click(test.second(p))
			leads(p, test.want)
			if p.Eval(words) != before {
				t.Error("an answer was there before it was let go")
			}
			release()
			drawnAnew(p)
			until(p, test.shows)
			leads(p, test.want)
		})
	}
}

// TestTheSameClickAgain does no more than it did: what a chip says is done, and
// the page does not yet show that. Its answer is not asked for again, either.
func TestTheSameClickAgain(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?view=subtasks")
	release := hold(t, p)
	steps := number(p.Eval("() => history.length"))
	for range 3 {
		p.Must(pill(p, "critical", 5).Press("Enter")) // a mouse's would be a double click
	}
	leads(p, "?view=subtasks&is=critical")
	release()
	p.Count(p.Locator(".subtasks tbody tr"), 5)
	if got := number(p.Eval("() => history.length")); got != steps+1 {
		t.Errorf("three times the same is %v steps of the history, want one", got-steps)
	}
	p.Must(pill(p, "critical", 5).Press("Enter")) // now it says that it takes the filter away
	p.Count(p.Locator(".subtasks tbody tr"), 87)
	leads(p, "?view=subtasks")
}

// TestBackWhileAnAnswerIsOnItsWay: what was taken back is no part of the next click.
func TestBackWhileAnAnswerIsOnItsWay(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?view=subtasks")
	release := hold(t, p)
	p.Click(pill(p, "critical", 5))
	leads(p, "?view=subtasks&is=critical")
	p.Eval("() => history.back()")
	leads(p, "?view=subtasks")
	p.Click(pill(p, "ended badly", 1))
	leads(p, "?view=subtasks&is=failed")
	p.Eval("() => history.back()")
	leads(p, "?view=subtasks")
	p.Click(pill(p, "ended badly", 1)) // the same link once more: taken back, it is no longer there already
	leads(p, "?view=subtasks&is=failed")
	release()
	p.Count(p.Locator(".subtasks tbody tr"), 1)
}

// TestLinksForANewTab: their addresses say both, too, when the pointer comes.
func TestLinksForANewTab(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?view=subtasks")
	release := hold(t, p)
	p.Click(pill(p, "critical", 5))
	for link, want := range map[pw.Locator]string{
		pill(p, "ended badly", 1):                       "?view=subtasks&is=failed,critical",
		pill(p, "critical", 5):                          "?view=subtasks&is=critical",
		tab(p, "Graph"):                                 "?view=graph&is=critical",
		p.Locator(".subtasks tbody a[data-id]").First(): "?view=subtasks&subtask=ID&is=critical",
	} {
		p.Must(link.Hover())
		p.Must(p.Expect(link).ToHaveAttribute("href", regexp.MustCompile("^"+strings.ReplaceAll(regexp.QuoteMeta(want), "ID", "[0-9]+")+"$")))
	}
	release()
	p.Count(p.Locator(".subtasks tbody tr"), 5)
}

// linksLike wants the page's links to lead, once the pointer comes to them, where
// those of a page lead that is opened at the same address.
func linksLike(t *testing.T, p *Page) {
	t.Helper()
	const links = `() => [...document.querySelectorAll('.task a[href^="?"]:not(.diagnosis a, .tl-bar > a)')].map((a) => {
		a.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
		return [a.closest("[data-region]").dataset.region, a.textContent.trim(), a.getAttribute("href")].join(" ");
	})`
	other := p.Twin()
	other.Open(p.URL())
	got, want := p.Eval(links).([]any), other.Eval(links).([]any)
	if len(got) != len(want) || len(got) < 20 {
		t.Fatalf("%s has %d links, opened anew %d: %v\n%v", p.URL(), len(got), len(want), got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("a link is %v, of a page opened at %s it is %v", got[i], p.URL(), want[i])
		}
	}
}

// TestLinksAreOfTheAddress however the page came to it: by parts that are drawn
// anew, by selections and ranges for which most are not, and by updates.
func TestLinksAreOfTheAddress(t *testing.T) {
	t.Parallel()
	t.Run("steps", func(t *testing.T) {
		t.Parallel()
		p := NewPage(t, PageOptions{Base: Demo(t).URL})
		p.Open("/tasks/" + failed + "?fold=none&tz=utc")
		p.Click(p.Locator(".tl-names a[data-id]").Nth(3))
		drawnAnew(p)
		linksLike(t, p)
		p.Press("w")
		rests(p, "from > 0 && to > 0")
		p.Click(p.Locator(".tl-names a[data-id]").Nth(5))
		drawnAnew(p)
		linksLike(t, p)
		p.Click(pill(p, "critical", 5))
		leads(p, "?subtask=ID&from=ID&to=ID&is=critical&fold=none&tz=utc")
		drawnAnew(p)
		linksLike(t, p)
		p.Press("Escape")
		p.Press("0")
		rests(p, "isNaN(from) && isNaN(to)")
		p.Count(p.Locator(".tl-range a"), 0) // the address may say so before the answer is asked for
		linksLike(t, p)
	})
	t.Run("updates", func(t *testing.T) {
		t.Parallel()
		ocp, p := followed(t, 12)
		p.Click(rowOf(p, "1003"))
		drawnAnew(p)
		p.SeeText(liveBar(p), "Live")
		ocp.set(func(m *moving) { m.now = 190 * time.Second })
		isOf(p, 190*time.Second)
		linksLike(t, p)
		p.Click(rowOf(p, "1001"))
		drawnAnew(p)
		linksLike(t, p)
		p.Click(p.Role("list", "States").GetByRole("link").Last())
		leads(p, "?subtask=ID&state=succeeded")
		drawnAnew(p)
		p.Click(p.Role("link", "Show all"))
		leads(p, "?subtask=ID")
		drawnAnew(p)
		linksLike(t, p)
	})
}
