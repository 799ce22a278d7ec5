package timeline_test

import (
	"fmt"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

func TestPath(t *testing.T) {
	for _, c := range []struct {
		name string
		end  int64
		subs []sub
		path string
		hops string // wait+run of each, then the tail
	}{
		{"chain", 100, []sub{{name: "a", start: 5, end: 10}, {name: "b<a", start: 12, end: 90}}, "a b", "5+5 2+78 10"},
		{"the longer branch", 100, []sub{{name: "a", start: 0, end: 10}, {name: "b<a", start: 10, end: 50}, {name: "c<a", start: 10, end: 60}, {name: "d<b c", start: 61, end: 100}},
			"a c d", "0+10 0+50 1+39 0"},
		{"last end, then later start", 100, []sub{{name: "a", start: 0, end: 100}, {name: "b", start: 40, end: 100}}, "b", "40+60 0"},
		{"then lower id", 100, []sub{{name: "a", start: 40, end: 100}, {name: "b", start: 40, end: 100}}, "a", "40+60 0"},
		{"upstream that ended last, then lower id, whatever its start", 100,
			[]sub{{name: "a", start: 0, end: 50}, {name: "b", start: 40, end: 50}, {name: "c<b a", start: 60, end: 100}}, "a c", "0+50 10+40 0"},
		{"overlap counts once", 100, []sub{{name: "a", start: 0, end: 50}, {name: "b<a", start: 40, end: 80}}, "a b", "0+50 0+30 20"},
		{"inside its upstream adds nothing", 100, []sub{{name: "z", start: 0, end: 20}, {name: "a<z", start: 20, end: 50}, {name: "b<a", start: 30, end: 40}, {name: "c<b", start: 60, end: 70}},
			"z a b c", "0+20 0+30 0+0 10+10 30"},
		{"before the task's start", 100, []sub{{name: "a", start: -30, end: 20}, {name: "b<a", start: 30, end: 60}}, "a b", "0+20 10+30 40"},
		{"wholly before the task's start", 100, []sub{{name: "a", start: -30, end: -20}, {name: "b<a", start: 30, end: 60}}, "a b", "0+0 30+30 40"},
		{"after the task's finish", 100, []sub{{name: "a", start: 0, end: 20}, {name: "b<a", start: 30, end: 160}}, "a b", "0+20 10+70 0"},
		{"wholly after the task's finish", 100, []sub{{name: "a", start: 0, end: 20}, {name: "b<a", start: 130, end: 160}}, "a b", "0+20 80+0 0"},
		{"ended before it started", 100, []sub{{name: "a", start: 0, end: 20}, {name: "b<a", start: 50, end: 40}}, "a b", "0+20 30+0 50"},
		{"makespan of 0", 0, []sub{{name: "a", start: 3, end: 20}, {name: "b<a", start: 50, end: 60}}, "a b", "0+0 0+0 0"},
		{"one that waits for its rollback ended when it ended", 100, []sub{{name: "a", start: 5, end: 20, op: "ROLLBACK"}, {name: "b<a", start: 20, end: 50}},
			"a b", "5+15 0+30 50"},
	} {
		t.Run(c.name, func(t *testing.T) {
			built := build("SUCCESSFUL", c.end, c.subs...)
			a, _ := analyze(built, 500)
			checkSums(t, a)
			if got := names(built, a.Path); got != c.path {
				t.Errorf("path = %s, want %s", got, c.path)
			}
			hops := ""
			for _, h := range a.Path {
				hops += fmt.Sprintf("%d+%d ", h.WaitMS, h.RunMS)
			}
			if hops += fmt.Sprint(a.TailMS); hops != c.hops {
				t.Errorf("hops and tail = %s, want %s", hops, c.hops)
			}
			for _, h := range a.Path {
				if s := a.Spans[h.Subtask]; !s.Critical || s.SlackMS != 0 {
					t.Errorf("%s: critical %v, slack %d, want true, 0", built.Subtasks[h.Subtask].Name, s.Critical, s.SlackMS)
				}
			}
		})
	}
}

// Where the path leads along ends of rollbacks, the arithmetic stays as it is and
// nothing is told of it.
func TestPathUndone(t *testing.T) {
	undone := func(name string, start, end int64) sub {
		return sub{name: name, start: start, end: end, op: "ROLLBACK", status: "PENDING"}
	}
	failed := undone("a", 5, 90)
	failed.status = "FAILED"
	for _, c := range []struct {
		name string
		subs []sub
		want string // wait+run of each hop of the arithmetic, then the tail
		told bool
	}{
		{"a rollback ends with the first subtask", []sub{undone("a", 5, 90), undone("b<a", 20, 50)}, "5+85 10", false},
		{"a rollback that failed", []sub{failed}, "5+85 10", false},
		{"an upstream that was rolled back", []sub{undone("a", 5, 30), {name: "b<a", start: 20, end: 90}}, "5+25 0+60 10", false},
		{"one that ended earlier in any case", []sub{undone("a", 5, 30), {name: "c", start: 10, end: 40}, {name: "b<a c", start: 41, end: 90}}, "10+30 1+49 10", true},
	} {
		a, _ := analyze(build("FAILED", 100, c.subs...), 500)
		checkSums(t, a)
		hops := ""
		for _, h := range a.Path {
			hops += fmt.Sprintf("%d+%d ", h.WaitMS, h.RunMS)
			if got := a.Spans[h.Subtask].Critical; got != c.told {
				t.Errorf("%s: critical = %v, want %v", c.name, got, c.told)
			}
		}
		if hops += fmt.Sprint(a.TailMS); hops != c.want {
			t.Errorf("%s: hops and tail = %s, want %s", c.name, hops, c.want)
		}
		if told := a.PathProblem == ""; told != c.told || told != (len(a.Told()) > 0) || told != (a.LongestHop() >= 0) {
			t.Errorf("%s: problem %q, told %v, longest hop %d; want told: %v", c.name, a.PathProblem, a.Told(), a.LongestHop(), c.told)
		}
	}
}

func TestNoPath(t *testing.T) {
	for _, c := range []struct {
		name string
		subs []sub
		want timeline.PathProblem
	}{
		{"no subtasks", nil, timeline.NoSubtasks},
		{"none with times", []sub{{name: "a", start: none, end: none, status: "PENDING"}, {name: "b", start: 4, end: none, status: "READY"}}, timeline.NoSpans},
	} {
		a, _ := analyze(build("FAILED", 100, c.subs...), 500)
		if a.PathProblem != c.want || len(a.Path) != 0 || a.TailMS != 100 || a.LongestHop() != -1 {
			t.Errorf("%s: problem %q, path %v, tail %d; want %q, none, 100", c.name, a.PathProblem, a.Path, a.TailMS, c.want)
		}
		checkSums(t, a)
	}
}

func TestLongestHop(t *testing.T) {
	a, _ := analyze(build("SUCCESSFUL", 100, sub{name: "a", start: 5, end: 10}, sub{name: "b<a", start: 20, end: 40}, sub{name: "c<b", start: 40, end: 70}), 500)
	if got := a.LongestHop(); got != 1 {
		t.Errorf("LongestHop() = %d, want the earlier of the two of 30 ms: 1", got)
	}
}

func TestPathMixed(t *testing.T) {
	for _, c := range []struct {
		name string
		sub  sub
		want bool
	}{
		{"one attempt", sub{name: "a", start: 0, end: 20}, false},
		{"two attempts", sub{name: "a", start: 0, end: 20, runTime: 2}, true},
		{"undone", sub{name: "a", start: 0, end: 20, op: "ROLLBACK", status: "PENDING"}, true},
	} {
		a, _ := analyze(build("SUCCESSFUL", 100, c.sub), 500)
		if got := a.PathMixed(); got != c.want {
			t.Errorf("%s: PathMixed = %v, want %v", c.name, got, c.want)
		}
	}
}

func TestSlackAndIdeal(t *testing.T) {
	for _, c := range []struct {
		name  string
		subs  []sub
		slack []int64
		ideal int64
	}{
		{"chain", []sub{{name: "a", start: 0, end: 10}, {name: "b<a", start: 30, end: 50}}, []int64{0, 0}, 30},
		{"branches", []sub{{name: "a", start: 0, end: 10}, {name: "b<a", start: 10, end: 50}, {name: "c<a", start: 10, end: 60}, {name: "d<b c", start: 61, end: 100}, {name: "e<b", start: 51, end: 70}},
			[]int64{0, 10, 0, 0, 30}, 99},
		{"a wait on the way stays as it was", []sub{{name: "a", start: 0, end: 10}, {name: "b<a", start: 40, end: 50}, {name: "z", start: 0, end: 70}}, []int64{20, 20, 0}, 70},
		{"a downstream that never started makes nobody late", []sub{{name: "a", start: 0, end: 10}, {name: "b<a", start: none, end: none}, {name: "z", start: 0, end: 70}}, []int64{60, 0, 0}, 70},
		{"a chain leads through one without times", []sub{{name: "a", start: 0, end: 10}, {name: "b<a", start: none, end: none}, {name: "c<b", start: 20, end: 25}}, []int64{15, 0, 0}, 15},
		{"the last to end has no slack, whatever its downstreams say", []sub{{name: "a", start: 0, end: 90, op: "ROLLBACK", status: "PENDING"}, {name: "b<a", start: 20, end: 50, op: "ROLLBACK", status: "PENDING"}},
			[]int64{0, 40}, 120},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := analyze(build("SUCCESSFUL", 200, c.subs...), 500)
			for i, want := range c.slack {
				if got := a.Spans[i].SlackMS; got != want {
					t.Errorf("slack of %s = %d, want %d", c.subs[i].name, got, want)
				}
			}
			if a.IdealMS != c.ideal {
				t.Errorf("ideal = %d, want %d", a.IdealMS, c.ideal)
			}
		})
	}
}

