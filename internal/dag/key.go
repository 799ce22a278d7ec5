package dag

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"slices"
)

// Key names what the layout depends on: how many nodes there are, and the edges
// between them, with each node told by its turn by name, parallelIdx and id.
// Graphs of one Key have one layout, but for the numbers of the nodes, which
// Reuse sets right: states, times and the order of the subtasks do not count,
// and two runs of one task definition usually share it.
func (g *Graph) Key() [32]byte {
	places := g.places()
	var body []byte
	body = binary.AppendUvarint(body, uint64(len(places)))
	list := make([]int32, 0, 16)
	for _, v := range g.byPlace() {
		list = list[:0]
		for _, w := range g.Down[v] {
			list = append(list, places[w])
		}
		slices.Sort(list)
		body = binary.AppendUvarint(body, uint64(len(list)))
		last := int32(0)
		for _, p := range list {
			body = binary.AppendVarint(body, int64(p-last))
			last = p
		}
	}
	back := make([][2]int32, len(g.Back))
	for i, b := range g.Back {
		back[i] = [2]int32{places[b[0]], places[b[1]]}
	}
	slices.SortFunc(back, func(a, b [2]int32) int { return slices.Compare(a[:], b[:]) })
	for _, b := range back {
		body = binary.AppendUvarint(body, uint64(b[0]))
		body = binary.AppendUvarint(body, uint64(b[1]))
	}
	return sha256.Sum256(body)
}

// LayoutKey names the layout of g with these options: what Key names, and the
// lengths that count. A cache keeps layouts under it.
func (g *Graph) LayoutKey(o Options) [32]byte {
	key := g.Key()
	d := o.dims()
	body := append(key[:], byte(o.Direction))
	put := func(v float64) { body = binary.LittleEndian.AppendUint64(body, math.Float64bits(v)) }
	for _, v := range [...]float64{d.along, d.across, d.layerGap, d.nodeGap, d.edgeGap} {
		put(v)
	}
	for p, i := range g.byPlace() {
		if along, across := d.of(i); along != d.along || across != d.across {
			put(float64(p))
			put(along)
			put(across)
		}
	}
	return sha256.Sum256(body)
}

// Reuse is the layout l of a graph of the same key in the node numbers of g. It
// shares memory with l, and is l itself where the numbers agree.
func (g *Graph) Reuse(l *Layout, of *Graph) *Layout {
	from, to := of.byPlace(), g.byPlace()
	if slices.Equal(from, to) {
		return l
	}
	now := make([]int, len(to)) // by node of the other graph: that of g
	r := &Layout{Nodes: make([]Box, len(l.Nodes)), Edges: slices.Clone(l.Edges), W: l.W, H: l.H, Crossings: l.Crossings}
	for p, v := range from {
		now[v] = int(to[p])
		r.Nodes[to[p]] = l.Nodes[v]
	}
	for i := range r.Edges {
		p := &r.Edges[i]
		p.From, p.To = now[p.From], now[p.To]
	}
	return r
}

// places is, by node, its turn in byPlace.
func (g *Graph) places() []int32 {
	places := make([]int32, len(g.Down))
	for p, v := range g.byPlace() {
		places[v] = int32(p)
	}
	return places
}
