package timeline_test

import (
	"fmt"
	"slices"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

func TestDigest(t *testing.T) {
	built := build("FAILED", 20_000, sub{name: "p", start: 500, end: 1000}, sub{name: "i<p", start: 1000, end: 2000}, sub{name: "i2<p", start: 1100, end: 2100},
		sub{name: "i3<p", start: 1000, end: 9000}, sub{name: "f<i", start: 2500, end: 8000, status: "FAILED"}, sub{name: "g<i", start: 2500, end: 3000, status: "FAILED", op: "CANCEL"},
		sub{name: "n<i3 f", start: none, end: none, status: "PENDING"})
	a, g := analyze(built, 20_000)
	groups := []dag.Group{{Name: "i", Members: []int{1, 2, 3}}}
	d := a.Digest(g.Order, groups)
	if d.WaitMS+d.RunMS+d.TailMS != d.MakespanMS || d.MakespanMS != 20_000 || d.TailMS != 11_000 {
		t.Errorf("figures of %+v", d)
	}
	got := fmt.Sprint(d.Bad, d.BadOf, d.Active, d.ActiveOf, d.Waited, d.Slowest, d.Lagging, d.Hops, d.OtherHops)
	want := fmt.Sprint([]int{4, 5}, 2, []int{}, 0, []int{0, 4, 5, 2}, []int{3, 4, 1, 2, 0}, []timeline.Straggler{{Subtask: 3, OverMS: 7000}}, []timeline.Hop{{Subtask: 0, WaitMS: 500, RunMS: 500}, {Subtask: 3, RunMS: 8000}}, 0)
	if got != want {
		t.Errorf("lists = %s\nwant    %s", got, want)
	}
	seen := a.Digest([]int{0, 5}, groups)
	if seen.BadOf != 1 || !slices.Equal(seen.Slowest, []int{0, 5}) || len(seen.Lagging) != 0 || seen.Counts[task.Failed] != 0 || seen.MakespanMS != 20_000 {
		t.Errorf("of two that are seen = %+v", seen)
	}
}

// The lists are short, what they leave out is said, and the sums hold.
func TestDigestLaws(t *testing.T) {
	long := 0
	for seed := range uint64(seeds) {
		r, odd, g, a := random(seed)
		list := slices.DeleteFunc(slices.Clone(g.Order), func(int) bool { return r.IntN(5) == 0 })
		d := a.Digest(list, g.Groups(odd))
		if d.WaitMS+d.RunMS+d.TailMS != d.MakespanMS {
			t.Fatalf("seed %d: %+v", seed, d)
		}
		hops := d.OtherMS
		for k, h := range d.Hops {
			hops += h.WaitMS + h.RunMS
			if k > 0 && g.Rank[d.Hops[k-1].Subtask] >= g.Rank[h.Subtask] {
				t.Fatalf("seed %d: hops %v are not in order", seed, d.Hops)
			}
		}
		if a.PathProblem == timeline.PathUndone && (len(d.Hops) > 0 || d.Mixed) {
			t.Fatalf("seed %d: hops %v of a path that cannot be told", seed, d.Hops)
		}
		if a.PathProblem == "" && hops != d.WaitMS+d.RunMS || len(d.Hops)+d.OtherHops != len(a.Told()) {
			t.Fatalf("seed %d: hops %v and %d more of %d ms, want all %d of %d ms", seed, d.Hops, d.OtherHops, d.OtherMS, len(a.Path), d.WaitMS+d.RunMS)
		}
		if d.OtherHops > 0 {
			long++
		}
		bad, active := 0, 0
		for s, n := range d.Counts {
			if task.State(s).Bad() {
				bad += n
			}
			if task.State(s).Active() {
				active += n
			}
		}
		if bad != d.BadOf || active != d.ActiveOf || len(d.Bad) != min(bad, timeline.DigestLines) || len(d.Active) != min(active, timeline.DigestLines) {
			t.Fatalf("seed %d: %d bad, %d active; want %d, %d", seed, d.BadOf, d.ActiveOf, bad, active)
		}
		for _, lists := range [][]int{d.Bad, d.Active, d.Waited, d.Slowest} {
			for _, i := range lists {
				if !slices.Contains(list, i) {
					t.Fatalf("seed %d: %d is named, but not seen", seed, i)
				}
			}
		}
		for k := 1; k < len(d.Slowest); k++ {
			if a.Spans[d.Slowest[k]].RunMS > a.Spans[d.Slowest[k-1]].RunMS || a.Spans[d.Slowest[k]].RunMS == 0 || a.Spans[d.Slowest[k]].Undone {
				t.Fatalf("seed %d: slowest %v", seed, d.Slowest)
			}
		}
	}
	if long < 50 {
		t.Errorf("only %d digests leave hops out", long)
	}
}
