package comparepage

import (
	"cmp"
	"slices"

	"taskscope/internal/compare"
	"taskscope/internal/permalink"
	"taskscope/views/graphview"
)

const graphAnchor = "#graph-title"

// graph is the graph of both runs in one: what differs is coloured, and says so
// with a sign and a word; what only one run has is dashed.
func (b *pageOf) graph() *graphview.Graph {
	r := b.Result
	base, head := compare.Run{Task: &b.Base.Snapshot.Task, Graph: b.Base.Graph, Analysis: b.Base.Analysis},
		compare.Run{Task: &b.Head.Snapshot.Task, Graph: b.Head.Graph, Analysis: b.Head.Analysis}
	u := compare.Unite(r, base, head)
	if len(u.Base) == 0 {
		return nil
	}
	m := &merged{pageOf: b, union: u, pairs: make([]*compare.Pair, len(u.Base)), left: map[[2]int]bool{}}
	for k := range r.Pairs { // nodes are in the order of the lists
		m.pairs[k] = &r.Pairs[k]
	}
	m.wasCritical()
	url := b.URL.Graph
	url.Subtask = b.URL.Subtask
	return graphview.New(graphview.Input{
		URL: url, Task: u.Task, Graph: u.Graph, Analysis: u.Analysis, Small: true, Layout: b.Layout, Text: b.text,
		Merged: &graphview.Merged{Node: m.node, Edge: m.edge, Legend: m.legend(), Caption: m.caption(), Seeds: m.seeds(),
			Address: func(t permalink.Task) string {
				return b.URL.Drawn(t).Select(t.Subtask).Query() + graphAnchor
			}},
	})
}

// merged paints the graph.
type merged struct {
	*pageOf
	union *compare.Union
	pairs []*compare.Pair // by node; nil where only one run has it
	left  map[[2]int]bool // edges of base's critical path, by node
}

// wasCritical finds the edges of base's critical path; head's are the graph's own.
func (m *merged) wasCritical() {
	node := make(map[int]int, len(m.union.Base))
	for n, i := range m.union.Base {
		if i >= 0 {
			node[i] = n
		}
	}
	path := m.Base.Analysis.Path
	for k := 1; k < len(path); k++ {
		m.left[[2]int{node[path[k-1].Subtask], node[path[k].Subtask]}] = true
	}
}

// seeds are the nodes that a graph too large to be drawn whole is drawn around.
func (m *merged) seeds() []int {
	var seeds []int
	for n, p := range m.pairs {
		if p == nil || p.Significant || p.StateBase != p.StateHead || critical(m.Base, m.union.Base[n]) || critical(m.Head, m.union.Head[n]) {
			seeds = append(seeds, n)
		}
	}
	slices.SortStableFunc(seeds, func(a, b int) int { return cmp.Compare(m.weight(b), m.weight(a)) })
	return seeds
}

// weight says how much a node is worth being seen, in ms.
func (m *merged) weight(n int) int64 {
	if p := m.pairs[n]; p != nil {
		return size(p.ContributionMS) + moved(p)
	}
	run, i := m.Base, m.union.Base[n]
	if m.union.Head[n] >= 0 {
		run, i = m.Head, m.union.Head[n]
	}
	if s := &run.Analysis.Spans[i]; s.Critical {
		return s.WaitMS + s.RunMS
	}
	return 0
}

// node says what a node's subtasks did in the two runs.
func (m *merged) node(members []int) graphview.Mark {
	if len(members) == 1 {
		return m.single(members[0])
	}
	var longer, shorter, states, base, head int
	for _, n := range members {
		switch p := m.pairs[n]; {
		case p == nil && m.union.Base[n] >= 0:
			base++
		case p == nil:
			head++
		case p.StateBase != p.StateHead:
			states++
		case !p.Significant:
		case p.RunDeltaMS.V+p.WaitDeltaMS.V > 0:
			longer++
		default:
			shorter++
		}
	}
	mark := graphview.Mark{}
	add := func(n int, key, class string) {
		if n == 0 {
			return
		}
		if mark.Text != "" {
			mark.Text += m.text.T("compare.and")
		}
		mark.Text += m.text.N(key, n)
		if mark.Class == "" {
			mark.Class = class
		}
	}
	add(states, "compare.node_states", "d-state")
	add(longer, "compare.node_longer", "d-longer")
	add(shorter, "compare.node_shorter", "d-shorter")
	add(head, "compare.node_head", "d-head")
	add(base, "compare.node_base", "d-base")
	if mark.Text == "" {
		mark.Text = m.text.T("compare.node_same")
	} else if base+head < len(members) && (mark.Class == "d-head" || mark.Class == "d-base") {
		mark.Class = "d-some" // not all of it is in one run only
	}
	return mark
}

