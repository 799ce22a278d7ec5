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
		a.Rows(timeline.ByWait, false)
	}
}

// BenchmarkAnalyzeOutside10000 is a task whose clock is wrong: all of its
// subtasks stick out of it, and each is a problem of the data.
func BenchmarkAnalyzeOutside10000(b *testing.B) {
	subs := make([]sub, 10_000)
	for i := range subs {
		subs[i] = sub{name: "a", start: 4, end: 200}
	}
	built := build("SUCCESSFUL", 100, subs...)
	b.ReportAllocs()
	for b.Loop() {
		analyze(built, 300)
	}
}

// BenchmarkGapsOfRetries10000 is a task in which all were retried, one after the
// other, and nobody saw the pauses: as many gaps as spans.
func BenchmarkGapsOfRetries10000(b *testing.B) {
	subs := make([]sub, 10_000)
	for i := range subs {
		subs[i] = sub{name: "a", start: int64(i) * 100, end: int64(i)*100 + 90, op: "RETRY"}
	}
	a, _ := analyze(build("SUCCESSFUL", 1_000_000, subs...), 1_000_000)
	b.ReportAllocs()
	for b.Loop() {
		a.Gaps(0, nil)
	}
}
