package graphview

import (
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
)

// Sizes in units of the drawing, which are pixels until somebody zooms.
const (
	nodeWidth   = 260 // a name of up to nameChars average characters
	nodeHeight  = 44  // a name, and a second line
	stackHeight = 64  // and a third one
	nameChars   = 33
	boldChars   = 3 // fewer of bold ones
	sheets      = 6 // how far those below a stack's first stick out
	layerGap    = 56
	rowGap      = 40 // between layers that lie below each other
	nodeGap     = 14
	margin      = 8  // around the drawing, for strokes and the focus ring
	moreGap     = 46 // more of it where marks count what is missing
	moreWidth   = 44 // of the mark that counts what is not drawn
	moreHeight  = 16
)

// place lays out what is drawn.
func (b *builder) place() {
	b.part = b.whole.Among(b.keep)
	o := dag.Options{NodeW: nodeWidth, NodeH: nodeHeight, LayerGap: layerGap, NodeGap: nodeGap}
	for k, v := range b.part.Of {
		if b.whole.Stack[v] < 0 {
			continue
		}
		if o.Sizes == nil {
			o.Sizes = make([][2]float64, len(b.part.Of))
		}
		o.Sizes[k] = [2]float64{nodeWidth, stackHeight}
	}
	if b.URL.Dir == permalink.TopToBottom {
		o.Direction, o.LayerGap = dag.TB, rowGap
	}
	if b.kept < len(b.keep) {
		o.LayerGap += moreGap // two marks face each other
	}
	b.layout = b.Layout(b.part.Graph, o)
	b.at = make([]int, len(b.part.Of))
	for i, k := range b.part.Order {
		b.at[k] = i
	}
}

// rect is where node k of the part is drawn.
func (b *builder) rect(k int) Rect {
	box := b.layout.Nodes[k]
	return Rect{box.X, box.Y, box.W, box.H}
}

// bounds are all of the drawing, marks at its edges included.
func (b *builder) bounds(g *Graph) {
	r := Rect{-margin, -margin, b.layout.W + 2*margin, b.layout.H + 2*margin}
	for i := range g.Mores {
		r = r.with(g.Mores[i].Rect.wider(margin))
	}
	g.Bounds = r
}

func (r Rect) with(s Rect) Rect {
	x, y := min(r.X, s.X), min(r.Y, s.Y)
	return Rect{x, y, max(r.X+r.W, s.X+s.W) - x, max(r.Y+r.H, s.Y+s.H) - y}
}

func (r Rect) wider(by float64) Rect { return Rect{r.X - by, r.Y - by, r.W + 2*by, r.H + 2*by} }
