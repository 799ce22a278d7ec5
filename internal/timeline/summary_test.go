package timeline_test

import (
	"fmt"
	"slices"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

func TestSummarize(t *testing.T) {
	copies := func(runs ...int64) (subs []sub) {
		for k, run := range runs {
			subs = append(subs, sub{name: fmt.Sprint("c", k), start: 10, end: 10 + run})
		}
		return subs
	}
	for _, c := range []struct {
		name string
		task *task.Task
		want string
	}{
		{"none", build("SUCCESSFUL", 100), "0 succeeded run 0 0 0 straggler -1 +0"},
		{"one", build("SUCCESSFUL", 100, copies(40)...), "1 succeeded run 40 40 40 straggler -1 +0"},
		{"an even number: half-way, down", build("SUCCESSFUL", 9000, copies(1000, 2001, 2000, 1500)...), "4 succeeded run 1000 1750 2001 straggler -1 +0"},
		{"a straggler", build("SUCCESSFUL", 9000, copies(1000, 3001, 2000, 1200)...), "4 succeeded run 1000 1600 3001 straggler 1 +1401"},
		{"more than 20 %, but not 1 s", build("SUCCESSFUL", 9000, copies(1000, 2000, 1000)...), "3 succeeded run 1000 1000 2000 straggler -1 +0"},
		{"more than 1 s, but not 20 %", build("SUCCESSFUL", 90_000, copies(10_000, 12_000, 10_000)...), "3 succeeded run 10000 10000 12000 straggler -1 +0"},
		{"just above both", build("SUCCESSFUL", 90_000, copies(10_000, 12_001, 10_000)...), "3 succeeded run 10000 10000 12001 straggler 1 +2001"},
		{"of two none lags", build("SUCCESSFUL", 90_000, copies(1000, 50_000)...), "2 succeeded run 1000 25500 50000 straggler -1 +0"},
		{"the worst state; those without times only count", build("RUNNING", none, sub{name: "a", start: 10, end: 30}, sub{name: "b", start: 20, end: none, status: "RUNNING"},
			sub{name: "f", start: 15, end: 25, status: "FAILED"}, sub{name: "p", start: none, end: none, status: "PENDING"}),
			"3 failed run 10 20 80 straggler -1 +0"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, g := analyze(c.task, 100)
			s := a.Summarize(g.Order)
			got := fmt.Sprintf("%d %s run %d %d %d straggler %d +%d", s.Timed, s.Worst,
				s.Run.MinMS, s.Run.MedianMS, s.Run.MaxMS, s.Straggler, s.StragglerMS)
			if got != c.want {
				t.Errorf("Summarize = %s\nwant        %s", got, c.want)
			}
		})
	}
}

func TestSummaryOfTheCriticalOnes(t *testing.T) {
	a, _ := analyze(build("SUCCESSFUL", 100, sub{name: "a", start: 5, end: 30}, sub{name: "b<a", start: 30, end: 40}, sub{name: "c<b", start: 45, end: 99}, sub{name: "x", start: 0, end: 90, op: "RETRY"}), 100)
	for _, c := range []struct {
		of       []int
		critical int
		ms       int64
		from, to int64
	}{
		{[]int{0, 1}, 0, 40, 5, 40},
		{[]int{1, 2}, 2, 69, 30, 99},
		{[]int{3}, -1, 0, 0, 90},
	} {
		s := a.Summarize(c.of)
		if s.Critical != c.critical || s.CriticalMS != c.ms || s.From-base != c.from || s.To-base != c.to {
			t.Errorf("Summarize(%v) = critical %d of %d ms, %d to %d; want %+v", c.of, s.Critical, s.CriticalMS, s.From-base, s.To-base, c)
		}
	}
}

// How long a skipped one ran is not known, nor is it a straggler; when it was there is.
func TestSummaryOfSkipped(t *testing.T) {
	a, _ := analyze(build("SUCCESSFUL", 90_000, sub{name: "a", start: 0, end: 5000}, sub{name: "b", start: 0, end: 6000},
		sub{name: "c", start: 0, end: 7000}, sub{name: "d", start: 0, end: 80_000, op: "SKIP"}), 90_000)
	s := a.Summarize([]int{0, 1, 2, 3})
	if s.Timed != 4 || s.Ran != 3 || s.Run != (timeline.Spread{MinMS: 5000, MedianMS: 6000, MaxMS: 7000}) || s.To-base != 80_000 || s.Straggler >= 0 {
		t.Errorf("Summarize = %+v, want runs of 5 to 7 s, until 80 s, no straggler", s)
	}
	if s := a.Summarize([]int{3}); s.Timed != 1 || s.Ran != 0 || s.Run != (timeline.Spread{}) {
		t.Errorf("Summarize of the skipped one = %+v, want no runs", s)
	}
}

