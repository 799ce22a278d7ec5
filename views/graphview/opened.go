package graphview

import "taskscope/internal/dag"

// opened puts marks at stacks that are open, where each begins: the way to fold
// them again.
func (b *builder) opened(g *Graph) {
	byIndex := make(map[int]int, len(g.Nodes)) // of subtasks that are nodes
	for i := range g.Nodes {
		if g.Nodes[i].Stack == nil {
			byIndex[g.Nodes[i].Subtasks[0]] = i
		}
	}
	for _, s := range b.stacks {
		if b.isFolded(s) || s.Kind == dag.Chain && !b.foldsChains() {
			continue
		}
		for _, i := range s.Members {
			at, ok := byIndex[i]
			if !ok {
				continue
			}
			n, first := &g.Nodes[at], b.Task.Subtasks[s.Members[0]].ID
			count := "×" + b.Text.Count(len(s.Members))
			g.Open = append(g.Open, Opened{
				X: n.X + n.W - markWide - 3, Y: n.Y + n.H - markHigh - 3, URL: b.address(b.turn(s)), ID: first,
				Text: "− " + count, Say: b.Text.T("graph.fold_again", "Name", b.stackName(s)+" "+count),
			})
			break
		}
	}
}
