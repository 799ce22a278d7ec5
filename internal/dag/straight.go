package dag

import "math"

// straighten lays the dummies of each edge level where there is room between
// their neighbours: as many layers in a row as can be, then from there on.
func (g *grid) straighten(d dims) {
	for v := int32(g.nodes); int(v) < len(g.at); {
		end := v + 1
		for g.isDummy(g.downTo[g.downFirst[end-1]]) {
			end++
		}
		from, to := g.y[g.upTo[g.upFirst[v]]], g.y[g.downTo[g.downFirst[end-1]]]
		for v < end {
			low, high := g.room(v, d)
			sum, stop := g.y[v], v+1
			for ; stop < end; stop++ {
				l, h := g.room(stop, d)
				if max(low, l) > min(high, h) {
					break
				}
				low, high = max(low, l), min(high, h)
				sum += g.y[stop]
			}
			y := sum / float64(stop-v)
			switch {
			case stop == end && low <= to && to <= high:
				y = to
			case low <= from && from <= high:
				y = from
			}
			y = min(max(y, low), high)
			for ; v < stop; v++ {
				g.y[v] = y
			}
			from = y
		}
	}
}

// room is where v can lie between its neighbours, and within the drawing.
func (g *grid) room(v int32, d dims) (low, high float64) {
	row, i := g.rows[g.level[v]], g.at[v]
	low, high = g.half(v), g.height-g.half(v)
	if i > 0 {
		low = g.y[row[i-1]] + g.gap(row[i-1], v, d)
	}
	if int(i)+1 < len(row) {
		high = g.y[row[i+1]] - g.gap(v, row[i+1], d)
	}
	return min(low, g.y[v]), max(high, g.y[v])
}

// snap makes nearly level links level, layer after layer: a vertex that is the
// middle one of its neighbour's, as that is of its own, goes to its neighbour's
// height where there is room and the way is short.
func (g *grid) snap(d dims) {
	reach := d.nodeGap + g.least
	for l := 1; l < len(g.rows); l++ {
		for _, v := range g.rows[l] {
			u := median(g.upTo[g.upFirst[v]:g.upFirst[v+1]])
			if u < 0 || median(g.downTo[g.downFirst[u]:g.downFirst[u+1]]) != v {
				continue
			}
			low, high := g.room(v, d)
			if y := g.y[u]; low <= y && y <= high && math.Abs(y-g.y[v]) <= reach {
				g.y[v] = y
			}
		}
	}
}

// median is the middle one of a sorted list, -1 for none.
func median(list []int32) int32 {
	if len(list) == 0 {
		return -1
	}
	return list[(len(list)-1)/2]
}
