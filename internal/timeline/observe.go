package timeline

import "taskscope/internal/task"

// Sighting is one subtask as consecutive snapshots saw it without a change.
type Sighting struct {
	First, Last int64 // the server's clock when it was first and last seen so, UTC ms
	Status      task.Status
	Operation   task.Operation
	Started     task.Instant
	Finished    task.Instant
	RunTime     task.Opt[int64]
}

// SightingOf is s as it was from first to last: the server's clock of the
// snapshot, and of the last answer that said the same (Snapshot.LastNow).
func SightingOf(s *task.Subtask, first, last int64) Sighting {
	return Sighting{First: first, Last: max(first, last), Status: s.Status, Operation: s.Operation,
		Started: s.Started, Finished: s.Finished, RunTime: s.RunTime}
}

func (s *Sighting) running() bool {
	return s.Status.Is(task.StatusRunning) || s.Status.Is(task.StatusCanceling)
}

// first says whether this is the first run. Any operation but the first takes
// the place of one that may have been a retry.
func (s *Sighting) first() bool {
	return s.RunTime.Or(1) <= 1 && (s.Operation == "" || s.Operation.Is(task.OpExecute))
}

// Observe rebuilds the attempts of one subtask from its sightings, in order of
// time. What no sighting proves stays open in EarlyMS and LateMS. A failure and
// a second retry that both fall between two polls, and leave operation and
// counter as they were, cannot be told from one long run.
func Observe(sightings []Sighting) Seen {
	var o observer
	for k := range sightings {
		s := &sightings[k]
		switch {
		case s.running() && s.Started.Set:
			o.running(s)
		case s.Started.Set && s.Finished.Set:
			o.ended(s)
		case s.Started.Set:
			o.idle(s)
		case len(o.seen.Attempts) > 0: // a start that got lost again
		case s.Status.Is(task.StatusPending):
			o.seen.PendingMS = s.Last
		case s.Status.Is(task.StatusReady) && o.seen.ReadyMS == 0:
			o.seen.ReadyMS = s.First
		}
		o.before = s
	}
	return o.seen
}

type observer struct {
	seen   Seen
	before *Sighting
	open   bool  // the last attempt was running when last seen
	known  int64 // up to when the last sighting without a run reaches
}

func (o *observer) last() *Attempt { return &o.seen.Attempts[len(o.seen.Attempts)-1] }

// add puts in an attempt that may have begun when it was last known not to run:
// at the end of the one before, at the last sighting, or at the first start.
func (o *observer) add(s *Sighting, start, end int64) {
	begin := s.Started.MS
	if len(o.seen.Attempts) > 0 {
		if begin = o.last().End; o.known <= start { // else clocks disagree, and known proves nothing
			begin = max(begin, o.known)
		}
	} else if s.first() {
		start = min(begin, end)
	}
	o.seen.Attempts = append(o.seen.Attempts, Attempt{Start: start, End: end, EarlyMS: max(0, start-begin),
		Status: s.Status, Operation: s.Operation})
}

// leave closes the open attempt at a moment by which it had ended, unseen.
func (o *observer) leave(by int64) {
	p := o.last()
	p.LateMS, p.Status, o.open = max(0, by-p.End), "", false
}

// again says whether s shows another run than the sighting before it.
func (o *observer) again(s *Sighting) bool {
	b := o.before
	if s.RunTime.Or(1) > b.RunTime.Or(1) {
		return true
	}
	// To roll a task back, the engine marks all subtasks at once; those that are
	// still SUCCESSFUL have not had their turn.
	marked := s.Operation.Backwards() && s.Status.Is(task.StatusSuccessful)
	return !s.Operation.Is(b.Operation) && !marked && (s.Operation.Is(task.OpRetry) || s.Operation.Backwards())
}

func (o *observer) running(s *Sighting) {
	if o.open && o.again(s) {
		o.leave(s.First)
	}
	if !o.open {
		o.add(s, s.First, s.First)
	}
	p := o.last()
	p.End, p.Status, p.Operation, o.open = max(p.End, s.Last), s.Status, s.Operation, true
}

func (o *observer) ended(s *Sighting) {
	end := s.Finished.MS
	switch {
	case o.open && (o.again(s) || s.Operation.Is(task.OpSkip)):
		// A skip is no run, but there was a failure before it.
		o.leave(min(end, s.First))
		if !s.Operation.Is(task.OpSkip) && end > o.last().End {
			o.add(s, end, end)
		}
	case o.open && end < o.last().Start-o.last().EarlyMS: // the end of a run before
		o.leave(s.First)
	case o.open:
		// The end is of the executor's clock, and may lie before the sighting.
		p := o.last()
		begin := p.Start - p.EarlyMS
		p.Start, p.End = min(p.Start, end), end
		p.EarlyMS = max(0, p.Start-begin)
		p.Status, p.Operation, o.open = s.Status, s.Operation, false
	case len(o.seen.Attempts) == 0 || end > o.last().End && !s.Operation.Is(task.OpSkip):
		o.add(s, end, end)
	}
	o.known = max(o.known, s.Last)
}

// idle is a subtask that ran, does not run, and has lost its end: OCP clears it
// when it queues a retry.
func (o *observer) idle(s *Sighting) {
	if o.open {
		o.leave(s.First)
	}
	if len(o.seen.Attempts) == 0 {
		start := s.Started.MS
		o.seen.Attempts = append(o.seen.Attempts, Attempt{Start: start, End: start, LateMS: max(0, s.First-start), Operation: s.Operation})
	}
	o.known = max(o.known, s.Last)
}
