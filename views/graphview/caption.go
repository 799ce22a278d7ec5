package graphview

import (
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// words says what is drawn, what is not, and what can be changed about it.
func (b *builder) words(g *Graph) {
	g.Caption = b.Text.N("graph.caption", len(b.Task.Subtasks), "Edges", b.Text.Count(len(b.Graph.Edges())))
	g.Notes = b.notes(g)
	if b.Merged != nil {
		g.Caption, g.Tools = b.Merged.Caption, b.tools(g)
		return
	}
	if b.Small {
		g.Large = b.address(b.URL.Show(permalink.Graph))
		return
	}
	g.Tools = b.tools(g)
	for _, e := range []permalink.Export{permalink.GraphSVG, permalink.GraphDOT, permalink.GraphMMD} {
		g.Exports = append(g.Exports, Link{b.Text.T("graph.export_" + kind(e)), b.URL.Export(e)})
	}
	g.Exports = append(g.Exports, Link{b.Text.T("graph.export_json"), permalink.GraphJSON(b.URL.Ref)})
}

func kind(e permalink.Export) string {
	switch e {
	case permalink.GraphSVG:
		return "svg"
	case permalink.GraphDOT:
		return "dot"
	}
	return "mmd"
}

// notes are what the reader must know: that there is a focus, and that stacks
// are folded.
func (b *builder) notes(g *Graph) []Note {
	var notes []Note
	v := &b.view
	args := []any{"Drawn", b.Text.Count(g.Drawn), "Of", b.Text.Count(len(b.Task.Subtasks))}
	switch {
	case v.missing:
		notes = append(notes, Note{b.Text.T("graph.no_focus"), []Link{{b.Text.T("graph.unfocus"), b.address(b.URL.FocusOn(0))}}})
	case v.on >= 0:
		i := b.index[b.URL.Focus]
		args = append(args, "Name", b.names[i], "Up", b.Text.N("graph.hops_up", v.up), "Down", b.Text.N("graph.hops_down", v.down))
		notes = append(notes, Note{b.Text.N("graph.focused", g.Hidden, args...), b.focusLinks()})
	case v.auto && g.Hidden > 0:
		key := "graph.cut"
		if b.Merged != nil {
			key = "graph.cut_merged"
		}
		notes = append(notes, Note{b.Text.N(key, g.Hidden, args...), b.cutLinks()})
	}
	if len(b.folded) > 0 {
		n, inside := 0, 0
		for i := range g.Nodes {
			if s := g.Nodes[i].Stack; s != nil {
				n, inside = n+1, inside+s.Size
			}
		}
		if n > 0 {
			notes = append(notes, Note{b.Text.N("graph.folded", n, "Inside", b.Text.Count(inside)),
				[]Link{{b.Text.T("graph.open_all"), b.address(b.openAll())}}})
		}
	}
	return notes
}

// openAll folds nothing; who asks for that means to see it.
func (b *builder) openAll() permalink.Task {
	u := b.URL.FoldAll(permalink.FoldNone)
	u.Chains = permalink.ChainsOpen
	if len(b.Task.Subtasks) > most(readable, b.Graph.Down) && b.URL.Focus == 0 {
		u.Draw = permalink.DrawAll
	}
	return u
}

// focusLinks are one hop more or less each way, where that changes something,
// and the way out.
func (b *builder) focusLinks() []Link {
	v, u := &b.view, b.URL
	links := []Link{}
	add := func(key string, to permalink.Task) { links = append(links, Link{b.Text.T(key), b.address(to)}) }
	if b.deepest(v.upAt) == v.up {
		add("graph.up_more", u.Reach(v.up+1, v.down))
	}
	if v.up > 0 {
		add("graph.up_less", u.Reach(v.up-1, v.down))
	}
	if b.deepest(v.downAt) == v.down {
		add("graph.down_more", u.Reach(v.up, v.down+1))
	}
	if v.down > 0 {
		add("graph.down_less", u.Reach(v.up, v.down-1))
	}
	add("graph.unfocus", u.FocusOn(0))
	return links
}

func (b *builder) deepest(at []int) int {
	most := 0
	for _, n := range at {
		most = max(most, n)
	}
	return most
}

// cutLinks lead to more of a graph that was cut down by itself.
func (b *builder) cutLinks() []Link {
	v := &b.view
	var links []Link
	if v.limit > 0 || b.deepest(v.upAt) == v.up || b.deepest(v.downAt) == v.down {
		links = append(links, Link{b.Text.T("graph.wider"), b.address(b.URL.Reach(v.up+1, v.down+1))})
	}
	if len(b.folded) > 0 {
		folded := b.URL.FocusOn(0)
		folded.Draw = permalink.DrawAll
		links = append(links, Link{b.Text.N("graph.draw_folded", len(b.keep)), b.address(folded)})
	}
	return append(links, Link{b.Text.N("graph.draw_all", len(b.Task.Subtasks)), b.address(b.URL.Whole())})
}

// selectedName is the selected subtask's, "" for none.
func (b *builder) selectedName() (task.SubtaskID, string) {
	if i, ok := b.index[b.URL.Subtask]; ok && b.URL.Subtask != 0 {
		return b.URL.Subtask, b.names[i]
	}
	return 0, ""
}
