package timeline_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

// traitNames are the flags as a test reads them, subtask by subtask.
func traitNames(traits []timeline.Traits) string {
	var all []string
	for _, t := range traits {
		var s strings.Builder
		for k, letter := range "fswcr" {
			if t.Has(1 << k) {
				s.WriteRune(letter)
			}
		}
		if s.Len() == 0 {
			s.WriteByte('-')
		}
		all = append(all, s.String())
	}
	return strings.Join(all, " ")
}

// TestTraits reads one letter for each: failed, slow, waited, critical, retried.
func TestTraits(t *testing.T) {
	// brief are four more that bring the median of the task down to 1 s.
	brief := func(subs ...sub) []sub {
		for range 4 {
			subs = append(subs, sub{name: "x", start: 0, end: 1000})
		}
		return subs
	}
	// kinds are 30 of 1 s and 10 of 20 s.
	kinds := func() (subs []sub) {
		for k := range 40 {
			subs = append(subs, sub{name: "k", start: 0, end: 1000 + int64(k/30)*(19_000+int64(k))})
		}
		return subs
	}
	// tail keeps the others off the critical path, in a task of 100 s.
	tail := func(subs ...sub) []sub { return append(subs, sub{name: "z", start: 0, end: 99_000}) }
	// stage starts at 0 in copies that ran so long, ms.
	stage := func(runs ...int64) (subs []sub) {
		for _, run := range runs {
			subs = append(subs, sub{name: "c", start: 0, end: run})
		}
		return tail(subs...)
	}
	one := func(s sub) []sub { return tail(s) }
	for _, c := range []struct {
		name string
		subs []sub
		want string
	}{
		{"failed", one(sub{name: "a", start: 0, end: 10, status: "FAILED"}), "f sc"},
		{"failed, cancelled", one(sub{name: "a", start: 0, end: 10, status: "FAILED", op: "CANCEL"}), "f sc"},
		{"failed, rollback", one(sub{name: "a", start: 0, end: 10, status: "FAILED", op: "ROLLBACK"}), "f c"}, // how long it ran nobody knows, so there is but one to compare
		{"a tenth of the makespan is slow", brief(one(sub{name: "a", start: 0, end: 10_000})...), "s sc - - - -"},
		{"not where it is the usual", one(sub{name: "a", start: 0, end: 10_000}), "- sc"},
		{"what all do alike is not slow", []sub{{name: "a", start: 0, end: 50_000}, {name: "b", start: 0, end: 60_000}, {name: "d", start: 0, end: 61_000}}, "- - c"},
		{"of two kinds the longer is none: many do so", kinds(), strings.TrimSpace(strings.Repeat("- ", 39)) + " c"},
		{"the only one is none that stands out", []sub{{name: "a", start: 0, end: 99_000}}, "c"},
		{"less is not", brief(one(sub{name: "a", start: 0, end: 9999})...), "- sc - - - -"},
		{"without times nothing is slow", one(sub{name: "a", start: 0, end: none}), "- c"},
		{"retried", one(sub{name: "a", start: 0, end: 10, runTime: 2}), "r sc"},
		{"waited", one(sub{name: "a", start: 1001, end: 1101}), "w sc"},
		{"waited for 1 s: the scheduler", one(sub{name: "a", start: 1000, end: 1001}), "- sc"},
		{"waited for 20 % of its run", one(sub{name: "a", start: 1500, end: 9000}), "- sc"},
		{"waited for more than 20 %", one(sub{name: "a", start: 1600, end: 9000}), "w sc"},
		{"a copy that lags", stage(1000, 1000, 1000, 2001), "- - - s sc"},
		{"by less than half", stage(9000, 9000, 9000, 13_500), "- - - - sc"},
		{"by half", stage(9000, 9000, 9000, 13_501), "- - - s sc"},
		{"1 s over is not enough", stage(1000, 1000, 1000, 2000), "- - - - sc"},
		{"nor 20 %", stage(9000, 9000, 10_800), "- - - sc"},
		{"copies that are all long: none stands out", stage(50_000, 50_000, 51_000), "- - - sc"},
		{"of two copies none lags, one is long for the task", brief(stage(20_000, 1000)...), "s - sc - - - -"},
		{"two with times are too few", brief(stage(20_000, none, 1000)...), "s - - sc - - - -"},
	} {
		built := build("SUCCESSFUL", 100_000, c.subs...)
		group := dag.Group{Name: "c"}
		for i, s := range built.Subtasks {
			if s.Name == "c" {
				group.Members = append(group.Members, i)
			}
		}
		a, _ := analyze(built, 100_000)
		if got := traitNames(a.Traits([]dag.Group{group})); got != c.want {
			t.Errorf("%s: Traits = %s, want %s", c.name, got, c.want)
		}
	}
}

