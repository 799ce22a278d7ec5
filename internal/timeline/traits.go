package timeline

import (
	"slices"

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
	// TraitSlow: it stands out among the subtasks of this run. It ran half as long
	// again as the median, and by more than 1 s: of the copies of its split stage,
	// where at least three have times, by a hundredth of the makespan or more;
	// elsewhere of all subtasks of the task, for a tenth of the makespan or more.
	// What many do alike is not slow, however long it takes (see standOut): a mark
	// that half of the task bears is none. After a retry the pauses between the
	// attempts count as run, as they do everywhere; where a rollback is part of the
	// run, nobody knows how long that took.
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

// One that is slow took at least one slowShare-th of the makespan, or, of several
// copies, one lateShare-th of it more than their median.
const (
	slowShare = 10
	lateShare = 100
)

// share is one of so many parts of the makespan, rounded up.
func (a *Analysis) share(parts int64) int64 { return (a.MakespanMS + parts - 1) / parts }

// Has says whether t has one of any, or more.
func (t Traits) Has(any Traits) bool { return t&any != 0 }

// Traits are those of every subtask; groups are the copies of its split stages
// (dag.Graph.Groups). Without times there are no slow, waiting, critical or
// retried ones.
func (a *Analysis) Traits(groups []dag.Group) []Traits {
	traits := make([]Traits, len(a.States))
	var timed []int
	for i := range traits {
		p := &a.Spans[i]
		t := &traits[i]
		t.set(TraitFailed, a.States[i].Bad())
		t.set(TraitWaited, Significant(a.waited(i), p.RunMS))
		t.set(TraitCritical, p.Critical)
		t.set(TraitRetried, p.Retried)
		if p.Comparable() {
			timed = append(timed, i)
		}
	}
	tenth := a.share(slowShare)
	for _, i := range a.standOut(timed, func(run, _ int64) bool { return run >= tenth }) {
		traits[i].set(TraitSlow, true)
	}
	late := a.share(lateShare)
	for k := range groups {
		copies := slices.DeleteFunc(slices.Clone(groups[k].Members), func(i int) bool { return !a.Spans[i].Comparable() })
		if len(copies) < 3 { // half of two is always slower
			continue
		}
		for _, i := range copies {
			traits[i].set(TraitSlow, false)
		}
		for _, i := range a.standOut(copies, func(run, median int64) bool { return run-median >= late }) {
			traits[i].set(TraitSlow, true)
		}
	}
	return traits
}

// standOut are those of list, all with times, whose runs stand out and are much:
// half as long again as the median, and by more than a second. Where many do,
// they are a kind of their own, and are held against each other: no more than a
// tenth is left, or three of few.
func (a *Analysis) standOut(list []int, much func(run, median int64) bool) []int {
	most := max(3, len(list)/10)
	runs := make([]int64, 0, len(list))
	for {
		runs = runs[:0]
		for _, i := range list {
			runs = append(runs, a.Spans[i].RunMS)
		}
		median := spread(runs).MedianMS
		var out []int
		for _, i := range list {
			run := a.Spans[i].RunMS
			if run-median > max(second, median/2) && much(run, median) {
				out = append(out, i)
			}
		}
		if len(out) <= most {
			return out
		}
		list = out
	}
}

// set adds the flag, or takes it away.
func (t *Traits) set(flag Traits, on bool) {
	*t &^= flag
	if on {
		*t |= flag
	}
}

// waited is how long subtask i was held or queued: until its start, or until
// now where it has not started. It is 0 where nobody knows.
func (a *Analysis) waited(i int) int64 {
	p := &a.Spans[i]
	if s := a.States[i]; a.OK && !p.Started && (s == task.Held || s == task.Queued) {
		return max(0, a.now-p.ReadyMS)
	}
	if ms, ok := p.Wait(); ok {
		return ms
	}
	return 0
}