// What the parts say adds up to the whole, whoever is in them.
func TestSummaryLaws(t *testing.T) {
	stragglers := 0
	for seed := range uint64(seeds) {
		r, _, g, a := random(seed)
		all := a.Summarize(g.Order)
		if a.PathProblem != "" && (all.Critical >= 0 || all.CriticalMS != 0) {
			t.Fatalf("seed %d: summary of all = %+v, want nothing critical: %s", seed, all, a.PathProblem)
		}
		if a.PathProblem == "" && all.CriticalMS != a.CriticalWaitMS+a.CriticalRunMS {
			t.Fatalf("seed %d: summary of all = %+v, want critical %d + %d", seed, all, a.CriticalWaitMS, a.CriticalRunMS)
		}
		var parts [3][]int
		for _, i := range g.Order {
			k := r.IntN(len(parts))
			parts[k] = append(parts[k], i)
		}
		timed, criticalMS := 0, int64(0)
		for _, members := range parts {
			s := a.Summarize(members)
			timed, criticalMS = timed+s.Timed, criticalMS+s.CriticalMS
			if s.Critical >= 0 && (!a.Spans[s.Critical].Critical || !slices.Contains(members, s.Critical)) {
				t.Fatalf("seed %d: critical member %d", seed, s.Critical)
			}
			ran, sum := 0, int64(0)
			for _, i := range members {
				if p := &a.Spans[i]; p.OK && !p.Skipped {
					ran, sum = ran+1, sum+p.RunMS
				}
			}
			if x := s.Run; s.Ran != ran || x.MinMS > x.MedianMS || x.MedianMS > x.MaxMS || int64(ran)*x.MinMS > sum || int64(ran)*x.MaxMS < sum {
				t.Fatalf("seed %d: spread %+v of %d runs, want %d of sum %d", seed, x, s.Ran, ran, sum)
			}
			total := 0
			for state, n := range s.Counts {
				if total += n; n > 0 && task.State(state) < s.Worst {
					t.Fatalf("seed %d: worst is %s, but %d are %s", seed, s.Worst, n, task.State(state))
				}
			}
			if total != len(members) {
				t.Fatalf("seed %d: states of %d, want %d", seed, total, len(members))
			}
			if s.Straggler >= 0 {
				stragglers++
				if run := a.Spans[s.Straggler].RunMS; run != s.Run.MaxMS || run-s.Run.MedianMS != s.StragglerMS || !timeline.Significant(s.StragglerMS, s.Run.MedianMS) {
					t.Fatalf("seed %d: straggler %d ran %d of %+v", seed, s.Straggler, run, s.Run)
				}
			}
		}
		if timed != all.Timed || criticalMS != all.CriticalMS {
			t.Fatalf("seed %d: parts add up to %d, %d; want %+v", seed, timed, criticalMS, all)
		}
	}
	if stragglers < 100 {
		t.Errorf("only %d stragglers were looked at", stragglers)
	}
}

// Shares are the members with a span, each in one; together they go as far as all.
func TestSharesLaws(t *testing.T) {
	several := 0
	for seed := range uint64(300) {
		_, _, g, a := random(seed)
		all := a.Summarize(g.Order)
		shares := a.Shares(g.Order)
		n, from, to := 0, all.To, all.From
		for k, s := range shares {
			n, from, to = n+s.Count, min(from, s.From), max(to, s.To)
			if k > 0 && shares[k-1].State >= s.State || s.Count > all.Counts[s.State] || s.To < s.From {
				t.Fatalf("seed %d: shares %+v of %+v", seed, shares, all)
			}
		}
		if n != all.Timed || n > 0 && (from != all.From || to != all.To) {
			t.Fatalf("seed %d: %d from %d to %d, want %d from %d to %d", seed, n, from, to, all.Timed, all.From, all.To)
		}
		if len(shares) > 1 {
			several++
		}
	}
	if several < 100 {
		t.Errorf("only %d tasks have several", several)
	}
}
