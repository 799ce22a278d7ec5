package timeline

import "taskscope/internal/task"

// SegmentKind is what a subtask did for a stretch of time.
type SegmentKind string

// The kinds, in the order in which a subtask goes through them.
const (
	SegBlocked SegmentKind = "blocked" // an upstream had not ended
	SegHeld    SegmentKind = "held"    // PENDING with all upstreams done: a slot or the scheduler
	SegWaiting SegmentKind = "waiting" // held or queued: one answer of OCP does not tell which
	SegQueued  SegmentKind = "queued"  // READY: a worker
	SegRunning SegmentKind = "running" // one run
	SegMixed   SegmentKind = "mixed"   // first start to last end of several runs, or of a run and its rollback
	SegAttempt SegmentKind = "attempt" // one of several runs, seen by our own snapshots
	SegPause   SegmentKind = "pause"   // between runs: it surely did not run
	SegUnknown SegmentKind = "unknown" // started; whether it ran nobody saw
)

// SegmentKinds are all kinds, so that a test can hold the catalogue against them.
func SegmentKinds() []SegmentKind {
	return []SegmentKind{SegBlocked, SegHeld, SegWaiting, SegQueued, SegRunning, SegMixed, SegAttempt, SegPause, SegUnknown}
}

// Segment is one stretch of a subtask's bar, UTC ms. From = To where it took
// less than a millisecond, or its end lies before its start: that still is a bar.
type Segment struct {
	Kind     SegmentKind
	From, To int64
	Attempt  int // index into Seen.Attempts of a SegAttempt, else -1
}

// MS is how long the segment is.
func (s *Segment) MS() int64 { return s.To - s.From }

// Segments are what subtask i did, in order of time, without overlaps, each
// from the end of the one before. They begin with the task's start, or earlier
// where an odd clock has the subtask, or what it waited for, before that. There
// are none for a subtask that has not started in a task that is over, nor
// without times; and none before the start of one of which nobody knows when it
// was ready.
//
// The held, waiting and queued ones of a span add up to its Wait. The parts
// of a span are one of SegRunning or SegMixed; where seen has several attempts,
// or some of a mixed span, they are attempts, pauses and unknown stretches.
func (a *Analysis) Segments(i int, seen Seen) []Segment {
	if !a.OK {
		return nil
	}
	var b bar
	p, state := &a.Spans[i], a.States[i]
	switch {
	case p.Started && p.ReadyUnknown:
		a.ran(&b, i, seen)
	case p.Started:
		b.blocked(a.Start, p.ReadyMS, p.Start)
		b.wait(min(p.ReadyMS, p.Start), p.Start, seen)
		a.ran(&b, i, seen)
	case state == task.Blocked:
		b.add(SegBlocked, a.Start, a.now)
	case state == task.Held:
		b.blocked(a.Start, p.ReadyMS, a.now)
		b.add(SegHeld, min(p.ReadyMS, a.now), a.now)
	case state == task.Queued:
		b.blocked(a.Start, p.ReadyMS, a.now)
		b.wait(min(p.ReadyMS, a.now), a.now, seen)
	}
	return b.segments
}

// ran adds what lies between start and end.
func (a *Analysis) ran(b *bar, i int, seen Seen) {
	p := &a.Spans[i]
	switch end := a.barEnd(p); {
	case p.Start < end && seen.TellsApart(p):
		b.attempts(p.Start, end, seen.Attempts)
	case !p.OK:
		b.bar(SegUnknown, p.Start, end, -1)
	case p.Mixed():
		b.bar(SegMixed, p.Start, end, -1)
	default:
		b.bar(SegRunning, p.Start, end, -1)
	}
}

// barEnd is where the bar of a subtask that has started ends. One that lost its
// end was mostly queued again for a retry: its bar goes on until now while the
// task runs, and is a moment when that is over.
func (a *Analysis) barEnd(p *Span) int64 {
	switch {
	case p.OK:
		return p.BarEnd()
	case a.Running:
		return max(p.Start, a.now)
	}
	return p.Start
}

// bar collects segments.
type bar struct{ segments []Segment }

// add leaves out what has no length: only a run is worth a mark then.
func (b *bar) add(kind SegmentKind, from, to int64) {
	if from < to {
		b.bar(kind, from, to, -1)
	}
}

func (b *bar) bar(kind SegmentKind, from, to int64, attempt int) {
	if b.segments == nil {
		b.segments = make([]Segment, 0, 4)
	}
	b.segments = append(b.segments, Segment{Kind: kind, From: from, To: to, Attempt: attempt})
}

// blocked is until an upstream ended, or until the run began before that: by
// clocks that disagree, a retry, or a rollback.
func (b *bar) blocked(from, ready, until int64) { b.add(SegBlocked, from, min(ready, until)) }

// wait cuts the time from ready to the start by what was seen of it.
func (b *bar) wait(from, to int64, seen Seen) {
	held, queued := from, to
	if seen.ReadyMS != 0 {
		queued = min(max(from, seen.ReadyMS), to)
	}
	if seen.PendingMS != 0 {
		held = min(max(from, seen.PendingMS), queued)
	}
	b.add(SegHeld, from, held)
	b.add(SegWaiting, held, queued)
	b.add(SegQueued, queued, to)
}

// attempts lays the attempts out between first start and last end. Where a
// later one contradicts an earlier one, or the span, the earlier has its time.
func (b *bar) attempts(from, to int64, attempts []Attempt) {
	cursor := from
	within := func(at int64) int64 { return min(max(at, cursor), to) }
	for k := range attempts {
		p := &attempts[k]
		unsure := within(p.Start - p.EarlyMS)
		if k > 0 {
			// The one before may have ended as late as this.
			q := &attempts[k-1]
			late := min(within(q.End+q.LateMS), unsure)
			b.add(SegUnknown, cursor, late)
			cursor = late
		}
		b.add(SegPause, cursor, unsure)
		cursor = unsure
		start := within(p.Start)
		b.add(SegUnknown, cursor, start)
		cursor = start
		end := within(p.End)
		// One that was only seen to have ended has a place, and no length of its own.
		if start < end || p.Start == p.End && p.Start == start {
			b.bar(SegAttempt, start, end, k)
		}
		cursor = end
	}
	last := &attempts[len(attempts)-1]
	late := within(last.End + last.LateMS)
	b.add(SegUnknown, cursor, late)
	b.add(SegPause, late, to)
}
