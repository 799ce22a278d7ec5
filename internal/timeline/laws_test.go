package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

func random(seed uint64) (*rand.Rand, *task.Task, *dag.Graph, *timeline.Analysis) {
	r := rand.New(rand.NewPCG(seed, 1))
	t := timelinetest.Odd(r, 1+r.IntN(40))
	g, _ := dag.Build(t)
	return r, t, g, timeline.Analyze(t, g, timelinetest.Now())
}

const seeds = 500

// checkLaws holds for every task, however odd its data.
func checkLaws(t testing.TB, g *dag.Graph, a *timeline.Analysis) {
	t.Helper()
	checkSums(t, a)
	var busy int64
	for i, s := range a.Spans {
		if s.WaitMS < 0 || s.RunMS < 0 || s.SlackMS < 0 {
			t.Errorf("span %d = %+v, want nothing below 0", i, s)
		}
		if !s.OK && (s.WaitMS != 0 || s.RunMS != 0 || s.SlackMS != 0 || s.Critical || s.Open) {
			t.Errorf("span %d = %+v, want no figures without times", i, s)
		}
		// What is said must not rest on the end of a rollback.
		_, wait := s.Wait()
		_, slack := s.Slack()
		if s.Undone && (s.Critical || slack) || s.ReadyBy >= 0 && a.Spans[s.ReadyBy].Undone && (s.Critical || wait) {
			t.Errorf("span %d = %+v tells what a rollback hides", i, s)
		}
		if s.Critical && s.SlackMS != 0 {
			t.Errorf("slack of critical subtask %d = %d, want 0", i, s.SlackMS)
		}
		if ran := s.RunMS; a.Running { // its end is now
			busy += max(0, min(s.Start+ran, a.End)-s.Start)
		} else {
			busy += ran
		}
		r := a.WaitReason(i)
		if r.WaitMS < 0 || r.BlockedMS < 0 || r.FullMS < 0 || r.FullMS > r.WaitMS || r.Active < 0 || r.Others > a.Peak {
			t.Errorf("reason %d = %+v", i, r)
		}
	}
	if busy != a.BusyMS {
		t.Errorf("busy = %d, want the sum of runs %d", a.BusyMS, busy)
	}
	if mean := a.Average(); mean < 0 || mean > float64(a.Peak) {
		t.Errorf("the mean %v is above the peak %d", mean, a.Peak)
	}
	undone := a.PathProblem == timeline.PathUndone
	if (len(a.Path) == 0) != (a.PathProblem != "" && !undone) || (len(a.Told()) == 0) != (a.PathProblem != "") {
		t.Errorf("path of %d hops with problem %q", len(a.Path), a.PathProblem)
	}
	critical := 0
	for k, h := range a.Path {
		if a.Spans[h.Subtask].Critical == undone {
			t.Errorf("subtask %d is on the path: critical %v, path undone %v", h.Subtask, !undone, undone)
		}
		if k > 0 && g.Rank[a.Path[k-1].Subtask] >= g.Rank[h.Subtask] {
			t.Errorf("hop %d does not come after the one before", k)
		}
	}
	for _, s := range a.Spans {
		if s.Critical {
			critical++
		}
	}
	if critical != len(a.Told()) {
		t.Errorf("%d critical subtasks, but %d hops", critical, len(a.Told()))
	}
}

