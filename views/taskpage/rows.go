package taskpage

import (
	"strconv"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/timeline"
	"taskscope/views/filter"
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

// filter asks the rule that the exports ask, too.
func (b *pageOf) filter() filtered {
	s := filter.Of(b.URL, b.task, b.Graph, b.Analysis, &b.Usual)
	f := filtered{order: s.Order, rows: s.Rows, dimmed: s.Dimmed, traits: s.Traits, groups: s.Groups}
	if b.URL.Filtered() {
		f.hits = s.Hits
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
