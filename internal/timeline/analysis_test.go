package timeline_test

import (
	"fmt"
	"reflect"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
)

func TestSampleOfTheSpec(t *testing.T) {
	sample, now := timelinetest.Load(t, timelinetest.Sample)
	g, problems := dag.Build(sample)
	a := timeline.Analyze(sample, g, now)
	got := fmt.Sprintln(a.MakespanMS, a.CriticalRunMS, a.CriticalWaitMS, a.TailMS, a.IdealMS, a.BusyMS, a.Peak, len(a.Path), a.Offset, len(problems), a.Problems)
	want := fmt.Sprintln(22327, 17839, 3673, 815, 17839, 17839, 1, 4, 8*3600, 0, []task.Problem(nil))
	if got != want {
		t.Errorf("figures of the sample = %swant %s", got, want)
	}
	checkSums(t, a)
}

func TestOffsets(t *testing.T) {
	sample, now := timelinetest.Load(t, timelinetest.Sample)
	sample.Finished.Offset, sample.Subtasks[0].Started.Offset, sample.Subtasks[1].Finished.Offset = 0, -3600, 0
	g, _ := dag.Build(sample)
	if got, want := timeline.Analyze(sample, g, now).Offsets, []int{8 * 3600, -3600, 0}; !reflect.DeepEqual(got, want) {
		t.Errorf("offsets = %v, want that of the start, then the others %v", got, want)
	}
}

func TestMakespan(t *testing.T) {
	created := func(t *task.Task, ms int64) *task.Task { t.Created = at(ms); return t }
	started := func(t *task.Task, ms int64) *task.Task { t.Started = at(ms); return t }
	one := sub{name: "a", start: 100, end: 300}
	running := sub{name: "a", start: 100, end: 50, status: task.StatusRunning}
	for _, c := range []struct {
		name       string
		task       *task.Task
		now        int64
		start, end int64 // none: not OK
		problems   int
	}{
		{"start to finish", build("SUCCESSFUL", 400, one), 900, 0, 400, 0},
		{"creation stands in for the start", created(started(build("SUCCESSFUL", 400, one), none), 20), 900, 20, 400, 0},
		{"first subtask stands in for both", started(build("SUCCESSFUL", 400, one), none), 900, 100, 400, 0},
		{"a start without an end stands in too", started(build("FAILED", none, sub{name: "a", start: 70, end: none, status: "FAILED"}), none), 900, 70, 70, 1},
		{"no start at all", started(build("SUCCESSFUL", 400, sub{name: "a", start: none, end: 300}), none), 900, none, none, 1},
		{"running: now, the finish is stale", build("RUNNING", 50, one), 900, 0, 900, 0},
		{"running in lower case", build("running", 50, one), 900, 0, 900, 0},
		{"running without a clock: the latest moment", build("RUNNING", none, one), none, 0, 300, 0},
		{"over without a finish: the last end", build("FAILED", none, one), 900, 0, 300, 0},
		{"over without a finish, a subtask still running", build("FAILED", none, running), 900, 0, 900, 0},
		{"unknown status without a finish: the last end", build("PAUSED", none, one), 900, 0, 300, 0},
		{"nothing ended: a moment", build("FAILED", none), 900, 0, 0, 0},
		{"finish before start is 0 and a problem", build("SUCCESSFUL", -5), 900, 0, 0, 1},
		{"now before start is 0 and a problem", build("RUNNING", none), -3, 0, 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := analyze(c.task, c.now)
			if a.OK != (c.start != none) {
				t.Fatalf("OK = %v", a.OK)
			}
			if len(a.Problems) != c.problems {
				t.Errorf("problems = %v, want %d", a.Problems, c.problems)
			}
			checkSums(t, a)
			if !a.OK {
				if a.PathProblem != timeline.NoTaskStart || a.Problems[0].Kind != task.ProblemNoTimes || len(a.Spans) != 1 || len(a.States) != 1 {
					t.Errorf("path problem %q, problems %v", a.PathProblem, a.Problems)
				}
				return
			}
			if a.Start-base != c.start || a.End-base != c.end || a.MakespanMS != c.end-c.start {
				t.Errorf("makespan = %d..%d (%d), want %d..%d", a.Start-base, a.End-base, a.MakespanMS, c.start, c.end)
			}
		})
	}
}

