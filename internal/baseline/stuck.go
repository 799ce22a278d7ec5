package baseline

import (
	"cmp"
	"slices"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// Stuck is a subtask that has been running for so much longer than usual that
// it may be stuck.
type Stuck struct {
	Subtask int
	RunMS   int64
	Figure  Figure
}

// stuckMarginMS is by how much a run has to be beyond its 90th percentile, at
// the least, before it is worth a look at a task that runs: of a subtask that
// takes a second, three are no news.
const stuckMarginMS = 30_000

// stuck says whether a subtask that has been running for runMS may be stuck:
// there are enough runs to say so (Least), it has taken half as much again as
// their 90th percentile, and that is 30 s beyond it or more.
func (f Figure) stuck(runMS int64) bool {
	return f.Enough() && runMS-f.P90MS >= max(f.P90MS/2, stuckMarginMS)
}

// FindStuck finds what may be stuck, the furthest beyond its 90th percentile
// first; unknown are the subtasks at work of which that cannot be said: for want
// of history, or because it is not a first attempt (since when a later one runs
// is not known), or is being rolled back or cancelled.
func FindStuck(a *timeline.Analysis, order []int, figures Figures) (found []Stuck, unknown []int) {
	for _, i := range order {
		p := &a.Spans[i]
		if !p.OK || !p.Open {
			continue
		}
		switch f := figures.Of(i); {
		case a.States[i] != task.Running || p.Mixed() || !f.Enough():
			unknown = append(unknown, i)
		case f.stuck(p.RunMS):
			found = append(found, Stuck{Subtask: i, RunMS: p.RunMS, Figure: f})
		}
	}
	slices.SortStableFunc(found, func(x, y Stuck) int { return cmp.Compare(y.RunMS-y.Figure.P90MS, x.RunMS-x.Figure.P90MS) })
	return found, unknown
}
