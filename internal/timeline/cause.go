package timeline

import "taskscope/internal/task"

// cause is the failed subtask that keeps another from starting.
type cause struct {
	of        int  // -1: none
	elsewhere bool // it is no upstream: after it nothing new starts in the task
}

// stops says whether subtask i failed in such a way that OCP starts nothing new. A
// failed rollback does where the task goes forward: in one that is undone, what
// did not start had not started long before that.
func (a *Analysis) stops(i int) bool {
	switch a.States[i] {
	case task.Failed, task.Cancelled:
		return true
	case task.RollbackFailed:
		return a.task.Operation != "" && !a.undone()
	}
	return false
}

// undone says whether the task is, or was, being undone.
func (a *Analysis) undone() bool {
	s := a.task.State()
	return s == task.RollingBack || s == task.RolledBack || s == task.RollbackFailed
}

// findCauses hands the first failed subtask of each chain down to those behind it
// that have not started; the others wait in vain since the first failure of the
// task, which is the one that Diagnose names.
func (a *Analysis) findCauses() {
	a.cause, a.stopper = make([]cause, len(a.States)), -1
	var first urgency
	for _, i := range a.graph.Order {
		a.cause[i].of = -1
		if takesSlot(a.States[i]) {
			a.active++
		}
		if a.stops(i) {
			if u := a.urgency(i); a.stopper < 0 || u.before(first) {
				a.stopper, first = i, u
			}
		}
		if !a.States[i].Waiting() && a.States[i] != task.NotStarted {
			continue
		}
		for _, u := range a.graph.Up[i] {
			c := a.cause[u].of
			if a.stops(u) {
				c = u
			}
			if c >= 0 && (a.cause[i].of < 0 || a.graph.Rank[c] < a.graph.Rank[a.cause[i].of]) {
				a.cause[i].of = c
			}
		}
	}
	for i := range a.cause {
		if a.cause[i].of < 0 && a.stopped(i) {
			a.cause[i] = cause{of: a.stopper, elsewhere: true}
		}
	}
}

// stopped says whether subtask i has not started because nothing new starts after
// a failure. One that is READY may yet start.
func (a *Analysis) stopped(i int) bool {
	switch a.States[i] {
	case task.Held, task.Blocked:
		return a.stopper >= 0 && a.Running
	case task.NotStarted:
		t := a.task.State()
		return a.stopper >= 0 && (t == task.Failed || t == task.Aborted)
	}
	return false
}
