package dag

import (
	"cmp"
	"slices"
)

// sketch is the work on one connected component, from its edges to positions.
// Its nodes are numbered locally, by place.
//
// Nodes with the same upstreams and the same downstreams are one block: they
// move together, so a fan-out costs as much as one node, and stays in the
// order of parallelIdx. What runs between two blocks is one bond.
type sketch struct {
	node  []int32   // by local number: index of the node in the Graph
	block [][]int32 // by block: its nodes (local), by place
	bonds []bond    // sorted by u
	first []int32   // by block: where its bonds begin; one more for the end
	layer []int32   // by block
	eased []int32   // by block: layers of nearly least length; nil where nothing else was found
	depth int       // number of layers

	grid
}

// bond leads from every node of block u to every node of block v, at least one
// layer further on. real counts its healed edges; it is 0 when the bond stands
// for a back edge turned round.
type bond struct {
	u, v         int32
	weight, real int64
}

// sketches cuts the graph into its components, larger numbers of layers and
// sizes aside: by their first node in place.
func (g *Graph) sketches() []*sketch {
	n := len(g.Down)
	byPlace := g.byPlace()
	local := make([]int32, n)
	part := make([]int32, n) // component, from 1
	extra := make(map[int][]int, len(g.Back))
	for _, b := range g.Back {
		extra[b[0]] = append(extra[b[0]], b[1])
		extra[b[1]] = append(extra[b[1]], b[0])
	}
	var sizes []int
	var todo []int
	for _, root := range byPlace {
		if part[root] != 0 {
			continue
		}
		sizes = append(sizes, 0)
		c := int32(len(sizes))
		part[root] = c
		todo = append(todo[:0], int(root))
		for len(todo) > 0 {
			u := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			sizes[c-1]++
			for _, list := range [][]int{g.Up[u], g.Down[u], extra[u]} {
				for _, v := range list {
					if part[v] == 0 {
						part[v] = c
						todo = append(todo, v)
					}
				}
			}
		}
	}
	sketches := make([]*sketch, len(sizes))
	for c, size := range sizes {
		sketches[c] = &sketch{node: make([]int32, 0, size)}
	}
	for _, i := range byPlace {
		s := sketches[part[i]-1]
		local[i] = int32(len(s.node))
		s.node = append(s.node, i)
	}
	backs := make([][]edge, len(sizes)) // turned round, local
	for _, b := range g.Back {
		c := part[b[0]] - 1
		backs[c] = append(backs[c], edge{local[b[1]], local[b[0]]})
	}
	for c, s := range sketches {
		// The Graph has them by id, and ids say nothing.
		slices.SortFunc(backs[c], func(a, b edge) int { return cmp.Or(cmp.Compare(a.u, b.u), cmp.Compare(a.v, b.v)) })
		s.contract(s.localEdges(g, local), backs[c])
	}
	return sketches
}

// byPlace are all nodes by place; a Graph made by hand goes by index.
func (g *Graph) byPlace() []int32 {
	nodes := make([]int32, len(g.Down))
	for i := range nodes {
		nodes[i] = int32(i)
	}
	if len(g.place) == len(nodes) {
		for i, p := range g.place {
			nodes[p] = int32(i)
		}
	}
	return nodes
}

func (s *sketch) localEdges(g *Graph, local []int32) []edge {
	var edges []edge
	for u, i := range s.node {
		from := len(edges)
		for _, v := range g.Down[i] {
			edges = append(edges, edge{int32(u), local[v]})
		}
		slices.SortFunc(edges[from:], func(a, b edge) int { return int(a.v) - int(b.v) })
	}
	return edges
}

// contract finds the blocks and bonds. edges are sorted; backs are back edges
// turned round, and their ends stay single so that no bond is of both kinds.
func (s *sketch) contract(edges, backs []edge) {
	n := len(s.node)
	single := make([]bool, n)
	for _, e := range backs {
		single[e.u], single[e.v] = true, true
	}
	down := neighbours(n, edges)
	turned := make([]edge, len(edges))
	for i, e := range edges {
		turned[i] = edge{e.v, e.u}
	}
	slices.SortStableFunc(turned, func(a, b edge) int { return int(a.u) - int(b.u) })
	up := neighbours(n, turned)

	of := make([]int32, n)
	alike := make(map[uint64][]int32) // by hash of neighbours: blocks
	for v := range int32(n) {
		of[v] = -1
		h := hash(up[v], down[v])
		if !single[v] && n > 1 {
			for _, b := range alike[h] {
				if w := s.block[b][0]; slices.Equal(up[v], up[w]) && slices.Equal(down[v], down[w]) {
					of[v] = b
					s.block[b] = append(s.block[b], v)
					break
				}
			}
		}
		if of[v] < 0 {
			of[v] = int32(len(s.block))
			s.block = append(s.block, []int32{v})
			if !single[v] {
				alike[h] = append(alike[h], of[v])
			}
		}
	}
	for _, members := range s.block {
		u := members[0]
		for _, v := range down[u] {
			if b := s.block[of[v]]; b[0] == v {
				w := int64(len(members)) * int64(len(b))
				s.bonds = append(s.bonds, bond{of[u], of[v], w, w})
			}
		}
	}
	for _, e := range backs {
		if _, both := slices.BinarySearch(down[e.u], e.v); !both {
			s.bonds = append(s.bonds, bond{of[e.u], of[e.v], 1, 0})
		}
	}
	slices.SortStableFunc(s.bonds, func(a, b bond) int { return int(a.u) - int(b.u) })
	s.first = make([]int32, len(s.block)+1)
	for _, b := range s.bonds {
		s.first[b.u+1]++
	}
	for i := range s.block {
		s.first[i+1] += s.first[i]
	}
}

// neighbours gives for every node the far ends of its edges, sorted by near end.
func neighbours(n int, edges []edge) [][]int32 {
	lists := make([][]int32, n)
	far := make([]int32, len(edges))
	for i, e := range edges {
		far[i] = e.v
	}
	first := firstEdges(n, edges)
	for u := range lists {
		lists[u] = far[first[u]:first[u+1]:first[u+1]]
	}
	return lists
}

// hash is FNV-1a over both lists.
func hash(up, down []int32) uint64 {
	const prime = 1099511628211
	h := uint64(14695981039346656037)
	for _, v := range up {
		h = (h ^ uint64(v)) * prime
	}
	h = (h ^ uint64(len(up))<<32) * prime
	for _, v := range down {
		h = (h ^ uint64(v)) * prime
	}
	return h
}
