package compare_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"taskscope/internal/compare"
	"taskscope/internal/dag"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

// written are the steps as "a b>c d +5": base's part of the path, head's, what
// it adds up to; "=" before a common one.
func written(r *compare.Result, base, head compare.Run) string {
	var out []string
	for _, s := range r.Steps {
		var was, is []string
		for _, h := range s.Base {
			was = append(was, base.Task.Subtasks[h.Subtask].Name)
		}
		for _, h := range s.Head {
			is = append(is, head.Task.Subtasks[h.Subtask].Name)
		}
		line := fmt.Sprintf("%s>%s %+d", strings.Join(was, " "), strings.Join(is, " "), s.DeltaMS)
		if s.Common {
			line = "=" + line
		}
		out = append(out, line)
	}
	return strings.Join(out, ", ")
}

func TestStepsOfTwoRunsOfBlast(t *testing.T) {
	base, head := load(t, timelinetest.BlastBase), load(t, timelinetest.BlastHead)
	const want = "=split_fasta_ID000001>split_fasta_ID000001 -3, blastall_ID000040>blastall_ID000041 -882, =cat_blast_ID000042>cat_blast_ID000042 +4"
	got := written(compare.Compare(base, head), base, head)
	// cat_ID000043 ends the paths where the data has it.
	if !strings.HasPrefix(got, want) {
		t.Errorf("steps = %s\nwant    %s", got, want)
	}
}

func TestSteps(t *testing.T) {
	abc := []sub{{name: "a", start: 5, end: 20}, {name: "b", start: 25, end: 60}, {name: "c", start: 60, end: 90}}
	for _, c := range []struct {
		name string
		head []sub
		want string
	}{
		{"the same", abc, "=a>a +0, =b>b +0, =c>c +0"},
		{"another in between", []sub{{name: "a", start: 5, end: 20}, {name: "x", start: 25, end: 65}, {name: "c", start: 65, end: 95}},
			"=a>a +0, b>x +5, =c>c +0"},
		{"in another order", []sub{{name: "b", start: 5, end: 40}, {name: "a", start: 45, end: 60}, {name: "c", start: 60, end: 90}},
			// One of the two is out of order: the lower pair, a, is the common one.
			">b +40, =a>a +0, b> -40, =c>c +0"},
		{"one more at the end", append(append([]sub{}, abc...), sub{name: "d", start: 90, end: 97}), "=a>a +0, =b>b +0, =c>c +0, >d +7"},
		{"nothing in common", []sub{{name: "x", start: 0, end: 90}}, "a b c>x +0"},
		{"no subtasks", nil, "a b c> -90"},
	} {
		t.Run(c.name, func(t *testing.T) {
			base, head := built(100, abc...), built(100, c.head...)
			if got := written(compare.Compare(base, head), base, head); got != c.want {
				t.Errorf("steps = %s\nwant    %s", got, c.want)
			}
		})
	}
}

// TestIdleIsIdleInAll: in a stretch that may be folded no subtask of any run is
// under way, and no two of them touch.
func TestIdleIsIdleInAll(t *testing.T) {
	seen := 0
	for seed := range uint64(200) {
		r, a, b := runs(seed)
		lined := []compare.Lined{{Analysis: a.Analysis, Origin: a.Analysis.Start}, {Analysis: b.Analysis, Origin: b.Analysis.Start + int64(r.IntN(9000))}}
		from, to, ok := compare.Extent(lined)
		idle := compare.Idle(lined, 2)
		for k, g := range idle {
			if !ok || g.From < from || g.To > to || g.From >= g.To || k > 0 && idle[k-1].To >= g.From {
				t.Fatalf("seed %d: gap %+v within %d to %d, after %v", seed, g, from, to, idle[:k])
			}
			for _, l := range lined {
				for i := range l.Analysis.Spans {
					p := &l.Analysis.Spans[i]
					if p.Mixed() { // of several runs only the ends are known
						from, to := p.Start-l.Origin, max(p.Start, p.End)-l.Origin // an end before the start is none
						if p.OK && (in(g, from) || in(g, to) || !g.Mixed && across(g, from, p.End-l.Origin)) {
							t.Fatalf("seed %d: the runs of subtask %d from %d to %d reach into the gap %+v", seed, i, from, to, g)
						}
						continue
					}
					if p.OK && p.Start-l.Origin < g.To && p.End-l.Origin > g.From {
						t.Fatalf("seed %d: subtask %d ran from %d to %d, in the gap %+v", seed, i, p.Start-l.Origin, p.End-l.Origin, g)
					}
				}
			}
			seen++
		}
		// The order of the runs means nothing, and one alone has its own gaps.
		if got := compare.Idle([]compare.Lined{lined[1], lined[0]}, 2); fmt.Sprint(got) != fmt.Sprint(idle) {
			t.Fatalf("seed %d: in the other order %v, want %v", seed, got, idle)
		}
		if got, want := compare.Idle(lined[:1], 10), a.Analysis.Gaps(10, nil); len(got) != len(want) {
			t.Fatalf("seed %d: one run alone has %v, want %v", seed, got, want)
		}
	}
	if seen == 0 {
		t.Error("no gap was looked at")
	}
}

