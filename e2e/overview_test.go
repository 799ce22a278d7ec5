package e2e

import (
	"testing"

	"taskscope/e2e/internal/pw"
)

// ladder fails at its last step but two, far below what an overview has room for.
func ladder() made {
	m := made{id: 71000041, name: "A long ladder", now: 60_000, finish: 50_000, status: "FAILED"}
	for k := range int64(50) {
		s := step{id: 1 + k, name: "Rung " + string(rune('A'+k%26)) + string(rune('a'+k/26)), from: k * 1000, to: k*1000 + 900}
		if k > 0 {
			s.ups = []int64{k}
		}
		switch {
		case k == 47:
			s.status = "FAILED"
		case k > 47:
			s.from, s.to, s.status = absent, absent, "PENDING"
		}
		m.steps = append(m.steps, s)
	}
	return m
}

// TestTheOverviewShowsWhatFailed: of a long timeline it has the rows around what
// failed, in the first window, with scripts or without; the wheel is the page's.
func TestTheOverviewShowsWhatFailed(t *testing.T) {
	t.Parallel()
	app := Start(t)
	keep(t, app, ladder())
	for _, noJS := range []bool{false, true} {
		p := NewPage(t, PageOptions{Base: app.URL, NoJS: noJS, Height: 900})
		p.Open("/tasks/71000041")
		p.Must(p.Expect(rowOf(p, "48")).ToBeInViewport())
		p.SeeText(p.Locator(".tl-excerpt"), "Rows 41 to 50 of 50. All 50 rows in Timeline")
		p.Click(p.Role("link", "All 50 rows in Timeline").First())
		p.At("/tasks/71000041?view=timeline")
		p.Count(p.Locator(".tl-names a"), 50)
	}

	p := NewPage(t, PageOptions{Base: app.URL, Height: 900})
	p.Open("/tasks/71000041")
	rows := boxOf(p, p.Locator(".tl-chart").First())
	turnWheel(p, rows.X+rows.Width/2, rows.Y+40, 0, 300, "")
	_, err := p.WaitForFunction(`() => scrollY === 300`, nil)
	p.Must(err)
}

// TestTheOverviewFollowsASelection: a subtask that is selected elsewhere, whose row
// is not there, gets its row; to select one of those that are there moves none.
func TestTheOverviewFollowsASelection(t *testing.T) {
	t.Parallel()
	app := Start(t)
	keep(t, app, ladder())
	p := NewPage(t, PageOptions{Base: app.URL, Height: 900})
	p.Open("/tasks/71000041")
	p.Click(p.Role("link", "Show Rung Vb"))
	p.Must(p.Expect(rowOf(p, "48")).ToHaveAttribute("aria-current", "true"))
	p.Must(p.Expect(rowOf(p, "48")).ToBeInViewport())
	p.Click(rowOf(p, "42"))
	p.Must(p.Expect(rowOf(p, "42")).ToHaveAttribute("aria-current", "true"))
	p.Count(p.Locator(".tl-names a"), 10)
	p.Click(panel(p).GetByRole("link", pw.ByName("Rung Ob"))) // its upstream, of the rows before
	p.Must(p.Expect(rowOf(p, "41")).ToBeInViewport())

	p.Click(lineOf(p, "3").GetByRole("link")) // in the table
	p.Must(p.Expect(rowOf(p, "3")).ToHaveAttribute("aria-current", "true"))
	p.Count(p.Locator(".row-selected"), 1)
	p.SeeText(p.Locator(".tl-excerpt"), "Rows 1 to 20 of 50. All 50 rows in Timeline")
	p.Click(panel(p).GetByRole("link", pw.ByName("Close")))
	nothingSelected(p)
	p.SeeText(p.Locator(".tl-excerpt"), "Rows 41 to 50 of 50. All 50 rows in Timeline")
}
