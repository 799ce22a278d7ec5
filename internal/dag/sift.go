package dag

// sortLinks sorts the links of layer l's vertices, both ways, by the position
// of their far ends. Handing them out in the order of the neighbouring layer
// makes that linear.
func (m *mesh) sortLinks(l int) {
	m.spent += 4 * len(m.order[l])
	if l > 0 {
		handOut(m.order[l-1], m.order[l], m.down, m.up)
	}
	if l+1 < len(m.order) {
		handOut(m.order[l+1], m.order[l], m.up, m.down)
	}
}

func handOut(far, near []int32, fromFar, fromNear [][]link) {
	for _, v := range near {
		fromNear[v] = fromNear[v][:0]
	}
	for at, u := range far {
		for _, k := range fromFar[u] {
			fromNear[k.to] = append(fromNear[k.to], link{u, k.weight, int32(at)})
		}
	}
}

// gain is by how much the crossings of the links of v and w change when v, now
// before w, goes behind it. Both lists are sorted.
func (m *mesh) gain(v, w int32) int64 {
	m.spent += len(m.up[v]) + len(m.up[w]) + len(m.down[v]) + len(m.down[w])
	return side(m.up[v], m.up[w]) + side(m.down[v], m.down[w])
}

// side is (crossings with a behind b) - (crossings with a before b): every pair
// of links whose far ends differ is one or the other.
func side(a, b []link) int64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	if len(a) == 1 && len(b) == 1 {
		w := int64(a[0].weight) * int64(b[0].weight)
		switch {
		case a[0].at < b[0].at:
			return w
		case a[0].at > b[0].at:
			return -w
		}
		return 0
	}
	change, left, right := int64(0), int64(0), int64(0)
	for i := range b {
		right += int64(b[i].weight)
	}
	i := 0
	for _, k := range a {
		for i < len(b) && b[i].at < k.at {
			w := int64(b[i].weight)
			left += w
			right -= w
			i++
		}
		other := right
		if i < len(b) && b[i].at == k.at { // one link per pair of vertices
			other -= int64(b[i].weight)
		}
		change += int64(k.weight) * (other - left)
	}
	return change
}

// polish sifts layer after layer until nothing helps.
func (m *mesh) polish() {
	for before := int64(-1); before != m.count; {
		before = m.count
		for l := range m.order {
			if m.count == 0 || m.spent > m.budget {
				return
			}
			m.sortLinks(l)
			m.count -= m.sift(l)
		}
	}
}

// sift moves each vertex of layer l to the best place within reach, and says
// how many crossings that saved. Links have to be sorted.
func (m *mesh) sift(l int) int64 {
	const reach = 100
	row := m.order[l]
	m.sifted = append(m.sifted[:0], row...)
	saved := int64(0)
	for _, v := range m.sifted {
		at := int(m.pos[v])
		to, best, change := at, int64(0), int64(0)
		for i := at - 1; i >= 0 && i >= at-reach; i-- {
			if change += m.gain(row[i], v); change < best {
				to, best = i, change
			}
		}
		change = 0
		for i := at + 1; i < len(row) && i <= at+reach; i++ {
			if change += m.gain(v, row[i]); change < best {
				to, best = i, change
			}
		}
		if to == at {
			continue
		}
		saved -= best
		if to < at {
			copy(row[to+1:at+1], row[to:at])
		} else {
			copy(row[at:to], row[at+1:to+1])
		}
		row[to] = v
		for i := min(to, at); i <= max(to, at); i++ {
			m.pos[row[i]] = int32(i)
		}
	}
	return saved
}
