package timeline

import (
	"cmp"
	"slices"
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
	Count    int   // subtasks whose bar touches the range; one of 0 ms does where it starts
	RunMS    int64 // sum of the runs inside
	WaitMS   int64 // sum of the waits inside, held or queued
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

// Between aggregates the range from one moment to another, UTC ms; turned
// round it is the same range. Slowest are those that ran longest inside: then
// the earlier start, then the lower id. Spans of several runs count from their
// first start to their last end, as everywhere.
func (a *Analysis) Between(from, to int64) Between {
	from, to = min(from, to), max(from, to)
	b := Between{From: from, To: to, WallMS: to - from}
	if from == to {
		return b
	}
	overlap := func(start, end int64) int64 { return max(0, min(to, end)-max(from, start)) }
	for i := range a.Spans {
		p := &a.Spans[i]
		if !p.OK {
			continue
		}
		if p.WaitMS > 0 {
			b.WaitMS += overlap(p.ReadyMS, p.Start)
		}
		run := overlap(p.Start, p.End)
		if run > 0 || p.RunMS == 0 && from <= p.Start && p.Start < to {
			b.Count++
		}
		if run > 0 {
			b.RunMS += run
			b.Slowest = a.rank(b.Slowest, Inside{i, run})
		}
	}
	a.level(&b)
	return b
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
func (a *Analysis) level(b *Between) {
	steps := a.Concurrency
	k := a.load.step(b.From)
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
