package timeline_test

import (
	"strings"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// base is when built tasks start, UTC ms; none is a time that is not there.
const (
	base = int64(1_600_000_000_000)
	none = int64(-1 << 40)
)

func at(ms int64) task.Instant {
	if ms == none {
		return task.Instant{}
	}
	return task.At(base+ms, 8*3600)
}

// sub is a subtask with its times in ms from base. "a<b c" in Name: a waits for b and c.
type sub struct {
	name       string
	start, end int64
	status     task.Status // SUCCESSFUL unless given
	op         task.Operation
	runTime    int64
	timeoutS   int64
	executor   string
}

// build makes a task whose subtasks have the ids 1, 2, … in the order given.
// It starts at 0 and ends at end.
func build(status task.Status, end int64, subs ...sub) *task.Task {
	t := &task.Task{ID: 7, Name: "built", Status: status, Started: at(0), Finished: at(end)}
	ids := map[string]task.SubtaskID{}
	for i, s := range subs {
		name, _, _ := strings.Cut(s.name, "<")
		ids[name] = task.SubtaskID(i + 1)
	}
	for i, s := range subs {
		name, ups, _ := strings.Cut(s.name, "<")
		n := task.Subtask{ID: task.SubtaskID(i + 1), Name: name, Status: s.status, Operation: s.op,
			Started: at(s.start), Finished: at(s.end), Executor: s.executor}
		if n.Status == "" {
			n.Status = task.StatusSuccessful
		}
		if n.Operation == "" {
			n.Operation = task.OpExecute
		}
		if s.runTime > 0 {
			n.RunTime = task.Some(s.runTime)
		}
		if s.timeoutS > 0 {
			n.TimeoutS = task.Some(s.timeoutS)
		}
		for _, u := range strings.Fields(ups) {
			n.Upstreams = append(n.Upstreams, ids[u])
		}
		t.Subtasks = append(t.Subtasks, n)
	}
	return t
}

func analyze(t *task.Task, now int64) (*timeline.Analysis, *dag.Graph) {
	g, _ := dag.Build(t)
	return timeline.Analyze(t, g, at(now)), g
}

// names are the subtasks of the critical path, in order.
func names(t *task.Task, path []timeline.Hop) string {
	var out []string
	for _, h := range path {
		out = append(out, t.Subtasks[h.Subtask].Name)
	}
	return strings.Join(out, " ")
}

func checkSums(t testing.TB, a *timeline.Analysis) {
	t.Helper()
	var wait, run int64
	for _, h := range a.Path {
		if h.WaitMS < 0 || h.RunMS < 0 {
			t.Errorf("hop %+v, want nothing below 0", h)
		}
		wait, run = wait+h.WaitMS, run+h.RunMS
	}
	if wait != a.CriticalWaitMS || run != a.CriticalRunMS {
		t.Errorf("hops add up to wait %d, run %d, want %d, %d", wait, run, a.CriticalWaitMS, a.CriticalRunMS)
	}
	if sum := wait + run + a.TailMS; sum != a.MakespanMS || a.TailMS < 0 || a.MakespanMS < 0 {
		t.Errorf("wait %d + run %d + tail %d = %d, want the makespan %d and nothing below 0", wait, run, a.TailMS, sum, a.MakespanMS)
	}
}
