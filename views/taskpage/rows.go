package taskpage

import (
	"slices"
	"strconv"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/timeline"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

// filtered is what the filters make of the subtasks. Timeline, table and graph
// share it.
type filtered struct {
	order  []int  // all subtasks, in the asked order
	rows   []int  // those that have a row, in the asked order
	dimmed []bool // by subtask: the filters do not let it through
	// hits are those that the filters let through, in the asked order; nil
	// without a filter.
	hits   []int
	groups []dag.Group
	traits []timeline.Traits // by subtask
}

// filter finds the subtasks that are in one of the asked states, have one of
// the asked traits, and match the asked text. Those that do not have no row, or
// a dimmed one: permalink.Rest.
func (b *pageOf) filter() filtered {
	key, reverse := b.URL.Sort.Key()
	f := filtered{
		order:  timeline.Rows(b.task, b.Graph, b.Analysis, timeline.Sort(key), reverse, nil),
		dimmed: make([]bool, len(b.task.Subtasks)),
		groups: b.Graph.Groups(b.task),
	}
	f.rows, f.traits = f.order, b.Analysis.Traits(f.groups)
	if !b.URL.Filtered() {
		return f
	}
	matches, asked := timeline.Matches(b.task, b.URL.Q), flags(b.URL.Traits)
	for i, state := range b.Analysis.States {
		f.dimmed[i] = len(b.URL.States) > 0 && !slices.Contains(b.URL.States, state) ||
			asked != 0 && !f.traits[i].Has(asked) || !matches(i)
	}
	f.hits = make([]int, 0, len(f.order))
	for _, i := range f.order {
		if !f.dimmed[i] {
			f.hits = append(f.hits, i)
		}
	}
	if b.URL.Rest == permalink.RestHidden {
		f.rows = f.hits
	}
	return f
}

// dim says that the filters do not let subtask i through.
func (b *pageOf) dim(i int) bool { return b.dimmed[i] }

// hit says that subtask i has the asked text, among others that are dimmed.
func (b *pageOf) hit(i int) bool {
	return b.URL.Q != "" && b.URL.Rest == permalink.RestDimmed && !b.dimmed[i]
}

// mark is the class of these: "", " dim" or " hit".
func (b *pageOf) mark(i int) string {
	switch {
	case b.dim(i):
		return " dim"
	case b.hit(i):
		return " hit"
	}
	return ""
}

// hidden says that subtask i has no row.
func (b *pageOf) hidden(i int) bool { return b.dimmed[i] && b.URL.Rest == permalink.RestHidden }

// flag is what the analysis calls a trait of the URL.
func flag(t permalink.Trait) timeline.Traits {
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
	}
	return 0
}

func flags(list []permalink.Trait) timeline.Traits {
	var all timeline.Traits
	for _, t := range list {
		all |= flag(t)
	}
	return all
}