func (m *merged) single(n int) graphview.Mark {
	t := m.text
	p := m.pairs[n]
	switch {
	case p == nil && m.union.Base[n] >= 0:
		return graphview.Mark{Class: "d-base", Text: t.T("compare.only_base_tag")}
	case p == nil:
		return graphview.Mark{Class: "d-head", Text: t.T("compare.only_head_tag")}
	case p.StateBase != p.StateHead:
		return graphview.Mark{Class: "d-state", Text: t.T("compare.node_state", "Base", t.State(p.StateBase), "Head", t.State(p.StateHead))}
	case !p.RunDeltaMS.OK:
		return graphview.Mark{Text: t.State(p.StateHead)}
	}
	mark := graphview.Mark{Text: t.T("compare.node_delta", "Run", t.Delta(p.RunDeltaMS.V), "Wait", t.Delta(p.WaitDeltaMS.V))}
	if !p.Significant {
		return mark
	}
	// The one that is worth it decides; of both the larger.
	by := p.RunDeltaMS.V
	if !p.RunSignificant || p.WaitSignificant && size(p.WaitDeltaMS.V) > size(by) {
		by = p.WaitDeltaMS.V
	}
	if by > 0 {
		mark.Class, mark.Text = "d-longer", "▲ "+mark.Text
	} else {
		mark.Class, mark.Text = "d-shorter", "▼ "+mark.Text
	}
	return mark
}

// edge says which run has an edge from any of these nodes to any of those.
func (m *merged) edge(from, to []int) graphview.EdgeMark {
	var mark graphview.EdgeMark
	among := make(map[int]bool, len(from))
	for _, u := range from {
		among[u] = true
	}
	base, head := false, false
	see := func(u, v int) {
		b, h := m.union.Edge(u, v)
		base, head = base || b, head || h
		mark.WasCritical = mark.WasCritical || m.left[[2]int{u, v}]
	}
	for _, v := range to {
		for _, u := range m.union.Graph.Up[v] {
			if among[u] {
				see(u, v)
			}
		}
	}
	if !base && !head && len(from) == 1 && len(to) == 1 { // it closes a cycle
		see(from[0], to[0])
	}
	switch {
	case base && !head:
		mark.Class = "e-base"
	case head && !base:
		mark.Class = "e-head"
	}
	return mark
}

func (m *merged) legend() []graphview.LegendItem {
	item := func(class, key string, sign graphview.Sign) graphview.LegendItem {
		return graphview.LegendItem{Class: class, Sign: sign, Text: m.text.T(key)}
	}
	return []graphview.LegendItem{
		item("d-longer", "compare.longer_mark", graphview.SignNode), item("d-shorter", "compare.shorter_mark", graphview.SignNode),
		item("d-state", "compare.sign_state", graphview.SignNode),
		item("d-base", "compare.only_base_tag", graphview.SignNode), item("d-head", "compare.only_head_tag", graphview.SignNode),
		item("e-base", "compare.sign_edge_base", graphview.SignEdge), item("e-head", "compare.sign_edge_head", graphview.SignEdge),
		item("was-critical", "compare.sign_was_critical", graphview.SignEdge),
	}
}

func (m *merged) caption() string {
	r := m.Result
	return m.text.T("compare.graph_caption", "Both", m.text.Count(len(r.Pairs)), "Base", m.text.Count(len(r.OnlyBase)), "Head", m.text.Count(len(r.OnlyHead)))
}
