package dag

// grid is a sketch with its layers in their final order and every node of a
// block on its own again. Vertices are the nodes (local numbers), then the
// dummies. A bond keeps one dummy per layer for all its edges: they share a
// trunk there.
type grid struct {
	rows  [][]int32 // by layer
	at    []int32   // by vertex: position in its row
	level []int32   // by vertex: its row
	nodes int       // vertices below are nodes, the others dummies
	chain []int32   // by bond: its first dummy

	// Links to the layer before and to the layer after, each vertex's sorted by
	// position; those of v are [first[v], first[v+1]).
	upFirst, upTo     []int32
	downFirst, downTo []int32
	downLink          []int32 // by link down: the same link's index in upTo

	along, across []float64 // by node: its size
	least         float64   // the smallest size across
	y             []float64 // by vertex: its middle, across
	height        float64
}

// expand makes the grid from the ordered mesh.
func (s *sketch) expand(m *mesh) {
	blocks := len(s.block)
	n := len(s.node)
	total := n + len(m.pos) - blocks
	s.nodes = n
	s.chain = m.chain
	for i := range s.chain {
		s.chain[i] += int32(n - blocks)
	}
	dummy := make([]int32, total-n)
	for i := range dummy {
		dummy[i] = int32(n + i)
	}
	members := func(v int32) []int32 {
		if int(v) < blocks {
			return s.block[v]
		}
		return dummy[int(v)-blocks : int(v)-blocks+1]
	}
	s.rows = make([][]int32, len(m.order))
	s.at, s.level = make([]int32, total), make([]int32, total)
	for l, row := range m.order {
		for _, v := range row {
			for _, w := range members(v) {
				s.at[w], s.level[w] = int32(len(s.rows[l])), int32(l)
				s.rows[l] = append(s.rows[l], w)
			}
		}
	}
	s.upFirst, s.downFirst = make([]int32, total+1), make([]int32, total+1)
	for v := range int32(len(m.pos)) {
		for _, k := range m.down[v] {
			for _, a := range members(v) {
				s.downFirst[a+1] += int32(len(members(k.to)))
			}
			for _, b := range members(k.to) {
				s.upFirst[b+1] += int32(len(members(v)))
			}
		}
	}
	for v := range total {
		s.upFirst[v+1] += s.upFirst[v]
		s.downFirst[v+1] += s.downFirst[v]
	}
	s.upTo = make([]int32, s.upFirst[total])
	s.downTo = make([]int32, s.upFirst[total])
	s.downLink = make([]int32, s.upFirst[total])
	next := make([]int32, total)
	copy(next, s.upFirst)
	for _, row := range m.order {
		for _, v := range row {
			for _, a := range members(v) {
				for _, k := range m.down[v] {
					for _, b := range members(k.to) {
						s.upTo[next[b]] = a
						next[b]++
					}
				}
			}
		}
	}
	copy(next, s.downFirst)
	for _, row := range s.rows {
		for _, b := range row {
			for i := s.upFirst[b]; i < s.upFirst[b+1]; i++ {
				a := s.upTo[i]
				s.downTo[next[a]], s.downLink[next[a]] = b, i
				next[a]++
			}
		}
	}
}

// isDummy says whether v is where an edge passes.
func (g *grid) isDummy(v int32) bool { return int(v) >= g.nodes }

// gap is the least distance between the middles of neighbours a and b.
func (g *grid) gap(a, b int32, d dims) float64 {
	if g.isDummy(a) || g.isDummy(b) {
		return d.edgeGap + g.half(a) + g.half(b)
	}
	return d.nodeGap + g.half(a) + g.half(b)
}

// half is half the size of v, across.
func (g *grid) half(v int32) float64 {
	if g.isDummy(v) {
		return 0
	}
	return g.across[v] / 2
}
