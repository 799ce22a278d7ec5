package dag

import (
	"math"
	"slices"
)

// spread orders every layer by a vector that changes slowly along all
// links (towards the second eigenvector of the walk on the graph, by power
// steps from the order there is): what belongs together then lies together, over all
// layers at once. Few rounds tell near things apart, many far ones.
func (m *mesh) spread(rounds int) {
	n := len(m.pos)
	y, next, degree := make([]float64, n), make([]float64, n), make([]float64, n)
	total := 0.0
	for v := range n {
		y[v] = (float64(m.pos[v]) + 0.5) / float64(len(m.order[m.layer[v]]))
		for _, links := range [2][]link{m.up[v], m.down[v]} {
			for _, k := range links {
				degree[v] += float64(k.weight)
			}
			m.spent += rounds * len(links)
		}
		total += degree[v]
	}
	for range rounds {
		mean, size := 0.0, 0.0
		for v := range y {
			mean += y[v] * degree[v]
		}
		mean /= total
		for v := range y {
			y[v] -= mean
			size += y[v] * y[v] * degree[v]
		}
		if size == 0 { // all alike
			break
		}
		half := math.Sqrt(total/size) / 2
		for v := range y {
			sum := 0.0
			for _, k := range m.up[v] {
				sum += y[k.to] * float64(k.weight)
			}
			for _, k := range m.down[v] {
				sum += y[k.to] * float64(k.weight)
			}
			next[v] = (y[v] + sum/max(degree[v], 1)) * half
		}
		y, next = next, y
	}
	for l, row := range m.order {
		m.movers = m.movers[:0]
		for i, v := range row {
			m.movers = append(m.movers, mover{y[v], v, int32(i)})
		}
		slices.SortFunc(m.movers, compareMovers)
		for i, k := range m.movers {
			row[i] = k.v
		}
		m.number(l)
	}
}
