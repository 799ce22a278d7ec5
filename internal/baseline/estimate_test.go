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

const epoch = int64(timelinetest.Epoch)

// fork is a running task a -> {b, c} -> d: a took 10 s, b runs since 10 s, c and
// d have not started. Its baselines are 10 to 12, 20 to 30, 5 to 40, 3 to 4 s.
func fork() (*task.Task, Figures) {
	step := func(id task.SubtaskID, st task.Status, from, to int64, ups ...task.SubtaskID) task.Subtask {
		s := task.Subtask{ID: id, Name: string(rune('a' + id - 1)), Status: st, Operation: task.OpExecute, Upstreams: ups}
		if from >= 0 {
			s.Started = task.At(epoch+from, 0)
		}
		if to >= 0 {
			s.Finished = task.At(epoch+to, 0)
		}
		return s
	}
	t := &task.Task{ID: 1, Name: "fork", Status: task.StatusRunning, Operation: task.OpExecute, Started: task.At(epoch, 0), Subtasks: []task.Subtask{
		step(1, task.StatusSuccessful, 0, 10_000),
		step(2, task.StatusRunning, 10_000, -1, 1),
		step(3, task.StatusPending, -1, -1, 1),
		step(4, task.StatusPending, -1, -1, 2, 3),
	}}
	return t, Figures{{9, 9, 10_000, 12_000}, {7, 7, 20_000, 30_000}, {6, 6, 5_000, 40_000}, {8, 8, 3_000, 4_000}}
}

