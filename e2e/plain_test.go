package e2e

import (
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestReadATaskWithoutJavaScript: every part of the page is there, and each
// leads on by links alone.
func TestReadATaskWithoutJavaScript(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, NoJS: true})
	p.Open("/tasks/" + sample)
	p.See(p.Role("heading", "Reinstall OCP agent"))
	p.See(p.Text("4 of 4 subtasks done"))
	p.See(p.Text("Succeeded in 22.327 s; the longest part was Install ocp agent (15.361 s); 16 % of the time went into waiting."))
	p.See(chip(p, "succeeded", 4))
	p.Count(p.Locator(".tl-names a[href*='subtask=']"), 4)
	p.Count(p.Locator(".tl-bars .run"), 4)
	p.Count(p.Locator(".dag a.node"), 4)
	p.Count(p.Locator(".dag .edge"), 3)
	p.Count(p.Locator(".subtasks tbody tr"), 4)
	p.Gone(panel(p))

	p.Click(rowOf(p, install))
	p.At("/tasks/" + sample + "?subtask=" + install)
	selectedIs(p, install, "Install ocp agent")
	p.Click(panel(p).GetByRole("link", pw.ByName("Uninstall ocp agent")))
	p.At("/tasks/" + sample + "?subtask=" + uninstall)
	selectedIs(p, uninstall, "Uninstall ocp agent")
	p.Click(tab(p, "Subtasks"))
	p.At("/tasks/" + sample + "?view=subtasks&subtask=" + uninstall)
	p.SeeText(panel(p).GetByRole("heading", pw.ByLevel(2)), "Uninstall ocp agent")
	p.Click(p.Role("link", "Close"))
	p.At("/tasks/" + sample + "?view=subtasks")
	p.Gone(panel(p))
}

func TestFilterAndSortWithoutJavaScript(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, NoJS: true})
	p.Open("/tasks/" + failed + "?view=subtasks")
	p.Click(chip(p, "failed", 1))
	p.At("/tasks/" + failed + "?view=subtasks&state=failed")
	p.Count(p.Locator(".subtasks tbody tr"), 1)
	p.Fill(p.Role("searchbox", "Find"), "no such subtask")
	p.Press("Enter")
	p.At("/tasks/" + failed + "?view=subtasks&q=no+such+subtask&state=failed")
	p.Count(p.Locator(".subtasks tbody tr"), 0)
	p.Click(p.Role("link", "Show all"))
	p.At("/tasks/" + failed + "?view=subtasks")
	p.Click(p.Role("columnheader", "Run").GetByRole("link"))
	p.At("/tasks/" + failed + "?view=subtasks&sort=duration")
}

// TestCutNamesAreWholeUnderAPointer: where no script tells the whole sentence, the
// link itself shows the whole name, and is as large as it was.
func TestCutNamesAreWholeUnderAPointer(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, NoJS: true, Width: 500})
	p.Open("/tasks/" + sample)
	wide := func() []any {
		return p.Eval(`() => {
			const a = document.querySelector(".tl-names a[data-tail]");
			return [a.scrollWidth - a.clientWidth, a.clientWidth, getComputedStyle(a, "::after").display];
		}`).([]any)
	}
	before := wide()
	p.Must(p.Locator(".tl-names a[data-tail]").First().Hover())
	after := wide()
	if number(before[0]) <= 0 || number(after[0]) > 0 || number(after[1]) < number(before[1]) || after[2] != "none" {
		t.Errorf("a name lacks %v px of %v, and under the pointer %v of %v with its end %v", before[0], before[1], after[0], after[1], after[2])
	}
}
