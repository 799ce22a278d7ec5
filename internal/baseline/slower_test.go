package baseline

import (
	"math/rand/v2"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

func TestSlower(t *testing.T) {
	tests := []struct {
		name   string
		figure Figure
		run    int64
		over   int64
		tenths int64
	}{
		{"three times and a bit", Figure{14, 14, 10_000, 12_000}, 32_000, 22_000, 32},
		{"rounded down", Figure{14, 14, 10_000, 12_000}, 19_999, 9_999, 19},
		{"four runs are not enough", Figure{4, 40, 10_000, 12_000}, 32_000, 0, 0},
		{"within the 90th percentile", Figure{14, 14, 10_000, 32_000}, 32_000, 0, 0},
		{"by 1 s and no more", Figure{14, 14, 1000, 1500}, 2000, 0, 0},
		{"by 1 s and a bit", Figure{14, 14, 1000, 1500}, 2001, 1001, 20},
		{"by 20 % and no more", Figure{14, 14, 10_000, 11_000}, 12_000, 0, 0},
		{"faster", Figure{14, 14, 10_000, 12_000}, 9000, 0, 0},
		{"a median of nothing", Figure{14, 14, 0, 0}, 5000, 5000, 0},
	}
	for _, tt := range tests {
		got := tt.figure.Slower(tt.run)
		if got.OverMS != tt.over || got.Tenths != tt.tenths || got.OK() != (tt.over > 0) {
			t.Errorf("%s: Slower(%d) = %+v, want over %d, tenths %d", tt.name, tt.run, got, tt.over, tt.tenths)
		}
	}
}

// TestJudgeLaws: what is slower ran once, has enough history, and is above its
// 90th percentile; the worst is one of them, and on the critical path when one
// of them is.
func TestJudgeLaws(t *testing.T) {
	said := 0
	for seed := range uint64(400) {
		r := rand.New(rand.NewPCG(seed, 3))
		one := timelinetest.Odd(r, 1+r.IntN(30))
		g, _ := dag.Build(one)
		a := timeline.Analyze(one, g, timelinetest.Now())
		figures := make(Figures, len(one.Subtasks))
		for i := range figures {
			figures[i] = Figure{Runs: r.IntN(10), MedianMS: r.Int64N(4000)}
			figures[i].P90MS = figures[i].MedianMS + r.Int64N(3000)
		}
		slow := Judge(a, figures)
		any, critical := false, false
		for i := range slow {
			if !slow[i].OK() {
				continue
			}
			any, critical = true, critical || a.Spans[i].Critical
			p, f := &a.Spans[i], figures[i]
			if !p.OK || p.Retried || p.Undone || a.States[i] == task.Skipped || f.Runs < Least || p.RunMS <= f.P90MS || slow[i].Figure != f {
				t.Fatalf("seed %d: subtask %d is slower: %+v of %+v", seed, i, slow[i], p)
			}
			said++
		}
		w := Worst(a, g.Order, slow)
		if any != (w >= 0) || w >= 0 && (!slow[w].OK() || critical != a.Spans[w].Critical) {
			t.Fatalf("seed %d: the worst is %d; any %v, critical %v", seed, w, any, critical)
		}
	}
	if said == 0 {
		t.Fatal("nothing was ever slower: the test shows nothing")
	}
}
