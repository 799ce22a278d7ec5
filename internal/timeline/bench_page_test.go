package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

// BenchmarkPage10000 is what a page of 10,000 subtasks asks of an analysis, each
// by itself. A tenth of the subtasks are retried, and their attempts were seen.
func BenchmarkPage10000(b *testing.B) {
	const n = 10_000
	big := timelinetest.Sane(rand.New(rand.NewPCG(1, 1)), n)
	seen := make([]timeline.Seen, n)
	for i := range big.Subtasks {
		s := &big.Subtasks[i]
		s.Name, s.ParallelIdx = fmt.Sprintf("Install Package %d", i/50), task.Some(int64(i%50))
		if i%10 == 0 {
			s.Operation = task.OpRetry
			seen[i].Attempts = []timeline.Attempt{{Start: s.Started.MS, End: s.Started.MS + 10}, {Start: s.Finished.MS - 10, End: s.Finished.MS, EarlyMS: 5}}
		}
	}
	var groups []dag.Group
	for i := 0; i < n; i += 50 {
		g := dag.Group{Name: big.Subtasks[i].Name}
		for m := range 50 {
			g.Members = append(g.Members, i+m)
		}
		groups = append(groups, g)
	}
	g, _ := dag.Build(big)
	a := timeline.Analyze(big, g, timelinetest.Now())
	from, to := a.Extent()
	gaps := a.Gaps(0, seen)
	for _, c := range []struct {
		name string
		run  func()
	}{
		{"Segments", func() {
			for i := range n {
				a.Segments(i, seen[i])
			}
		}},
		{"Summarize", func() {
			for k := range groups {
				a.Summarize(groups[k].Members)
			}
		}},
		{"Nest", func() { a.Nest(g.Order, groups, timeline.ByOrder, false) }},
		{"Between", func() { a.Between(from, to) }},
		{"Strip", func() { a.Strip(from, to, 1000) }},
		{"Gaps", func() { a.Gaps(timeline.DefaultGapPercent, seen) }},
		{"ScaleAt", func() {
			s := timeline.NewScale(from, to, gaps)
			for i := range n {
				s.At(a.Spans[i].Start)
			}
		}},
		{"ExecutorLanes", func() { a.ExecutorLanes(g.Order) }},
		{"StageLanes", func() { a.StageLanes(g.Order, groups) }},
		{"PathCheck", func() { a.PathCheck() }},
		{"Trace", func() { a.Trace(timeline.TraceOf{List: g.Order, Seen: seen}) }},
		{"Records", func() { a.Records(g.Order) }},
		{"Digest", func() { a.Digest(g.Order, groups) }},
		{"Matches", func() {
			match := timeline.Matches(big, "Package 77 #3")
			for i := range n {
				match(i)
			}
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				c.run()
			}
		})
	}
}
