package graphview

import (
	"strconv"
	"strings"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
)

// Mermaid writes the drawing as a flow chart of Mermaid, for documents that
// draw one. Large graphs are beyond its limits; those of its host apply.
func (g *Graph) Mermaid(title string, words text.Printer) string {
	var b strings.Builder
	line := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(p)
		}
		b.WriteByte('\n')
	}
	line("%% ", plainWords(g.heading(title)))
	dir := "LR"
	if g.Dir == permalink.TopToBottom {
		dir = "TB"
	}
	line("flowchart ", dir)
	states := map[task.State]bool{}
	for i := range g.Nodes {
		n := &g.Nodes[i]
		states[n.State] = true
		lines := n.lines()
		for k := range lines {
			lines[k] = escaped(lines[k])
		}
		opening, closing := `["`, `"]`
		if n.Stack != nil {
			opening, closing = `[["`, `"]]`
		}
		line("  n", strconv.Itoa(i), opening, strings.Join(lines, "<br/>"), closing, ":::", n.State.String())
	}
	for i := range g.Edges {
		e := &g.Edges[i]
		line("  n", strconv.Itoa(e.Tail), " ", e.mermaid(words), " n", strconv.Itoa(e.Head))
	}
	for _, s := range task.SubtaskStates() {
		if states[s] {
			c := coloursOf(s)
			dashes := ""
			if dotted(s) {
				dashes = ",stroke-dasharray:2 3"
			}
			line("  classDef ", s.String(), " fill:", c.ground, ",stroke:", c.line, ",color:", colText, dashes)
		}
	}
	return b.String()
}

// mermaid is the arrow of an edge.
func (e *Edge) mermaid(words text.Printer) string {
	label := ""
	switch {
	case e.Back:
		return "-.->|" + escaped(words.T("graph.sign_back")) + "|"
	case e.Undone:
		return "-.->|" + escaped(words.T("graph.sign_undone")) + "|"
	case e.Count != nil:
		label = "|" + e.Count.Text + "|"
	}
	if e.Critical {
		return "==>" + label
	}
	return "-->" + label
}

// escaped is a text in quotes of Mermaid: what could end it, begin a tag, an
// entity, a directive or Markdown is written as an entity.
func escaped(s string) string {
	var b strings.Builder
	for _, r := range text.Line(s) {
		switch r {
		case '"', '#', '&', '<', '>', '`', '\\', '|', '[', ']', '{', '}', '(', ')', ';', '%', '*', '_', '~', '$':
			b.WriteString("#" + strconv.Itoa(int(r)) + ";")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// plainWords are for a comment, which a brace would make a directive of.
func plainWords(s string) string {
	return strings.NewReplacer("{", "(", "}", ")").Replace(text.Line(s))
}
