package e2e

import (
	"fmt"
	"testing"

	"taskscope/e2e/internal/pw"
)

// selectedIs wants the panel of a subtask, and its row, bar, node and table row
// marked; on a page that shows all four.
func selectedIs(p *Page, id, name string) {
	p.SeeText(panel(p).GetByRole("heading", pw.ByLevel(2)), name)
	for _, l := range []pw.Locator{rowOf(p, id), nodeOf(p, id), lineOf(p, id)} {
		p.Must(p.Expect(l).ToHaveAttribute("aria-current", "true"))
	}
	for _, all := range []string{".tl-names a", ".dag a", ".subtasks tr"} {
		p.Count(p.Locator(all+"[aria-current]"), 1)
	}
	// The bar is marked by a band behind it.
	p.Count(p.Locator(".row-selected"), 1)
	if got := p.Eval(besideBand); got != true {
		p.Must(fmt.Errorf("the band of the selection is not behind the bar of %s", name))
	}
}

const besideBand = `() => {
	const row = document.querySelector(".tl-names [aria-current]").closest("li");
	const bars = row.closest(".tl-part").querySelectorAll(".tl-bars > a");
	const band = document.querySelector(".row-selected").getBoundingClientRect();
	const bar = bars[[...row.parentElement.children].indexOf(row)].querySelector(".run").getBoundingClientRect();
	return band.top <= bar.top && bar.bottom <= band.bottom && band.left <= bar.left && bar.right <= band.right;
}`

func nothingSelected(p *Page) {
	p.Gone(panel(p))
	p.Count(p.Locator(".task-body [data-id][aria-current]"), 0)
	p.Count(p.Locator(".row-selected"), 0)
}

func TestSelectASubtask(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	for _, test := range []struct {
		name  string
		start func(p *Page, id string) pw.Locator
	}{
		{"in the timeline by its name", rowOf},
		{"in the timeline by its bar", barOf},
		{"in the graph", nodeOf},
		{"in the table", func(p *Page, id string) pw.Locator { return lineOf(p, id).GetByRole("link") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, PageOptions{Base: app.URL, Height: 1600})
			p.Open("/tasks/" + sample)
			nothingSelected(p)
			p.Eval("() => { window.stays = true }")

			p.Click(test.start(p, install))
			p.At("/tasks/" + sample + "?subtask=" + install)
			selectedIs(p, install, "Install ocp agent")
			p.Click(test.start(p, uninstall))
			p.At("/tasks/" + sample + "?subtask=" + uninstall)
			selectedIs(p, uninstall, "Uninstall ocp agent")

			back(p)
			p.At("/tasks/" + sample + "?subtask=" + install)
			selectedIs(p, install, "Install ocp agent")
			back(p)
			p.At("/tasks/" + sample)
			nothingSelected(p)
			_, err := p.GoForward()
			p.Must(err)
			selectedIs(p, install, "Install ocp agent")

			p.Click(test.start(p, install)) // again: closes
			p.At("/tasks/" + sample)
			nothingSelected(p)
			if p.Eval("() => window.stays") != true {
				t.Error("the page was loaded anew; want its parts replaced")
			}
		})
	}
}

func back(p *Page) {
	_, err := p.GoBack()
	p.Must(err)
}

func TestThePanelTellsOfTheSubtask(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample)
	p.Click(rowOf(p, install))
	for _, fact := range []string{"succeeded", "15.361 s", "1.195 s", install, "1 upstream", "1 downstream", "Uninstall ocp agent", "Finish reinstalling OCP agent"} {
		p.Must(p.Expect(panel(p)).ToContainText(fact))
	}
	p.Click(panel(p).GetByRole("link", pw.ByName("Close")))
	nothingSelected(p)
}

// TestSelectionOutlivesViewsAndFilters: what is looked at stays, whichever way
// one turns to see it.
func TestSelectionOutlivesViewsAndFilters(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 1400})
	p.Open("/tasks/" + failed)
	p.Click(p.Role("link", "Show Install rpm #7"))
	p.See(panel(p))
	id := p.Eval(`() => new URLSearchParams(location.search).get("subtask")`).(string)
	other := p.Eval(`(id) => [...document.querySelectorAll(".tl-names li:not([class*='s-']) a")].at(-1).dataset.id`, id).(string)
	p.Click(rowOf(p, other)) // by script: the links of the page must follow
	p.At("/tasks/" + failed + "?subtask=" + other)

	p.Click(tab(p, "Graph"))
	p.At("/tasks/" + failed + "?view=graph&subtask=" + other)
	p.See(panel(p))
	stack := p.Locator(".dag a.stack[aria-current]") // of its stage
	p.Must(p.Expect(stack).ToBeInViewport())
	p.Click(stack)
	p.See(nodeOf(p, other)) // opened in place, and in sight
	p.Must(p.Expect(nodeOf(p, other)).ToHaveAttribute("aria-current", "true"))
	p.Click(nodeOf(p, id))
	p.Must(p.Expect(nodeOf(p, id)).ToHaveAttribute("aria-current", "true"))
	p.Click(p.Locator(".dag a.opened")) // folds it again
	p.At("/tasks/" + failed + "?view=graph&subtask=" + id)
	p.See(stack)
	p.Click(tab(p, "Timeline"))
	p.At("/tasks/" + failed + "?view=timeline&subtask=" + id)
	p.Must(p.Expect(rowOf(p, id)).ToHaveAttribute("aria-current", "true"))
	p.Click(chip(p, "succeeded", 26)) // hides it from the list, not from the panel
	p.At("/tasks/" + failed + "?view=timeline&subtask=" + id + "&state=succeeded")
	p.Must(p.Expect(panel(p)).ToContainText("Install rpm #7"))
	p.Count(rowOf(p, id), 0)
	p.Fill(p.Role("searchbox", "Find"), "rpm") // Enter would go to the first
	p.At("/tasks/" + failed + "?view=timeline&subtask=" + id + "&q=rpm&state=succeeded")
	p.Must(p.Expect(panel(p)).ToContainText("Install rpm #7"))
	p.Click(p.Role("link", "Show all"))
	p.At("/tasks/" + failed + "?view=timeline&subtask=" + id)
	p.Must(p.Expect(panel(p)).ToContainText("Install rpm #7"))
}

