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
	// Sizes are the width and height of nodes that are not NodeW x NodeH, by
	// node; nil when none is, zero where one is not.
	Sizes [][2]float64
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
// time goes down); a layer is as wide as its widest node.
type Box struct {
	X, Y, W, H float64 // top left corner, and size
	Layer      int     // from 0; grows along every healed edge
}

// Path is the polyline of an edge, from the middle of the side where it leaves
// From to the middle of the side where it enters To. Within a layer it keeps
// its height; between layers, where no nodes are, it may slant: two points of
// one height are a level piece, two of different heights span a gap between
// layers, to be drawn as a curve that leaves and enters level. A back edge runs
// against time, up to a quarter of a node off the middle, so that it never hides
// a healed edge.
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
		m := s.reduce()
		m.upright()
		s.expand(m)
		s.measure(d)
		s.align(d)
	}
	cells := pack(sketches, d)
	l := &Layout{Nodes: make([]Box, len(g.Down))}
	draw(l, g, sketches, cells, columns(sketches, cells, d), d)
	if o.Direction == TB {
		l.turn()
	}
	return l
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
