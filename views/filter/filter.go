// Package filter is the one rule of which subtasks of a task a URL shows, and in
// which order: the page's timeline, table and graph, and every file that is
// made of what is seen, ask it. It is pure.
package filter

import (
	"slices"

	"taskscope/internal/baseline"
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// Set is what the filters of a URL make of the subtasks (by index).
type Set struct {
	Order []int // all subtasks, in the asked order
	Rows  []int // those that have a row, in the asked order
	Hits  []int // those that the filters let through, in the asked order
	// Held are what a file of them holds, in the asked order: those of Hits whose
	// bar touches the range that is asked for; all of Hits when none is, or it
	// lies outside of the task.
	Held []int
	// Ranged says that a range is asked for and leaves something.
	Ranged bool
	// Dimmed are, by subtask, those that the filters do not let through.
	Dimmed []bool
	Traits []timeline.Traits // by subtask
	Groups []dag.Group       // the copies of split stages, which Traits compare
}

// Of finds the subtasks that are in one of the asked states, have one of the
// asked traits, and match the asked text. Those that do not have no row, or a
// dimmed one: permalink.Rest.
//
// Usual is what other runs tell of the task.
func Of(u permalink.Task, t *task.Task, g *dag.Graph, a *timeline.Analysis, usual *baseline.Usual) Set {
	key, reverse := u.Sort.Key()
	s := Set{
		Order:  a.Rows(timeline.Sort(key), reverse),
		Dimmed: make([]bool, len(t.Subtasks)),
		Groups: g.Groups(t),
	}
	s.Traits, s.Rows, s.Hits = a.Traits(s.Groups), s.Order, s.Order
	for i := range s.Traits {
		switch {
		case usual.Slower(i).OK():
			s.Traits[i] |= timeline.TraitSlower
		case usual.Figures.Of(i).Enough(): // other runs took as long: that is no news
			s.Traits[i] &^= timeline.TraitSlow
		}
	}
	if u.Filtered() {
		s.filter(u, t, a)
	}
	var from, to int64
	s.Held = s.Hits
	if from, to, s.Ranged = a.Range(u.From, u.To); s.Ranged {
		s.Held = a.Touching(s.Hits, from, to)
	}
	return s
}

// filter takes those out that the filters do not let through.
func (s *Set) filter(u permalink.Task, t *task.Task, a *timeline.Analysis) {
	matches, asked := timeline.Matches(t, u.Q), flags(u.Traits)
	for i, state := range a.States {
		s.Dimmed[i] = len(u.States) > 0 && !slices.Contains(u.States, state) ||
			asked != 0 && !s.Traits[i].Has(asked) || !matches(i)
	}
	s.Hits = make([]int, 0, len(s.Order))
	for _, i := range s.Order {
		if !s.Dimmed[i] {
			s.Hits = append(s.Hits, i)
		}
	}
	if u.Rest == permalink.RestHidden {
		s.Rows = s.Hits
	}
}

// Flag is what the analysis calls a trait of the URL.
func Flag(t permalink.Trait) timeline.Traits {
	switch t {
	case permalink.TraitFailed:
		return timeline.TraitFailed
	case permalink.TraitSlow:
		return timeline.TraitSlow
	case permalink.TraitWaited:
		return timeline.TraitWaited
	case permalink.TraitCritical:
		return timeline.TraitCritical
	case permalink.TraitRetried:
		return timeline.TraitRetried
	case permalink.TraitSlower:
		return timeline.TraitSlower
	}
	return 0
}

func flags(list []permalink.Trait) timeline.Traits {
	var all timeline.Traits
	for _, t := range list {
		all |= Flag(t)
	}
	return all
}
