package taskpage

import "taskscope/views/graphview"

// graph is the graph's model, with what a filter hides dimmed: it keeps its
// shape, whatever is looked for.
func (b *pageOf) graph(small bool) *graphview.Graph {
	names := make([]string, len(b.task.Subtasks))
	for i := range names {
		names[i] = name(&b.task.Subtasks[i])
	}
	in := graphview.Input{
		URL: b.URL, Task: b.task, Graph: b.Graph, Analysis: b.Analysis, Names: names,
		Small: small, Layout: b.Layout, Text: b.text,
	}
	if len(b.rows) < len(names) {
		in.Dimmed = make([]bool, len(names))
		for i := range in.Dimmed {
			in.Dimmed[i] = true
		}
		for _, i := range b.rows {
			in.Dimmed[i] = false
		}
	}
	return graphview.New(in)
}