// TestAnOpenGroupFoldsAroundASelection: a group that was opened by hand shares its
// part of the page with other rows, and is folded with what is selected in it.
func TestAnOpenGroupFoldsAroundASelection(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?view=timeline")
	group := p.Locator(`.tl-names a[data-group]:has-text("Install rpm")`)
	p.Click(group)
	p.Click(rowOf(p, failedSubtask))
	p.See(panel(p))
	p.Click(group)
	p.Must(p.Expect(rowOf(p, failedSubtask)).ToBeHidden())
	p.Gone(panel(p))
	p.At("/tasks/" + failed + "?view=timeline")
}

// TestAFoldedCopyIsSelected: its group opens for it, and folds after it.
func TestAFoldedCopyIsSelected(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Open("/tasks/" + failed + "?view=timeline")
	p.Must(p.Expect(rowOf(p, failedSubtask)).ToBeHidden())
	p.Click(p.Role("link", "Show Install rpm #7"))
	p.Must(p.Expect(rowOf(p, failedSubtask)).ToBeInViewport())
	p.At("/tasks/" + failed + "?view=timeline&subtask=" + failedSubtask)
	p.Press("w") // and through a zoom
	rests(p, "!isNaN(from)")
	group := p.Locator(".tl-names a[data-held]")
	p.Must(p.Expect(group).ToHaveAttribute("aria-expanded", "true"))
	drawnLike(t, p)
	p.Press("Escape")
	p.Gone(panel(p))
	p.Must(p.Expect(rowOf(p, failedSubtask)).ToBeHidden())
	rests(p, "!isNaN(from)") // still zoomed
	drawnLike(t, p)

	back(p)
	p.Must(p.Expect(rowOf(p, failedSubtask)).ToBeVisible())
	p.Click(group) // folds it, and so ends the selection
	p.Must(p.Expect(rowOf(p, failedSubtask)).ToBeHidden())
	p.Gone(panel(p))
}

// TestThePanelsHeadStaysInSight, however near the page's end the row is, and
// however short a filter makes the page.
func TestThePanelsHeadStaysInSight(t *testing.T) {
	t.Parallel()
	app := Start(t)
	task := sixtyHosts()
	keep(t, app, task)
	for range 6 { // other runs, below the rows
		task.id++
		keep(t, app, task)
	}
	p := NewPage(t, PageOptions{Base: app.URL, Width: 1440, Height: 900})
	head := panel(p).GetByRole("heading", pw.ByLevel(2))
	inSight := func(when string) {
		t.Helper()
		rests(p, "true")
		bar, h := boxOf(p, p.Locator(".filter")), boxOf(p, head)
		if h.Y < bar.Y+30 || h.Y+h.Height > 900 {
			t.Errorf("%s: the panel's heading is at %v, the search at %v", when, h, bar)
		}
		if more := boxOf(p, p.Locator(".task-more")); more.X+more.Width > boxOf(p, panel(p)).X {
			t.Errorf("%s: the panel lies on what follows the rows", when)
		}
	}
	const last = "73014060"
	p.Open(fmt.Sprintf("/tasks/%d?view=timeline&fold=none&subtask=%s", task.id, last))
	p.See(head)
	p.Eval("() => scrollTo(0, document.documentElement.scrollHeight)")
	inSight("a link to the last row")
	p.Press("Escape")
	p.Gone(panel(p))
	p.Eval("() => scrollTo(0, document.documentElement.scrollHeight)")
	p.Click(rowOf(p, last))
	p.See(head)
	inSight("a click on the last row")
	p.Fill(searchBox(p), "Step 14 of host 60")
	rests(p, `document.querySelectorAll(".tl-names a").length < 5`)
	p.Eval("() => scrollTo(0, document.documentElement.scrollHeight)")
	inSight("a filter that leaves one row")
}

// TestWhatIsBelowTheRowsIsAsWideAsThey are: no narrower than the page while there is
// no panel, and beside it once there is one.
func TestWhatIsBelowTheRowsIsAsWideAsThey(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: withRuns(t).URL})
	p.Open(fmt.Sprintf("/tasks/%d@1?view=timeline", slowRun))
	ends := func() (rows, more box) { return boxOf(p, p.Locator(".task-views")), boxOf(p, p.Locator(".task-more")) }
	width := number(p.Eval("() => document.querySelector('main').getBoundingClientRect().width"))
	if rows, more := ends(); more.Width != rows.Width || more.Width < width-40 || more.Y < rows.Y+rows.Height-1 {
		t.Errorf("without a panel the rows are at %v and what is below them at %v, of %v px", rows, more, width)
	}
	p.Click(p.Locator(".tl-names a[data-id]").First())
	p.See(panel(p).GetByRole("heading", pw.ByLevel(2)))
	side := boxOf(p, p.Locator(".task-side"))
	if rows, more := ends(); more.Width != rows.Width || more.X+more.Width > side.X || more.Y < rows.Y+rows.Height-1 {
		t.Errorf("beside the panel at %v the rows are at %v and what is below them at %v", side, rows, more)
	}
}
