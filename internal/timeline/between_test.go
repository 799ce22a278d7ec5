package timeline_test

import (
	"fmt"
	"slices"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

func TestBetween(t *testing.T) {
	built := build("SUCCESSFUL", 100, sub{name: "a", start: 10, end: 40}, sub{name: "b", start: 20, end: 30}, sub{name: "c<a", start: 50, end: 90},
		sub{name: "z", start: 60, end: 60}, sub{name: "n", start: none, end: none, status: "PENDING"})
	a, _ := analyze(built, 100)
	for _, c := range []struct {
		name     string
		from, to int64
		want     string
	}{
		{"all", 0, 100, "4 touch, run 80 wait 100 idle 30 of 100, peak 2 at 20, slowest [{2 40} {0 30} {1 10}]"},
		{"a part, cut", 35, 55, "2 touch, run 10 wait 30 idle 10 of 20, peak 1 at 35, slowest [{0 5} {2 5}]"},
		{"turned round is the same", 55, 35, "2 touch, run 10 wait 30 idle 10 of 20, peak 1 at 35, slowest [{0 5} {2 5}]"},
		{"half-open: the start is in, the end is not", 40, 50, "0 touch, run 0 wait 20 idle 10 of 10, peak 0 at none, slowest []"},
		{"0 ms at its start", 60, 61, "2 touch, run 1 wait 0 idle 0 of 1, peak 1 at 60, slowest [{2 1}]"},
		{"0 ms at its end", 59, 60, "1 touch, run 1 wait 1 idle 0 of 1, peak 1 at 59, slowest [{2 1}]"},
		{"after everything", 200, 300, "0 touch, run 0 wait 0 idle 100 of 100, peak 0 at none, slowest []"},
		{"nothing", 30, 30, "0 touch, run 0 wait 0 idle 0 of 0, peak 0 at none, slowest []"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := a.Between(base+c.from, base+c.to)
			peakAt := "none"
			if b.PeakAt != 0 {
				peakAt = fmt.Sprint(b.PeakAt - base)
			}
			got := fmt.Sprintf("%d touch, run %d wait %d idle %d of %d, peak %d at %s, slowest %v", b.Count, b.RunMS, b.WaitMS, b.IdleMS, b.WallMS, b.Peak, peakAt, b.Slowest)
			if got != c.want {
				t.Errorf("Between(%d, %d) = %s\nwant %s", c.from, c.to, got, c.want)
			}
		})
	}
	if b := a.Between(base, base+100); b.Mean() != 0.8 {
		t.Errorf("mean = %g, want 0.8", b.Mean())
	}
	if b := a.Between(base, base); b.Mean() != 0 {
		t.Errorf("mean of nothing = %g, want 0", b.Mean())
	}
}

// What waits now waits in a range as what has started did.
func TestBetweenOfWhatWaits(t *testing.T) {
	a, _ := analyze(build("RUNNING", none, sub{name: "a", start: 10, end: 40}, sub{name: "h<a", start: none, end: none, status: "PENDING"},
		sub{name: "q<a", start: none, end: none, status: "READY"}, sub{name: "b<q", start: none, end: none, status: "PENDING"}), 100)
	for _, c := range []struct{ from, to, want int64 }{{0, 100, 10 + 60 + 60}, {20, 50, 10 + 10}, {90, 200, 10 + 10}, {0, 40, 10}} {
		if b := a.Between(base+c.from, base+c.to); b.WaitMS != c.want {
			t.Errorf("from %d to %d the waits are %d ms, want %d", c.from, c.to, b.WaitMS, c.want)
		}
	}
}

// A range cut in two has the sums of its parts; what is counted is counted
// again subtask by subtask.
func TestBetweenLaws(t *testing.T) {
	for seed := range uint64(300) {
		r, _, _, a := random(seed)
		from, to := a.Extent()
		if all := a.Between(from, to); all.RunMS != a.BusyMS || all.Peak != a.Peak {
			t.Fatalf("seed %d: all = %+v, want busy %d, peak %d", seed, all, a.BusyMS, a.Peak)
		}
		for range 20 {
			x := []int64{from - 500 + r.Int64N(to-from+1000), from - 500 + r.Int64N(to-from+1000), from - 500 + r.Int64N(to-from+1000)}
			slices.Sort(x)
			all, left, right := a.Between(x[0], x[2]), a.Between(x[0], x[1]), a.Between(x[1], x[2])
			if all.RunMS != left.RunMS+right.RunMS || all.WaitMS != left.WaitMS+right.WaitMS || all.IdleMS != left.IdleMS+right.IdleMS ||
				all.Peak != max(left.Peak, right.Peak) || all.Count < max(left.Count, right.Count) || all.Count > left.Count+right.Count {
				t.Fatalf("seed %d: %v: %+v is not %+v and %+v", seed, x, all, left, right)
			}
			var inside []int64
			for _, s := range a.Spans {
				if ms := min(s.End, x[2]) - max(s.Start, x[0]); s.OK && ms > 0 {
					inside = append(inside, -ms)
				}
			}
			slices.Sort(inside)
			for k, s := range all.Slowest {
				if k >= timeline.Slowest || s.RunMS != -inside[k] {
					t.Fatalf("seed %d: slowest %v, want %v negated", seed, all.Slowest, inside)
				}
			}
			if len(all.Slowest) != min(len(inside), timeline.Slowest) {
				t.Fatalf("seed %d: %d slowest, want %d", seed, len(all.Slowest), min(len(inside), timeline.Slowest))
			}
		}
	}
}

