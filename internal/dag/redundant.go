package dag

import "math/bits"

// Redundant are the healed edges u->v that say nothing new, since v waits for u
// by another way as well; sorted as Edges are. A view may dim them.
//
// Sources are taken 64 at a time, each a bit, so that it takes V × E / 64 steps.
func (g *Graph) Redundant() [][2]int {
	n := len(g.Order)
	over := make([][]int, n)   // by node: its downstreams that are reached otherwise, in Order
	reach := make([]uint64, n) // by node: the sources that lead to it
	for from := 0; from < n; from += 64 {
		clear(reach)
		for _, v := range g.Order[from:] {
			all, direct := uint64(0), uint64(0)
			for _, u := range g.Up[v] {
				all |= reach[u]
				if at := g.Rank[u] - from; at >= 0 && at < 64 {
					direct |= 1 << at
				}
			}
			for both := all & direct; both != 0; both &= both - 1 {
				u := g.Order[from+bits.TrailingZeros64(both)]
				over[u] = append(over[u], v)
			}
			reach[v] = all | direct
		}
	}
	var edges [][2]int
	for _, u := range g.Order {
		for _, v := range over[u] {
			edges = append(edges, [2]int{u, v})
		}
	}
	return edges
}
