package baseline

import (
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline/timelinetest"
)

// ran is a subtask that succeeded at once, from 1 s on, in ms.
func ran(name string, ms int64) task.Subtask {
	return task.Subtask{ID: 1, Name: name, Status: task.StatusSuccessful, Operation: task.OpExecute,
		RunTime: task.Some[int64](1), ParallelIdx: task.Some[int64](-1), Started: task.At(1000, 0), Finished: task.At(1000+ms, 0)}
}

func TestCleanRuns(t *testing.T) {
	tests := []struct {
		name   string
		change func(*task.Subtask)
		ok     bool
	}{
		{"succeeded", func(*task.Subtask) {}, true},
		{"lower case", func(s *task.Subtask) { s.Status, s.Operation = "successful", "execute" }, true},
		{"no operation, as old answers", func(s *task.Subtask) { s.Operation = "" }, true},
		{"no count of attempts", func(s *task.Subtask) { s.RunTime = task.Opt[int64]{} }, true},
		{"no time at all", func(s *task.Subtask) { s.Finished = s.Started }, true},
		{"failed", func(s *task.Subtask) { s.Status = task.StatusFailed }, false},
		{"running", func(s *task.Subtask) { s.Status = task.StatusRunning }, false},
		{"second attempt", func(s *task.Subtask) { s.RunTime = task.Some[int64](2) }, false},
		{"retried", func(s *task.Subtask) { s.Operation = task.OpRetry }, false},
		{"skipped", func(s *task.Subtask) { s.Operation = task.OpSkip }, false},
		{"to be rolled back", func(s *task.Subtask) { s.Operation = task.OpRollback }, false},
		{"cancelled late", func(s *task.Subtask) { s.Operation = task.OpCancel }, false},
		{"no start", func(s *task.Subtask) { s.Started = task.Instant{} }, false},
		{"no end", func(s *task.Subtask) { s.Finished = task.Instant{} }, false},
		{"ends before it starts", func(s *task.Subtask) { s.Finished.MS = s.Started.MS - 1 }, false},
	}
	for _, tt := range tests {
		s := ran("Install", 2000)
		tt.change(&s)
		known, err := New(&task.Task{Subtasks: []task.Subtask{ran("Install", 1)}}, []Past{{Timings: TimingsOf(&task.Task{Subtasks: []task.Subtask{s}})}})
		figures := known.Figures
		if want := map[bool]int{true: 1}[tt.ok]; err != nil || figures.Of(0).Runs != want {
			t.Errorf("%s: Runs = %d, %v; want %d", tt.name, figures.Of(0).Runs, err, want)
		}
	}
}

// TestTimingsIgnoreOrderAndIDs: the bytes are the same whatever the subtasks'
// order and ids.
func TestTimingsIgnoreOrderAndIDs(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		one := timelinetest.Odd(r, 1+r.IntN(40))
		two, _ := timelinetest.Disguise(r, one)
		if a, b := TimingsOf(one), TimingsOf(two); !slices.Equal(a, b) {
			t.Fatalf("seed %d: timings differ:\n%x\n%x", seed, a, b)
		}
	}
}

