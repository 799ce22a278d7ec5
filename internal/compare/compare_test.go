package compare_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/compare"
	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

func run(t *task.Task, now task.Instant) compare.Run {
	g, _ := dag.Build(t)
	return compare.Run{Task: t, Graph: g, Analysis: timeline.Analyze(t, g, now)}
}

func load(tb testing.TB, name string) compare.Run {
	t, now := timelinetest.Load(tb, name)
	return run(t, now)
}

// sum is what the attribution and the tail add up to.
func sum(r *compare.Result) int64 {
	n := r.TailDeltaMS
	for _, c := range r.Attribution {
		n += c.DeltaMS
	}
	return n
}

func TestTwoRunsOfBlast(t *testing.T) {
	base, head := load(t, timelinetest.BlastBase), load(t, timelinetest.BlastHead)
	r := compare.Compare(base, head)
	if r.DeltaMS != -881 || sum(r) != -881 || r.Significant {
		t.Errorf("delta = %d, attributed %d, significant %v, want -881, -881, false", r.DeltaMS, sum(r), r.Significant)
	}
	if len(r.Pairs) != 43 || len(r.OnlyBase)+len(r.OnlyHead) != 0 {
		t.Errorf("%d pairs, only %v and %v; want 43, none", len(r.Pairs), r.OnlyBase, r.OnlyHead)
	}
	for _, p := range r.Pairs {
		if b, h := base.Task.Subtasks[p.Base], head.Task.Subtasks[p.Head]; b.Name != h.Name || b.ID == h.ID {
			t.Errorf("pair %s (%d), %s (%d): want the same name under another id", b.Name, b.ID, h.Name, h.ID)
		}
	}
	if len(r.Attribution) == 0 {
		t.Error("no attribution")
	}
}

// sub is a subtask of the built runs: it waits for the one before, unless root.
type sub struct {
	name       string
	idx        int64 // parallelIdx
	start, end int64 // ms from the task's start; -1: none
	series     int64 // seriesId; 0: none
	status     task.Status
}

func built(end int64, subs ...sub) compare.Run {
	const start = 1_600_000_000_000
	at := func(ms int64) task.Instant {
		if ms < 0 {
			return task.Instant{}
		}
		return task.At(start+ms, 0)
	}
	t := &task.Task{ID: 1, Status: task.StatusSuccessful, Started: at(0), Finished: at(end)}
	for i, s := range subs {
		n := task.Subtask{ID: task.SubtaskID(100 + i), Name: s.name, ParallelIdx: task.Some(s.idx), Status: task.StatusSuccessful,
			Started: at(s.start), Finished: at(s.end)}
		if s.series > 0 {
			n.SeriesID = task.Some(s.series)
		}
		if s.status != "" {
			n.Status = s.status
		}
		if i > 0 {
			n.Upstreams = []task.SubtaskID{task.SubtaskID(100 + i - 1)}
		}
		t.Subtasks = append(t.Subtasks, n)
	}
	return run(t, at(end))
}

// flat is built without edges, so that all subtasks lie at one depth.
func flat(end int64, subs ...sub) compare.Run {
	r := built(end, subs...)
	for i := range r.Task.Subtasks {
		r.Task.Subtasks[i].Upstreams = nil
	}
	return run(r.Task, r.Task.Finished)
}

func attribution(r *compare.Result) string {
	var out []string
	for _, c := range r.Attribution {
		out = append(out, fmt.Sprintf("%s/%d[%d:%d] %+d=%+d%+d", c.Name, c.ParallelIdx, c.BaseIndex, c.HeadIndex, c.DeltaMS, c.WaitDeltaMS, c.RunDeltaMS))
	}
	return strings.Join(append(out, fmt.Sprintf("tail %+d", r.TailDeltaMS)), ", ")
}

