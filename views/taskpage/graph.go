package taskpage

import (
	"strconv"
	"strings"

	"taskscope/internal/dag"
	"taskscope/internal/task"
)

// The size of a node: a name of up to 26 characters, and a second line.
const (
	nodeWidth  = 232
	nodeHeight = 44
	nodeChars  = 26
	graphEdge  = 8 // room around the drawing, for strokes and the focus ring
)

// Graph is the DAG, drawn left to right.
type Graph struct {
	Width, Height float64
	Nodes         []Node
	Edges         []Edge
	Caption       string
}

// Node is one subtask.
type Node struct {
	X, Y    float64
	Class   string
	URL     string
	ID      task.SubtaskID
	Name    string // cut in its middle to fit
	Full    string // name, state and times
	Detail  string // state and duration
	Current bool
	Icon    string // reference of the state's shape
}

// Edge is a line from one node to another.
type Edge struct {
	Path     string // the d attribute
	Class    string
	From, To task.SubtaskID
}

func (b *pageOf) graph() *Graph {
	draw := b.Layout
	if draw == nil {
		draw = (*dag.Graph).Layout
	}
	layout := draw(b.Graph, dag.Options{NodeW: nodeWidth, NodeH: nodeHeight, LayerGap: 56, NodeGap: 14})
	g := &Graph{Width: layout.W, Height: layout.H, Caption: b.text.N("graph.caption", len(layout.Nodes), "Edges", b.text.Count(len(layout.Edges)))}
	hops := b.hops()
	selected := -1
	if i, ok := b.index[b.URL.Subtask]; ok {
		selected = i
	}
	for _, e := range layout.Edges {
		class := "edge"
		switch {
		case e.Back:
			class += " back"
		case hops[[2]int{e.From, e.To}]:
			class += " critical"
		}
		if e.From == selected || e.To == selected {
			class += " near"
		}
		if b.dimmed[e.From] || b.dimmed[e.To] {
			class += " dim"
		}
		g.Edges = append(g.Edges, Edge{
			Path: path(e.Points), Class: class, From: b.task.Subtasks[e.From].ID, To: b.task.Subtasks[e.To].ID,
		})
	}
	words := newRowWords(b.text)
	g.Nodes = make([]Node, len(layout.Nodes))
	for i, box := range layout.Nodes {
		g.Nodes[i] = b.node(words, i, box)
	}
	return g
}

func (b *pageOf) node(words rowWords, i int, box dag.Box) Node {
	s, span, state := &b.task.Subtasks[i], &b.Analysis.Spans[i], b.Analysis.States[i]
	n := Node{
		X: box.X, Y: box.Y, Class: "node s-" + state.String(), URL: b.link(s.ID), ID: s.ID,
		Name: middle(name(s), nodeChars), Full: words.label(name(s), b.text.State(state), span),
		Detail: b.text.State(state), Current: s.ID == b.URL.Subtask, Icon: "#st-" + state.String(),
	}
	if span.OK {
		n.Detail += " · " + b.text.Duration(span.RunMS)
	}
	if span.Critical {
		n.Class += " critical"
	}
	n.Class += b.mark(i)
	return n
}

// hops are the edges of the critical path.
func (b *pageOf) hops() map[[2]int]bool {
	hops := make(map[[2]int]bool, len(b.Analysis.Path))
	for k := 1; k < len(b.Analysis.Path); k++ {
		hops[[2]int{b.Analysis.Path[k-1].Subtask, b.Analysis.Path[k].Subtask}] = true
	}
	return hops
}

// path draws a polyline with its corners rounded into curves: each inner point
// is the control point between the middles of the lines beside it.
func path(points [][2]float64) string {
	if len(points) < 2 {
		return ""
	}
	var d strings.Builder
	put := func(cmd byte, coords ...float64) {
		d.WriteByte(cmd)
		for k, c := range coords {
			if k > 0 {
				d.WriteByte(' ')
			}
			d.WriteString(strconv.FormatFloat(float64(int64(c*10+0.5))/10, 'f', -1, 64))
		}
	}
	first, last := points[0], points[len(points)-1]
	put('M', first[0], first[1])
	if len(points) == 2 {
		half := (first[0] + last[0]) / 2
		put('C', half, first[1], half, last[1], last[0], last[1])
		return d.String()
	}
	for k := 1; k < len(points)-1; k++ {
		c, next := points[k], points[k+1]
		end := [2]float64{(c[0] + next[0]) / 2, (c[1] + next[1]) / 2}
		if k == len(points)-2 {
			end = last
		}
		put('Q', c[0], c[1], end[0], end[1])
	}
	return d.String()
}
