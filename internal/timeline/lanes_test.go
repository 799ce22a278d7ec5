package timeline_test

import (
	"fmt"
	"slices"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

func spellLanes(lanes []timeline.Lane) string {
	out := []string{}
	for _, l := range lanes {
		out = append(out, fmt.Sprintf("%s %v %d of %d ms, %d at once", l.Name, l.Rows, l.Count, l.SumMS, l.Peak))
	}
	return fmt.Sprint(out)
}

func TestExecutorLanes(t *testing.T) {
	on := func(name string, start, end int64) sub { return sub{name: "s", start: start, end: end, executor: name} }
	for _, c := range []struct {
		name    string
		subs    []sub
		want    string
		without []int
	}{
		{"none", nil, "[]", nil},
		{"one after another", []sub{on("x", 0, 10), on("x", 10, 20)}, "[x [[0 1]] 2 of 20 ms, 1 at once]", nil},
		{"side by side, then the uppermost free row", []sub{on("x", 0, 10), on("x", 1, 5), on("x", 2, 20), on("x", 6, 8), on("x", 10, 12)}, "[x [[0 4] [1 3] [2]] 5 of 36 ms, 3 at once]", nil},
		{"0 ms does not hide another", []sub{on("x", 5, 5), on("x", 5, 5), on("x", 5, 9), on("x", 6, 7)}, "[x [[2] [0 3] [1]] 4 of 5 ms, 2 at once]", nil},
		{"numbers by value, no name last", []sub{on("", 0, 1), on("10.0.0.10", 0, 1), on("10.0.0.2", 0, 1), on("9.0.0.1", 0, 1)},
			"[9.0.0.1 [[3]] 1 of 1 ms, 1 at once 10.0.0.2 [[2]] 1 of 1 ms, 1 at once 10.0.0.10 [[1]] 1 of 1 ms, 1 at once  [[0]] 1 of 1 ms, 1 at once]", nil},
		{"those without a span", []sub{on("x", 0, 10), {name: "n", start: none, end: none, status: "PENDING"}, {name: "m", start: 5, end: none, status: "FAILED", executor: "x"}}, "[x [[0]] 1 of 10 ms, 1 at once]", []int{2, 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, g := analyze(build("SUCCESSFUL", 100, c.subs...), 100)
			lanes, without := a.ExecutorLanes(g.Order)
			if got := spellLanes(lanes); got != c.want || !slices.Equal(without, c.without) {
				t.Errorf("ExecutorLanes = %s without %v\nwant %s without %v", got, without, c.want, c.without)
			}
		})
	}
}

func TestStageLanes(t *testing.T) {
	built := build("SUCCESSFUL", 100, sub{name: "p", start: 0, end: 5}, sub{name: "i", start: 5, end: 20}, sub{name: "i", start: 6, end: 9},
		sub{name: "i", start: 9, end: 12}, sub{name: "f", start: 20, end: 25}, sub{name: "n", start: none, end: none, status: "PENDING"})
	built.Subtasks[4].ParallelIdx = task.Some[int64](0)
	a, g := analyze(built, 100)
	lanes, without := a.StageLanes(g.Order, []dag.Group{{Name: "i", Members: []int{1, 2, 3}}})
	want := "[p [[0]] 1 of 5 ms, 1 at once i [[1] [2 3]] 3 of 21 ms, 2 at once f #0 [[4]] 1 of 5 ms, 1 at once]"
	if got := spellLanes(lanes); got != want || !slices.Equal(without, []int{5}) {
		t.Errorf("StageLanes = %s without %v, want %s without [5]", got, without, want)
	}
}

// Everybody has one place, nobody lies on another, and no row is too many.
func TestLaneLaws(t *testing.T) {
	rows := 0
	for seed := range uint64(seeds) {
		_, odd, g, a := random(seed)
		for kind := range 2 {
			lanes, without := a.ExecutorLanes(g.Order)
			if kind == 1 {
				lanes, without = a.StageLanes(g.Order, g.Groups(odd))
			}
			placed := append([]int(nil), without...)
			for _, l := range lanes {
				count, sum, most := 0, int64(0), 0
				var members []int
				for _, row := range l.Rows {
					rows++
					for k, i := range row {
						s := &a.Spans[i]
						count, sum, members = count+1, sum+s.RunMS, append(members, i)
						if k == 0 {
							continue
						}
						if b := &a.Spans[row[k-1]]; s.Start < b.End || s.Start <= b.Start {
							t.Fatalf("seed %d, kind %d: %+v lies on %+v", seed, kind, *s, *b)
						}
					}
				}
				for _, i := range members {
					n := 0
					for _, j := range members {
						if o := &a.Spans[j]; o.Start <= a.Spans[i].Start && a.Spans[i].Start < max(o.Start+1, o.End) {
							n++
						}
					}
					most = max(most, n)
				}
				if len(l.Rows) != most || count != l.Count || sum != l.SumMS {
					t.Fatalf("seed %d, kind %d: %d rows, want %d; %+v", seed, kind, len(l.Rows), most, l)
				}
				placed = append(placed, members...)
			}
			slices.Sort(placed)
			if len(placed) != len(odd.Subtasks) || len(slices.Compact(placed)) != len(odd.Subtasks) {
				t.Fatalf("seed %d, kind %d: %d places, want one for each of %d", seed, kind, len(placed), len(odd.Subtasks))
			}
		}
	}
	if rows < 2000 {
		t.Errorf("only %d rows were looked at", rows)
	}
}

// The order of executors is one, whatever order the subtasks are in.
func TestExecutorsInOneOrder(t *testing.T) {
	names := []string{"a", "a1", "a01", "a001", "a2", "a10", "a10b", "b", "10.0.0.2", "10.0.0.10", "10.0.0.9:80", "", "0", "00", "é"}
	var subs []sub
	for _, n := range names {
		subs = append(subs, sub{name: "s", start: 0, end: 1, executor: n})
	}
	spell := func(subs []sub) (out []string) {
		a, g := analyze(build("SUCCESSFUL", 100, subs...), 100)
		lanes, _ := a.ExecutorLanes(g.Order)
		for _, l := range lanes {
			out = append(out, l.Name)
		}
		return out
	}
	want := []string{"0", "00", "10.0.0.2", "10.0.0.9:80", "10.0.0.10", "a", "a001", "a01", "a1", "a2", "a10", "a10b", "b", "é", ""}
	for range 20 {
		if got := spell(subs); !slices.Equal(got, want) {
			t.Fatalf("executors = %q\nwant        %q", got, want)
		}
		subs = append(subs[7:], subs[:7]...)
		subs[0], subs[3] = subs[3], subs[0]
	}
}