// TestFigures holds New against a reckoning by hand, over random tasks.
func TestFigures(t *testing.T) {
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 2))
		asked := timelinetest.Odd(r, 1+r.IntN(30))
		var packed []Past
		ms, runs := map[Stage][]int64{}, map[Stage]int{}
		for range r.IntN(12) {
			other := timelinetest.Odd(r, 1+r.IntN(30))
			packed = append(packed, Past{Timings: TimingsOf(other)})
			in := map[Stage]bool{}
			for i := range other.Subtasks {
				s := &other.Subtasks[i]
				if v, ok := clean(s); ok {
					ms[StageOf(s)], in[StageOf(s)] = append(ms[StageOf(s)], v), true
				}
			}
			for stage := range in {
				runs[stage]++
			}
		}
		known, err := New(asked, packed)
		figures := known.Figures
		if err != nil || len(figures) != len(asked.Subtasks) {
			t.Fatalf("seed %d: %d figures, %v", seed, len(figures), err)
		}
		for i := range asked.Subtasks {
			stage := StageOf(&asked.Subtasks[i])
			f, all := figures[i], ms[stage]
			if f.Runs != runs[stage] || f.Samples != len(all) {
				t.Fatalf("seed %d: subtask %d: %+v, want %d runs, %d samples", seed, i, f, runs[stage], len(all))
			}
			if len(all) == 0 {
				continue
			}
			var below, above, least int
			for _, v := range all {
				if v <= f.MedianMS {
					below++
				}
				if v >= f.MedianMS {
					above++
				}
				if v <= f.P90MS {
					least++
				}
			}
			if 2*below < len(all) || 2*above < len(all) {
				t.Fatalf("seed %d: median %d of %v", seed, f.MedianMS, all)
			}
			if 10*least < 9*len(all) || !slices.Contains(all, f.P90MS) || f.P90MS < f.MedianMS {
				t.Fatalf("seed %d: 90th percentile %d of %v", seed, f.P90MS, all)
			}
		}
	}
}

func TestPercentiles(t *testing.T) {
	tests := []struct {
		values      []int64
		median, p90 int64
	}{
		{[]int64{7}, 7, 7},
		{[]int64{1, 2}, 1, 2},
		{[]int64{1, 2, 3, 4, 100}, 3, 100},
		{[]int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 5, 9},
		{[]int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 6, 10},
		{[]int64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14}, 7, 13},
	}
	for _, tt := range tests {
		if m, p := Median(tt.values), P90(tt.values); m != tt.median || p != tt.p90 {
			t.Errorf("%v: median %d, 90th percentile %d; want %d, %d", tt.values, m, p, tt.median, tt.p90)
		}
	}
}

// TestCopiesShareABaseline: copies of a split stage are one stage, but not that
// of a subtask of the same name which is no copy.
func TestCopiesShareABaseline(t *testing.T) {
	copied := func(idx, ms int64) task.Subtask {
		s := ran("Restart", ms)
		s.ParallelIdx = task.Some(idx)
		return s
	}
	var runs []Past
	for k := range int64(5) {
		runs = append(runs, Past{Timings: TimingsOf(&task.Task{Subtasks: []task.Subtask{copied(0, 1000+k), copied(7, 3000+k), ran("Restart", 9000)}})})
	}
	known, err := New(&task.Task{Subtasks: []task.Subtask{copied(3, 1), ran("Restart", 1), ran("Start", 1)}}, runs)
	figures := known.Figures
	if err != nil {
		t.Fatal(err)
	}
	want := Figures{{Runs: 5, Samples: 10, MedianMS: 2002, P90MS: 3003}, {Runs: 5, Samples: 5, MedianMS: 9000, P90MS: 9000}, {}}
	if !slices.Equal(figures, want) {
		t.Errorf("figures = %+v, want %+v", figures, want)
	}
	if !figures[0].Copies() || figures[1].Copies() {
		t.Error("Copies does not tell which figure is of copies")
	}
}

func FuzzTimings(f *testing.F) {
	good := TimingsOf(&task.Task{Subtasks: []task.Subtask{ran("a", 1), ran("b", 1<<40), ran("a", 300)}})
	f.Add([]byte(good))
	f.Add([]byte{})
	f.Add([]byte{2})
	f.Add(append([]byte(slices.Clone(good)), 1))
	asked := &task.Task{Subtasks: []task.Subtask{ran("a", 1), ran("b", 1)}}
	f.Fuzz(func(t *testing.T, b []byte) {
		known, err := New(asked, []Past{{Timings: b}, {Timings: good}})
		figures := known.Figures
		if err != nil && !errors.Is(err, ErrTimings) {
			t.Fatal(err)
		}
		for _, fig := range figures {
			if fig.Runs < 1 || fig.MedianMS < 0 || fig.P90MS < fig.MedianMS {
				t.Fatalf("%x: %+v, %v", b, fig, err)
			}
		}
	})
}
