package graphview_test

import (
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"testing"

	"taskscope/internal/baseline"
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/filter"
	"taskscope/views/graphview"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

// drawn is the graph of a task as a URL's query asks for it.
func drawn(t testing.TB, tk *task.Task, now task.Instant, query string) *graphview.Graph {
	t.Helper()
	return graphview.New(input(t, tk, now, query))
}

func input(t testing.TB, tk *task.Task, now task.Instant, query string) graphview.Input {
	t.Helper()
	values, err := url.ParseQuery(strings.TrimPrefix(query, "?"))
	if err != nil {
		t.Fatal(err)
	}
	u, err := permalink.ParseTask("prod:7@2", values)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	g, _ := dag.Build(tk)
	a := timeline.Analyze(tk, g, now)
	return graphview.Input{
		URL: u, Task: tk, Graph: g, Analysis: a, Dimmed: filter.Of(u, tk, g, a, &baseline.Usual{}).Dimmed, Text: viewtest.Frame(t, text.English).Text,
	}
}

const start = 1_700_000_000_000

func at(ms int64) task.Instant { return task.At(start+ms, 8*3600) }

// step ran from one moment to another, ms from the start.
func step(id task.SubtaskID, name string, from, to int64, ups ...task.SubtaskID) task.Subtask {
	return task.Subtask{ID: id, Name: name, Status: task.StatusSuccessful, Operation: task.OpExecute,
		ParallelIdx: task.Some[int64](-1), Started: at(from), Finished: at(to), Upstreams: ups}
}

// copies are n of a split stage, with ids from first on.
func copies(name string, first task.SubtaskID, n int, from int64, ups ...task.SubtaskID) []task.Subtask {
	var all []task.Subtask
	for k := range n {
		s := step(first+task.SubtaskID(k), name, from, from+int64(1000*(k+1)), ups...)
		s.ParallelIdx = task.Some(int64(k))
		all = append(all, s)
	}
	return all
}

func ids(first task.SubtaskID, n int) []task.SubtaskID {
	var all []task.SubtaskID
	for k := range n {
		all = append(all, first+task.SubtaskID(k))
	}
	return all
}

// staged is: prepare, 5 x install, 4 x check all to all, a chain of 5, and one
// that waits for two of the copies beside it.
func staged() *task.Task {
	t := &task.Task{ID: 7, Name: "Add OB server", Status: task.StatusFailed, Started: at(0), Finished: at(60_000)}
	t.Subtasks = append(t.Subtasks, step(1, "Prepare", 100, 900))
	t.Subtasks = append(t.Subtasks, copies("Install rpm", 10, 5, 1000, 1)...)
	t.Subtasks = append(t.Subtasks, copies("Check", 20, 4, 8000, ids(10, 5)...)...)
	up := ids(20, 4)
	for k := range task.SubtaskID(5) {
		t.Subtasks = append(t.Subtasks, step(30+k, fmt.Sprintf("Link %d", k), int64(20_000+k*1000), int64(20_500+k*1000), up...))
		up = []task.SubtaskID{30 + k}
	}
	t.Subtasks = append(t.Subtasks, step(40, "Report", 7000, 7100, 10, 11))
	t.Subtasks[3].Status = task.StatusFailed // Install rpm #2
	return t
}

// wide is n copies between two steps, and a chain of as many behind, in which
// nothing has started.
func wide(n int) *task.Task {
	t := &task.Task{ID: 7, Name: "wide", Status: task.StatusRunning, Started: at(0), Subtasks: []task.Subtask{step(1, "Prepare", 0, 1000)}}
	for k := range task.SubtaskID(n) {
		t.Subtasks = append(t.Subtasks, step(1000+k, fmt.Sprintf("Work %d", k), 2000, int64(3000+k), 1))
	}
	up := ids(1000, n)
	for k := range task.SubtaskID(n) {
		s := task.Subtask{ID: 100_000 + k, Name: fmt.Sprintf("After %d", k), Status: task.StatusPending, Operation: task.OpExecute, Upstreams: up}
		t.Subtasks = append(t.Subtasks, s)
		up = []task.SubtaskID{100_000 + k}
	}
	return t
}

// anyQuery asks for anything that a page of t can be asked for.
func anyQuery(r *rand.Rand, t *task.Task) string {
	id := func() string { return t.Subtasks[r.IntN(len(t.Subtasks))].ID.String() }
	q := url.Values{}
	maybe := func(name string, values ...string) {
		if r.IntN(2) == 0 {
			q.Set(name, values[r.IntN(len(values))])
		}
	}
	maybe("view", "graph", "overview")
	maybe("subtask", id())
	maybe("q", "1", "step", "nothing")
	maybe("state", "failed", "succeeded", "failed,running")
	maybe("fold", "all", "none")
	maybe("toggle", id())
	maybe("dir", "tb")
	maybe("draw", "all")
	maybe("focus", id(), "999999")
	maybe("up", "0", "1", "5")
	maybe("down", "0", "1", "5")
	maybe("heat", "run", "wait")
	maybe("chains", "folded")
	maybe("links", "dimmed")
	return q.Encode()
}
