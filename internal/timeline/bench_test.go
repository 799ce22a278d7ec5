package timeline_test

import (
	"math/rand/v2"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

func BenchmarkAnalyze10000(b *testing.B) {
	big := timelinetest.Sane(rand.New(rand.NewPCG(1, 1)), 10_000)
	g, _ := dag.Build(big)
	b.ReportAllocs()
	for b.Loop() {
		timeline.Analyze(big, g, timelinetest.Now())
	}
}

func BenchmarkWaitReasons10000(b *testing.B) {
	big := timelinetest.Sane(rand.New(rand.NewPCG(1, 1)), 10_000)
	g, _ := dag.Build(big)
	a := timeline.Analyze(big, g, timelinetest.Now())
	b.ReportAllocs()
	for b.Loop() {
		for i := range a.Spans {
			a.WaitReason(i)
		}
	}
}

func BenchmarkRowsByWait10000(b *testing.B) {
	big := timelinetest.Sane(rand.New(rand.NewPCG(1, 1)), 10_000)
	g, _ := dag.Build(big)
	a := timeline.Analyze(big, g, timelinetest.Now())
	b.ReportAllocs()
	for b.Loop() {
		timeline.Rows(big, g, a, timeline.ByWait, false, nil)
	}
}
