// Package timelinetest has the tasks that the tests of timeline and compare
// share: saved responses, and random ones that are as odd as OCP's can be. Only
// tests use it.
package timelinetest

import (
	"embed"
	"encoding/json"
	"testing"
	"time"

	"taskscope/internal/task"
)

// The saved responses.
const (
	Sample    = "35000312-reinstall-ocp-agent-4.json" // of OCP's API page
	BlastBase = "36000107-blast-43-run1.json"         // two runs of one task
	BlastHead = "36000108-blast-43-run2.json"
)

//go:embed testdata/*.json
var files embed.FS

// Load reads a saved response: only what the times and the graph need, since
// the real decoder is an I/O package. It gives the task and the server's now.
func Load(tb testing.TB, name string) (*task.Task, task.Instant) {
	tb.Helper()
	body, err := files.ReadFile("testdata/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	var r struct {
		Timestamp instant
		Data      struct {
			ID                                task.ID
			Name                              string
			Status                            task.Status
			Operation                         task.Operation
			CreateTime, StartTime, FinishTime instant
			Subtasks                          []struct {
				ID                                      task.SubtaskID
				SeriesID, Timeout, RunTime, ParallelIdx *int64
				Name, Executor                          string
				Status                                  task.Status
				Operation                               task.Operation
				Upstreams, Downstreams                  []task.SubtaskID
				CreateTime, StartTime, FinishTime       instant
			}
		}
	}
	if err := json.Unmarshal(body, &r); err != nil {
		tb.Fatalf("decode %s: %v", name, err)
	}
	d := &r.Data
	t := &task.Task{ID: d.ID, Name: d.Name, Status: d.Status, Operation: d.Operation,
		Created: d.CreateTime.Instant, Started: d.StartTime.Instant, Finished: d.FinishTime.Instant}
	for _, s := range d.Subtasks {
		t.Subtasks = append(t.Subtasks, task.Subtask{
			ID: s.ID, Name: s.Name, Status: s.Status, Operation: s.Operation, Executor: s.Executor,
			SeriesID: opt(s.SeriesID), TimeoutS: opt(s.Timeout), RunTime: opt(s.RunTime), ParallelIdx: opt(s.ParallelIdx),
			Upstreams: s.Upstreams, Downstreams: s.Downstreams,
			Created: s.CreateTime.Instant, Started: s.StartTime.Instant, Finished: s.FinishTime.Instant,
		})
	}
	return t, r.Timestamp.Instant
}

type instant struct{ task.Instant }

func (i *instant) UnmarshalText(b []byte) error {
	t, err := time.Parse(time.RFC3339, string(b))
	i.Instant = task.FromTime(t)
	return err
}

func opt(n *int64) task.Opt[int64] {
	if n == nil {
		return task.Opt[int64]{}
	}
	return task.Some(*n)
}