// The figures of some are those of a task that has no others: their sums are
// counted again subtask by subtask, and all of them are the whole.
func TestBetweenOfLaws(t *testing.T) {
	for seed := range uint64(300) {
		r, _, g, a := random(seed)
		from, to := a.Extent()
		x, y := from-500+r.Int64N(to-from+1000), from-500+r.Int64N(to-from+1000)
		x, y = min(x, y), max(x, y)
		if all, of := a.Between(x, y), a.BetweenOf(g.Order, x, y); fmt.Sprint(all) != fmt.Sprint(of) {
			t.Fatalf("seed %d: of all %+v, want %+v", seed, of, all)
		}
		var some []int
		for _, i := range g.Order {
			if r.IntN(3) == 0 {
				some = append(some, i)
			}
		}
		of := a.BetweenOf(some, x, y)
		want := timeline.Between{From: x, To: y, WallMS: y - x}
		for _, i := range some {
			one := a.BetweenOf([]int{i}, x, y)
			want.Count, want.RunMS, want.WaitMS = want.Count+one.Count, want.RunMS+one.RunMS, want.WaitMS+one.WaitMS
			want.Peak = max(want.Peak, one.Peak)
		}
		if of.Count != want.Count || of.RunMS != want.RunMS || of.WaitMS != want.WaitMS || of.Peak < want.Peak || of.Peak > of.Count {
			t.Fatalf("seed %d: of %v %+v, want %+v", seed, some, of, want)
		}
		for _, s := range of.Slowest {
			if !slices.Contains(some, s.Subtask) {
				t.Fatalf("seed %d: slowest %v are not of %v", seed, of.Slowest, some)
			}
		}
	}
}

func TestRange(t *testing.T) {
	a, _ := analyze(build("SUCCESSFUL", 100, sub{name: "a", start: 10, end: 120}), 100)
	at := func(ms int64) task.Opt[int64] {
		if ms == none {
			return task.Opt[int64]{}
		}
		return task.Some(ms)
	}
	for _, c := range []struct {
		from, to, wantFrom, wantTo int64
		ok                         bool
	}{
		{none, none, 0, 120, false}, {20, none, 20, 120, true}, {none, 30, 0, 30, true}, {20, 30, 20, 30, true},
		{20, 900, 20, 120, true}, {120, none, 0, 120, false}, {200, 300, 0, 120, false}, {none, 0, 0, 120, false},
	} {
		if from, to, ok := a.Range(at(c.from), at(c.to)); from-base != c.wantFrom || to-base != c.wantTo || ok != c.ok {
			t.Errorf("Range(%d, %d) = %d to %d, %v; want %d to %d, %v", c.from, c.to, from-base, to-base, ok, c.wantFrom, c.wantTo, c.ok)
		}
	}
}

func TestTouching(t *testing.T) {
	built := build("RUNNING", none, sub{name: "a", start: 10, end: 40}, sub{name: "z", start: 60, end: 60}, sub{name: "now", start: 50, end: none, status: "RUNNING"},
		sub{name: "again", start: 20, end: none, status: "READY"}, sub{name: "last", start: 100, end: 100}, sub{name: "n", start: none, end: none, status: "PENDING"})
	a, _ := analyze(built, 100)
	for _, c := range []struct {
		from, to int64
		want     string
	}{
		{0, 100, "[0 1 2 3 4]"}, {0, 10, "[]"}, {9, 11, "[0]"}, {39, 40, "[0 3]"}, {40, 50, "[3]"}, {59, 60, "[2 3]"}, {60, 61, "[1 2 3]"}, {99, 100, "[2 3 4]"}, {99, 101, "[2 3 4]"},
	} {
		if got := fmt.Sprint(a.Touching([]int{0, 1, 2, 3, 4, 5}, base+c.from, base+c.to)); got != c.want {
			t.Errorf("Touching(%d, %d) = %s, want %s", c.from, c.to, got, c.want)
		}
	}
}

func TestStrip(t *testing.T) {
	a, _ := analyze(build("SUCCESSFUL", 100, sub{name: "a", start: 10, end: 40}, sub{name: "b", start: 20, end: 30}), 100)
	got := fmt.Sprint(a.Strip(base, base+40, 4))
	want := fmt.Sprint([]timeline.Bucket{{base, 0}, {base + 10, 1}, {base + 20, 2}, {base + 30, 1}})
	if got != want {
		t.Errorf("Strip = %s, want %s", got, want)
	}
	for _, c := range []struct {
		from, to int64
		n, want  int
	}{{0, 3, 10, 3}, {5, 5, 10, 0}, {5, 4, 10, 0}, {0, 9, 0, 0}, {0, 9, -1, 0}} {
		if got := len(a.Strip(base+c.from, base+c.to, c.n)); got != c.want {
			t.Errorf("Strip(%d, %d, %d) has %d buckets, want %d", c.from, c.to, c.n, got, c.want)
		}
	}
}

// Each bucket is what the range it stands for has.
func TestStripIsRanges(t *testing.T) {
	for seed := range uint64(200) {
		r, _, _, a := random(seed)
		from, to := a.Extent()
		to += 1 + r.Int64N(100)
		from -= r.Int64N(100)
		strip := a.Strip(from, to, 1+r.IntN(60))
		for k, b := range strip {
			until := to
			if k+1 < len(strip) {
				until = strip[k+1].FromMS
			}
			if want := a.Between(b.FromMS, until); b.Max != want.Peak || until <= b.FromMS {
				t.Fatalf("seed %d: bucket %d = %+v to %d, want %+v", seed, k, b, until, want)
			}
		}
	}
}
