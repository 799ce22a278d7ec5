package dag

import (
	"cmp"
	"math"
	"slices"
)

// cell is where a component lies: its first column, and its top edge.
type cell struct {
	column int
	top    float64
}

// pack lays the components side by side on shelves, the highest first, so that
// the whole is about as wide as a screen is; columns line up over all shelves.
func pack(sketches []*sketch, d dims) []cell {
	area, columns := 0.0, 1
	order := make([]int, len(sketches))
	for i, s := range sketches {
		order[i] = i
		area += float64(s.depth) * d.pitch() * (s.height + d.nodeGap)
		columns = max(columns, s.depth)
	}
	columns = max(columns, int(math.Ceil(math.Sqrt(area*1.6)/d.pitch())))
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(sketches[b].height, sketches[a].height),
			cmp.Compare(sketches[b].depth, sketches[a].depth))
	})
	cells := make([]cell, len(sketches))
	column, top, height, single := 0, 0.0, 0.0, true
	for _, i := range order {
		s := sketches[i]
		if column+s.depth > columns {
			top += height + d.nodeGap
			if !single {
				top += d.nodeGap
			}
			column, height, single = 0, 0, true
		}
		cells[i] = cell{column, top}
		column += s.depth
		height = max(height, s.height)
		single = single && len(s.node) == 1
	}
	return cells
}
