package dag

import "slices"

// Part is a Graph of some of another graph's nodes, with all edges between them.
// Its nodes are numbers of its own, to be laid out like any Graph's.
type Part struct {
	*Graph
	// Of is, by node, its number in the graph that this is a part of.
	Of []int
}

// Around is node v, what leads to it in at most so many hops up, and what it
// leads to in so many down; below 0 is without limit. Without such a v the part
// is empty. It takes steps in the number of nodes and of the edges in the part.
func (g *Graph) Around(v, up, down int) *Part {
	in := make([]bool, len(g.Up))
	if v >= 0 && v < len(in) {
		in[v] = true
		g.reach(v, up, g.Up, in)
		g.reach(v, down, g.Down, in)
	}
	return g.part(in)
}

// reach marks what can be reached from v in at most so many hops.
func (g *Graph) reach(v, hops int, next [][]int, in []bool) {
	met := map[int]bool{v: true} // what the other way has marked is walked again
	now := []int{v}
	for ; hops != 0 && len(now) > 0; hops-- {
		var then []int
		for _, u := range now {
			for _, w := range next[u] {
				if !met[w] {
					met[w], in[w] = true, true
					then = append(then, w)
				}
			}
		}
		now = then
	}
}

// part is the graph of the nodes marked, numbered by place.
func (g *Graph) part(in []bool) *Part {
	p := &Part{Graph: &Graph{}}
	number := make([]int, len(in))
	for _, i := range g.byPlace() {
		if in[i] {
			number[i] = len(p.Of)
			p.Of = append(p.Of, int(i))
		}
	}
	n := len(p.Of)
	p.Up, p.Down = make([][]int, n), make([][]int, n)
	p.Rank, p.place = make([]int, n), make([]int32, n)
	// The lists stay sorted by position in Order, since the order is the same.
	inside := func(list []int) (kept []int) {
		for _, w := range list {
			if in[w] {
				kept = append(kept, number[w])
			}
		}
		return slices.Clip(kept)
	}
	for v, of := range p.Of {
		p.place[v] = int32(v)
		p.Up[v] = inside(g.Up[of])
		p.Down[v] = inside(g.Down[of])
	}
	p.Order = make([]int, 0, n)
	for _, i := range g.Order {
		if in[i] {
			p.Rank[number[i]] = len(p.Order)
			p.Order = append(p.Order, number[i])
		}
	}
	for _, b := range g.Back {
		if in[b[0]] && in[b[1]] {
			p.Back = append(p.Back, [2]int{number[b[0]], number[b[1]]})
		}
	}
	return p
}
