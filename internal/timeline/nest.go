package timeline

import (
	"slices"

	"taskscope/internal/dag"
)

// Row is one line of the timeline: a group, or a subtask.
type Row struct {
	Subtask int  // -1 for the row of a group
	Group   int  // index of the group that it is, or is in; -1 for none
	Inside  bool // a subtask below the row of its group
	// Shown is how many of a group's members are among the rows: all of them,
	// unless a filter hides some. 0 for a subtask.
	Shown int
}

// block is what an order moves as one: a row, or that of a group with its members.
type block struct {
	figure   figure
	from, to int // of the rows
}

// Nest puts the rows of groups between those of the subtasks in list, which Rows
// has put into that order. A group stands where its own row belongs, in either
// direction: its first copy may be far from that, for of a stage that took an
// hour each may have been short. Its members follow it, in their order. A group
// of which one member is left has no row of its own: a filter's only hit must not
// hide in a fold.
func (a *Analysis) Nest(list []int, groups []dag.Group, by Sort, reverse bool) []Row {
	in := make([]int, len(a.Spans)) // by subtask: its group, counted from 1
	for g := range groups {
		for _, i := range groups[g].Members {
			in[i] = g + 1
		}
	}
	shown := make([][]int, len(groups))
	for _, i := range list {
		if g := in[i] - 1; g >= 0 {
			shown[g] = append(shown[g], i)
		}
	}
	rows, blocks := make([]Row, 0, len(list)+len(groups)), make([]block, 0, len(list))
	for _, i := range list {
		b := block{from: len(rows)}
		switch g := in[i] - 1; {
		case g < 0 || len(shown[g]) == 1:
			b.figure = a.figure(by, i)
			rows = append(rows, Row{Subtask: i, Group: g})
		case shown[g][0] == i:
			b.figure = a.groupFigure(by, shown[g])
			rows = append(rows, Row{Subtask: -1, Group: g, Shown: len(shown[g])})
			for _, m := range shown[g] {
				rows = append(rows, Row{Subtask: m, Group: g, Inside: true})
			}
		default: // it is there with the first of its group
			continue
		}
		b.to = len(rows)
		blocks = append(blocks, b)
	}
	slices.SortStableFunc(blocks, func(b, c block) int { return place(b.figure, c.figure, reverse) })
	sorted := make([]Row, 0, len(rows))
	for _, b := range blocks {
		sorted = append(sorted, rows[b.from:b.to]...)
	}
	return sorted
}