// Wait and slack are known where they rest on ends of runs.
func TestWaitAndSlackTold(t *testing.T) {
	back := func(name string, start, end int64, status task.Status) sub {
		return sub{name: name, start: start, end: end, op: "ROLLBACK", status: status}
	}
	for _, c := range []struct {
		name        string
		subs        []sub
		wait, slack string // a letter for each that tells it
	}{
		{"forward", []sub{{name: "a", start: 0, end: 10}, {name: "b<a", start: 30, end: 50}}, "ab", "ab"},
		{"rolled back", []sub{back("a", 0, 90, "PENDING"), back("b<a", 30, 60, "PENDING")}, "a", ""},
		{"the upstream still waits for its rollback", []sub{back("a", 0, 10, "SUCCESSFUL"), back("b<a", 30, 60, "FAILED"), {name: "z", start: 0, end: 70}}, "abz", "z"},
		{"rolled back beside it", []sub{back("a", 0, 20, "PENDING"), {name: "b", start: 0, end: 10}, {name: "z", start: 0, end: 70}}, "abz", "bz"},
		{"queued again", []sub{{name: "a", start: 0, end: 10}, {name: "b<a", start: 11, end: 20, status: "READY", op: "RETRY", runTime: 2}}, "ab", ""},
	} {
		a, _ := analyze(build("RUNNING", none, c.subs...), 100)
		wait, slack := "", ""
		for i, s := range c.subs {
			if _, ok := a.Spans[i].Wait(); ok {
				wait += s.name[:1]
			}
			if _, ok := a.Spans[i].Slack(); ok {
				slack += s.name[:1]
			}
		}
		if wait != c.wait || slack != c.slack {
			t.Errorf("%s: wait of %q and slack of %q are told, want %q and %q", c.name, wait, slack, c.wait, c.slack)
		}
	}
}
