package timeline

import (
	"cmp"
	"slices"

	"taskscope/internal/task"
)

// Inside is how much of a subtask's run lies in a range, ms.
type Inside struct {
	Subtask int
	RunMS   int64
}

// Slowest is how many subtasks a range names.
const Slowest = 5

// Between is what happened in the range [From, To), UTC ms.
type Between struct {
	From, To int64
	WallMS   int64
	Count    int   // subtasks whose bar touches the range: see Touching
	RunMS    int64 // sum of the runs inside
	WaitMS   int64 // sum of the waits inside, held or queued, also of those that wait until now
	IdleMS   int64 // for how long of it nothing ran
	Peak     int   // most that ran at one moment
	PeakAt   int64 // the first such moment, UTC ms; 0 when Peak is 0
	Slowest  []Inside
}

// Mean is the average concurrency; 0 for a range of no length.
func (b *Between) Mean() float64 {
	if b.WallMS == 0 {
		return 0
	}
	return float64(b.RunMS) / float64(b.WallMS)
}

// Range is the part of the task that from and to ask for, ms from its start, as
// UTC ms: one that is absent is that end of the extent, and beyond the extent's
// end there is nothing. ok is false when neither asks, when there are no times,
// and when nothing of the task lies there: then all of it is meant.
func (a *Analysis) Range(from, to task.Opt[int64]) (lo, hi int64, ok bool) {
	first, last := a.Extent()
	last = max(last, first+1) // a task of no length still is somewhere
	lo, hi = first, last
	if from.OK {
		lo = a.Start + from.V
	}
	if to.OK {
		hi = min(a.Start+to.V, last)
	}
	if !a.OK || !from.OK && !to.OK || lo >= last || hi <= first {
		return first, last, false
	}
	return lo, hi, true
}

// Between aggregates the range from one moment to another, UTC ms; turned
// round it is the same range. Slowest are those that ran longest inside: then
// the earlier start, then the lower id. Spans of several runs count from their
// first start to their last end, as everywhere.
func (a *Analysis) Between(from, to int64) Between {
	all := make([]int, len(a.Spans))
	for i := range all {
		all[i] = i
	}
	return a.between(all, a.Concurrency, from, to)
}

// BetweenOf is Between of the subtasks of list alone, as though there were no
// others.
func (a *Analysis) BetweenOf(list []int, from, to int64) Between {
	return a.between(list, a.steps(list), from, to)
}

func (a *Analysis) between(list []int, steps []Step, from, to int64) Between {
	from, to = min(from, to), max(from, to)
	b := Between{From: from, To: to, WallMS: to - from}
	if from == to {
		return b
	}
	overlap := func(start, end int64) int64 { return max(0, min(to, end)-max(from, start)) }
	b.Count = len(a.Touching(list, from, to))
	for _, i := range list {
		p := &a.Spans[i]
		if !p.OK {
			if now := a.States[i]; !p.Started && (now == task.Held || now == task.Queued) {
				b.WaitMS += overlap(p.ReadyMS, a.now)
			}
			continue
		}
		if ms, ok := p.Wait(); ok && ms > 0 {
			b.WaitMS += overlap(p.ReadyMS, p.Start)
		}
		if run := overlap(p.Start, p.End); run > 0 {
			b.RunMS += run
			b.Slowest = a.rank(b.Slowest, Inside{i, run})
		}
	}
	b.level(steps)
	return b
}

// touches says whether what lasts from start to end lies in the range [from, to)
// at least in part, UTC ms. What takes 0 ms does where it is, or at to where the
// task ends there, at last.
func touches(start, end, from, to, last int64) bool {
	return start < to && from < end || start == end && from <= start && (start < to || start == to && to >= last)
}

// Touching are those of list whose bar touches the range [from, to), UTC ms. A
// bar of 0 ms does where it starts, or at to where the task ends there; that of
// a subtask which lost its end goes on until now while the task runs.
func (a *Analysis) Touching(list []int, from, to int64) []int {
	_, last := a.Extent()
	within := make([]int, 0, len(list))
	for _, i := range list {
		p := &a.Spans[i]
		if !p.Started {
			continue
		}
		if touches(p.Start, a.barEnd(p), from, to, last) {
			within = append(within, i)
		}
	}
	return within
}

// rank keeps the Slowest slowest, in order.
func (a *Analysis) rank(list []Inside, x Inside) []Inside {
	at, _ := slices.BinarySearchFunc(list, x, func(y, x Inside) int {
		return cmp.Or(cmp.Compare(x.RunMS, y.RunMS), cmp.Compare(a.Spans[y.Subtask].Start, a.Spans[x.Subtask].Start),
			cmp.Compare(a.id(y.Subtask), a.id(x.Subtask)))
	})
	if at == Slowest {
		return list
	}
	list = slices.Insert(list, at, x)
	return list[:min(len(list), Slowest)]
}

// level reads peak and idle time off the steps.
func (b *Between) level(steps []Step) {
	k := stepAt(steps, b.From)
	for at := b.From; at < b.To; k++ {
		until, running := b.To, 0
		if k >= 0 {
			running = steps[k].Running
		}
		if k+1 < len(steps) {
			until = min(until, steps[k+1].AtMS)
		}
		if running > b.Peak {
			b.Peak, b.PeakAt = running, at
		}
		if running == 0 {
			b.IdleMS += until - at
		}
		at = until
	}
}
