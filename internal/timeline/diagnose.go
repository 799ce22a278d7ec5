package timeline

import (
	"cmp"
	"math"

	"taskscope/internal/task"
)

// Diagnosis is what to tell a person who opens the page, as data.
type Diagnosis struct {
	State task.State // of the task

	// First is the subtask to look at first, -1 when none calls for it: OCP's
	// own priority FAILED > RUNNING > READY > PENDING, and among equals the one
	// that failed first, has run longest, was ready first, comes first. A person
	// cancelled a cancelled one, so real failures go before.
	First    int
	Attempts int64 // of First, as far as OCP tells

	Counts       [task.Succeeded + 1]int // how many subtasks are in each state
	Failed       int                     // failed, cancelled, rollback failed
	Active       int                     // running, retrying, rolling back, cancelling
	Stopped      bool                    // a failure is why those that are held do not start
	NeverStarted int                     // without a start in a task that will not start them

	LongestHop int // index into Analysis.Path, -1 without a path

	Hints []Hint // worst kind first
}

// Diagnose reads off what matters first.
func (a *Analysis) Diagnose() Diagnosis {
	t := a.task
	d := Diagnosis{State: t.State(), First: -1, LongestHop: a.LongestHop(), Stopped: a.Running && a.stopper >= 0}
	for i, s := range a.States {
		d.Counts[s]++
		switch {
		case s.Bad():
			d.Failed++
		case s.Active():
			d.Active++
		case s == task.NotStarted && !t.Subtasks[i].Started.Set:
			d.NeverStarted++
		}
	}
	best := urgency{class: math.MaxInt}
	for _, i := range a.graph.Order {
		// Strictly before: among equals the first in topological order stays.
		if u := a.urgency(i); u.class >= 0 && u.before(best) {
			d.First, best = i, u
		}
	}
	if d.First >= 0 {
		d.Attempts = t.Subtasks[d.First].Attempts()
	}
	d.Hints = a.hints()
	return d
}

// urgency ranks subtasks: a lower class first, then an earlier moment.
type urgency struct {
	class int // -1: nothing to look at
	at    int64
}

func (u urgency) before(v urgency) bool {
	return cmp.Or(cmp.Compare(u.class, v.class), cmp.Compare(u.at, v.at)) < 0
}

func (a *Analysis) urgency(i int) urgency {
	s, span, t := a.States[i], &a.Spans[i], a.task
	at := func(known bool, ms int64) int64 {
		if known {
			return ms
		}
		return math.MaxInt64
	}
	fine := t.State() == task.Succeeded || t.State() == task.RolledBack
	switch {
	case s == task.Failed || s == task.RollbackFailed:
		return urgency{0, at(span.OK, span.End)}
	case s == task.Cancelled:
		return urgency{1, at(span.OK, span.End)}
	case s == task.Unknown: // OCP 4.3 has statuses that ask for a person, e.g. a warning
		return urgency{2, at(span.Started, span.Start)}
	case s.Active():
		return urgency{3, at(span.Started, span.Start)}
	case fine:
		return urgency{class: -1}
	case s == task.Queued:
		return urgency{4, span.ReadyMS}
	case s == task.Held:
		return urgency{5, span.ReadyMS}
	case s == task.Blocked, s == task.NotStarted:
		return urgency{6, 0}
	}
	return urgency{class: -1}
}
