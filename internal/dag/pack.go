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

// pack lays the components side by side, the highest first, each as far up as it
// can lie and there as far left; columns line up over all of them. The whole is
// about as wide as a screen is, unless one component is higher than that.
func pack(sketches []*sketch, d dims) []cell {
	area, depth, highest := 0.0, 1, 0.0
	order := make([]int, len(sketches))
	for i, s := range sketches {
		order[i] = i
		area += float64(s.depth) * d.pitch() * (s.height + d.nodeGap)
		depth = max(depth, s.depth)
		highest = max(highest, s.height+d.nodeGap)
	}
	high := max(highest, math.Sqrt(area/d.shape))
	wide := max(depth, int(math.Ceil(area/max(high, 1)/d.pitch())))
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(sketches[b].height, sketches[a].height),
			cmp.Compare(sketches[b].depth, sketches[a].depth))
	})
	cells := make([]cell, len(sketches))
	free := make([]float64, wide) // by column: from where on it is
	for _, i := range order {
		s := sketches[i]
		best, top := 0, math.Inf(1)
		for column := range wide - s.depth + 1 {
			if t := slices.Max(free[column : column+s.depth]); t < top {
				best, top = column, t
			}
			if top == 0 {
				break
			}
		}
		cells[i] = cell{best, top}
		below := top + s.height + d.nodeGap
		if len(s.node) > 1 {
			below += d.nodeGap
		}
		for column := range s.depth {
			free[best+column] = below
		}
	}
	return cells
}
