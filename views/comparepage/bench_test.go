package comparepage

import (
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"taskscope/internal/compare"
	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

// thousand are two tasks of a thousand subtasks: the same, but that some of
// head's took another time.
func thousand() (base, head *task.Task) {
	r := rand.New(rand.NewPCG(1, 2))
	base = timelinetest.Sane(r, 1000)
	head, _ = timelinetest.Disguise(r, base)
	for i := range head.Subtasks {
		if r.IntN(8) == 0 {
			head.Subtasks[i].Finished.MS += r.Int64N(20_000)
		}
	}
	head.Finished.MS += 20_000
	base.ID, head.ID = 1, 2
	return base, head
}

// BenchmarkThousand is the whole comparison of two tasks of 1,000 subtasks, from
// the decoded tasks to the page; x-analysis is how many times as long as both
// tasks' own analysis it takes, measured in the same run.
func BenchmarkThousand(b *testing.B) {
	base, head := thousand()
	frame := viewtest.Frame(b, text.English)
	analyse := func(t *task.Task) Run { return runOf(t, "local", timelinetest.Now()) }
	var alone time.Duration
	n := 0
	for b.Loop() {
		n++
		began := time.Now()
		was, is := analyse(base), analyse(head)
		alone += time.Since(began)
		if err := View(New(frame, input(was, is))).Render(b.Context(), io.Discard); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed())/float64(alone), "x-analysis")
}

// BenchmarkThousandParts is what the comparison costs before it is drawn.
func BenchmarkThousandParts(b *testing.B) {
	base, head := thousand()
	was, is := runOf(base, "local", timelinetest.Now()), runOf(head, "local", timelinetest.Now())
	b.Run("analysis of both", func(b *testing.B) {
		for b.Loop() {
			for _, t := range []*task.Task{base, head} {
				g, _ := dag.Build(t)
				timeline.Analyze(t, g, timelinetest.Now())
			}
		}
	})
	b.Run("compare", func(b *testing.B) {
		for b.Loop() {
			compare.Compare(sideOf(was), sideOf(is))
		}
	})
	r := compare.Compare(sideOf(was), sideOf(is))
	b.Run("union", func(b *testing.B) {
		for b.Loop() {
			compare.Unite(r, sideOf(was), sideOf(is))
		}
	})
	b.Run("model", func(b *testing.B) {
		frame := viewtest.Frame(b, text.English)
		for b.Loop() {
			New(frame, input(was, is))
		}
	})
	b.Run("model without its graph", func(b *testing.B) {
		frame := viewtest.Frame(b, text.English)
		for b.Loop() {
			p := newPageOf(frame.Text, input(was, is))
			p.summary()
			p.waterfall()
			p.paths()
			p.table()
			p.timeline()
		}
	})
}
