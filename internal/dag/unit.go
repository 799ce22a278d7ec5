package dag

import (
	"math/rand/v2"
	"slices"
)

// units are the vertices of a mesh with all dummies of a bond taken as one, so
// that a long edge moves as a whole past what it passes. One order of all units
// gives the order of every layer: the global view of Bachmaier, Brandenburg,
// Brunner and Hübner (2011), with the segments of Eiglsperger, Siebenhaller and
// Kaufmann (2005).
type units struct {
	*mesh
	of       []int32  // by vertex: its unit
	first    []int32  // by unit: its vertex in layer lo; those in the layers after follow
	lo, hi   []int32  // by unit: first and last layer
	up, down [][]link // by unit: its links to other units, sorted by their labels
	inner    []int64  // by unit: weight of the link between two of its dummies
	// By unit: weight of its links to units behind it, less those before it.
	leanUp, leanDown []int64

	// The order of all units is a ring through after and before, begun and
	// ended by the number len(lo). label grows along it, with room between.
	after, before []int32
	label         []int64

	cost  []int64    // by unit: crossings of its links, as of the last tally
	round int32      // of sifts, now
	moved []int32    // by unit: the round in which it or a neighbour last moved
	sums  [2][]int64 // of the unit that is sifted: weight before each of its links

	rand    *rand.PCG
	logging bool
	log     []step  // moves since the last kick
	todo    []int32 // units that something happened around
	waiting []bool  // by unit: it is in todo

	listed []link  // memory of up and down
	waits  []int32 // memory of take
}

// join makes units of the blocks, and of the dummies of each bond.
func (m *mesh) join() *units {
	n := len(m.pos)
	u := &units{mesh: m, of: make([]int32, n)}
	links := 0
	for v := range int32(n) {
		if v >= m.blocks && m.up[v][0].to >= m.blocks {
			a := u.of[m.up[v][0].to]
			u.of[v], u.hi[a] = a, m.layer[v]
			continue
		}
		u.of[v] = int32(len(u.lo))
		u.first = append(u.first, v)
		u.lo = append(u.lo, m.layer[v])
		u.hi = append(u.hi, m.layer[v])
		w := int64(0)
		if v >= m.blocks {
			w = int64(m.up[v][0].weight)
		}
		u.inner = append(u.inner, w)
		links += len(m.up[v])
	}
	for v := m.blocks; int(v) < n; v++ {
		if m.down[v][0].to < m.blocks {
			links++
		}
	}
	count := len(u.lo)
	u.up, u.down = make([][]link, count), make([][]link, count)
	u.after, u.before = make([]int32, count+1), make([]int32, count+1)
	u.label = make([]int64, count+1)
	u.leanUp, u.leanDown = make([]int64, count), make([]int64, count)
	u.cost = make([]int64, count)
	u.moved, u.waits = make([]int32, count), make([]int32, count)
	u.listed = make([]link, 0, 2*links)
	return u
}

// last is a's vertex in its last layer.
func (u *units) last(a int32) int32 { return u.first[a] + u.hi[a] - u.lo[a] }

// take reads the order of the layers. Where long edges cross between dummies
// no one order tells it, and the layers are ordered a little otherwise.
func (u *units) take() {
	count := int32(len(u.lo))
	waits := u.waits
	for a := range count {
		waits[a] = u.hi[a] - u.lo[a] + 1
	}
	u.spent += 8 * len(u.pos)
	// Walk all layers at once: a unit is placed when it is the next one in
	// every layer that it has a vertex in.
	at := make([]int32, len(u.order)) // by layer: the next vertex
	placed := make([]bool, count)
	var todo []int32
	arrive := func(l int32) {
		row := u.order[l]
		for int(at[l]) < len(row) && placed[u.of[row[at[l]]]] {
			at[l]++
		}
		if int(at[l]) < len(row) {
			a := u.of[row[at[l]]]
			if waits[a]--; waits[a] == 0 {
				todo = append(todo, a)
			}
		}
	}
	for l := range u.order {
		arrive(int32(l))
	}
	tail, label := count, int64(0)
	u.label[count] = 0
	for done := int32(0); done < count; {
		if len(todo) == 0 {
			// A dead end: take the one that is next in a layer that has come least far.
			best, share := -1, 0.0
			for l, row := range u.order {
				if int(at[l]) < len(row) {
					if s := float64(at[l]) / float64(len(row)); best < 0 || s < share {
						best, share = l, s
					}
				}
			}
			a := u.of[u.order[best][at[best]]]
			waits[a] = 0
			todo = append(todo, a)
		}
		a := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if placed[a] {
			continue
		}
		placed[a] = true
		done++
		label += 1 << 32
		u.after[tail], u.before[a], u.label[a] = a, tail, label
		tail = a
		for l := u.lo[a]; l <= u.hi[a]; l++ {
			if u.of[u.order[l][at[l]]] == a {
				arrive(l)
			}
		}
	}
	u.after[tail], u.before[count] = count, tail
	u.rows()
	u.sortLinks()
	u.count = u.crossings()
}

// rows orders the layers by the order of all units.
func (u *units) rows() {
	for l := range u.order {
		u.order[l] = u.order[l][:0]
	}
	end := int32(len(u.lo))
	for a := u.after[end]; a != end; a = u.after[a] {
		v := u.first[a]
		for l := u.lo[a]; l <= u.hi[a]; l++ {
			u.pos[v] = int32(len(u.order[l]))
			u.order[l] = append(u.order[l], v)
			v++
		}
	}
}

// sortLinks lists all links anew, and what they lean to.
func (u *units) sortLinks() {
	u.listed = u.listed[:0]
	list := func(links []link) []link {
		from := len(u.listed)
		for _, k := range links {
			u.listed = append(u.listed, link{u.of[k.to], k.weight, 0})
		}
		own := u.listed[from:len(u.listed):len(u.listed)]
		slices.SortFunc(own, func(p, q link) int {
			if u.label[p.to] < u.label[q.to] {
				return -1
			}
			return 1
		})
		return own
	}
	for a := range int32(len(u.lo)) {
		u.up[a] = list(u.mesh.up[u.first[a]])
		u.down[a] = list(u.mesh.down[u.last(a)])
		u.leanUp[a], u.leanDown[a] = u.lean(u.up[a], u.label[a]), u.lean(u.down[a], u.label[a])
	}
}

// lean is the weight of the links that end behind a label, less those before it.
func (u *units) lean(links []link, label int64) int64 {
	sum := int64(0)
	for _, k := range links {
		if u.label[k.to] > label {
			sum += int64(k.weight)
		} else {
			sum -= int64(k.weight)
		}
	}
	return sum
}
