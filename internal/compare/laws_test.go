package compare_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"taskscope/internal/compare"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

// runs are two random runs that share some of their subtasks.
func runs(seed uint64) (r *rand.Rand, base, head compare.Run) {
	r = rand.New(rand.NewPCG(seed, 5))
	n := 1 + r.IntN(40)
	b, h := timelinetest.Odd(r, n), timelinetest.Odd(r, n+r.IntN(5))
	if seed%3 == 0 {
		twins(r, b)
		twins(r, h)
	}
	return r, run(b, timelinetest.Now()), run(h, timelinetest.Now())
}

// twins leaves most subtasks nothing to be told apart by but their ids: one
// name, no series, and no times or those of another.
func twins(r *rand.Rand, t *task.Task) {
	for i := range t.Subtasks {
		s, o := &t.Subtasks[i], &t.Subtasks[r.IntN(len(t.Subtasks))]
		s.Name, s.SeriesID = "twin", task.Opt[int64]{}
		s.ParallelIdx = task.Opt[int64]{}
		switch r.IntN(3) {
		case 0:
			s.Started, s.Finished = task.Instant{}, task.Instant{}
		case 1:
			s.Started, s.Finished = o.Started, o.Finished
		}
	}
}

func TestLaws(t *testing.T) {
	pairs, only, contributions := 0, 0, 0
	for seed := range uint64(300) {
		_, base, head := runs(seed)
		r := compare.Compare(base, head)
		if sum(r) != r.DeltaMS || r.DeltaMS != r.HeadMakespanMS-r.BaseMakespanMS {
			t.Fatalf("seed %d: attributed %d of %d", seed, sum(r), r.DeltaMS)
		}
		for k, c := range r.Attribution {
			if c.DeltaMS != c.WaitDeltaMS+c.RunDeltaMS {
				t.Fatalf("seed %d: %+v is not the sum of its parts", seed, c)
			}
			if k > 0 && abs(c.DeltaMS) > abs(r.Attribution[k-1].DeltaMS) {
				t.Fatalf("seed %d: attribution is not sorted", seed)
			}
		}
		if len(r.Pairs)+len(r.OnlyBase) != len(base.Task.Subtasks) || len(r.Pairs)+len(r.OnlyHead) != len(head.Task.Subtasks) {
			t.Fatalf("seed %d: %d pairs, %d and %d left over, of %d and %d", seed, len(r.Pairs), len(r.OnlyBase), len(r.OnlyHead), len(base.Task.Subtasks), len(head.Task.Subtasks))
		}
		steps(t, seed, base, head, r)
		seen := map[[2]int]bool{}
		for _, p := range r.Pairs {
			if seen[[2]int{0, p.Base}] || seen[[2]int{1, p.Head}] {
				t.Fatalf("seed %d: a subtask of pair %+v is in another, too", seed, p)
			}
			seen[[2]int{0, p.Base}], seen[[2]int{1, p.Head}] = true, true
		}
		pairs, only, contributions = pairs+len(r.Pairs), only+len(r.OnlyBase)+len(r.OnlyHead), contributions+len(r.Attribution)
	}
	if pairs == 0 || only == 0 || contributions == 0 {
		t.Errorf("the random runs have %d pairs, %d left over, %d contributions: want some of each", pairs, only, contributions)
	}
}

// steps holds the steps to what they promise: every hop of both paths in its
// order, a sum that is exact, and nothing common that is no pair.
func steps(t *testing.T, seed uint64, base, head compare.Run, r *compare.Result) {
	t.Helper()
	partner := map[int]int{}
	for _, p := range r.Pairs {
		partner[p.Base] = p.Head
	}
	var b, h []timeline.Hop
	total := r.TailDeltaMS
	for _, s := range r.Steps {
		b, h, total = append(b, s.Base...), append(h, s.Head...), total+s.DeltaMS
		if s.DeltaMS != s.WaitDeltaMS+s.RunDeltaMS || len(s.Base)+len(s.Head) == 0 {
			t.Fatalf("seed %d: step %+v", seed, s)
		}
		if !s.Common {
			continue
		}
		if other, ok := partner[s.Base[0].Subtask]; len(s.Base) != 1 || len(s.Head) != 1 || !ok || other != s.Head[0].Subtask {
			t.Fatalf("seed %d: step %+v is no pair", seed, s)
		}
	}
	if total != r.DeltaMS || !slices.Equal(b, base.Analysis.Path) || !slices.Equal(h, head.Analysis.Path) {
		t.Fatalf("seed %d: steps add up to %d of %d, with %d and %d hops of %d and %d", seed, total, r.DeltaMS,
			len(b), len(h), len(base.Analysis.Path), len(head.Analysis.Path))
	}
}

func TestARunAndItselfDifferInNothing(t *testing.T) {
	for seed := range uint64(300) {
		_, a, _ := runs(seed)
		r := compare.Compare(a, a)
		if r.DeltaMS != 0 || r.TailDeltaMS != 0 || len(r.Attribution)+len(r.OnlyBase)+len(r.OnlyHead) != 0 || r.Significant {
			t.Fatalf("seed %d: Compare(a, a) = %+v", seed, r)
		}
		for _, s := range r.Steps {
			if !s.Common || s.DeltaMS != 0 {
				t.Fatalf("seed %d: step %+v", seed, s)
			}
		}
		for _, p := range r.Pairs {
			if p.Base != p.Head || p.RunDeltaMS.V != 0 || p.WaitDeltaMS.V != 0 || p.Significant || p.RunDeltaMS.OK != a.Analysis.Spans[p.Base].OK {
				t.Fatalf("seed %d: pair %+v", seed, p)
			}
		}
	}
}

