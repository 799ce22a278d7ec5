package timeline

import (
	"slices"

	"taskscope/internal/dag"
	"taskscope/internal/task"
)

// Row is one line of the timeline: a group, or a subtask.
type Row struct {
	Subtask int // -1 for the row of a group
	Group   int // index of the group that it is, or is in; -1 for none
	// Level is 1 for a subtask below the row of its group, else 0.
	Level int
	// Shown is how many of a group's members are among the rows: all of them,
	// unless a filter hides some. 0 for a subtask.
	Shown int
}

// Nest puts the rows of groups between those of the subtasks in list, which is
// in the order asked for (see Rows). A group stands where its first member
// would (NestBy places it by what its own row shows); unfolded, its members follow it
// in their order. A group of which one member is left has no row of its own:
// a filter's only hit must not hide in a fold.
func Nest(list []int, groups []dag.Group, folded func(group int) bool) []Row {
	last := -1
	for _, i := range list {
		last = max(last, i)
	}
	in := make([]int, last+1) // by subtask: its group, counted from 1
	for g := range groups {
		for _, i := range groups[g].Members {
			if i <= last {
				in[i] = g + 1
			}
		}
	}
	shown := make([][]int, len(groups))
	for _, i := range list {
		if g := in[i] - 1; g >= 0 {
			shown[g] = append(shown[g], i)
		}
	}
	rows := make([]Row, 0, len(list))
	for _, i := range list {
		g := in[i] - 1
		switch {
		case g < 0:
			rows = append(rows, Row{Subtask: i, Group: -1})
		case len(shown[g]) == 1:
			rows = append(rows, Row{Subtask: i, Group: g})
		case shown[g][0] == i:
			rows = append(rows, Row{Subtask: -1, Group: g, Shown: len(shown[g])})
			if folded(g) {
				continue
			}
			for _, m := range shown[g] {
				rows = append(rows, Row{Subtask: m, Group: g, Level: 1})
			}
		}
	}
	return rows
}

// NestBy is Nest of list, which Rows has put into that order, with nothing
// folded: a group stands where its own row belongs, in either direction. Its
// first copy may be far from that: of a stage that took an hour each may have
// been short.
func (a *Analysis) NestBy(t *task.Task, list []int, groups []dag.Group, by Sort, reverse bool) []Row {
	rows := Nest(list, groups, func(int) bool { return false })
	type block struct {
		figure figure
		rows   []Row // of a group with its members, or one
	}
	var blocks []block
	for k := 0; k < len(rows); {
		r := &rows[k]
		b := block{rows: rows[k : k+1+r.Shown]}
		if r.Subtask >= 0 {
			b.figure = a.figure(t, by, r.Subtask)
		} else {
			members := make([]int, r.Shown)
			for m := range members {
				members[m] = rows[k+1+m].Subtask
			}
			b.figure = a.groupFigure(t, by, members)
		}
		blocks = append(blocks, b)
		k += len(b.rows)
	}
	slices.SortStableFunc(blocks, func(b, c block) int { return place(b.figure, c.figure, reverse) })
	sorted := make([]Row, 0, len(rows))
	for _, b := range blocks {
		sorted = append(sorted, b.rows...)
	}
	return sorted
}