func TestSpans(t *testing.T) {
	for _, c := range []struct {
		name string
		subs []sub // the last one is looked at
		want timeline.Span
	}{
		{"after its upstream", []sub{{name: "a", start: 1, end: 10}, {name: "b<a", start: 13, end: 20}},
			timeline.Span{OK: true, Started: true, Start: 13, End: 20, ReadyMS: 10, ReadyBy: 0, WaitMS: 3, RunMS: 7, Critical: true}},
		{"a root waits from the task's start", []sub{{name: "a", start: 5, end: 10}},
			timeline.Span{OK: true, Started: true, Start: 5, End: 10, ReadyBy: -1, WaitMS: 5, RunMS: 5, Critical: true}},
		{"the upstream that ended last", []sub{{name: "a", start: 1, end: 9}, {name: "b", start: 1, end: 12}, {name: "c<a b", start: 13, end: 20}},
			timeline.Span{OK: true, Started: true, Start: 13, End: 20, ReadyMS: 12, ReadyBy: 1, WaitMS: 1, RunMS: 7, Critical: true}},
		{"of two the lower id", []sub{{name: "a", start: 1, end: 9}, {name: "b", start: 1, end: 9}, {name: "c<b a", start: 13, end: 20}},
			timeline.Span{OK: true, Started: true, Start: 13, End: 20, ReadyMS: 9, ReadyBy: 0, WaitMS: 4, RunMS: 7, Critical: true}},
		{"an upstream without an end does not count", []sub{{name: "a", start: 1, end: none, status: "FAILED"}, {name: "b<a", start: 13, end: 20}},
			timeline.Span{OK: true, Started: true, Start: 13, End: 20, ReadyBy: -1, WaitMS: 13, RunMS: 7, Critical: true}},
		{"running: until now, its finish is stale", []sub{{name: "a", start: 13, end: 3, status: "RUNNING"}},
			timeline.Span{OK: true, Started: true, Open: true, Start: 13, End: 100, ReadyBy: -1, WaitMS: 13, RunMS: 87, Critical: true}},
		{"canceling too", []sub{{name: "a", start: 13, end: 30, status: "CANCELING"}},
			timeline.Span{OK: true, Started: true, Open: true, Start: 13, End: 100, ReadyBy: -1, WaitMS: 13, RunMS: 87, Critical: true}},
		{"running without a start has no span", []sub{{name: "a", start: none, end: 30, status: "RUNNING"}},
			timeline.Span{ReadyBy: -1}},
		{"queued again: a start, no end", []sub{{name: "a", start: 13, end: none, status: "READY", op: "RETRY"}},
			timeline.Span{Started: true, Start: 13, Retried: true, ReadyBy: -1}},
		{"retried by the counter", []sub{{name: "a", start: 1, end: 30, runTime: 3}},
			timeline.Span{OK: true, Started: true, Retried: true, Start: 1, End: 30, ReadyBy: -1, WaitMS: 1, RunMS: 29, Critical: true}},
		{"retried by the operation, which is not counted", []sub{{name: "a", start: 1, end: 30, runTime: 1, op: "RETRY"}},
			timeline.Span{OK: true, Started: true, Retried: true, Start: 1, End: 30, ReadyBy: -1, WaitMS: 1, RunMS: 29, Critical: true}},
		{"rolled back: to the rollback's end", []sub{{name: "a", start: 1, end: 30, status: "PENDING", op: "ROLLBACK"}},
			timeline.Span{OK: true, Started: true, Undone: true, Start: 1, End: 30, ReadyBy: -1, WaitMS: 1, RunMS: 29, Critical: true}},
		{"never started", []sub{{name: "a", start: none, end: none, status: "PENDING"}},
			timeline.Span{ReadyBy: -1}},
		{"ended before it started: 0, the bar stays", []sub{{name: "a", start: 9, end: 4}},
			timeline.Span{OK: true, Started: true, Start: 9, End: 4, ReadyBy: -1, WaitMS: 9, Critical: true}},
		{"started before it was ready: 0, the bar stays", []sub{{name: "a", start: 1, end: 10}, {name: "b<a", start: 8, end: 20}},
			timeline.Span{OK: true, Started: true, Start: 8, End: 20, ReadyMS: 10, ReadyBy: 0, RunMS: 12, Critical: true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := analyze(build("RUNNING", none, c.subs...), 100)
			checkSums(t, a)
			want := c.want
			if want.Started {
				want.Start += base
			}
			if want.OK {
				want.End += base
				want.SlackMS = a.Spans[len(c.subs)-1].SlackMS // see TestSlack
			}
			want.ReadyMS += base
			if got := a.Spans[len(c.subs)-1]; got != want {
				t.Errorf("span = %+v\nwant   %+v", got, want)
			}
		})
	}
}

