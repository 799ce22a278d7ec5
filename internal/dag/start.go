package dag

import "slices"

// startPlain orders every layer by number: blocks by place, then dummies.
func (m *mesh) startPlain() {
	for l := range m.order {
		slices.Sort(m.order[l])
		m.number(l)
	}
}

// startDepthFirstUp orders every layer as a walk against the edges meets its
// vertices.
func (m *mesh) startDepthFirstUp() {
	last := len(m.order) - 1
	m.walk(func(i int) int { return last - i }, m.up)
}

// startAround walks along the edges first, and against them where it came down
// another way: it stays in one part until that is done. A tree has no crossings
// then.
func (m *mesh) startAround() {
	m.walk(func(i int) int { return i }, m.down, m.up)
}

// walk begins at the vertices of one layer after another.
func (m *mesh) walk(layer func(int) int, ways ...[][]link) {
	m.startPlain()
	met := make([]int32, len(m.order)) // by layer: how many are placed
	m.seen = slices.Grow(m.seen[:0], len(m.pos))[:len(m.pos)]
	clear(m.seen)
	roots := make([]int32, 0, len(m.pos))
	for i := range m.order {
		roots = append(roots, m.order[layer(i)]...)
	}
	var todo []int32
	for _, root := range roots {
		todo = append(todo, root)
		for len(todo) > 0 {
			v := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if m.seen[v] {
				continue
			}
			m.seen[v] = true
			m.pos[v] = met[m.layer[v]]
			met[m.layer[v]]++
			for _, next := range ways {
				for _, k := range slices.Backward(next[v]) {
					if !m.seen[k.to] {
						todo = append(todo, k.to)
					}
				}
			}
		}
	}
	for v, l := range m.layer {
		m.order[l][m.pos[v]] = int32(v)
	}
}
