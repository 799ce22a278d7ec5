package graphview

import (
	"strconv"
	"strings"

	"taskscope/internal/permalink"
	"taskscope/views/text"
)

// DOT writes the drawing in the language of Graphviz, which lays it out anew.
// Title is the name of the graph; nodes are named by the ids of subtasks, a
// stack by its first member's.
func (g *Graph) DOT(title string) string {
	var b strings.Builder
	put := func(parts ...string) {
		for _, p := range parts {
			b.WriteString(p)
		}
	}
	put("digraph ", quoted(title), " {\n")
	for _, n := range append([]string{g.Caption}, g.notesText()...) {
		put("  // ", text.Line(n), "\n")
	}
	dir := "LR"
	if g.Dir == permalink.TopToBottom {
		dir = "TB"
	}
	put("  graph [rankdir=", dir, ", label=", quoted(g.heading(title)), ", labelloc=t, fontname=\"sans-serif\"];\n")
	put("  node [shape=box, style=\"rounded,filled\", fontname=\"sans-serif\", fontsize=10];\n")
	put("  edge [color=\"", colLineStrong, "\", arrowsize=0.7];\n")
	names := g.nodeNames()
	for i := range g.Nodes {
		n := &g.Nodes[i]
		colour, width, dashes := n.stroke()
		style := "rounded,filled"
		if dashes != "" {
			style += ",dotted"
		}
		put("  ", quoted(names[i]), " [label=", quotedLines(n.lines()), ", tooltip=", quoted(n.Full),
			", color=\"", colour, "\", fillcolor=\"", n.ground(), "\", penwidth=", width, ", style=\"", style, "\"")
		if n.Stack != nil {
			put(", peripheries=2")
		}
		put("];\n")
	}
	for i := range g.Edges {
		e := &g.Edges[i]
		put("  ", quoted(names[e.Tail]), " -> ", quoted(names[e.Head]), e.dotAttributes(), ";\n")
	}
	put("}\n")
	return b.String()
}

func (e *Edge) dotAttributes() string {
	colour, width, dashes := e.stroke()
	var a []string
	if colour != colLineStrong {
		a = append(a, `color="`+colour+`"`, "penwidth="+width)
	}
	if dashes != "" {
		a = append(a, "style=dashed")
	}
	if e.Back {
		a = append(a, "constraint=false")
	}
	if e.Undone {
		a = append(a, "dir=back")
	}
	if e.Count != nil {
		a = append(a, "label="+quoted(e.Count.Text))
	}
	if len(a) == 0 {
		return ""
	}
	return " [" + strings.Join(a, ", ") + "]"
}

// lines are what a node says, whole.
func (n *Node) lines() []string {
	if n.Stack == nil {
		return []string{n.Label, n.Detail}
	}
	lines := []string{n.Label + " " + n.Stack.Times, n.Stack.Words}
	if n.Detail != "" {
		lines = append(lines, n.Detail)
	}
	return lines
}

// heading is the title with what is not drawn.
func (g *Graph) heading(title string) string {
	return strings.Join(append([]string{title, g.Caption}, g.notesText()...), " ")
}

func (g *Graph) notesText() []string {
	var texts []string
	for _, n := range g.Notes {
		texts = append(texts, n.Text)
	}
	return texts
}

// nodeNames are the nodes' ids; where data has one twice, the second has a
// number behind it.
func (g *Graph) nodeNames() []string {
	names, seen := make([]string, len(g.Nodes)), map[string]int{}
	for i := range g.Nodes {
		id := g.Nodes[i].ID.String()
		names[i] = id
		if seen[id]++; seen[id] > 1 {
			names[i] += "." + strconv.Itoa(seen[id])
		}
	}
	return names
}

// quoted is a string of DOT. In a label, a backslash would begin an escape.
func quoted(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(text.Line(s)) + `"`
}

// quotedLines are lines of a label, each a string by itself.
func quotedLines(lines []string) string {
	var parts []string
	for _, l := range lines {
		q := quoted(l)
		parts = append(parts, q[1:len(q)-1])
	}
	return `"` + strings.Join(parts, `\n`) + `"`
}
