package dag

import (
	"math"
	"slices"
)

// spread orders every layer by a vector that changes slowly along all links:
// what belongs together then lies together, over all layers at once. It goes
// from the order there is towards the second eigenvector of the lazy walk on the
// graph, by steps of the Chebyshev polynomial that grows for eigenvalues above
// cut: ten times fewer steps than plain powers take. Few rounds at a low cut
// tell near things apart, many at a high one far things.
func (m *mesh) spread(rounds int, cut float64) {
	n := len(m.pos)
	now, last, degree := make([]float64, n), make([]float64, n), make([]float64, n)
	total := 0.0
	for v := range n {
		now[v] = (float64(m.pos[v]) + 0.5) / float64(len(m.order[m.layer[v]]))
		for _, links := range [2][]link{m.up[v], m.down[v]} {
			for _, k := range links {
				degree[v] += float64(k.weight)
			}
			m.spent += rounds * len(links) / 2
		}
		total += degree[v]
	}
	for round := range rounds {
		if !level(now, last, degree, total) {
			break
		}
		for v, y := range now {
			sum := 0.0
			for _, k := range m.up[v] {
				sum += now[k.to] * float64(k.weight)
			}
			for _, k := range m.down[v] {
				sum += now[k.to] * float64(k.weight)
			}
			// The walk stays where it is every other time: eigenvalues 0 to 1.
			next := (y+sum/max(degree[v], 1))/cut - y
			if round > 0 {
				next = 2*next - last[v]
			}
			last[v] = next
		}
		now, last = last, now
	}
	for l, row := range m.order {
		m.movers = m.movers[:0]
		for i, v := range row {
			m.movers = append(m.movers, mover{now[v], v, int32(i)})
		}
		slices.SortFunc(m.movers, compareMovers)
		for i, k := range m.movers {
			row[i] = k.v
		}
		m.number(l)
	}
}

// level takes the mean out of now, which is the first eigenvector, and brings
// it to size 1 and last along; false when nothing is left.
func level(now, last, degree []float64, total float64) bool {
	mean, size := 0.0, 0.0
	for v, y := range now {
		mean += y * degree[v]
	}
	mean /= total
	for v := range now {
		now[v] -= mean
		size += now[v] * now[v] * degree[v]
	}
	if size == 0 {
		return false
	}
	by := math.Sqrt(total / size)
	for v := range now {
		now[v] *= by
		last[v] *= by
	}
	return true
}
