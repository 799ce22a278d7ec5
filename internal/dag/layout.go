package dag

// Direction is where time goes in the drawing.
type Direction uint8

// The directions.
const (
	LR Direction = iota // left to right: layers are columns
	TB                  // top to bottom: layers are rows
)

// Options of a layout. Lengths are in the unit of the drawing; one outside
// 0.001 to 1,000,000 stands for its default.
type Options struct {
	Direction Direction
	NodeW     float64 // width of a node, 160
	NodeH     float64 // height of a node, 36
	LayerGap  float64 // between neighbouring layers, 56
	NodeGap   float64 // between neighbouring nodes of a layer, 16
	EdgeGap   float64 // between an edge that passes a layer and its neighbours there, 10
}

// Layout is a drawing of a Graph.
type Layout struct {
	Nodes []Box // by node
	// Edges has one path per healed edge, sorted by where its ends lie (column,
	// then place in it), and after them one per back edge.
	Edges []Path
	W, H  float64 // everything lies within 0..W, 0..H
	// Crossings of the healed edges: with each edge cut at the layers it
	// passes, the pairs that change sides between two neighbouring layers.
	Crossings int
}

// Box is the place of a node. Nodes of one Layer share their X (their Y when
// time goes down).
type Box struct {
	X, Y, W, H float64 // top left corner, and size
	Layer      int     // from 0; grows along every healed edge
}

// Path is the polyline of an edge, from the middle of the side where it leaves
// From to the middle of the side where it enters To. Within a layer it keeps
// its height; between layers it may slant. A back edge runs against time, a
// quarter of a node off the middle, so that it never hides a healed edge.
type Path struct {
	From, To int
	Points   [][2]float64
	Back     bool
}

// Layout draws the graph. It does not depend on states, times or the order of
// the subtasks: what the edges leave open is decided by name, parallelIdx, id.
func (g *Graph) Layout(o Options) *Layout {
	d := o.dims()
	sketches := g.sketches()
	for _, s := range sketches {
		s.rank()
		s.expand(s.reduce())
		s.align(d)
	}
	cells := pack(sketches, d)
	l := &Layout{Nodes: make([]Box, len(g.Down))}
	draw(l, g, sketches, cells, d)
	if o.Direction == TB {
		l.turn()
	}
	return l
}

// dims are the lengths in terms of layers: along is the way time goes, across
// is the way a layer extends.
type dims struct {
	along, across    float64 // size of a node
	layerGap         float64
	nodeGap, edgeGap float64
}

func (d dims) pitch() float64 { return d.along + d.layerGap }

func (o Options) dims() dims {
	or := func(v, def float64) float64 {
		if v >= 1e-3 && v <= 1e6 {
			return v
		}
		return def
	}
	d := dims{
		along: or(o.NodeW, 160), across: or(o.NodeH, 36),
		layerGap: or(o.LayerGap, 56), nodeGap: or(o.NodeGap, 16), edgeGap: or(o.EdgeGap, 10),
	}
	if o.Direction == TB {
		d.along, d.across = d.across, d.along
	}
	return d
}

// turn makes a drawing from left to right one from top to bottom.
func (l *Layout) turn() {
	l.W, l.H = l.H, l.W
	for i := range l.Nodes {
		b := &l.Nodes[i]
		b.X, b.Y, b.W, b.H = b.Y, b.X, b.H, b.W
	}
	for _, p := range l.Edges {
		for i, q := range p.Points {
			p.Points[i] = [2]float64{q[1], q[0]}
		}
	}
}
