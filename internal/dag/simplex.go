package dag

// simplex is the network simplex of Gansner, Koutsofios, North and Vo (1993):
// the layers of least total edge length. It holds a spanning tree of bonds
// that are as short as can be; the tree fixes all layers. A tree bond whose cut
// value is negative is exchanged for another until there is none.
type simplex struct {
	*sketch
	in   [][]int32
	net  []int64   // by block: weight of bonds out minus in
	tree [][]int32 // by block: its tree bonds

	// A numbering of the tree in postorder: the blocks under v are those with
	// numbers low[v]..lim[v], and at lists blocks by number.
	parent   []int32 // by block: the tree bond to its parent, -1 at the root
	low, lim []int32
	at       []int32
	sum      []int64 // by block: net of all blocks under it
	cursor   []int32
	stack    []int32
	work     int
}

func newSimplex(s *sketch, in [][]int32) *simplex {
	n := len(s.block)
	x := &simplex{sketch: s, in: in, net: make([]int64, n), tree: make([][]int32, n),
		parent: make([]int32, n), low: make([]int32, n), lim: make([]int32, n), at: make([]int32, n),
		sum: make([]int64, n), cursor: make([]int32, n)}
	for _, b := range s.bonds {
		x.net[b.u] += b.weight
		x.net[b.v] -= b.weight
	}
	return x
}

// run improves the layers until they are best, or the work is enough.
func (x *simplex) run(enough int) {
	if !x.tightTree(enough) {
		return
	}
	x.parent[0] = -1
	x.renumber(0, 0)
	for from := int32(0); x.work < enough; {
		leaving := x.leave(&from)
		if leaving < 0 {
			return
		}
		x.exchange(leaving)
	}
}

func (x *simplex) slack(i int32) int32 {
	b := x.bonds[i]
	return x.layer[b.v] - x.layer[b.u] - 1
}

// tightTree grows the first tree: along bonds without slack, and where there
// is none left, the tree moves to its nearest neighbour. It gives up, with
// valid layers, when that is too much work.
func (x *simplex) tightTree(enough int) bool {
	n := len(x.block)
	inside := make([]bool, n)
	members := make([]int32, 0, n)
	join := func(v int32) { inside[v] = true; members = append(members, v) }
	add := func(i int32) {
		b := x.bonds[i]
		x.tree[b.u] = append(x.tree[b.u], i)
		x.tree[b.v] = append(x.tree[b.v], i)
	}
	join(0)
	for grown := 0; ; {
		for ; grown < len(members); grown++ {
			v := members[grown]
			for i := x.first[v]; i < x.first[v+1]; i++ {
				if w := x.bonds[i].v; !inside[w] && x.slack(i) == 0 {
					add(i)
					join(w)
				}
			}
			for _, i := range x.in[v] {
				if w := x.bonds[i].u; !inside[w] && x.slack(i) == 0 {
					add(i)
					join(w)
				}
			}
		}
		if len(members) == n {
			return true
		}
		if x.work += len(x.bonds) + len(members); x.work > enough {
			return false
		}
		nearest := int32(-1)
		for i, b := range x.bonds {
			if inside[b.u] != inside[b.v] && (nearest < 0 || x.slack(int32(i)) < x.slack(nearest)) {
				nearest = int32(i)
			}
		}
		shift := x.slack(nearest)
		if inside[x.bonds[nearest].v] {
			shift = -shift
		}
		for _, v := range members {
			x.layer[v] += shift
		}
		grown = 0
	}
}

// renumber numbers the part of the tree under root, beginning at number next.
func (x *simplex) renumber(root, next int32) {
	x.stack = append(x.stack[:0], root)
	x.low[root], x.cursor[root], x.sum[root] = next, 0, x.net[root]
	for len(x.stack) > 0 {
		v := x.stack[len(x.stack)-1]
		if int(x.cursor[v]) < len(x.tree[v]) {
			i := x.tree[v][x.cursor[v]]
			x.cursor[v]++
			if i != x.parent[v] {
				w := x.other(i, v)
				x.parent[w], x.low[w], x.cursor[w], x.sum[w] = i, next, 0, x.net[w]
				x.stack = append(x.stack, w)
			}
			continue
		}
		x.lim[v], x.at[next] = next, v
		next++
		x.work++
		x.stack = x.stack[:len(x.stack)-1]
		if len(x.stack) > 0 {
			x.sum[x.stack[len(x.stack)-1]] += x.sum[v]
		}
	}
}

func (x *simplex) other(i, v int32) int32 {
	if b := x.bonds[i]; b.u != v {
		return b.u
	}
	return x.bonds[i].v
}

// under says whether block v is in the part of the tree under root.
func (x *simplex) under(v, root int32) bool {
	return x.low[root] <= x.lim[v] && x.lim[v] <= x.lim[root]
}

// leave finds the block whose bond to its parent has the lowest cut value
// among some negative ones, going on where the last search ended; -1 for none.
func (x *simplex) leave(from *int32) int32 {
	const some = 30
	n := int32(len(x.block))
	worst, least, found := int32(-1), int64(0), 0
	for range n {
		v := *from
		if *from++; *from == n {
			*from = 0
		}
		x.work++
		i := x.parent[v]
		if i < 0 {
			continue
		}
		// Weight that crosses the cut along the bond, less that against it.
		cut := x.sum[v]
		if x.bonds[i].v == v {
			cut = -cut
		}
		if cut < 0 {
			if cut < least {
				worst, least = v, cut
			}
			if found++; found == some {
				break
			}
		}
	}
	return worst
}

// exchange takes the bond from child to its parent out of the tree, and the
// shortest bond that crosses the cut the other way in.
func (x *simplex) exchange(child int32) {
	leaving := x.parent[child]
	outward := x.bonds[leaving].v == child // the entering bond leads out of the part under child
	entering := int32(-1)
	look := func(i int32) {
		if entering < 0 || x.slack(i) < x.slack(entering) {
			entering = i
		}
	}
	for _, v := range x.at[x.low[child] : x.lim[child]+1] {
		if outward {
			for i := x.first[v]; i < x.first[v+1]; i++ {
				x.work++
				if !x.under(x.bonds[i].v, child) {
					look(i)
				}
			}
			continue
		}
		for _, i := range x.in[v] {
			x.work++
			if !x.under(x.bonds[i].u, child) {
				look(i)
			}
		}
	}
	// A negative cut value means that more weight crosses the cut the other
	// way, so there is such a bond.
	shift := x.slack(entering)
	if !outward {
		shift = -shift
	}
	for _, v := range x.at[x.low[child] : x.lim[child]+1] {
		x.layer[v] += shift
	}
	b := x.bonds[entering]
	top := x.other(leaving, child)
	for !x.under(b.u, top) || !x.under(b.v, top) {
		top = x.other(x.parent[top], top)
	}
	x.unlink(leaving)
	x.tree[b.u] = append(x.tree[b.u], entering)
	x.tree[b.v] = append(x.tree[b.v], entering)
	x.renumber(top, x.low[top])
}

func (x *simplex) unlink(i int32) {
	for _, v := range [2]int32{x.bonds[i].u, x.bonds[i].v} {
		list := x.tree[v]
		for k := range list {
			if list[k] == i {
				list[k] = list[len(list)-1]
				x.tree[v] = list[:len(list)-1]
				break
			}
		}
	}
}