func TestFinish(t *testing.T) {
	tests := []struct {
		name   string
		now    int64 // ms after the start
		change func(*task.Task, Figures)
		want   Estimate
	}{
		// b ends at 30 s (40 s late), c at 15+5 s (55 s late), then d.
		{"as usual", 15_000, nil, Estimate{Kind: EstimateOK, MidMS: 33_000, LateMS: 59_000, Runs: 6, Left: 3}},
		{"what runs is beyond its median", 35_000, nil, Estimate{Kind: EstimateOK, MidMS: 43_000, LateMS: 79_000, Runs: 6, Left: 3}},
		{"and beyond its 90th percentile", 41_000, nil, Estimate{Kind: EstimateOK, MidMS: 49_000, LateMS: 85_000, Runs: 6, Left: 3, Overdue: 1}},
		{"four runs of one that is left", 15_000, func(_ *task.Task, f Figures) { f[3].Runs = 4 }, Estimate{Kind: EstimateFew, Left: 3, Missing: 1}},
		{"four runs of one that has ended", 15_000, func(_ *task.Task, f Figures) { f[0].Runs = 4 }, Estimate{Kind: EstimateOK, MidMS: 33_000, LateMS: 59_000, Runs: 6, Left: 3}},
		{"one failed", 15_000, func(t *task.Task, _ Figures) { t.Subtasks[1].Status = task.StatusFailed }, Estimate{Kind: EstimateFailed}},
		{"one runs anew", 15_000, func(t *task.Task, _ Figures) { t.Subtasks[1].Operation = task.OpRetry }, Estimate{Kind: EstimateRetried}},
		{"one is queued anew", 15_000, func(t *task.Task, _ Figures) { t.Subtasks[1].Status = task.StatusReady }, Estimate{Kind: EstimateRetried}},
		{"one is cancelled", 15_000, func(t *task.Task, _ Figures) { t.Subtasks[1].Status = task.StatusCanceling }, Estimate{Kind: EstimateBack}},
		{"one is unknown", 15_000, func(t *task.Task, _ Figures) { t.Subtasks[1].Status = "WARNING" }, Estimate{}},
		{"it is rolled back", 15_000, func(t *task.Task, _ Figures) { t.Operation = task.OpRollback }, Estimate{Kind: EstimateBack}},
		{"it is over", 15_000, func(t *task.Task, _ Figures) { t.Status = task.StatusSuccessful }, Estimate{}},
		{"nothing is left", 15_000, func(t *task.Task, _ Figures) { t.Subtasks = t.Subtasks[:1] }, Estimate{}},
	}
	for _, tt := range tests {
		run, figures := fork()
		if tt.change != nil {
			tt.change(run, figures)
		}
		g, _ := dag.Build(run)
		now := task.At(epoch+tt.now, 0)
		got := Finish(run, g, timeline.Analyze(run, g, now), Set{Figures: figures}, now.MS)
		if got.OK() {
			got.MidMS, got.LateMS = got.MidMS-epoch, got.LateMS-epoch
		}
		if got != tt.want {
			t.Errorf("%s: Finish = %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// TestFinishCountsWaits: what whole runs took beyond their chain of run times is
// left by the share of the starts that are left.
func TestFinishCountsWaits(t *testing.T) {
	// The longest chain is a, b, d: 10 + 20 + 3 s. With 49, 53, 57, 61 and 73 s
	// whole runs took 16 to 40 s more, 24 in the middle. Of three starts and the
	// tail, d and the tail are left when b and c run; c too is left before that.
	makespans := []int64{49_000, 53_000, 57_000, 61_000, 73_000}
	for _, tt := range []struct {
		name      string
		change    func(*task.Task)
		makespans []int64
		want      Estimate
	}{
		{"two starts ahead", nil, makespans, Estimate{Kind: EstimateOK, MidMS: 33_000 + 18_000, LateMS: 59_000 + 30_000, WaitMS: 18_000, Waits: 5, Runs: 6, Left: 3}},
		{"one start ahead", func(t *task.Task) {
			t.Subtasks[2].Status, t.Subtasks[2].Started = task.StatusRunning, task.At(epoch+15_000, 0)
		}, makespans, Estimate{Kind: EstimateOK, MidMS: 33_000 + 12_000, LateMS: 59_000 + 20_000, WaitMS: 12_000, Waits: 5, Runs: 6, Left: 3}},
		{"four whole runs", nil, makespans[:4], Estimate{Kind: EstimateOK, MidMS: 33_000, LateMS: 59_000, Runs: 6, Left: 3}},
		{"runs shorter than the chain", nil, []int64{1, 2, 3, 4, 5}, Estimate{Kind: EstimateOK, MidMS: 33_000, LateMS: 59_000, Waits: 5, Runs: 6, Left: 3}},
	} {
		run, figures := fork()
		if tt.change != nil {
			tt.change(run)
		}
		g, _ := dag.Build(run)
		now := task.At(epoch+15_000, 0)
		got := Finish(run, g, timeline.Analyze(run, g, now), Set{figures, tt.makespans}, now.MS)
		got.MidMS, got.LateMS = got.MidMS-epoch, got.LateMS-epoch
		if got != tt.want {
			t.Errorf("%s: Finish = %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// TestFinishLaws: an estimate lies between now and later, does not fall as time
// goes by without a change, and knows all that is left.
func TestFinishLaws(t *testing.T) {
	made := 0
	for seed := range uint64(600) {
		r := rand.New(rand.NewPCG(seed, 4))
		run := timelinetest.Sane(r, 2+r.IntN(25))
		run.Status = task.StatusRunning
		cut := int64(timelinetest.Epoch) + r.Int64N(40_000)
		figures := make(Figures, len(run.Subtasks))
		for i := range run.Subtasks {
			s := &run.Subtasks[i]
			switch {
			case s.Started.MS > cut:
				s.Status, s.Started, s.Finished = task.StatusPending, task.Instant{}, task.Instant{}
			case s.Finished.MS > cut:
				s.Status = task.StatusRunning
			}
			m := r.Int64N(9000)
			figures[i] = Figure{Runs: Least + r.IntN(9), MedianMS: m, P90MS: m + r.Int64N(5000)}
		}
		var makespans []int64
		for range r.IntN(9) {
			makespans = append(makespans, r.Int64N(200_000))
		}
		slices.Sort(makespans)
		g, _ := dag.Build(run)
		before := Estimate{}
		for _, now := range []int64{cut, cut + 1000, cut + 60_000} {
			e := Finish(run, g, timeline.Analyze(run, g, task.At(now, 0)), Set{figures, makespans}, now)
			if !e.OK() {
				if e.Kind != EstimateNone {
					t.Fatalf("seed %d: %+v", seed, e)
				}
				continue
			}
			made++
			if e.MidMS < now || e.LateMS < e.MidMS || e.Missing != 0 || e.Left < 1 || e.Runs < Least ||
				e.WaitMS < 0 || (e.Waits > 0) != (len(makespans) >= Least) {
				t.Fatalf("seed %d at %d: %+v", seed, now, e)
			}
			if e.MidMS < before.MidMS || e.LateMS < before.LateMS || e.Overdue < before.Overdue {
				t.Fatalf("seed %d: %+v after %+v", seed, e, before)
			}
			before = e
		}
	}
	if made == 0 {
		t.Fatal("there never was an estimate: the test shows nothing")
	}
}
