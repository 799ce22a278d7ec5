package timeline

import "taskscope/internal/task"

// Attempt is one run of a subtask as our own snapshots saw it: OCP only tells
// the first start and the last end. It surely ran from Start to End; outside of
// [Start − EarlyMS, End + LateMS] it surely did not. All times UTC ms.
type Attempt struct {
	Start, End int64
	EarlyMS    int64 // it may have begun so much earlier; 0 where the start is exact
	LateMS     int64 // it may have ended so much later; 0 where the end is exact, or it still runs
	// Status and Operation are those that it ended with, RUNNING or CANCELING
	// while it runs; "" where nobody saw how it ended.
	Status    task.Status
	Operation task.Operation
}

// State is how the attempt ended, or that it runs.
func (p *Attempt) State() task.State {
	s := task.Subtask{Status: p.Status, Operation: p.Operation}
	return task.StateOf(&task.Task{Status: task.StatusRunning}, &s, true)
}

// Seen is what consecutive snapshots tell of one subtask beyond what the last
// of them says. The zero Seen tells nothing.
type Seen struct {
	Attempts []Attempt // in order of time; none overlaps the next
	// Before its first start: it was last seen PENDING at PendingMS and first
	// seen READY at ReadyMS, UTC ms; 0 where it never was.
	PendingMS int64
	ReadyMS   int64
}

// SeenOf is the entry of subtask i; seen may be nil, or shorter than the task.
func SeenOf(seen []Seen, i int) Seen {
	if i < len(seen) {
		return seen[i]
	}
	return Seen{}
}

// TellsApart says whether the attempts say more of a span than its two ends do:
// there are several, or there is one of a span that may be several runs, or that
// has lost its end. The one attempt of one run is that run.
func (s *Seen) TellsApart(p *Span) bool {
	n := len(s.Attempts)
	return n > 1 || n > 0 && (p.Mixed() || !p.OK)
}
