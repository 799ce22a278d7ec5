package dag

// sums is a Fenwick tree: weights at positions, and their sum over a prefix in
// logarithmic time (the accumulator tree of Barth, Jünger and Mutzel).
type sums []int64

func (s sums) add(pos int32, w int64) {
	for i := int(pos) + 1; i < len(s); i += i & -i {
		s[i] += w
	}
}

// upTo is the sum over positions 0..pos.
func (s sums) upTo(pos int32) int64 {
	total := int64(0)
	for i := int(pos) + 1; i > 0; i -= i & -i {
		total += s[i]
	}
	return total
}

// tree gives an empty tree for positions 0..n-1, reusing memory.
func (s *sums) tree(n int) sums {
	if cap(*s) < n+1 {
		*s = make(sums, n+1)
	}
	*s = (*s)[:n+1]
	clear(*s)
	return *s
}

// crossings of all links, each counted with the product of the weights.
func (m *mesh) crossings() int64 {
	total := int64(0)
	for l := 0; l+1 < len(m.order); l++ {
		total += m.crossingsBelow(l)
	}
	return total
}

// crossingsBelow counts between layers l and l+1.
func (m *mesh) crossingsBelow(l int) int64 {
	tree := m.sums.tree(len(m.order[l+1]))
	total, sum := int64(0), int64(0)
	for _, u := range m.order[l] {
		m.spent += 6 * len(m.down[u])
		// All of u's links are asked before one is added: links of one vertex do not cross.
		for _, k := range m.down[u] {
			if over := sum - tree.upTo(m.pos[k.to]); over > 0 {
				total += over * int64(k.weight)
			}
		}
		for _, k := range m.down[u] {
			tree.add(m.pos[k.to], int64(k.weight))
			sum += int64(k.weight)
		}
	}
	return total
}
