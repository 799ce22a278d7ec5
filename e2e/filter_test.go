package e2e

import (
	"testing"

	"taskscope/e2e/internal/pw"
)

// names are the subtasks of the timeline, in their order.
func names(p *Page) []string { return p.All(p.Locator(".tl-names a[data-id]")) }

func TestFilterSubtasks(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	shown := p.Locator(".shown")
	at := func(query string, rows int, says string) {
		t.Helper()
		p.At("/tasks/" + failed + query)
		p.Count(p.Locator(".tl-names a[data-id]"), rows)
		p.Count(p.Locator(".tl-bars a[data-id]"), rows)
		p.Count(p.Locator(".dag a.node"), 21) // the graph keeps its shape, and dims
		p.SeeText(shown, says)
	}
	p.Open("/tasks/" + failed)
	at("", 87, "")
	p.Click(chip(p, "failed", 1))
	at("?state=failed", 1, "1 of 87 shown, 86 hidden. Dim instead Show all")
	if got := names(p); got[0] != "Install rpm #7" {
		t.Errorf("the failed subtasks are %q, want Install rpm #7", got)
	}
	p.Click(chip(p, "succeeded", 26))
	at("?state=failed,succeeded", 27, "27 of 87 shown, 60 hidden. Dim instead Show all")
	p.Fill(p.Role("searchbox", "Find"), "INSTALL RPM")
	at("?q=INSTALL+RPM&state=failed,succeeded", 12, "12 of 87 shown, 75 hidden. Dim instead Show all")
	p.Click(chip(p, "failed", 1)) // off again
	at("?q=INSTALL+RPM&state=succeeded", 11, "11 of 87 shown, 76 hidden. Dim instead Show all")
	for _, all := range []pw.Locator{chip(p, "all", 87), p.Role("link", "Show all")} {
		p.Click(all)
		at("", 87, "")
		p.Must(p.Expect(p.Role("searchbox", "Find")).ToHaveValue(""))
		if _, err := p.GoBack(); err != nil {
			t.Fatal(err)
		}
		at("?q=INSTALL+RPM&state=succeeded", 11, "11 of 87 shown, 76 hidden. Dim instead Show all")
	}
}

func TestFilterThatNothingPasses(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + failed + "?q=no+such+thing")
	p.See(p.Text("No subtask passes the filter."))
	p.See(p.Role("link", "Show all"))
}

func TestSortTheTableByDuration(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample + "?view=subtasks")
	rows := p.Locator(".subtasks tbody th")
	want := func(sort string, names ...string) {
		t.Helper()
		p.At("/tasks/" + sample + "?view=subtasks" + sort)
		p.Must(p.Expect(rows).ToHaveText(names))
	}
	run := p.Role("columnheader", "Run")
	p.Click(run.GetByRole("link"))
	want("&sort=duration", "Install ocp agent", "Uninstall ocp agent", "Prepare reinstalling OCP agent", "Finish reinstalling OCP agent")
	p.Must(p.Expect(run).ToHaveAttribute("aria-sort", "descending"))
	p.Click(run.GetByRole("link"))
	want("&sort=-duration", "Finish reinstalling OCP agent", "Prepare reinstalling OCP agent", "Uninstall ocp agent", "Install ocp agent")
	p.Must(p.Expect(run).ToHaveAttribute("aria-sort", "ascending"))
	p.Click(p.Role("columnheader", "Name").GetByRole("link"))
	want("&sort=name", "Finish reinstalling OCP agent", "Install ocp agent", "Prepare reinstalling OCP agent", "Uninstall ocp agent")
}
