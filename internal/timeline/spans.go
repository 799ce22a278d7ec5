package timeline

import "taskscope/internal/task"

// Span is what a subtask did with its time. Unless OK, only Started, Start,
// ReadyMS and ReadyBy say something.
type Span struct {
	OK      bool // it has a start and an end
	Started bool // it has a start
	Start   int64
	End     int64 // UTC ms, as OCP told it: before Start where clocks disagree
	Open    bool  // still under way: End is now
	// Retried: the span may hold several attempts and the pauses between them.
	Retried bool
	// Undone: the last operation was a rollback, and End is when that ended, or
	// failed: when the run did is not known. One that is still SUCCESSFUL has not
	// had its turn, and ended when it ended.
	Undone bool
	// Skipped: after it failed, somebody set it to successful. End may be when they
	// did that: how long it ran is not known.
	Skipped bool
	// Again: it has run, and waits to be run again. Since when is not known.
	Again bool

	ReadyMS int64 // UTC ms: when the last upstream ended, else the task's start
	ReadyBy int   // the upstream that ended last; -1 for the task's start
	WaitMS  int64 // from ReadyMS to Start, not below 0
	// ReadyUnknown: ReadyBy is Undone, so that ReadyMS and WaitMS are figures of
	// the arithmetic alone. Nothing may be said or drawn of them.
	ReadyUnknown bool
	RunMS        int64 // from Start to End, not below 0
	// SlackMS is how much later it could have ended without moving the end of
	// the last subtask, with the others' waits and runs as they were.
	SlackMS int64
	// SlackUnknown: the end of a rollback is part of that figure, or one that is
	// not the last. It is for the arithmetic alone, like ReadyMS.
	SlackUnknown bool
	Critical     bool // on the critical path, where that can be told
}

// Mixed says that the span may be more than one run, with the pauses between them:
// of a retry, of a run and its rollback, or of a run and what somebody did about its
// failure. Its RunMS is then more than the work.
func (s *Span) Mixed() bool { return s.Retried || s.Undone || s.Skipped }

// Comparable says whether RunMS can be held against that of others: it is work, and
// perhaps the pauses between, and not what came after it.
func (s *Span) Comparable() bool { return s.OK && !s.Undone && !s.Skipped }

// Wait is WaitMS where that can be told.
func (s *Span) Wait() (ms int64, ok bool) { return s.WaitMS, s.OK && !s.ReadyUnknown }

// Slack is SlackMS where that can be told.
func (s *Span) Slack() (ms int64, ok bool) { return s.SlackMS, s.OK && !s.SlackUnknown }

// BarEnd is where the bar of a span that has an end ends, UTC ms: a bar is never
// turned round.
func (s *Span) BarEnd() int64 { return max(s.Start, s.End) }

func (a *Analysis) findSpans() {
	for i := range a.task.Subtasks {
		s := &a.task.Subtasks[i]
		p := &a.Spans[i]
		p.Started, p.Start = s.Started.Set, s.Started.MS
		p.Retried = s.Retried() && p.Started
		p.Undone = s.Operation.Backwards() && !s.Status.Is(task.StatusSuccessful) && p.Started
		p.Skipped = a.States[i] == task.Skipped && p.Started
		p.Again = a.States[i].Waiting() && p.Started
		switch {
		case !p.Started:
		case s.Running():
			p.OK, p.Open, p.End = true, true, a.now
		case s.Finished.Set:
			p.OK, p.End = true, s.Finished.MS
		}
		if p.OK {
			p.RunMS = max(0, p.End-p.Start)
		}
	}
}

func (a *Analysis) findWaits() {
	for i := range a.Spans {
		p := &a.Spans[i]
		p.ReadyMS, p.ReadyBy = a.Start, a.lastUpstream(i)
		if p.ReadyBy >= 0 {
			p.ReadyMS, p.ReadyUnknown = a.Spans[p.ReadyBy].End, a.Spans[p.ReadyBy].Undone
		}
		if p.OK {
			p.WaitMS = max(0, p.Start-p.ReadyMS)
		}
	}
}

// lastUpstream is the upstream of i that ended last, of several the one with
// the lowest id; -1 when none has a span.
func (a *Analysis) lastUpstream(i int) int {
	last := -1
	for _, u := range a.graph.Up[i] {
		switch s := &a.Spans[u]; {
		case !s.OK:
		case last < 0, s.End > a.Spans[last].End,
			s.End == a.Spans[last].End && a.id(u) < a.id(last):
			last = u
		}
	}
	return last
}

func (a *Analysis) id(i int) task.SubtaskID { return a.task.Subtasks[i].ID }
