package graphview

import (
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// nodes draws what is kept, in topological order.
func (b *builder) nodes(g *Graph) {
	g.Nodes = make([]Node, len(b.part.Of))
	for i, k := range b.part.Order {
		v := b.part.Of[k]
		members := b.whole.Members[v]
		n := &g.Nodes[i]
		n.Rect, n.Subtasks = b.rect(k), members
		n.ID = b.Task.Subtasks[members[0]].ID
		if b.whole.Stack[v] >= 0 {
			b.stackNode(n, b.folded[b.whole.Stack[v]])
		} else {
			b.subtaskNode(n, members[0])
		}
		n.Current = v == b.selected
		n.Icon = "#st-" + n.State.String()
		n.Dim, n.Hot = b.dim(members), g.Heat.of(n)
		b.markNode(n)
		n.Class = b.class(n)
	}
	g.Current = b.current(g)
}

func (b *builder) subtaskNode(n *Node, i int) {
	s, span := &b.Task.Subtasks[i], &b.Analysis.Spans[i]
	n.State, n.Critical = b.Analysis.States[i], span.Critical
	n.URL, n.Label = b.link(s.ID), b.names[i]
	word := b.Text.State(n.State)
	n.Name, n.Full = middle(n.Label, n.chars()), b.row.label(n.Label, word, span)
	n.Detail = word
	switch {
	case !span.OK:
	case b.URL.Heat == permalink.HeatWait:
		if ms, ok := span.Wait(); ok {
			n.Detail += " · " + b.row.waited.with(b.Text.Duration(ms))
		}
	case span.Undone: // a figure with a rollback in it needs more words than there is room for
	default:
		n.Detail += " · " + b.Text.Duration(span.RunMS)
	}
}

// chars is how wide a name may be; the critical path's are bold.
func (n *Node) chars() int {
	if n.Critical {
		return nameChars - boldChars
	}
	return nameChars
}

func (b *builder) class(n *Node) string {
	class := "node s-" + n.State.String()
	if n.Stack != nil {
		class += " stack"
	}
	if n.Critical {
		class += " critical"
	}
	if n.Hot != nil {
		class += " " + n.Hot.Class
	}
	if n.mark != "" {
		class += " " + n.mark
	}
	if n.Dim {
		class += " dim"
	}
	if b.hit(n.Subtasks) {
		class += " hit"
	}
	return class
}

// dim says whether a filter lets none of them through.
func (b *builder) dim(members []int) bool {
	if b.Dimmed == nil {
		return false
	}
	for _, i := range members {
		if !b.Dimmed[i] {
			return false
		}
	}
	return true
}

// hit says whether a search found one of them.
func (b *builder) hit(members []int) bool {
	return b.URL.Q != "" && b.Dimmed != nil && !b.dim(members)
}

// current is the node to look at first: the selected one, else the focus, else
// the first that went wrong, is under way, or is on the critical path.
func (b *builder) current(g *Graph) string {
	if b.Merged != nil && len(b.Merged.Seeds) > 0 && b.view.on < 0 && b.selected < 0 {
		return b.Task.Subtasks[b.whole.Members[b.whole.Node[b.Merged.Seeds[0]]][0]].ID.String()
	}
	var wrong, active, critical, on task.SubtaskID
	for i := range g.Nodes {
		n := &g.Nodes[i]
		switch {
		case n.Current:
			return n.ID.String()
		case b.view.on >= 0 && b.part.Of[b.part.Order[i]] == b.view.on:
			on = n.ID
		case wrong == 0 && n.State.Bad():
			wrong = n.ID
		case active == 0 && n.State.Active():
			active = n.ID
		case critical == 0 && n.Critical:
			critical = n.ID
		}
	}
	for _, id := range []task.SubtaskID{on, wrong, active, critical} {
		if id != 0 {
			return id.String()
		}
	}
	return ""
}
