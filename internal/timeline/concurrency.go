package timeline

import (
	"slices"
	"sort"
)

// Step is how many subtasks run from AtMS (UTC ms) until the next step. Those
// that are READY take a slot as well, but since when they were is not known.
type Step struct {
	AtMS    int64
	Running int
}

// findConcurrency counts all subtasks.
func (a *Analysis) findConcurrency() {
	all := make([]int, len(a.Spans))
	for i := range a.Spans {
		all[i] = i
		from, to := a.counted(i)
		a.BusyMS += to - from
	}
	a.Concurrency = a.steps(all)
	a.Peak = peak(a.Concurrency)
	// What was rolled back took a slot for a small part of its span, at best.
	a.sure = a.Peak
	if kept := slices.DeleteFunc(all, func(i int) bool { return a.Spans[i].Undone }); len(kept) < len(a.Spans) {
		a.sure = peak(a.steps(kept))
	}
	a.load = newLoad(a.Concurrency, a.Slots())
}

func peak(steps []Step) (most int) {
	for _, s := range steps {
		most = max(most, s.Running)
	}
	return most
}

// counted is the part of a run, UTC ms, that the figures count: all of it, but in
// a running task nothing after its end, which is now, whatever a clock that is
// ahead says. So they are of the same span as the makespan.
func (a *Analysis) counted(i int) (from, to int64) {
	s := &a.Spans[i]
	from, to = s.Start, s.Start+s.RunMS
	if a.Running {
		to = max(from, min(to, a.End))
	}
	return from, to
}

// steps count the subtasks of list. Spans are half-open, from start up to but not
// including end: of two that touch, one runs at a time, and a subtask of 0 ms
// runs at no moment.
func (a *Analysis) steps(list []int) (steps []Step) {
	var starts, ends []int64
	for _, i := range list {
		if from, to := a.counted(i); a.Spans[i].OK && from < to {
			starts, ends = append(starts, from), append(ends, to)
		}
	}
	slices.Sort(starts)
	slices.Sort(ends)
	running := 0
	for len(ends) > 0 {
		at := ends[0]
		if len(starts) > 0 {
			at = min(at, starts[0])
		}
		before := running
		for len(starts) > 0 && starts[0] == at {
			starts, running = starts[1:], running+1
		}
		for len(ends) > 0 && ends[0] == at {
			ends, running = ends[1:], running-1
		}
		if running != before {
			steps = append(steps, Step{AtMS: at, Running: running})
		}
	}
	return steps
}

// load answers how busy the task was in any interval, in O(log n): a view asks
// for every subtask.
type load struct {
	slots int
	steps []Step
	most  []int   // a tree of maxima: leaves from len(steps), most[1] is the root
	full  []int64 // ms with all slots busy before step i
	busy  []int64 // ms of all runs before step i
}

func newLoad(steps []Step, slots int) load {
	n := len(steps)
	l := load{slots: slots, steps: steps, most: make([]int, 2*n), full: make([]int64, n), busy: make([]int64, n)}
	for i, s := range steps {
		l.most[n+i] = s.Running
		if i > 0 {
			l.full[i] = l.full[i-1]
			l.busy[i] = l.busy[i-1] + int64(steps[i-1].Running)*(s.AtMS-steps[i-1].AtMS)
			if steps[i-1].Running >= slots {
				l.full[i] += s.AtMS - steps[i-1].AtMS
			}
		}
	}
	for i := n - 1; i > 0; i-- {
		l.most[i] = max(l.most[2*i], l.most[2*i+1])
	}
	return l
}

// step is the step in force at a moment; -1 before the first.
func (l *load) step(at int64) int { return stepAt(l.steps, at) }

func stepAt(steps []Step, at int64) int {
	return sort.Search(len(steps), func(i int) bool { return steps[i].AtMS > at }) - 1
}

// max is the most that ran at one moment of [from, to).
func (l *load) max(from, to int64) int {
	if from >= to || len(l.steps) == 0 {
		return 0
	}
	n, most := len(l.steps), 0
	lo, hi := n+max(0, l.step(from)), n+l.step(to-1)+1
	for ; lo < hi; lo, hi = lo/2, hi/2 {
		if lo&1 == 1 {
			most = max(most, l.most[lo])
			lo++
		}
		if hi&1 == 1 {
			hi--
			most = max(most, l.most[hi])
		}
	}
	return most
}

// fullMS is for how long of [from, to) all slots were busy.
func (l *load) fullMS(from, to int64) int64 {
	if from >= to {
		return 0
	}
	return l.fullBefore(to) - l.fullBefore(from)
}

func (l *load) fullBefore(at int64) int64 {
	i := l.step(at)
	if i < 0 {
		return 0
	}
	full := l.full[i]
	if l.steps[i].Running >= l.slots {
		full += at - l.steps[i].AtMS
	}
	return full
}

// busyBefore is the sum of all runs up to a moment.
func (l *load) busyBefore(at int64) int64 {
	i := l.step(at)
	if i < 0 {
		return 0
	}
	return l.busy[i] + int64(l.steps[i].Running)*(at-l.steps[i].AtMS)
}