func TestTraitsOfWhatWaitsNow(t *testing.T) {
	built := build("RUNNING", none, sub{name: "a", start: 0, end: 5000},
		sub{name: "queued<a", start: none, end: none, status: "READY"}, sub{name: "held<a", start: none, end: none, status: "PENDING"},
		sub{name: "b<a", start: 5100, end: none, status: "RUNNING"}, sub{name: "blocked<b", start: none, end: none, status: "PENDING"})
	for now, want := range map[int64]string{6000: "- - - - -", 6100: "- w w - -", 30_000: "- w w - -"} {
		a, _ := analyze(built, now)
		traits := a.Traits(nil)
		for i := range traits {
			traits[i] &= timeline.TraitWaited
		}
		if got := traitNames(traits); got != want {
			t.Errorf("at %d: waited = %s, want %s", now, got, want)
		}
	}
}

// What the traits say agrees with what the rest of the analysis says, for any task.
func TestTraitLaws(t *testing.T) {
	var seen timeline.Traits
	for seed := range uint64(seeds) {
		r, odd, g, a := random(seed)
		groups := g.Groups(odd)
		traits := a.Traits(groups)
		grouped := make([]bool, len(traits))
		for k := range groups {
			s := a.Summarize(groups[k].Members)
			lagging := 0
			for _, i := range groups[k].Members {
				grouped[i] = grouped[i] || s.Timed > 2
				if s.Timed > 2 && traits[i].Has(timeline.TraitSlow) {
					lagging++
				}
			}
			if lagging > 0 && (s.Straggler < 0 || !traits[s.Straggler].Has(timeline.TraitSlow)) {
				t.Fatalf("seed %d: %d slow copies, but the straggler %d is none", seed, lagging, s.Straggler)
			}
			if s.Timed > 2 && lagging > max(3, s.Timed/10) {
				t.Fatalf("seed %d: %d of %d copies stand out", seed, lagging, s.Timed)
			}
		}
		median := a.Summarize(slices.DeleteFunc(slices.Clone(g.Order), func(i int) bool { return a.Spans[i].OK && !a.Spans[i].Comparable() })).Run.MedianMS
		for i, got := range traits {
			seen |= got
			p := &a.Spans[i]
			if got.Has(timeline.TraitFailed) != a.States[i].Bad() || got.Has(timeline.TraitCritical) != p.Critical || got.Has(timeline.TraitRetried) != p.Retried {
				t.Fatalf("seed %d: traits of %d = %b with state %s, span %+v", seed, i, got, a.States[i], p)
			}
			if got.Has(timeline.TraitSlow) && (p.RunMS <= 1000 || p.Undone || p.Skipped) {
				t.Fatalf("seed %d: %d is slow after %d ms", seed, i, p.RunMS)
			}
			// A reason knows nothing of the first wait of what is queued again.
			first, told := p.Wait()
			wait := a.WaitReason(i).WaitMS
			if told {
				wait = max(wait, first)
			}
			if got.Has(timeline.TraitWaited) != timeline.Significant(wait, p.RunMS) {
				t.Fatalf("seed %d: %d waited %d ms of a run of %d ms: %v", seed, i, wait, p.RunMS, got.Has(timeline.TraitWaited))
			}
			if got.Has(timeline.TraitSlow) && !grouped[i] && (10*p.RunMS < a.MakespanMS || p.RunMS-median <= max(1000, median/2)) {
				t.Fatalf("seed %d: %d is slow after %d of %d ms, the median is %d", seed, i, p.RunMS, a.MakespanMS, median)
			}
		}
		// Ids and the order of subtasks mean nothing.
		d, to := timelinetest.Disguise(r, odd)
		dg, _ := dag.Build(d)
		other := timeline.Analyze(d, dg, timelinetest.Now()).Traits(dg.Groups(d))
		for i, j := range to {
			if other[j] != traits[i] {
				t.Fatalf("seed %d: traits of disguised %d = %b, want %b", seed, i, other[j], traits[i])
			}
		}
	}
	if all := timeline.TraitRetried<<1 - 1; seen != all {
		t.Errorf("random tasks have the traits %b, want %b", seen, all)
	}
}

func BenchmarkTraits10000(b *testing.B) {
	const n = 10_000
	big := timelinetest.Sane(rand.New(rand.NewPCG(1, 1)), n)
	var groups []dag.Group
	for i := 0; i < n; i += 50 {
		var g dag.Group
		for m := range 50 {
			g.Members = append(g.Members, i+m)
			big.Subtasks[i+m].ParallelIdx = task.Some(int64(m))
		}
		groups = append(groups, g)
	}
	g, _ := dag.Build(big)
	a := timeline.Analyze(big, g, timelinetest.Now())
	b.Run("Traits", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			a.Traits(groups)
		}
	})
	b.Run("Groups", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			g.Groups(big)
		}
	})
}
