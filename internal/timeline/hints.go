package timeline

import (
	"slices"

	"taskscope/internal/task"
)

// HintKind names something that the times suggest and no status says.
type HintKind string

// The kinds, worst first.
const (
	HintTimedOut    HintKind = "timed_out"    // it failed just when its time-out ended
	HintPastTimeout HintKind = "past_timeout" // it runs beyond its time-out: OCP should have stopped it
	HintNearTimeout HintKind = "near_timeout" // 80 % of its time-out are gone
	HintIdle        HintKind = "idle"         // the task runs, but none of its subtasks is queued or running
	HintLongQueued  HintKind = "long_queued"  // READY, and no worker has come
	HintLongHeld    HintKind = "long_held"    // PENDING with nothing before it and slots free
	HintSlotsFull   HintKind = "slots_full"   // PENDING with nothing before it, and all slots of the task busy
	HintQuiet       HintKind = "quiet"        // something runs, but nothing has started or ended for long
)

// HintKinds are all kinds, so that a test can hold the catalogue against them.
func HintKinds() []HintKind {
	return []HintKind{HintTimedOut, HintPastTimeout, HintNearTimeout, HintIdle, HintLongQueued, HintLongHeld, HintSlotsFull, HintQuiet}
}

// Hint is one such suggestion.
type Hint struct {
	Kind    HintKind
	Subtask int   // -1 when it concerns the task as a whole
	MS      int64 // how long it has run, waited or been idle
	LimitMS int64 // the time-out; 0 where there is none
}

const (
	// OCP stops a subtask at its time-out, checked by a tick of a second, with
	// a backstop 10 s later.
	timeoutEarlyMS = second
	timeoutLateMS  = 15 * second
	// A time-out beyond that, some 35,000 years in seconds, is none: in ms it would
	// overflow.
	maxTimeoutS = 1 << 40
	// The scheduler comes every second: these are well beyond a normal wait.
	idleMS     = 10 * second
	longWaitMS = minute
	// Nothing tells how long this task usually takes: what has not moved for so
	// long is worth a word, and no more than that.
	quietMS = 10 * minute
)

// hints are those of each subtask in topological order, by kind.
func (a *Analysis) hints() []Hint {
	var found []Hint
	for _, i := range a.graph.Order {
		if h, ok := a.timeoutHint(i); ok {
			found = append(found, h)
		}
		if h, ok := a.waitHint(i); ok {
			found = append(found, h)
		}
	}
	if h, ok := a.idleHint(); ok {
		found = append(found, h)
	}
	if h, ok := a.quietHint(); ok {
		found = append(found, h)
	}
	found = longestHeld(found)
	rank := func(k HintKind) int { return slices.Index(HintKinds(), k) }
	slices.SortStableFunc(found, func(h, o Hint) int { return rank(h.Kind) - rank(o.Kind) })
	return found
}

// timeoutHint only speaks of a first attempt: a time-out is per attempt, and
// the start of a later one is not known.
func (a *Analysis) timeoutHint(i int) (Hint, bool) {
	s, span := &a.task.Subtasks[i], &a.Spans[i]
	if !span.OK || span.Mixed() || s.TimeoutS.V <= 0 || s.TimeoutS.V > maxTimeoutS {
		return Hint{}, false
	}
	h := Hint{Subtask: i, MS: span.RunMS, LimitMS: s.TimeoutS.V * 1000}
	switch past := h.MS - h.LimitMS; {
	case a.States[i] == task.Failed && past >= -timeoutEarlyMS && past <= timeoutLateMS:
		h.Kind = HintTimedOut
	case !span.Open:
	case past > 0:
		h.Kind = HintPastTimeout
	case h.MS >= h.LimitMS/5*4:
		h.Kind = HintNearTimeout
	}
	return h, h.Kind != ""
}

func (a *Analysis) waitHint(i int) (Hint, bool) {
	if !a.OK || !a.Running {
		return Hint{}, false
	}
	r := a.WaitReason(i)
	h := Hint{Subtask: i, MS: r.WaitMS}
	switch {
	case r.WaitMS < longWaitMS:
	case r.Kind == ReasonQueued:
		h.Kind = HintLongQueued
	case r.Kind == ReasonHeld && r.Cause < 0 && r.Active < a.Slots():
		h.Kind = HintLongHeld
	case r.Kind == ReasonHeld && r.Cause < 0:
		h.Kind = HintSlotsFull
	}
	return h, h.Kind != ""
}

// longestHeld leaves of all that wait for a slot the one that has waited
// longest: they wait for the same thing, and may be thousands.
func longestHeld(found []Hint) []Hint {
	longest := -1
	for k, h := range found {
		if h.Kind == HintSlotsFull && (longest < 0 || h.MS > found[longest].MS) {
			longest = k
		}
	}
	k := -1
	return slices.DeleteFunc(found, func(h Hint) bool { k++; return h.Kind == HintSlotsFull && k != longest })
}

// idleHint is for a running task in which nothing takes a slot.
func (a *Analysis) idleHint() (Hint, bool) {
	if !a.OK || !a.Running || a.active > 0 {
		return Hint{}, false
	}
	since := a.Start
	if last, ok := a.lastEnd(); ok {
		since = max(since, last)
	}
	h := Hint{Kind: HintIdle, Subtask: -1, MS: a.now - since}
	return h, h.MS >= idleMS
}

// quietHint is for a task in which something is at work: when nothing is, that
// is said already.
func (a *Analysis) quietHint() (Hint, bool) {
	if !a.OK || !a.Running || a.active == 0 {
		return Hint{}, false
	}
	last := a.Start
	for i := range a.Spans {
		s := &a.Spans[i]
		if s.Started && s.Start <= a.now {
			last = max(last, s.Start)
		}
		if s.OK && !s.Open && s.End <= a.now {
			last = max(last, s.End)
		}
	}
	h := Hint{Kind: HintQuiet, Subtask: -1, MS: a.now - last}
	return h, h.MS >= quietMS
}
