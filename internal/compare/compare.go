package compare

import (
	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// Run is one side of a comparison.
type Run struct {
	Task     *task.Task
	Graph    *dag.Graph
	Analysis *timeline.Analysis
}

// Result is the difference of two runs. Indices are into each run's own
// Task.Subtasks. Lists are sorted by name, parallelIdx, and as subtasks
// that share both are matched: by depth in the graph, seriesId, start, id.
type Result struct {
	// OK says that both runs have a usable start. One that has none counts with
	// a makespan of 0, so DeltaMS then says nothing.
	OK             bool
	BaseMakespanMS int64
	HeadMakespanMS int64
	DeltaMS        int64 // of the makespans
	TailDeltaMS    int64 // of the tails
	Significant    bool  // DeltaMS is worth a colour
	// Attribution is what DeltaMS is made of, besides TailDeltaMS: the biggest
	// first. It has no entries that are 0 throughout.
	Attribution []Contribution
	Steps       []Step // the same by stretches of the critical paths, in order of time
	Pairs       []Pair
	OnlyBase    []int
	OnlyHead    []int
}

// Pair is one subtask as both runs have it.
type Pair struct {
	Base, Head int
	// Absent when it lacks a start or an end in either run.
	RunDeltaMS  task.Opt[int64]
	WaitDeltaMS task.Opt[int64]
	StateBase   task.State
	StateHead   task.State
	// Its part of the makespans' difference; 0 when it is on neither path.
	ContributionMS     int64 // the sum of the next two
	ContributionWaitMS int64
	ContributionRunMS  int64
	Significant        bool // RunSignificant or WaitSignificant
	RunSignificant     bool
	WaitSignificant    bool
}

// Compare says how head differs from base, with OCP's usual noise left
// uncoloured.
func Compare(base, head Run) *Result { return CompareAbove(base, head, DefaultThreshold()) }

// CompareAbove is Compare with another threshold for what is significant.
func CompareAbove(base, head Run, worth Threshold) *Result {
	b, h := base.Analysis, head.Analysis
	r := &Result{OK: b.OK && h.OK,
		BaseMakespanMS: b.MakespanMS, HeadMakespanMS: h.MakespanMS,
		DeltaMS: h.MakespanMS - b.MakespanMS, TailDeltaMS: h.TailMS - b.TailMS,
		Significant: worth.Exceeded(b.MakespanMS, h.MakespanMS),
	}
	baseHops, headHops := hops(b), hops(h)
	for _, m := range matches(base, head) {
		c := contribution(m, baseHops, headHops)
		r.attribute(c)
		switch {
		case m.head < 0:
			r.OnlyBase = append(r.OnlyBase, m.base)
		case m.base < 0:
			r.OnlyHead = append(r.OnlyHead, m.head)
		default:
			p := pair(m, b, h, worth)
			p.ContributionMS, p.ContributionWaitMS, p.ContributionRunMS = c.DeltaMS, c.WaitDeltaMS, c.RunDeltaMS
			r.Pairs = append(r.Pairs, p)
		}
	}
	r.sortAttribution()
	r.Steps = steps(r.Pairs, b, h)
	return r
}

func pair(m match, b, h *timeline.Analysis, worth Threshold) Pair {
	p := Pair{Base: m.base, Head: m.head, StateBase: b.States[m.base], StateHead: h.States[m.head]}
	was, is := &b.Spans[m.base], &h.Spans[m.head]
	if was.OK && is.OK {
		p.RunDeltaMS, p.WaitDeltaMS = task.Some(is.RunMS-was.RunMS), task.Some(is.WaitMS-was.WaitMS)
		p.RunSignificant = worth.Exceeded(was.RunMS, is.RunMS)
		p.WaitSignificant = worth.Exceeded(was.WaitMS, is.WaitMS)
		p.Significant = p.RunSignificant || p.WaitSignificant
	}
	return p
}
