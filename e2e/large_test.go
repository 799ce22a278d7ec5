package e2e

import "testing"

func TestATaskOf1200Subtasks(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 1800})
	p.Open("/tasks/" + large)
	p.See(p.Text("1,200 of 1,200 subtasks done"))
	p.Count(p.Locator(".tl-names a[data-id]"), 1200)
	p.Count(p.Locator(".subtasks tbody tr"), 20)
	id := p.Eval(`() => document.querySelectorAll(".tl-names a[data-id]")[600].dataset.id`).(string)
	p.Click(rowOf(p, id))
	p.At("/tasks/" + large + "?subtask=" + id)
	p.See(panel(p))
	p.Must(p.Expect(rowOf(p, id)).ToHaveAttribute("aria-current", "true"))

	p.Click(p.Role("link", "open the graph"))
	p.At("/tasks/" + large + "?view=graph&subtask=" + id)
	p.Must(p.Expect(p.Locator(".dag a.node[aria-current]")).ToBeInViewport()) // it, or its stage
	p.Click(p.Role("link", "open all"))
	p.At("/tasks/" + large + "?view=graph&subtask=" + id + "&fold=none&draw=all")
	p.Count(p.Locator(".dag a.node"), 1200)
	p.Must(p.Expect(nodeOf(p, id)).ToBeInViewport())
	p.Click(nodeOf(p, id))
	p.At("/tasks/" + large + "?view=graph&fold=none&draw=all")
	p.Gone(panel(p))

	p.Click(tab(p, "Subtasks"))
	p.Count(p.Locator(".subtasks tbody tr"), 1200)
	p.Click(lineOf(p, id).GetByRole("link"))
	p.At("/tasks/" + large + "?view=subtasks&subtask=" + id + "&fold=none&draw=all")
	p.See(panel(p))
}
