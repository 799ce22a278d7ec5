package graphview

import (
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// More is a mark at a node whose neighbours are not all drawn. It counts them,
// and leads to a page that shows them.
type More struct {
	Rect
	Of   task.SubtaskID // the node's
	Up   bool           // upstreams are missing
	URL  string
	Text string // "+12"
	Say  string
}

// mores puts marks at the border of what is drawn.
func (b *builder) mores(g *Graph) {
	if b.kept == len(b.keep) {
		return
	}
	for i := range g.Nodes {
		v := b.part.Of[b.part.Order[i]]
		if n := b.missing(b.whole.Up[v]); n > 0 {
			g.Mores = append(g.Mores, b.more(g, i, v, n, true))
		}
		if n := b.missing(b.whole.Down[v]); n > 0 {
			g.Mores = append(g.Mores, b.more(g, i, v, n, false))
		}
	}
}

// missing counts the subtasks of those nodes that are not drawn.
func (b *builder) missing(nodes []int) int {
	n := 0
	for _, v := range nodes {
		if !b.keep[v] {
			n += len(b.whole.Members[v])
		}
	}
	return n
}

func (b *builder) more(g *Graph, i, v, n int, up bool) More {
	node := &g.Nodes[i]
	m := More{Of: node.ID, Up: up, Text: "+" + b.Text.Count(n), URL: b.address(b.widen(v, node, up))}
	if up {
		m.Say = b.Text.N("graph.more_up", n, "Name", node.Label)
	} else {
		m.Say = b.Text.N("graph.more_down", n, "Name", node.Label)
	}
	m.W, m.H = max(moreWidth, 16+digit*float64(len(m.Text))), moreHeight
	apart := 3.0
	if node.Stack != nil && !up {
		apart += sheets
	}
	switch {
	case b.URL.Dir == permalink.TopToBottom && up:
		m.X, m.Y = node.X+8, node.Y-moreHeight-apart
	case b.URL.Dir == permalink.TopToBottom:
		m.X, m.Y = node.X+8, node.Y+node.H+apart
	case up:
		m.X, m.Y = node.X-m.W-apart, node.Y+node.H-moreHeight
	default:
		m.X, m.Y = node.X+node.W+apart, node.Y+node.H-moreHeight
	}
	return m
}

// widen is a page that shows the missing neighbours of a node: with one more
// hop where it is the last that the focus saw that way, else with the focus on
// the node itself.
func (b *builder) widen(v int, node *Node, up bool) permalink.Task {
	view := &b.view
	switch {
	case view.limit == 0 && up && view.upAt[v] == view.up:
		return b.URL.Reach(view.up+1, view.down)
	case view.limit == 0 && !up && view.downAt[v] == view.down:
		return b.URL.Reach(view.up, view.down+1)
	}
	return b.URL.FocusOn(node.ID)
}
