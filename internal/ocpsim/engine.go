package ocpsim

import "math/rand/v2"

// change is what a subtask or a task is from one moment on. Times are ms since
// the task's creation; a time of 0 is absent, for nothing happens at 0.
type change struct {
	at            int64
	status, op    string
	start, finish int64
	runs          int
}

// track is all changes of one subtask or task, oldest first.
type track []change

// run is a task's whole course, past and future: it is computed once, and any
// moment of it can be looked up.
type run struct {
	steps []step
	subs  []track
	task  track
}

// engine plays OCP's scheduler. It is a discrete simulation: a tick at which
// READY subtasks are started and PENDING ones made READY, every 100 to 650 ms,
// so that 0.1 to 1.3 s lie between a subtask's end and the start of the next.
type engine struct {
	p      *plan
	seed   uint64
	r      *rand.Rand
	now    int64
	run    run
	cur    []change
	due    []int64  // end of the attempt under way; never if none
	fate   []result // of the attempt under way
	task   change
	back   bool  // the task is being rolled back
	next   int   // the script's next action
	nextAt int64 // when; never while its cue has not come
	order  []int // see byID
}

// simulate plays the plan from creation to the last thing that ever happens.
func simulate(p *plan, steps []step, seed uint64) *run {
	e := &engine{p: p, seed: seed, r: draw(seed, "ticks", p.durations), nextAt: never,
		run: run{steps: steps, subs: make([]track, len(steps))},
		cur: make([]change, len(steps)), due: make([]int64, len(steps)), fate: make([]result, len(steps))}
	for i := range steps {
		e.due[i] = never
		e.set(i, 0, change{status: pending, op: execute, runs: 1})
	}
	e.now = 300 + int64(e.r.IntN(600))
	e.setTask(e.now, change{status: running, op: execute, start: e.now})
	e.run.task[0].at = 0 // it is RUNNING as soon as it is there
	e.now += 200
	for e.step() {
	}
	return &e.run
}

func (e *engine) set(i int, at int64, c change) {
	c.at = at
	e.cur[i] = c
	e.run.subs[i] = append(e.run.subs[i], c)
}

func (e *engine) setTask(at int64, c change) {
	c.at = at
	e.task = c
	e.run.task = append(e.run.task, c)
}

// step goes on to the next tick; false when nothing will ever happen again.
func (e *engine) step() bool {
	tick := e.now + e.gap(100)
	if !e.hasWork() {
		t, _ := e.nextEvent()
		if t == never {
			return false
		}
		tick = t + e.gap(1)
	}
	for {
		t, i := e.nextEvent()
		if t > tick {
			break
		}
		if i < 0 {
			e.act(t)
		} else {
			e.end(i, t)
		}
	}
	e.now = tick
	e.startReady()
	e.promote()
	e.settle()
	return true
}

// gap is the time to the next tick, at least from and at most 650 ms, times
// the plan's lag.
func (e *engine) gap(from int64) int64 {
	return int64(float64(from+e.r.Int64N(651-from)) * e.p.lag)
}

// nextEvent is the next end of an attempt, or the script's next action (then
// i is -1). Nothing is due: never.
func (e *engine) nextEvent() (at int64, i int) {
	at, i = e.nextAt, -1
	for j, d := range e.due {
		if d < at {
			at, i = d, j
		}
	}
	return at, i
}

// counts are the numbers that the scheduler decides by.
func (e *engine) counts() (nReady, nRunning, nFailed int) {
	for i := range e.cur {
		switch e.cur[i].status {
		case ready:
			nReady++
		case running, canceling:
			nRunning++
		case failed:
			if !e.back || e.cur[i].op == rollback {
				nFailed++
			}
		}
	}
	return nReady, nRunning, nFailed
}

// hasWork says whether the next tick would change anything.
func (e *engine) hasWork() bool {
	if e.task.status != running {
		return false
	}
	nReady, nRunning, nFailed := e.counts()
	if nReady > 0 && nRunning < e.p.workers {
		return true
	}
	if nReady+nRunning == 0 {
		return true // settle has to end the task
	}
	if nFailed > 0 || nReady+nRunning >= slots {
		return false
	}
	for i := range e.cur {
		if e.eligible(i) {
			return true
		}
	}
	return false
}

// eligible says whether a subtask may become READY: on the way forward when
// all its upstreams succeeded, on the way back when all its downstreams are
// PENDING again.
func (e *engine) eligible(i int) bool {
	c := &e.cur[i]
	if e.back {
		if c.status != successful && (c.status != failed || c.op == rollback) {
			return false
		}
		for _, d := range e.run.steps[i].down {
			if e.cur[d].status != pending {
				return false
			}
		}
		return true
	}
	if c.status != pending {
		return false
	}
	for _, u := range e.run.steps[i].up {
		if e.cur[u].status != successful {
			return false
		}
	}
	return true
}

// startReady starts READY subtasks as far as there are threads.
func (e *engine) startReady() {
	_, nRunning, _ := e.counts()
	for _, i := range e.byID() {
		c := e.cur[i]
		if c.status != ready || nRunning >= e.p.workers {
			continue
		}
		nRunning++
		c.status = running
		c.finish = 0
		if c.start == 0 {
			c.start = e.now // kept over retries
		}
		ms, res := e.p.fate(e.seed, &e.run.steps[i], c.runs, e.back)
		e.fate[i] = res
		e.due[i] = never
		if res != neverEnds {
			e.due[i] = e.now + ms
		}
		e.set(i, e.now, c)
		e.cue(stepRuns, i, e.now)
	}
}

// promote makes PENDING subtasks READY as far as the task has slots. After a
// failure none is.
func (e *engine) promote() {
	nReady, nRunning, nFailed := e.counts()
	if e.task.status != running || nFailed > 0 {
		return
	}
	free := slots - nReady - nRunning
	for _, i := range e.byID() {
		if free <= 0 {
			return
		}
		if !e.eligible(i) {
			continue
		}
		c := e.cur[i]
		c.status = ready
		if e.back {
			c.op = rollback
		}
		e.set(i, e.now, c)
		free--
	}
}

// end ends the attempt of a subtask.
func (e *engine) end(i int, at int64) {
	c := e.cur[i]
	c.finish = at
	switch res := e.fate[i]; {
	case res == fails || res == timesOut:
		c.status = failed
	case c.op == rollback:
		c.status = pending
	default:
		c.status = successful
	}
	e.due[i] = never
	e.set(i, at, c)
}
