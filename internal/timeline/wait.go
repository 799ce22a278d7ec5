package timeline

import (
	"cmp"
	"slices"

	"taskscope/internal/task"
)

// DefaultSlots is how many subtasks of one task OCP's engine (OCP Express has its
// source) lets be READY or RUNNING at a time, unless it is configured otherwise.
const DefaultSlots = 10

// Slots is the limit as far as the task tells: the default, or more where more
// were surely busy at once. It may still be higher, or have been changed meanwhile.
func (a *Analysis) Slots() int { return max(DefaultSlots, a.sure, a.active) }

// SlotsSeen says that more were busy at once than the default allows: Slots is
// then the least that the task can have had, and nothing tells how many it had.
func (a *Analysis) SlotsSeen() bool { return a.Slots() > DefaultSlots }

// ReasonKind is what a subtask waited, or waits, for.
type ReasonKind string

// The kinds. One answer of OCP cannot tell held from queued for the past.
const (
	ReasonNone    ReasonKind = ""        // no times to tell from
	ReasonWaited  ReasonKind = "waited"  // it has started: blocked for BlockedMS, then held or queued for WaitMS
	ReasonUndone  ReasonKind = "undone"  // it has started; of ReadyBy only the end of its rollback is known
	ReasonBlocked ReasonKind = "blocked" // NotDone have to succeed first
	ReasonHeld    ReasonKind = "held"    // PENDING, nothing blocks it: a slot or the scheduler
	ReasonQueued  ReasonKind = "queued"  // READY: a worker

	// It has run, and is held or queued to be run again, or to be rolled back:
	// since when, nobody knows.
	ReasonAgainHeld   ReasonKind = "again_held"
	ReasonAgainQueued ReasonKind = "again_queued"
	ReasonAgainUndo   ReasonKind = "again_undo"
	ReasonNever       ReasonKind = "never" // the task ended, or is being undone, before it could start
)

// Reason is why a subtask did not start earlier, or has not started.
type Reason struct {
	Kind ReasonKind

	// First it was blocked, from the task's start until ReadyMS (UTC ms), or until it
	// started before that.
	// ReadyBy is the upstream that ended last; -1 when it waited for none.
	BlockedMS int64
	ReadyMS   int64
	ReadyBy   int

	// Then it waited, until its start; or, held and queued, until now.
	WaitMS int64
	Others int   // most others that ran at one moment of that wait
	FullMS int64 // for how long of it all Slots were busy

	// Of a subtask that has not started:
	Active  int   // others that are READY, RUNNING or CANCELING now
	NotDone []int // upstreams that have not succeeded, the worst state first
	// Cause is the failed or cancelled subtask that keeps it from starting: an
	// upstream, direct or not, else, Elsewhere, the first failure of the task, after
	// which OCP starts nothing new. -1 when there is none.
	Cause     int
	Elsewhere bool
	// Undone: there is none, and the task is, or was, being undone.
	Undone bool
}

// WaitReason says what subtask i waited or waits for.
func (a *Analysis) WaitReason(i int) Reason {
	s := &a.Spans[i]
	r := Reason{ReadyMS: s.ReadyMS, ReadyBy: s.ReadyBy, Cause: -1}
	state := a.States[i]
	if !a.OK {
		r.ReadyBy = -1
	}
	switch {
	case s.Again && state == task.Queued && a.task.Subtasks[i].Operation.Backwards():
		r.Kind = ReasonAgainUndo
	case s.Again && state == task.Queued:
		r.Kind = ReasonAgainQueued
	case s.Again && state == task.Held && a.cause[i].of < 0:
		r.Kind = ReasonAgainHeld
	case state == task.Queued:
		r.Kind = ReasonQueued
	case state == task.Held:
		r.Kind = ReasonHeld
	case state == task.Blocked:
		r.Kind = ReasonBlocked
	case state == task.NotStarted && !s.Started:
		r.Kind = ReasonNever
	case s.OK && s.ReadyUnknown:
		r.Kind = ReasonUndone
		return r
	case s.OK:
		r.Kind = ReasonWaited
		r.BlockedMS = max(0, min(s.ReadyMS, s.Start)-a.Start) // where clocks disagree it began before
		a.wait(&r, s.Start)
		return r
	default:
		return r
	}
	r.Active, r.Cause, r.Elsewhere = a.activeBut(i), a.cause[i].of, a.cause[i].elsewhere
	r.Undone = r.Kind == ReasonNever && r.Cause < 0 && a.undone()
	for _, u := range a.graph.Up[i] {
		if !a.task.Subtasks[u].Status.Is(task.StatusSuccessful) {
			r.NotDone = append(r.NotDone, u)
		}
	}
	slices.SortFunc(r.NotDone, func(u, v int) int {
		return cmp.Or(cmp.Compare(a.States[u], a.States[v]), cmp.Compare(a.graph.Rank[u], a.graph.Rank[v]))
	})
	if a.OK && (state == task.Queued || state == task.Held) && !s.Started {
		r.BlockedMS = max(0, s.ReadyMS-a.Start)
		a.wait(&r, a.now)
	}
	return r
}

func (a *Analysis) wait(r *Reason, until int64) {
	r.WaitMS = max(0, until-r.ReadyMS)
	r.Others = a.load.max(r.ReadyMS, until)
	r.FullMS = a.load.fullMS(r.ReadyMS, until)
}

// activeBut is how many slots are taken now by others than i.
func (a *Analysis) activeBut(i int) int {
	n := a.active
	if takesSlot(a.States[i]) {
		n--
	}
	return n
}

func takesSlot(s task.State) bool { return s == task.Queued || s.Active() }
