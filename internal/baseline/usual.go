package baseline

import (
	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// Usual is what the other runs of a task tell of it. The zero Usual is a task
// that nothing is known of.
type Usual struct {
	Figures  Figures  // by subtask
	Slow     []Slower // by subtask
	Estimate Estimate
	Worst    int     // the subtask to name as slower than usual; -1 for none, but 0 in the zero Usual
	Stuck    []Stuck // the furthest beyond what is usual first
	Unknown  []int   // running subtasks of which it cannot be said whether they are stuck
}

// Read holds a task, drawn for the moment nowMS, against its baselines.
func Read(t *task.Task, g *dag.Graph, a *timeline.Analysis, known Set, nowMS int64) Usual {
	slow := Judge(a, known.Figures)
	stuck, unknown := FindStuck(a, g.Order, known.Figures)
	return Usual{Figures: known.Figures, Slow: slow, Worst: Worst(a, g.Order, slow), Estimate: Finish(t, g, a, known, nowMS),
		Stuck: stuck, Unknown: unknown}
}

// Slower says by how much subtask i ran longer than usual.
func (u *Usual) Slower(i int) Slower {
	if i >= 0 && i < len(u.Slow) {
		return u.Slow[i]
	}
	return Slower{}
}

// Known says whether there is a baseline of any subtask.
func (u *Usual) Known() bool {
	for k := range u.Figures {
		if u.Figures[k].Enough() {
			return true
		}
	}
	return false
}

// Runs is the largest n of any subtask: how many runs there are to learn from.
func (u *Usual) Runs() int {
	most := 0
	for k := range u.Figures {
		most = max(most, u.Figures[k].Runs)
	}
	return most
}