func in(g timeline.Gap, at int64) bool { return g.From < at && at < g.To }

func across(g timeline.Gap, from, to int64) bool { return from < g.To && to > g.From }

// TestUnionIsBothGraphs: each subtask of each run is in one node, and there is an
// edge exactly where a run has one, but for those that close a cycle.
func TestUnionIsBothGraphs(t *testing.T) {
	for seed := range uint64(200) {
		_, base, head := runs(seed)
		r := compare.Compare(base, head)
		u := compare.Unite(r, base, head)
		if n := len(r.Pairs) + len(r.OnlyBase) + len(r.OnlyHead); len(u.Base) != n || len(u.Head) != n || len(u.Task.Subtasks) != n || len(u.Graph.Order) != n {
			t.Fatalf("seed %d: %d nodes, want %d", seed, len(u.Base), n)
		}
		inBase, inHead := 0, 0
		for _, e := range append(u.Graph.Edges(), u.Graph.Back...) {
			b, h := u.Edge(e[0], e[1])
			if !b && !h {
				t.Fatalf("seed %d: edge %v is in neither run", seed, e)
			}
			if b {
				inBase++
			}
			if h {
				inHead++
			}
		}
		if b, h := len(base.Graph.Edges()), len(head.Graph.Edges()); inBase != b || inHead != h {
			t.Fatalf("seed %d: %d and %d edges, want base's %d and head's %d", seed, inBase, inHead, b, h)
		}
		turned := compare.Unite(compare.Compare(head, base), head, base)
		if a, b := shape(u, false), shape(turned, true); a != b {
			t.Fatalf("seed %d: the union of head and base is another:\n%s\n%s", seed, a, b)
		}
	}
}

// shape is a union without its ids: nodes in their order, each with its edges.
func shape(u *compare.Union, swapped bool) string {
	base, head := u.Base, u.Head
	if swapped {
		base, head = head, base
	}
	name := func(n int) string { return fmt.Sprint(base[n], ":", head[n]) }
	edges := map[string]int{}
	for _, e := range append(u.Graph.Edges(), u.Graph.Back...) {
		edges[name(e[0])+" "+name(e[1])]++
	}
	return fmt.Sprint(edges, len(base))
}

func TestUnionOfARunWithItselfIsTheRun(t *testing.T) {
	for seed := range uint64(100) {
		_, a, _ := runs(seed)
		u := compare.Unite(compare.Compare(a, a), a, a)
		if len(u.Graph.Edges()) != len(a.Graph.Edges()) || len(u.Graph.Back) != 0 || len(u.Analysis.Path) != len(a.Analysis.Path) {
			t.Fatalf("seed %d: %d edges, %d back, want %d, 0", seed, len(u.Graph.Edges()), len(u.Graph.Back), len(a.Graph.Edges()))
		}
		for n := range u.Base {
			if u.Base[n] != u.Head[n] {
				t.Fatalf("seed %d: node %d is %d and %d", seed, n, u.Base[n], u.Head[n])
			}
		}
	}
}

// TestUnionOfDisguisedRuns: other ids and another order change nothing.
func TestUnionOfDisguisedRuns(t *testing.T) {
	for seed := range uint64(100) {
		r, base, head := runs(seed)
		d, to := timelinetest.Disguise(r, head.Task)
		hidden := run(d, timelinetest.Now())
		want := compare.Unite(compare.Compare(base, head), base, head)
		got := compare.Unite(compare.Compare(base, hidden), base, hidden)
		for n, h := range want.Head {
			if h >= 0 {
				want.Head[n] = to[h]
			}
		}
		if a, b := shape(got, false), shape(want, false); a != b {
			t.Fatalf("seed %d: with a disguised head\n%s\nwant\n%s", seed, a, b)
		}
	}
}

// TestSharedIDs: two snapshots of one task share their ids, and may still pair
// otherwise; no edge goes astray.
func TestSharedIDs(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	for range 100 {
		t1 := timelinetest.Odd(r, 20)
		t2 := *t1
		t2.Subtasks = append(t2.Subtasks[:0:0], t1.Subtasks...)
		for i := range t2.Subtasks {
			t2.Subtasks[i].Name = t1.Subtasks[r.IntN(20)].Name
		}
		base, head := run(t1, timelinetest.Now()), run(&t2, timelinetest.Now())
		u := compare.Unite(compare.Compare(base, head), base, head)
		for _, e := range append(u.Graph.Edges(), u.Graph.Back...) {
			if b, h := u.Edge(e[0], e[1]); !b && !h {
				t.Fatalf("edge %v is in neither run", e)
			}
		}
		if _, problems := dag.Build(u.Task); len(u.Graph.Back) == 0 && len(problems) != 0 {
			t.Fatalf("the union is odd: %v", problems)
		}
	}
}
