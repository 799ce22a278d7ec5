package graphview_test

import (
	"io"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/views/graphview"
)

// BenchmarkGraph draws 201 and 10,001 subtasks, whole and cut down, with the
// layout remembered, as a server does it for the second reader.
func BenchmarkGraph(b *testing.B) {
	for name, n := range map[string]int{"n=201": 100, "n=10001": 5000} {
		for _, query := range []string{"", "fold=none&draw=all"} {
			in := input(b, wide(n), at(70_000), query)
			var kept *dag.Layout
			in.Layout = func(g *dag.Graph, o dag.Options) *dag.Layout {
				if kept == nil {
					kept = g.Layout(o)
				}
				return kept
			}
			b.Run(name+" "+query, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					g := graphview.New(in)
					if err := graphview.View(in.Text, g, permalink.Graph).Render(b.Context(), io.Discard); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
