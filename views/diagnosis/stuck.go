package diagnosis

import (
	"taskscope/internal/baseline"
	"taskscope/internal/task"
	"taskscope/views/text"
)

// stuckItself tells that the subtask may be stuck which the part added last is
// about, and how many more are.
func (w *writer) stuckItself(i int) {
	for _, k := range w.Usual.Stuck {
		if k.Subtask != i {
			continue
		}
		w.stuck, w.told = true, w.told || i == w.Usual.Worst
		w.parts[len(w.parts)-1] += w.Text.T("tl.comma") + Stuck(w.Text, k, "")
		w.count("usual.stuck_more", len(w.Usual.Stuck)-1)
	}
}

// stuckElsewhere tells it of the worst, where another subtask has been named.
func (w *writer) stuckElsewhere() {
	if w.stuck || len(w.Usual.Stuck) == 0 || w.d.State != task.Running && w.d.State != task.Retrying {
		return
	}
	worst := w.Usual.Stuck[0]
	w.told = w.told || worst.Subtask == w.Usual.Worst
	w.add(Stuck(w.Text, worst, w.Name(&w.Task.Subtasks[worst.Subtask])))
	w.count("usual.stuck_more", len(w.Usual.Stuck)-1)
}

// Stuck says why a subtask may be stuck: "Upgrade agent has been running for 12 min,
// and 90 % of 14 runs took no more than 3 min: it may be stuck"; without a name,
// where it and its time have been named.
func Stuck(p text.Printer, s baseline.Stuck, name string) string {
	n, p90 := p.Count(s.Figure.Samples), p.Duration(s.Figure.P90MS)
	if name == "" {
		return p.T("usual.stuck_it", "N", n, "P90", p90)
	}
	return p.T("usual.stuck", "Name", name, "For", p.Duration(s.RunMS), "N", n, "P90", p90)
}