func TestTurnedRound(t *testing.T) {
	for seed := range uint64(300) {
		_, a, b := runs(seed)
		if got, want := fmt.Sprint(*turned(compare.Compare(b, a))), fmt.Sprint(*compare.Compare(a, b)); got != want {
			t.Fatalf("seed %d: Compare(b, a) with signs turned =\n%s\nwant\n%s", seed, got, want)
		}
	}
}

func turned(r *compare.Result) *compare.Result {
	r.BaseMakespanMS, r.HeadMakespanMS = r.HeadMakespanMS, r.BaseMakespanMS
	r.OnlyBase, r.OnlyHead = r.OnlyHead, r.OnlyBase
	r.DeltaMS, r.TailDeltaMS = -r.DeltaMS, -r.TailDeltaMS
	for i := range r.Attribution {
		c := &r.Attribution[i]
		c.BaseIndex, c.HeadIndex = c.HeadIndex, c.BaseIndex
		c.DeltaMS, c.WaitDeltaMS, c.RunDeltaMS = -c.DeltaMS, -c.WaitDeltaMS, -c.RunDeltaMS
	}
	for i := range r.Steps {
		s := &r.Steps[i]
		s.Base, s.Head = s.Head, s.Base
		s.DeltaMS, s.WaitDeltaMS, s.RunDeltaMS = -s.DeltaMS, -s.WaitDeltaMS, -s.RunDeltaMS
	}
	for i := range r.Pairs {
		p := &r.Pairs[i]
		p.Base, p.Head, p.StateBase, p.StateHead = p.Head, p.Base, p.StateHead, p.StateBase
		p.RunDeltaMS.V, p.WaitDeltaMS.V = -p.RunDeltaMS.V, -p.WaitDeltaMS.V
		p.ContributionMS, p.ContributionWaitMS, p.ContributionRunMS = -p.ContributionMS, -p.ContributionWaitMS, -p.ContributionRunMS
	}
	return r
}

// Other ids and another order on one side change indices, and nothing else.
func TestDisguiseChangesNothing(t *testing.T) {
	for seed := range uint64(300) {
		r, base, head := runs(seed)
		d, to := timelinetest.Disguise(r, head.Task)
		want, got := compare.Compare(base, head), compare.Compare(base, run(d, timelinetest.Now()))
		for i := range want.Attribution {
			if j := &want.Attribution[i].HeadIndex; *j >= 0 {
				*j = to[*j]
			}
		}
		for i := range want.Pairs {
			want.Pairs[i].Head = to[want.Pairs[i].Head]
		}
		for _, s := range want.Steps { // slices of the path: every hop is in one
			for k := range s.Head {
				s.Head[k].Subtask = to[s.Head[k].Subtask]
			}
		}
		for i := range want.OnlyHead {
			want.OnlyHead[i] = to[want.OnlyHead[i]]
		}
		if fmt.Sprint(*got) != fmt.Sprint(*want) {
			t.Fatalf("seed %d: with a disguised head\n%v\nwant\n%v", seed, *got, *want)
		}
	}
}

// Even ids in quite another order, as a new run has them, change nothing where
// neither times nor positions are equal.
func TestNewIDsChangeNothing(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 6))
		base := timelinetest.Sane(r, 20)
		used := map[int64]bool{}
		for i := range base.Subtasks {
			for used[base.Subtasks[i].Finished.MS] {
				base.Subtasks[i].Finished.MS++
			}
			used[base.Subtasks[i].Finished.MS] = true
		}
		head := *base
		head.Subtasks = append([]task.Subtask(nil), base.Subtasks...)
		ids := map[task.SubtaskID]task.SubtaskID{}
		for i, p := range r.Perm(len(base.Subtasks)) {
			ids[base.Subtasks[i].ID] = task.SubtaskID(1 + p)
		}
		for i := range head.Subtasks {
			s := &head.Subtasks[i]
			s.ID = ids[s.ID]
			ups := s.Upstreams
			s.Upstreams = nil
			for _, u := range ups {
				s.Upstreams = append(s.Upstreams, ids[u])
			}
		}
		res := compare.Compare(run(base, timelinetest.Now()), run(&head, timelinetest.Now()))
		if res.DeltaMS != 0 || len(res.Attribution) != 0 || len(res.Pairs) != 20 {
			t.Fatalf("seed %d: the same run under new ids differs: %+v", seed, res)
		}
	}
}

func abs(n int64) int64 { return max(n, -n) }

func FuzzCompare(f *testing.F) {
	f.Add(uint64(1), uint64(2), "step", int64(0))
	f.Fuzz(func(t *testing.T, seedA, seedB uint64, name string, idx int64) {
		_, a, _ := runs(seedA)
		_, b, _ := runs(seedB)
		a.Task.Subtasks[0].Name, a.Task.Subtasks[0].ParallelIdx = name, task.Some(idx)
		b.Task.Subtasks[len(b.Task.Subtasks)-1].Name = name
		r := compare.Compare(a, b)
		if sum(r) != r.DeltaMS {
			t.Errorf("attributed %d of %d", sum(r), r.DeltaMS)
		}
		if got, want := fmt.Sprint(*turned(compare.Compare(b, a))), fmt.Sprint(*r); got != want {
			t.Errorf("Compare(b, a) with signs turned =\n%s\nwant\n%s", got, want)
		}
	})
}

func BenchmarkCompare10000(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	base, head := run(timelinetest.Sane(r, 10_000), timelinetest.Now()), run(timelinetest.Sane(r, 10_000), timelinetest.Now())
	b.ReportAllocs()
	for b.Loop() {
		compare.Compare(base, head)
	}
}
