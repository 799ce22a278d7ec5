// Package graphview is the drawing of a task as a graph: subtasks and stacks of
// them as nodes, what waits for what as edges, one SVG in which every node is a
// link. The page shows it, and the files SVG, DOT and Mermaid are made from the
// same model, so that all of them show the same.
//
// The words:
//
//   - A stack is a node that stands for several subtasks: the copies of a split
//     stage, or a long chain. It opens and folds by a link.
//   - The focus is what a large graph is cut down to: some nodes, and what is
//     few edges away from them. What is not drawn is counted, in the caption and
//     at each node whose neighbours are missing.
//
// It promises that every subtask is in exactly one node or counted as hidden,
// and that a picture holds still while its task runs: states and times decide
// how a node looks and, in a graph too large to be drawn whole, which nodes are
// drawn, but not where those of a whole graph lie.
package graphview

import (
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/text"
)

// Input is what the graph is drawn from.
type Input struct {
	URL      permalink.Task
	Task     *task.Task
	Graph    *dag.Graph
	Analysis *timeline.Analysis
	// Dimmed are, by subtask, those that the filters do not let through; nil
	// for none. The graph keeps its shape, whatever is looked for.
	Dimmed []bool
	// Small is the graph beside other parts of a page: fewer nodes, no controls.
	Small bool
	// Layout draws a graph, and may remember drawings; nil is Graph.Layout.
	Layout func(*dag.Graph, dag.Options) *dag.Layout
	Text   text.Printer
	// Merged is how two runs are drawn in one graph; nil for the graph of a task.
	Merged *Merged
}

// Graph is the model of the drawing.
type Graph struct {
	Bounds  Rect
	Nodes   []Node // in topological order
	Edges   []Edge // those that matter most last, for they lie on top
	Halo    string // path around the critical edges
	Mores   []More
	Open    []Opened
	Map     []MapPath
	Drawn   int // subtasks that are in a node
	Hidden  int // subtasks that are not
	Dir     permalink.Direction
	Heat    *Heat // nil without
	Legend  []LegendItem
	Caption string
	Notes   []Note
	Tools   []Tool
	Exports []Link
	Current string // id of the node to look at first; "" for the beginning
	Large   string // URL of the graph's own view, where this one is small
}

// Rect is a part of the drawing.
type Rect struct{ X, Y, W, H float64 }

// Node is one subtask, or one stack.
type Node struct {
	Rect
	ID       task.SubtaskID // of a stack: its first member's
	Class    string
	URL      string // selects a subtask; opens a stack
	Name     string // cut in its middle to fit
	Full     string // all of it, for the pointer and for those who hear the page
	Detail   string // state and duration; of a stack: its durations
	Icon     string // reference of the state's shape
	State    task.State
	Critical bool
	Current  bool
	Dim      bool
	Hot      *Hot   // nil without heat
	mark     string // class of what is said of both runs

	Subtasks []int  // indices of the subtasks that it stands for
	Label    string // the whole name
	Stack    *Stack // nil for a subtask
}

// Edge is a line from one node to another.
type Edge struct {
	Path     string // the d attribute
	Class    string
	From, To task.SubtaskID
	Count    *Count // how many edges it stands for; nil where that says nothing

	Tail, Head int // indices of Graph.Nodes
	Bundle     int // edges of the subtasks that it stands for
	Back       bool
	Critical   bool
	Undone     bool // runs against time: a rollback
	again      bool // implied by others, and asked to be dimmed
	top        int  // the higher lies on top
}

// Count is a number beside an edge.
type Count struct {
	X, Y float64
	Text string
}

// Link is a text that leads somewhere.
type Link struct{ Text, URL string }

// Note is something the reader must know about what is drawn, and what can be
// done about it.
type Note struct {
	Text  string
	Links []Link
}

// New makes the model.
func New(in Input) *Graph {
	b := newBuilder(in)
	b.fold()
	b.focus()
	b.place()
	g := &Graph{Dir: b.URL.Dir, Drawn: b.drawn, Hidden: len(b.Task.Subtasks) - b.drawn}
	g.Heat = b.heat()
	b.nodes(g)
	b.edges(g)
	b.mores(g)
	b.opened(g)
	b.bounds(g)
	g.Map = minimap(g)
	g.Legend = b.legend(g)
	b.words(g)
	return g
}
