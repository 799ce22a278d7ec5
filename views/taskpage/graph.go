package taskpage

import "taskscope/views/graphview"

// graph is the graph's model. What a filter hides elsewhere is dimmed in it: it
// keeps its shape, whatever is looked for.
func (b *pageOf) graph(small bool) *graphview.Graph {
	return graphview.New(graphview.Input{
		URL: b.URL, Task: b.task, Graph: b.Graph, Analysis: b.Analysis, Dimmed: b.dimmed,
		Small: small, Layout: b.Layout, Text: b.text,
	})
}
