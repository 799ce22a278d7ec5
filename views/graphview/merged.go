package graphview

import (
	"taskscope/internal/permalink"
)

// Merged is how a graph is drawn in which two runs are one (compare.Union): a
// node then tells how they differ there, and an edge which of them has it.
type Merged struct {
	Node    func(members []int) Mark
	Edge    func(from, to []int) EdgeMark
	Legend  []LegendItem // of those that are drawn
	Caption string
	// Address is the page that draws the graph as a task page of this URL would.
	Address func(permalink.Task) string
	// Seeds are the nodes that a graph too large to be drawn whole is drawn
	// around, the most important first.
	Seeds []int
}

// Mark is what is said of a node, and its class.
type Mark struct{ Class, Text string }

// EdgeMark is the class of an edge; WasCritical says that the critical path of
// the other run went along it.
type EdgeMark struct {
	Class       string
	WasCritical bool
}

// address is the URL of a link on this page.
func (b *builder) address(u permalink.Task) string {
	if b.Merged != nil {
		return b.Merged.Address(u)
	}
	return u.Query()
}

// markNode lets a node tell of both runs.
func (b *builder) markNode(n *Node) {
	if b.Merged == nil {
		return
	}
	m := b.Merged.Node(n.Subtasks)
	n.Detail, n.mark = m.Text, m.Class
	n.Full += ", " + m.Text
}

func (b *builder) markEdge(e *Edge, from, to []int) {
	if b.Merged == nil {
		return
	}
	m := b.Merged.Edge(from, to)
	if m.Class != "" {
		e.Class += " " + m.Class
	}
	if m.WasCritical && !e.Critical {
		e.Class += " was-critical"
		e.top = 2
	}
}

// mergedLegend are the signs that the drawing has need of.
func (b *builder) mergedLegend(g *Graph) []LegendItem {
	if b.Merged == nil {
		return nil
	}
	drawn := map[string]bool{}
	for i := range g.Nodes {
		drawn[g.Nodes[i].mark] = true
	}
	for i := range g.Edges {
		for _, item := range b.Merged.Legend {
			if hasClass(g.Edges[i].Class, item.Class) {
				drawn[item.Class] = true
			}
		}
	}
	var items []LegendItem
	for _, item := range b.Merged.Legend {
		if drawn[item.Class] {
			items = append(items, item)
		}
	}
	return items
}
