package taskpage

import (
	"slices"
	"strconv"

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
		traits: b.Analysis.Traits(b.Graph.Groups(b.task)),
	}
	f.rows = f.order
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

// mark is the class of a subtask that the filters do not let through, or that
// the text is found in among others: "", " dim" or " hit".
func (b *pageOf) mark(i int) string {
	switch {
	case b.dimmed[i]:
		return " dim"
	case b.URL.Q != "" && b.URL.Rest == permalink.RestDimmed:
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
