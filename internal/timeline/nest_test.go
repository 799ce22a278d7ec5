package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

func TestNest(t *testing.T) {
	groups := []dag.Group{{Name: "x", Members: []int{1, 2, 3}}, {Name: "y", Members: []int{5, 6}}}
	a, _ := analyze(build("SUCCESSFUL", 100, make([]sub, 7)...), 100)
	for _, c := range []struct {
		name string
		list []int
		want string // a subtask, gN(members shown), >subtask below its group
	}{
		{"nothing", nil, "[]"},
		{"all", []int{0, 1, 2, 3, 4, 5, 6}, "[0 g0(3) >1 >2 >3 4 g1(2) >5 >6]"},
		{"members in the order given", []int{3, 6, 4, 1, 5, 0, 2}, "[0 g0(3) >3 >1 >2 4 g1(2) >6 >5]"},
		{"filtered: those that are left", []int{3, 1, 4}, "[g0(2) >3 >1 4]"},
		{"a single one is not folded away", []int{2, 5, 6}, "[2 g1(2) >5 >6]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := []string{}
			for _, r := range a.Nest(c.list, groups, timeline.ByOrder, false) {
				switch {
				case r.Subtask < 0:
					got = append(got, fmt.Sprintf("g%d(%d)", r.Group, r.Shown))
				case r.Inside:
					got = append(got, fmt.Sprint(">", r.Subtask))
				default:
					got = append(got, fmt.Sprint(r.Subtask))
				}
			}
			if fmt.Sprint(got) != c.want {
				t.Errorf("Nest(%v) = %v, want %s", c.list, got, c.want)
			}
		})
	}
}

// In every order and direction the rows are sorted by what they show, those
// without it last; every subtask is there once, and members follow their group.
func TestNestLaws(t *testing.T) {
	met := 0
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 6))
		tk := timelinetest.Odd(r, 2+r.IntN(30))
		g, _ := dag.Build(tk)
		a := timeline.Analyze(tk, g, timelinetest.Now())
		groups := []dag.Group{{Name: "one"}, {Name: "two"}}
		for i := range tk.Subtasks {
			if k := r.IntN(4); k < 2 {
				groups[k].Members = append(groups[k].Members, i)
				tk.Subtasks[i].Name, tk.Subtasks[i].ParallelIdx = groups[k].Name, task.Some(int64(len(groups[k].Members)))
			}
		}
		for _, by := range timeline.Sorts() {
			for _, reverse := range []bool{false, true} {
				list := a.Rows(by, reverse)
				rows := a.Nest(list, groups, by, reverse)
				var all []int
				last, lastOK, first := int64(0), true, true
				for k, row := range rows {
					members := []int{row.Subtask}
					if row.Subtask >= 0 {
						all = append(all, row.Subtask)
					} else {
						members = nil
						for _, m := range rows[k+1 : k+1+row.Shown] {
							if !m.Inside || m.Group != row.Group {
								t.Fatalf("seed %d, %s: rows %v", seed, by, rows)
							}
							members = append(members, m.Subtask)
						}
						met++
					}
					if row.Inside || by == timeline.ByName {
						continue
					}
					n, ok := shown(tk, g, a, by, members)
					worse := n < last
					if reverse {
						worse = n > last
					}
					if !first && (ok && !lastOK || ok && lastOK && worse) {
						t.Fatalf("seed %d, %s, reverse %v: row %d shows %d after %d", seed, by, reverse, k, n, last)
					}
					last, lastOK, first = n, ok, false
				}
				if slices.Sort(all); len(all) != len(tk.Subtasks) || len(slices.Compact(all)) != len(tk.Subtasks) {
					t.Fatalf("seed %d, %s: %d of %d subtasks", seed, by, len(all), len(tk.Subtasks))
				}
			}
		}
	}
	if met < 1000 {
		t.Errorf("only %d groups were looked at", met)
	}
}

// shown is what a row of these subtasks shows, so that less comes first.
func shown(tk *task.Task, g *dag.Graph, a *timeline.Analysis, by timeline.Sort, members []int) (n int64, ok bool) {
	s := a.Summarize(members)
	n = 1 << 60
	least := func(of func(i int) int64, has func(p *timeline.Span) bool) (int64, bool) {
		for _, i := range members {
			if has(&a.Spans[i]) {
				n, ok = min(n, of(i)), true
			}
		}
		return n, ok
	}
	all := func(*timeline.Span) bool { return true }
	switch by {
	case timeline.ByDuration:
		if len(members) == 1 {
			return -a.Spans[members[0]].RunMS, s.Timed > 0
		}
		return s.From - s.To, s.Timed > 0
	case timeline.ByWait:
		return least(func(i int) int64 { return -a.Spans[i].WaitMS }, func(p *timeline.Span) bool { _, ok := p.Wait(); return ok })
	case timeline.ByState:
		return int64(s.Worst), true
	case timeline.BySlack:
		return least(func(i int) int64 { return a.Spans[i].SlackMS }, func(p *timeline.Span) bool { _, ok := p.Slack(); return ok })
	case timeline.ByStart:
		return least(func(i int) int64 { return a.Spans[i].Start }, func(p *timeline.Span) bool { return p.Started })
	case timeline.ByID:
		return least(func(i int) int64 { return int64(tk.Subtasks[i].ID) }, all)
	}
	return least(func(i int) int64 { return int64(g.Rank[i]) }, all)
}