func TestAttribution(t *testing.T) {
	base := built(100, sub{name: "a", start: 5, end: 20}, sub{name: "b", start: 25, end: 60}, sub{name: "c", start: 60, end: 90})
	for _, c := range []struct {
		name string
		head compare.Run
		want string
	}{
		{"the same", built(100, sub{name: "a", start: 5, end: 20}, sub{name: "b", start: 25, end: 60}, sub{name: "c", start: 60, end: 90}), "tail +0"},
		{"one ran longer, the biggest first", built(148, sub{name: "a", start: 6, end: 21}, sub{name: "b", start: 26, end: 101}, sub{name: "c", start: 101, end: 131}),
			"b/0[1:1] +40=+0+40, a/0[0:0] +1=+1+0, tail +7"},
		{"as much longer as shorter stays", built(100, sub{name: "a", start: 10, end: 20}, sub{name: "b", start: 25, end: 60}, sub{name: "c", start: 60, end: 90}),
			"a/0[0:0] +0=+5-5, tail +0"},
		{"one went, one came", built(100, sub{name: "a", start: 5, end: 20}, sub{name: "x", start: 25, end: 65}, sub{name: "c", start: 65, end: 95}),
			"x/0[-1:1] +45=+5+40, b/0[1:-1] -40=-5-35, tail -5"},
		{"another parallelIdx is another subtask; equals by name", built(100, sub{name: "a", start: 5, end: 20}, sub{name: "b", idx: 1, start: 25, end: 60}, sub{name: "c", start: 60, end: 90}),
			"b/0[1:-1] -40=-5-35, b/1[-1:1] +40=+5+35, tail +0"},
		{"no times: all of it is tail", built(70, sub{name: "a", start: -1, end: -1, status: "PENDING"}),
			"b/0[1:-1] -40=-5-35, c/0[2:-1] -30=+0-30, a/0[0:0] -20=-5-15, tail +60"},
		{"no subtasks", built(70), "b/0[1:-1] -40=-5-35, c/0[2:-1] -30=+0-30, a/0[0:-1] -20=-5-15, tail +60"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := compare.Compare(base, c.head)
			if got := attribution(r); got != c.want {
				t.Errorf("attribution = %s\nwant          %s", got, c.want)
			}
			if sum(r) != r.DeltaMS {
				t.Errorf("attributed %d of %d", sum(r), r.DeltaMS)
			}
		})
	}
}

func TestEqualContributionsAreInOrderOfName(t *testing.T) {
	var was, is []sub
	for i := range int64(40) {
		name := fmt.Sprintf("s%02d", i*17%40)
		was = append(was, sub{name: name, start: i * 10, end: i*10 + 10})
		is = append(is, sub{name: name, start: i * 11, end: i*11 + 11})
	}
	r := compare.Compare(built(400, was...), built(440, is...))
	if len(r.Attribution) != 40 {
		t.Fatalf("%d contributions, want 40", len(r.Attribution))
	}
	for i, c := range r.Attribution {
		if want := fmt.Sprintf("s%02d", i); c.Name != want || c.DeltaMS != 1 {
			t.Errorf("contribution %d = %s %+d, want %s +1", i, c.Name, c.DeltaMS, want)
		}
	}
}

func TestMatch(t *testing.T) {
	for _, c := range []struct {
		name       string
		base, head []sub
		pairs      [][2]int
		only       [2][]int
	}{
		{"by series, whatever the order in time", []sub{{name: "w", series: 2, start: 1, end: 2}, {name: "w", series: 1, start: 5, end: 6}}, []sub{{name: "w", series: 4, start: 1, end: 2}, {name: "w", series: 9, start: 5, end: 6}},
			[][2]int{{1, 0}, {0, 1}}, [2][]int{}},
		{"without series by start", []sub{{name: "w", start: 5, end: 6}, {name: "w", start: 1, end: 2}}, []sub{{name: "w", start: 1, end: 2}, {name: "w", start: 5, end: 6}},
			[][2]int{{1, 0}, {0, 1}}, [2][]int{}},
		{"an absent series or start comes last", []sub{{name: "w", start: 1, end: 2}, {name: "w", start: -1, end: -1, series: 7}, {name: "w", start: -1, end: -1}}, []sub{{name: "w", series: 1, start: 1, end: 2}, {name: "w", series: 2, start: 1, end: 2}, {name: "w", series: 3, start: 1, end: 2}},
			[][2]int{{1, 0}, {0, 1}, {2, 2}}, [2][]int{}},
		{"at last by id", []sub{{name: "w", start: 1, end: 2}, {name: "w", start: 1, end: 2}}, []sub{{name: "w", start: 1, end: 2}, {name: "w", start: 1, end: 2}},
			[][2]int{{0, 0}, {1, 1}}, [2][]int{}},
		{"left over on both sides", []sub{{name: "w", start: 1, end: 2}, {name: "x", start: 1, end: 2}, {name: "y", idx: 1, start: 1, end: 2}}, []sub{{name: "w", start: 1, end: 2}, {name: "w", start: 3, end: 4}, {name: "y", idx: 2, start: 1, end: 2}},
			[][2]int{{0, 0}}, [2][]int{{1, 2}, {1, 2}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := compare.Compare(flat(50, c.base...), flat(50, c.head...))
			var pairs [][2]int
			for _, p := range r.Pairs {
				pairs = append(pairs, [2]int{p.Base, p.Head})
			}
			if !reflect.DeepEqual(pairs, c.pairs) || !slices.Equal(r.OnlyBase, c.only[0]) || !slices.Equal(r.OnlyHead, c.only[1]) {
				t.Errorf("pairs %v, only base %v, only head %v; want %v, %v", pairs, r.OnlyBase, r.OnlyHead, c.pairs, c.only)
			}
		})
	}
	t.Run("by depth before series: OCP numbers the stages of each run anew", func(t *testing.T) {
		w := func(series, start int64) sub {
			return sub{name: "Wait node", series: series, start: start, end: start + 1}
		}
		base := built(50, w(1, 1), sub{name: "stage", start: 3, end: 5}, w(2, 7))
		head := built(50, w(9, 1), sub{name: "stage", start: 3, end: 5}, w(4, 7))
		r := compare.Compare(base, head)
		if got, want := attribution(r), "tail +0"; got != want || len(r.Pairs) != 3 {
			t.Errorf("attribution = %s of %d pairs, want %s of 3", got, len(r.Pairs), want)
		}
	})
	t.Run("by id, not by the order of the list", func(t *testing.T) {
		base, head := flat(50, sub{name: "w", start: 1, end: 2}, sub{name: "w", start: 1, end: 2}), flat(50, sub{name: "w", start: 1, end: 2}, sub{name: "w", start: 1, end: 2})
		s := head.Task.Subtasks
		s[0].ID, s[1].ID = s[1].ID, s[0].ID
		r := compare.Compare(base, run(head.Task, head.Task.Finished))
		if len(r.Pairs) != 2 || r.Pairs[0].Head != 1 || r.Pairs[1].Head != 0 {
			t.Errorf("pairs = %+v, want 0 with 1, 1 with 0", r.Pairs)
		}
	})
	t.Run("an absent parallelIdx is -1", func(t *testing.T) {
		base, head := built(50, sub{name: "w", idx: -1, start: 1, end: 2}), built(50, sub{name: "w", start: 1, end: 2})
		head.Task.Subtasks[0].ParallelIdx = task.Opt[int64]{}
		if r := compare.Compare(base, head); len(r.Pairs) != 1 {
			t.Errorf("pairs = %v, want one", r.Pairs)
		}
	})
}

