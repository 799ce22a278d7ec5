package graphview

import (
	"slices"
	"strings"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
)

// builder is what every part of the drawing needs to be made.
type builder struct {
	Input
	index map[task.SubtaskID]int
	row   rowWords
	names []string // by subtask: what pages call it
	// selects and opens make the URLs of nodes, of which a page has thousands.
	selects, opens around

	stacks []dag.Stack // all that can be folded, open or not
	folded []dag.Stack // those that are
	whole  *dag.Folded

	hops     map[[2]int]bool // nodes of whole: the critical path's edges
	selected int             // node of whole, -1 for none

	keep  []bool // by node of whole
	kept  int
	drawn int // subtasks in kept nodes
	view  focused

	part   *dag.Part
	layout *dag.Layout
	at     []int // by node of part: its index in Graph.Nodes
}

func newBuilder(in Input) *builder {
	b := &builder{Input: in, index: make(map[task.SubtaskID]int, len(in.Task.Subtasks)), row: newRowWords(in.Text)}
	for i := len(in.Task.Subtasks) - 1; i >= 0; i-- { // of equal ids the first wins
		b.index[in.Task.Subtasks[i].ID] = i
	}
	if b.Layout == nil {
		b.Layout = (*dag.Graph).Layout
	}
	b.names = make([]string, len(in.Task.Subtasks))
	for i := range b.names {
		b.names[i] = text.Name(&in.Task.Subtasks[i])
	}
	b.selects = b.cutURL(in.URL.Select(1), "subtask=1")
	b.opens = b.turns()
	return b
}

// cutURL is the URL of a page cut where its id goes.
func (b *builder) cutURL(u permalink.Task, asked string) around {
	before, after, _ := strings.Cut(b.address(u), asked)
	return around{before + strings.TrimSuffix(asked, "1"), after}
}

// link is the URL of a subtask on this page; the selected one's leads out of
// the selection.
func (b *builder) link(id task.SubtaskID) string {
	if id == b.URL.Subtask {
		return b.address(b.URL.Select(0))
	}
	return b.selects.with(id.String())
}

// turns makes the URLs of stacks where no other is turned; with others the list
// must be sorted, and open does it.
func (b *builder) turns() around {
	if len(b.URL.Toggled) > 0 {
		return around{}
	}
	return b.cutURL(b.URL.Turn(1), "toggle=1")
}

func (b *builder) open(s dag.Stack) string {
	if b.opens == (around{}) {
		return b.address(b.turn(s))
	}
	return b.opens.with(b.Task.Subtasks[s.Members[0]].ID.String())
}

// turn is the page with a stack turned over. The copy that turned it before may
// have been any.
func (b *builder) turn(s dag.Stack) permalink.Task {
	for _, i := range s.Members {
		if id := b.Task.Subtasks[i].ID; slices.Contains(b.URL.Toggled, id) {
			return b.URL.Turn(id)
		}
	}
	return b.URL.Turn(b.Task.Subtasks[s.Members[0]].ID)
}
