package dag

import (
	"cmp"
	"container/heap"
	"slices"
)

// Folded is a Graph in which one node stands for each stack. Its nodes are
// numbers of its own, to be laid out like any Graph's.
type Folded struct {
	*Graph
	// Members are, by node, the nodes of the unfolded graph it stands for, in
	// their stack's order; one where nothing was folded.
	Members [][]int
	// Stack is, by node, its index in what Fold was given, -1 for none.
	Stack []int
	// Node is, by node of the unfolded graph, the node that stands for it.
	Node []int
	// Bundle is, by node and beside Down, how many edges of the unfolded graph
	// each edge stands for.
	Bundle [][]int
}

// Fold draws each stack together. A node belongs to the first stack that names
// it; a stack of less than two nodes, and one that would close a cycle with
// others, stays open, so that the result has none. Those of Stacks never do.
func (g *Graph) Fold(stacks []Stack) *Folded {
	n := len(g.Up)
	in := make([]int, n) // by node: its stack, -1 for none
	for v := range in {
		in[v] = -1
	}
	for i, s := range stacks {
		count := 0
		for _, v := range s.Members {
			if v >= 0 && v < n && in[v] < 0 {
				in[v] = i
				count++
			}
		}
		if count == 1 {
			open(in, s.Members, i)
		}
	}
	f := g.together(stacks, in)
	if !f.sort(g) {
		// What the sort could not place lies on a cycle or behind one.
		for v := range in {
			if f.Rank[f.Node[v]] < 0 {
				in[v] = -1
			}
		}
		f = g.together(stacks, in)
		f.sort(g)
	}
	f.connect(g)
	return f
}

func open(in, members []int, stack int) {
	for _, v := range members {
		if v >= 0 && v < len(in) && in[v] == stack {
			in[v] = -1
		}
	}
}

// together numbers the nodes: by the first of their members in place.
func (g *Graph) together(stacks []Stack, in []int) *Folded {
	f := &Folded{Graph: &Graph{}, Node: make([]int, len(in))}
	node := make([]int, len(stacks))
	for i := range node {
		node[i] = -1
	}
	for _, v := range g.byPlace() {
		switch i := in[v]; {
		case i < 0:
			f.Node[v] = len(f.Members)
			f.Members = append(f.Members, []int{int(v)})
			f.Stack = append(f.Stack, -1)
		case node[i] < 0:
			node[i] = len(f.Members)
			f.Node[v] = node[i]
			f.Members = append(f.Members, nil)
			f.Stack = append(f.Stack, i)
		default:
			f.Node[v] = node[i]
		}
	}
	listed := make([]bool, len(in))
	for i, at := range node {
		if at < 0 {
			continue
		}
		for _, v := range stacks[i].Members {
			if v >= 0 && v < len(in) && in[v] == i && !listed[v] {
				listed[v] = true
				f.Members[at] = append(f.Members[at], v)
			}
		}
	}
	return f
}

// sort finds Order and Rank: of nodes that are ready at once, the one with the
// earliest member. It says whether there is an order; without one, the Rank of
// what it could not place is -1.
func (f *Folded) sort(g *Graph) bool {
	n := len(f.Members)
	waits := make([]int, n) // edges, counted as often as they are told
	q := &ready{turn: make([]int32, n)}
	f.Rank = make([]int, n)
	for v, members := range f.Members {
		f.Rank[v] = -1
		first := len(g.Up)
		for _, m := range members {
			first = min(first, g.Rank[m])
			for _, u := range g.Up[m] {
				if f.Node[u] != v {
					waits[v]++
				}
			}
		}
		q.turn[v] = int32(first)
		if waits[v] == 0 {
			q.seats = append(q.seats, int32(v))
		}
	}
	heap.Init(q)
	f.Order = make([]int, 0, n)
	for len(q.seats) > 0 {
		u := int(heap.Pop(q).(int32))
		f.Rank[u] = len(f.Order)
		f.Order = append(f.Order, u)
		for _, m := range f.Members[u] {
			for _, d := range g.Down[m] {
				if v := f.Node[d]; v != u {
					if waits[v]--; waits[v] == 0 {
						heap.Push(q, int32(v))
					}
				}
			}
		}
	}
	return len(f.Order) == n
}

// connect makes the edges; nodes are numbered by place.
func (f *Folded) connect(g *Graph) {
	n := len(f.Members)
	f.Up, f.Down, f.Bundle = make([][]int, n), make([][]int, n), make([][]int, n)
	f.place = make([]int32, n)
	count := make([]int, n) // by node: edges to it from the one at hand
	for _, u := range f.Order {
		f.place[u] = int32(u)
		var down []int
		for _, m := range f.Members[u] {
			for _, d := range g.Down[m] {
				v := f.Node[d]
				if v == u {
					continue
				}
				if count[v]++; count[v] == 1 {
					down = append(down, v)
				}
			}
		}
		slices.SortFunc(down, func(a, b int) int { return cmp.Compare(f.Rank[a], f.Rank[b]) })
		f.Down[u] = down
		for _, v := range down {
			f.Bundle[u] = append(f.Bundle[u], count[v])
			f.Up[v] = append(f.Up[v], u)
			count[v] = 0
		}
	}
	seen := make(map[[2]int]bool, len(g.Back))
	for _, b := range g.Back {
		e := [2]int{f.Node[b[0]], f.Node[b[1]]}
		if e[0] != e[1] && !seen[e] {
			seen[e] = true
			f.Back = append(f.Back, e)
		}
	}
}
