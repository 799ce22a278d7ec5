package baseline

import (
	"math/rand/v2"
	"slices"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

func TestStuck(t *testing.T) {
	for _, tt := range []struct {
		name   string
		figure Figure
		run    int64
		want   bool
	}{
		{"12 min where 90 % took no more than 3", Figure{14, 14, 100_000, 180_000}, 720_000, true},
		{"half as much again", Figure{14, 14, 100_000, 180_000}, 270_000, true},
		{"a bit less", Figure{14, 14, 100_000, 180_000}, 269_999, false},
		{"four runs are not enough", Figure{4, 400, 100_000, 180_000}, 720_000, false},
		{"nothing is known", Figure{}, 720_000, false},
		{"thirty times as long, and that is half a minute", Figure{14, 14, 900, 1000}, 31_000, true},
		{"twenty-nine times", Figure{14, 14, 900, 1000}, 30_999, false},
		{"an hour is usual", Figure{14, 14, 3_000_000, 3_600_000}, 3_700_000, false},
	} {
		if got := tt.figure.stuck(tt.run); got != tt.want {
			t.Errorf("%s: stuck(%d) = %t, want %t", tt.name, tt.run, got, tt.want)
		}
	}
}

func TestFindStuck(t *testing.T) {
	for _, tt := range []struct {
		name           string
		now            int64 // ms after the start; b has run since 10 s, 90 % within 30 s
		change         func(*task.Task, Figures)
		stuck, unknown []int
	}{
		{"as usual", 15_000, nil, nil, nil},
		{"beyond its 90th percentile, by too little to say so", 69_999, nil, nil, nil},
		{"beyond it by 30 s", 70_000, nil, []int{1}, nil},
		{"four runs", 700_000, func(_ *task.Task, f Figures) { f[1].Runs = 4 }, nil, []int{1}},
		{"no history", 700_000, func(_ *task.Task, f Figures) { clear(f) }, nil, []int{1}},
		{"a second attempt", 700_000, func(t *task.Task, _ Figures) { t.Subtasks[1].Operation = task.OpRetry }, nil, []int{1}},
		{"being cancelled", 700_000, func(t *task.Task, _ Figures) { t.Subtasks[1].Status = task.StatusCanceling }, nil, []int{1}},
		{"the furthest beyond first", 700_000, func(t *task.Task, _ Figures) {
			t.Subtasks[2].Status, t.Subtasks[2].Started = task.StatusRunning, task.At(epoch+9_000, 0)
		}, []int{1, 2}, nil},
	} {
		run, figures := fork()
		if tt.change != nil {
			tt.change(run, figures)
		}
		g, _ := dag.Build(run)
		found, unknown := FindStuck(timeline.Analyze(run, g, task.At(epoch+tt.now, 0)), g.Order, figures)
		var stuck []int
		for _, k := range found {
			stuck = append(stuck, k.Subtask)
		}
		if !slices.Equal(stuck, tt.stuck) || !slices.Equal(unknown, tt.unknown) {
			t.Errorf("%s: stuck %v, unknown %v; want %v, %v", tt.name, stuck, unknown, tt.stuck, tt.unknown)
		}
	}
}

// TestFindStuckLaws: what may be stuck runs, at its first attempt, and is slower
// than usual too; as time goes by without a change, more is stuck, never less.
func TestFindStuckLaws(t *testing.T) {
	said := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 6))
		one := timelinetest.Odd(r, 1+r.IntN(30))
		g, _ := dag.Build(one)
		figures := make(Figures, len(one.Subtasks))
		for i := range figures {
			m := r.Int64N(60_000)
			figures[i] = Figure{Runs: r.IntN(10), MedianMS: m, P90MS: m + r.Int64N(30_000)}
		}
		before := 0
		for _, later := range []int64{0, 60_000, 600_000} {
			now := timelinetest.Now()
			now.MS += later
			a := timeline.Analyze(one, g, now)
			found, unknown := FindStuck(a, g.Order, figures)
			slow := Judge(a, figures)
			for _, k := range found {
				p := &a.Spans[k.Subtask]
				if !p.Open || p.Retried || a.States[k.Subtask] != task.Running || !slow[k.Subtask].OK() || slices.Contains(unknown, k.Subtask) {
					t.Fatalf("seed %d: %+v of %+v", seed, k, p)
				}
			}
			if len(found) < before {
				t.Fatalf("seed %d: %d are stuck, %d were", seed, len(found), before)
			}
			before, said = len(found), said+len(found)
		}
	}
	if said == 0 {
		t.Fatal("nothing was ever stuck: the test shows nothing")
	}
}
