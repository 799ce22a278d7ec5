package dag

// mesh is a sketch with every bond cut at the layers it passes: vertices are
// the blocks, then the dummies, and links join neighbouring layers only.
type mesh struct {
	order  [][]int32 // by layer: its vertices, from one side to the other
	pos    []int32   // by vertex: position in its layer
	layer  []int32   // by vertex
	up     [][]link  // by vertex
	down   [][]link
	chain  []int32 // by bond: its first dummy; the others follow
	blocks int32   // vertices below are blocks

	scratch
}

// link is one end of a piece of a bond between two neighbouring layers.
type link struct {
	to     int32
	weight int32
	at     int32 // position of to, when sortLinks wrote it
}

// mesh cuts the bonds, for a search that spends from e. Layers hold their
// vertices by number.
func (s *sketch) mesh(e *effort) *mesh {
	n := len(s.block)
	total, links := n, 0
	for _, b := range s.bonds {
		span := int(s.layer[b.v] - s.layer[b.u])
		total += span - 1
		links += span
	}
	m := &mesh{
		order: make([][]int32, s.depth), pos: make([]int32, total), layer: make([]int32, total),
		up: make([][]link, total), down: make([][]link, total), chain: make([]int32, len(s.bonds)), blocks: int32(n),
	}
	m.effort, m.trial = e, make([]int32, total)
	copy(m.layer, s.layer)
	indeg, outdeg := make([]int32, total), make([]int32, total)
	next := int32(n)
	for i, b := range s.bonds {
		m.chain[i] = next
		outdeg[b.u]++
		indeg[b.v]++
		for l := s.layer[b.u] + 1; l < s.layer[b.v]; l++ {
			m.layer[next] = l
			indeg[next], outdeg[next] = 1, 1
			next++
		}
	}
	ups, downs := make([]link, links), make([]link, links)
	for v := range total {
		m.up[v], ups = ups[:0:indeg[v]], ups[indeg[v]:]
		m.down[v], downs = downs[:0:outdeg[v]], downs[outdeg[v]:]
	}
	for i, b := range s.bonds {
		w := int32(min(b.weight, 1<<20))
		from, to := b.u, m.chain[i]
		for range s.layer[b.v] - s.layer[b.u] - 1 {
			m.link(from, to, w)
			from, to = to, to+1
		}
		m.link(from, b.v, w)
	}
	sizes := make([]int32, s.depth)
	for _, l := range m.layer {
		sizes[l]++
	}
	all := make([]int32, total)
	for l, size := range sizes {
		m.order[l], all = all[:0:size], all[size:]
	}
	for v, l := range m.layer {
		m.pos[v] = int32(len(m.order[l]))
		m.order[l] = append(m.order[l], int32(v))
	}
	return m
}

func (m *mesh) link(u, v, w int32) {
	m.down[u] = append(m.down[u], link{to: v, weight: w})
	m.up[v] = append(m.up[v], link{to: u, weight: w})
}

// links is how many there are.
func (m *mesh) links() int {
	total := 0
	for _, down := range m.down {
		total += len(down)
	}
	return total
}

// save copies the order into flat, and restore brings it back.
func (m *mesh) save(flat []int32) {
	copy(flat, m.pos)
}

func (m *mesh) restore(flat []int32) {
	copy(m.pos, flat)
	for v, l := range m.layer {
		m.order[l][m.pos[v]] = int32(v)
	}
}

// number writes the positions of layer l.
func (m *mesh) number(l int) {
	for i, v := range m.order[l] {
		m.pos[v] = int32(i)
	}
}