func TestLaws(t *testing.T) {
	problems := map[task.ProblemKind]int{}
	withoutPath, undone := 0, 0
	for seed := range uint64(seeds) {
		r, odd, g, a := random(seed)
		checkLaws(t, g, a)
		for _, p := range a.Problems {
			problems[p.Kind]++
		}
		odd.Status = task.StatusRunning // and asked for while it ran, by a clock that is behind
		early := timeline.Analyze(odd, g, task.At(timelinetest.Epoch-1000+r.Int64N(20_000), 0))
		checkLaws(t, g, early)
		for _, p := range early.Problems {
			problems[p.Kind]++
		}
		switch a.PathProblem {
		case "":
		case timeline.PathUndone:
			undone++
		default:
			withoutPath++
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	// The laws say nothing of data that the generator does not make.
	for _, kind := range []task.ProblemKind{task.ProblemNegativeRun, task.ProblemStartBeforeReady,
		task.ProblemOutsideTask, task.ProblemNegativeMakespan, task.ProblemClockSkew, task.ProblemAheadOfNow, task.ProblemTaskAhead} {
		if problems[kind] == 0 {
			t.Errorf("no random task has a %s", kind)
		}
	}
	if withoutPath == 0 || undone == 0 {
		t.Errorf("%d random tasks without a critical path, %d with one that cannot be told; want some of both", withoutPath, undone)
	}
}

// Ids and the order of subtasks mean nothing, so no figure may depend on them.
func TestDisguiseChangesNothing(t *testing.T) {
	for seed := range uint64(seeds) {
		r, odd, _, a := random(seed)
		d, to := timelinetest.Disguise(r, odd)
		g, _ := dag.Build(d)
		b := timeline.Analyze(d, g, timelinetest.Now())
		if x, y := figures(a, nil), figures(b, to); x != y {
			t.Fatalf("seed %d: figures of the disguised task =\n%s\nwant\n%s", seed, y, x)
		}
		if !reflect.DeepEqual(a.Concurrency, b.Concurrency) {
			t.Fatalf("seed %d: concurrency differs", seed)
		}
	}
}

// figures are all that a is about, in the order of the undisguised subtasks.
func figures(a *timeline.Analysis, to []int) string {
	from := make([]int, len(a.Spans))
	for i := range from {
		from[i] = i
	}
	for i, j := range to {
		from[j] = i
	}
	name := func(i int) int {
		if i < 0 {
			return i
		}
		return from[i]
	}
	spans := make([]string, len(a.Spans))
	for i, s := range a.Spans {
		s.ReadyBy = name(s.ReadyBy)
		r := a.WaitReason(i)
		r.ReadyBy, r.Cause = name(r.ReadyBy), name(r.Cause)
		for k := range r.NotDone {
			r.NotDone[k] = name(r.NotDone[k])
		}
		spans[name(i)] = fmt.Sprint(s, r, a.States[i])
	}
	path := append([]timeline.Hop(nil), a.Path...)
	for k := range path {
		path[k].Subtask = name(path[k].Subtask)
	}
	kinds := map[task.ProblemKind]int{}
	for _, p := range a.Problems {
		kinds[p.Kind]++
	}
	return fmt.Sprint(a.OK, a.Start, a.End, a.MakespanMS, path, a.PathProblem, a.TailMS, a.IdealMS, a.BusyMS, a.Peak, kinds, spans)
}

// What the slack says, tried out: where clocks agree, delaying a subtask by its
// slack leaves the last end where it is, and one millisecond more moves it.
func TestSlackIsHowLateItMayBe(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 2))
		sane := timelinetest.Sane(r, 1+r.IntN(30))
		g, _ := dag.Build(sane)
		a := timeline.Analyze(sane, g, timelinetest.Now())
		if len(a.Problems) > 0 {
			t.Fatalf("seed %d: a sane task has problems %v", seed, a.Problems)
		}
		last := replay(a, g, -1, 0)
		for i := range a.Spans {
			if got := replay(a, g, i, a.Spans[i].SlackMS); got != last {
				t.Fatalf("seed %d: subtask %d delayed by its slack %d moves the end by %d", seed, i, a.Spans[i].SlackMS, got-last)
			}
			if got := replay(a, g, i, a.Spans[i].SlackMS+1); got != last+1 {
				t.Fatalf("seed %d: subtask %d delayed by 1 beyond its slack moves the end by %d, want 1", seed, i, got-last)
			}
		}
	}
}

// replay runs the task again with the waits and runs that it had, but one
// subtask ending later, and gives the last end.
func replay(a *timeline.Analysis, g *dag.Graph, late int, by int64) (last int64) {
	end := make([]int64, len(a.Spans))
	for _, i := range g.Order {
		ready := a.Start
		if len(g.Up[i]) > 0 {
			ready = 0
		}
		for _, u := range g.Up[i] {
			ready = max(ready, end[u])
		}
		end[i] = ready + a.Spans[i].WaitMS + a.Spans[i].RunMS
		if i == late {
			end[i] += by
		}
		last = max(last, end[i])
	}
	return last
}

// Where clocks agree the ideal is a bound: no task was faster.
func TestIdealIsALowerBound(t *testing.T) {
	for seed := range uint64(500) {
		r := rand.New(rand.NewPCG(seed, 3))
		sane := timelinetest.Sane(r, 1+r.IntN(30))
		g, _ := dag.Build(sane)
		a := timeline.Analyze(sane, g, timelinetest.Now())
		if a.IdealMS > a.MakespanMS || a.IdealMS < a.CriticalRunMS {
			t.Fatalf("seed %d: ideal = %d, want at least the critical run %d, at most the makespan %d", seed, a.IdealMS, a.CriticalRunMS, a.MakespanMS)
		}
	}
}

func FuzzAnalyze(f *testing.F) {
	f.Add(uint64(1), 5, int64(0), int64(100))
	f.Add(uint64(7), 30, int64(-5000), int64(40_000))
	f.Fuzz(func(t *testing.T, seed uint64, n int, from, now int64) {
		const years9999 = 253402300799999
		if n < 1 || n > 200 || max(from, -from, now, -now) > years9999 || from < -years9999 || now < -years9999 {
			t.Skip()
		}
		r := rand.New(rand.NewPCG(seed, 4))
		odd := timelinetest.Odd(r, n)
		odd.Subtasks[r.IntN(n)].Started = task.At(from, 0)
		odd.Subtasks[r.IntN(n)].Finished = task.At(now, 0)
		g, _ := dag.Build(odd)
		a := timeline.Analyze(odd, g, task.At(now, 0))
		checkLaws(t, g, a)
		a.Diagnose()
	})
}
