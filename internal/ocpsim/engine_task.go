package ocpsim

import (
	"slices"
	"sort"
)

// byID are the subtasks' indices in the order in which OCP's scheduler meets
// them, which is neither the template's nor that of the copies.
func (e *engine) byID() []int {
	if e.order == nil {
		e.order = make([]int, len(e.cur))
		for i := range e.order {
			e.order[i] = i
		}
		slices.SortFunc(e.order, func(a, b int) int { return int(e.run.steps[a].id - e.run.steps[b].id) })
	}
	return e.order
}

// settle ends the task when nothing of it is under way and nothing can start.
func (e *engine) settle() {
	nReady, nRunning, nFailed := e.counts()
	if e.task.status != running || nReady+nRunning > 0 {
		return
	}
	c := e.task
	c.finish = e.now
	switch {
	case nFailed > 0:
		c.status = failed
	default:
		for i := range e.cur {
			if (e.cur[i].status == pending) != e.back {
				return // more to do at the next tick
			}
		}
		c.status = successful
	}
	e.setTask(e.now, c)
	if c.status == failed {
		e.cue(taskFails, -1, e.now)
	}
}

// cue arms the script's next action if this is what it waits for.
func (e *engine) cue(what cue, i int, at int64) {
	if e.next >= len(e.p.script) || e.nextAt != never {
		return
	}
	a := &e.p.script[e.next]
	if a.when != what {
		return
	}
	if what == stepRuns {
		s := &e.run.steps[i]
		if s.name != a.step || (s.parallel >= 0 && s.parallel != a.copy) {
			return
		}
	}
	e.nextAt = at + max(a.after.Milliseconds(), 1)
}

// act does the script's next action.
func (e *engine) act(at int64) {
	a := e.p.script[e.next]
	e.next++
	e.nextAt = never
	t := e.task
	switch a.do {
	case doRetry:
		t.op, t.status = retry, running // its finish time stays as it was, stale
		e.setTask(at, t)
		e.retryFailed(at)
	case doSkip:
		t.status = running
		e.setTask(at, t)
		for i := range e.cur {
			if c := e.cur[i]; c.status == failed {
				c.status, c.op, c.finish = successful, skip, at
				if e.back { // the skip of a failed rollback
					c.status, c.op = pending, rollbackSkip
				}
				e.set(i, at, c)
			}
		}
	case doRollback:
		e.back = true
		t.op, t.status = rollback, running
		e.setTask(at, t)
	case doCancel:
		for i := range e.cur {
			s := &e.run.steps[i]
			if c := e.cur[i]; s.name == a.step && (s.parallel < 0 || s.parallel == a.copy) && c.status == running {
				e.cancel(i, at, a)
			}
		}
	}
}

// retryFailed puts every failed subtask back in line; as many as the task has
// slots are READY at once.
func (e *engine) retryFailed(at int64) {
	free := slots
	for _, i := range e.byID() {
		c := e.cur[i]
		if c.status != failed {
			continue
		}
		c.op = retry
		c.runs++
		c.status = pending
		if free > 0 {
			c.status = ready
			free--
		}
		e.set(i, at, c)
	}
}

// cancel interrupts a running subtask: CANCELING at once, then RUNNING with
// operation CANCEL for as long as the work does not heed it, then FAILED.
func (e *engine) cancel(i int, at int64, a action) {
	c := e.cur[i]
	c.op = cancel
	c.status = canceling
	e.set(i, at, c)
	c.status = running
	e.set(i, at+400, c)
	e.fate[i] = fails
	e.due[i] = at + 400 + max(a.linger.Milliseconds(), 1)
}

// at is what the track says for that moment.
func (t track) at(ms int64) change {
	n := sort.Search(len(t), func(i int) bool { return t[i].at > ms })
	return t[max(n-1, 0)]
}

// state is the whole task at one moment, in ms since its creation.
func (r *run) state(ms int64) (task change, subs []change) {
	subs = make([]change, len(r.subs))
	for i := range r.subs {
		subs[i] = r.subs[i].at(ms)
	}
	return r.task.at(ms), subs
}

// end is when the last thing happens, in ms since the task's creation.
func (r *run) end() int64 {
	last := r.task[len(r.task)-1].at
	for _, t := range r.subs {
		last = max(last, t[len(t)-1].at)
	}
	return last
}