func TestProblems(t *testing.T) {
	for _, c := range []struct {
		name string
		subs []sub
		want []task.Problem
	}{
		{"sane", []sub{{name: "a", start: 1, end: 10, executor: "x"}, {name: "b<a", start: 10, end: 12, executor: "y"}}, nil},
		{"negative run", []sub{{name: "a", start: 10, end: 4}},
			[]task.Problem{{Kind: task.ProblemNegativeRun, Subtask: 1, Args: []string{"6"}}}},
		{"ended without a start", []sub{{name: "a", start: none, end: 10}}, []task.Problem{{Kind: task.ProblemMissingTime, Subtask: 1, Args: []string{"startTime"}}}},
		{"ended without an end", []sub{{name: "a", start: 1, end: none, status: "FAILED"}}, []task.Problem{{Kind: task.ProblemMissingTime, Subtask: 1, Args: []string{"finishTime"}}}},
		{"ended without any time", []sub{{name: "a", start: none, end: none}}, []task.Problem{{Kind: task.ProblemMissingTime, Subtask: 1, Args: []string{"startTime, finishTime"}}}},
		{"not ended, so no end", []sub{{name: "a", start: 1, end: none, status: "READY"}, {name: "b", start: none, end: none, status: "PENDING"}}, nil},
		{"starts before ready, one clock", []sub{{name: "a", start: 1, end: 10, executor: "x"}, {name: "b<a", start: 7, end: 12, executor: "x"}},
			[]task.Problem{{Kind: task.ProblemStartBeforeReady, Subtask: 2, Args: []string{"3", "1"}}}},
		{"two clocks", []sub{{name: "a", start: 1, end: 10, executor: "x"}, {name: "b<a", start: 7, end: 12, executor: "y"}, {name: "c<a", start: 5, end: 12, executor: "y"}},
			[]task.Problem{{Kind: task.ProblemStartBeforeReady, Subtask: 3, Args: []string{"5", "1"}},
				{Kind: task.ProblemStartBeforeReady, Subtask: 2, Args: []string{"3", "1"}},
				{Kind: task.ProblemClockSkew, Args: []string{"x", "y", "5"}}}},
		{"two clocks, each ahead of the other: the stronger evidence", []sub{{name: "a", start: 1, end: 10, executor: "x"}, {name: "b<a", start: 7, end: 12, executor: "y"}, {name: "c<b", start: 11, end: 20, executor: "x"}},
			[]task.Problem{{Kind: task.ProblemStartBeforeReady, Subtask: 2, Args: []string{"3", "1"}},
				{Kind: task.ProblemStartBeforeReady, Subtask: 3, Args: []string{"1", "2"}},
				{Kind: task.ProblemClockSkew, Args: []string{"x", "y", "3"}}}},
		{"an upstream that still runs says nothing of clocks", []sub{{name: "a", start: 1, end: none, status: "RUNNING", executor: "x"}, {name: "b<a", start: 7, end: 12, executor: "y"}},
			[]task.Problem{{Kind: task.ProblemStartBeforeReady, Subtask: 2, Args: []string{"93", "1"}}}},
		{"before the task", []sub{{name: "a", start: -4, end: 10}},
			[]task.Problem{{Kind: task.ProblemOutsideTask, Subtask: 1, Args: []string{"4", task.BeforeTask}}}},
		{"after the task", []sub{{name: "a", start: 4, end: 109}},
			[]task.Problem{{Kind: task.ProblemOutsideTask, Subtask: 1, Args: []string{"9", task.AfterTask}}}},
		{"a rollback goes the other way: nothing odd", []sub{{name: "a", start: 1, end: 60, status: "PENDING", op: "ROLLBACK", executor: "x"},
			{name: "b<a", start: 12, end: 40, status: "PENDING", op: "ROLLBACK", executor: "y"}}, nil},
		{"a retried upstream says nothing of clocks", []sub{{name: "a", start: 1, end: 60, op: "RETRY", executor: "x"}, {name: "b<a", start: 12, end: 40, executor: "y"}},
			[]task.Problem{{Kind: task.ProblemStartBeforeReady, Subtask: 2, Args: []string{"48", "1"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := analyze(build("SUCCESSFUL", 100, c.subs...), 100)
			if !reflect.DeepEqual(a.Problems, c.want) {
				t.Errorf("problems = %v\nwant       %v", a.Problems, c.want)
			}
		})
	}

	t.Run("a running task is told what lies after now", func(t *testing.T) {
		a, _ := analyze(build("RUNNING", none, sub{name: "a", start: 0, end: 2}, sub{name: "runs<a", start: 90, end: none, status: "RUNNING"},
			sub{name: "ended<a", start: 3, end: 120}), 60)
		want := []task.Problem{{Kind: task.ProblemAheadOfNow, Subtask: 3, Args: []string{"60"}}, {Kind: task.ProblemAheadOfNow, Subtask: 2, Args: []string{"30"}}}
		if !reflect.DeepEqual(a.Problems, want) {
			t.Errorf("problems = %v, want %v", a.Problems, want)
		}
		if got, want := fmt.Sprint(a.MakespanMS, a.BusyMS, a.Peak, a.Average()), fmt.Sprint(60, 59, 1, 59.0/60); got != want {
			t.Errorf("makespan, busy, peak and mean = %s, want %s", got, want)
		}
		a, _ = analyze(build("RUNNING", none), -40)
		if want := []task.Problem{{Kind: task.ProblemTaskAhead, Args: []string{"40"}}}; !reflect.DeepEqual(a.Problems, want) {
			t.Errorf("problems of a task that starts after now = %v, want %v", a.Problems, want)
		}
	})
	t.Run("a makespan below 0 is one problem", func(t *testing.T) {
		a, _ := analyze(build("SUCCESSFUL", -5, sub{name: "a", start: 1, end: 9}, sub{name: "b", start: 1, end: 9}), 100)
		want := []task.Problem{{Kind: task.ProblemNegativeMakespan, Args: []string{"5"}}}
		if !reflect.DeepEqual(a.Problems, want) {
			t.Errorf("problems = %v, want %v", a.Problems, want)
		}
	})
}
