package timeline

import (
	"taskscope/internal/dag"
	"taskscope/internal/task"
)

// Traits are what a subtask is looked for by, beside its state and its text:
// a set of the flags below. The words are those of the URL (permalink.Trait).
type Traits uint8

// The traits.
const (
	// TraitFailed: its state is one that a person has to look at (State.Bad):
	// failed, rollback failed, or cancelled.
	TraitFailed Traits = 1 << iota
	// TraitSlow, which is about this run alone: it ran for more than 1 s, and, where at least three copies of
	// its split stage have times, so much longer than their median that it is
	// Significant; elsewhere, for a tenth of the makespan or more. After a retry
	// the pauses between the attempts count as run, as they do everywhere.
	TraitSlow
	// TraitWaited: it waited, or has waited until now for a slot or a worker, for
	// more than 1 s and for more than 20 % of its own run. What is blocked does
	// not wait yet.
	TraitWaited
	// TraitCritical: it is on the critical path.
	TraitCritical
	// TraitRetried: its span may hold several attempts (Span.Retried).
	TraitRetried
	// TraitSlower: it ran longer than it did in other runs of the task. Nothing in
	// this package knows of those; who does adds it.
	TraitSlower
)

// slowShare of the makespan is much for one subtask: a tenth.
const slowShare = 10

// Has says whether t has one of any, or more.
func (t Traits) Has(any Traits) bool { return t&any != 0 }

// Traits are those of every subtask; groups are the copies of its split stages
// (dag.Graph.Groups). Without times there are no slow, waiting, critical or
// retried ones.
func (a *Analysis) Traits(groups []dag.Group) []Traits {
	traits := make([]Traits, len(a.States))
	for i := range traits {
		p := &a.Spans[i]
		t := &traits[i]
		t.set(TraitFailed, a.States[i].Bad())
		t.set(TraitSlow, p.OK && p.RunMS > second && p.RunMS >= (a.MakespanMS+slowShare-1)/slowShare)
		t.set(TraitWaited, Significant(a.waited(i), p.RunMS))
		t.set(TraitCritical, p.Critical)
		t.set(TraitRetried, p.Retried)
	}
	var runs []int64
	for k := range groups {
		runs = runs[:0]
		for _, i := range groups[k].Members {
			if a.Spans[i].OK {
				runs = append(runs, a.Spans[i].RunMS)
			}
		}
		if len(runs) < 3 { // half of two is always slower
			continue
		}
		median := spread(runs).MedianMS
		for _, i := range groups[k].Members {
			traits[i].set(TraitSlow, a.Spans[i].OK && Significant(a.Spans[i].RunMS-median, median))
		}
	}
	return traits
}

// set adds the flag, or takes it away.
func (t *Traits) set(flag Traits, on bool) {
	*t &^= flag
	if on {
		*t |= flag
	}
}

// waited is how long subtask i was held or queued: until its start, or until
// now where it has not started.
func (a *Analysis) waited(i int) int64 {
	p := &a.Spans[i]
	if s := a.States[i]; a.OK && !p.Started && (s == task.Held || s == task.Queued) {
		return max(0, a.now-p.ReadyMS)
	}
	return p.WaitMS
}
