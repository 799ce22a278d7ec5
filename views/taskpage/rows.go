package taskpage

import (
	"strconv"

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
	traits []timeline.Traits // by subtask
}

// filter asks the rule that the exports ask, too.
func (b *pageOf) filter() filtered {
	s := filter.Of(b.URL, b.task, b.Graph, b.Analysis)
	f := filtered{order: s.Order, rows: s.Rows, dimmed: s.Dimmed, traits: s.Traits}
	if b.URL.Filtered() {
		f.hits = s.Hits
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