func TestPairs(t *testing.T) {
	base := built(9000, sub{name: "a", start: 100, end: 5100}, sub{name: "b", start: 5200, end: 5300}, sub{name: "c", start: -1, end: -1, status: "PENDING"})
	head := built(9000, sub{name: "a", start: 150, end: 6200}, sub{name: "b", start: 7500, end: 7600, status: "FAILED"}, sub{name: "c", start: 7600, end: 7700})
	got := compare.Compare(base, head).Pairs
	want := []compare.Pair{
		{Base: 0, Head: 0, RunDeltaMS: task.Some[int64](1050), WaitDeltaMS: task.Some[int64](50), StateBase: task.Succeeded, StateHead: task.Succeeded,
			ContributionMS: 1100, ContributionWaitMS: 50, ContributionRunMS: 1050, Significant: true, RunSignificant: true},
		{Base: 1, Head: 1, RunDeltaMS: task.Some[int64](0), WaitDeltaMS: task.Some[int64](1200), StateBase: task.Succeeded, StateHead: task.Failed,
			ContributionMS: 1200, ContributionWaitMS: 1200, Significant: true, WaitSignificant: true},
		{Base: 2, Head: 2, StateBase: task.NotStarted, StateHead: task.Succeeded, ContributionMS: 100, ContributionRunMS: 100},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("pairs = %+v\nwant    %+v", got, want)
	}
	for _, p := range compare.CompareAbove(base, head, compare.Threshold{MS: 1100, Percent: 20}).Pairs {
		if want := p.Base == 1; p.Significant != want {
			t.Errorf("above 1.1 s: pair %d significant = %v, want %v", p.Base, p.Significant, want)
		}
	}
}

func TestThreshold(t *testing.T) {
	for _, c := range []struct {
		a, b int64
		want bool
	}{
		{0, 0, false}, {0, 1000, false}, {0, 1001, true},
		{5000, 6000, false}, {5000, 6001, true}, {4000, 5000, false}, {4000, 5001, true},
		{10_000, 12_000, false}, {10_000, 12_001, true}, {100, 900, false},
		{1 << 50, 1<<50 + 1<<40, false},
	} {
		for _, ab := range [][2]int64{{c.a, c.b}, {c.b, c.a}} {
			if got := compare.DefaultThreshold().Exceeded(ab[0], ab[1]); got != c.want {
				t.Errorf("Exceeded(%d, %d) = %v, want %v", ab[0], ab[1], got, c.want)
			}
		}
	}
}

func TestWithoutAStart(t *testing.T) {
	head := built(50, sub{name: "a", start: 1, end: 2})
	head.Task.Started, head.Task.Subtasks[0].Started = task.Instant{}, task.Instant{}
	head = run(head.Task, task.Instant{})
	r := compare.Compare(built(50, sub{name: "a", start: 1, end: 2}), head)
	if r.OK || r.DeltaMS != -50 || sum(r) != -50 || r.Pairs[0].RunDeltaMS.OK {
		t.Errorf("result = %+v, want not OK, and -50 attributed", r)
	}
}
