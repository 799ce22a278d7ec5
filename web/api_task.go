package web

import (
	"encoding/json"
	"fmt"

	"github.com/labstack/echo/v4"

	"taskscope/internal/baseline"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/text"
)

// taskJSON is analysis.json of a task: a contract with scripts. Figures are
// null for a task without a usable start.
type taskJSON struct {
	Ref            string        `json:"ref"`
	Source         string        `json:"source"`
	TaskID         task.ID       `json:"task_id"`
	Snapshot       int           `json:"snapshot"` // 0: history could not keep it
	Name           string        `json:"name"`
	State          string        `json:"state"`
	MakespanMS     *int64        `json:"makespan_ms"`
	CriticalPath   []hopJSON     `json:"critical_path"`
	CriticalWaitMS *int64        `json:"critical_wait_ms"`
	CriticalRunMS  *int64        `json:"critical_run_ms"`
	TailMS         *int64        `json:"tail_ms"`
	IdealMS        *int64        `json:"ideal_ms"`
	BusyMS         *int64        `json:"busy_ms"`
	Peak           int           `json:"peak_concurrency"`
	Subtasks       []subtaskJSON `json:"subtasks"` // in topological order
	Problems       []problemJSON `json:"problems"`
	Estimate       *estimateJSON `json:"estimate,omitempty"` // of the end of a running task
}

// estimateJSON is when a running task ends if the rest takes what it usually
// takes (baseline.Finish): UTC ms.
type estimateJSON struct {
	MedianEndMS int64 `json:"median_end_ms"`
	LateEndMS   int64 `json:"late_end_ms"`
	Runs        int   `json:"runs"`      // the fewest that one of the baselines rests on
	Overdue     int   `json:"overdue"`   // running subtasks that are beyond their 90th percentile
	WaitMS      int64 `json:"wait_ms"`   // what median_end_ms holds of waits and the tail
	WaitRuns    int   `json:"wait_runs"` // of how many whole runs that is known; 0: too few, and it holds none
}

// usualJSON is how long a subtask took in the task's other runs.
type usualJSON struct {
	MedianMS int64 `json:"median_ms"`
	P90MS    int64 `json:"p90_ms"`
	Runs     int   `json:"runs"`
	Samples  int   `json:"samples"` // more than runs where it has copies
	Slower   bool  `json:"slower"`  // this run was slower than usual
}

type hopJSON struct {
	Subtask task.SubtaskID `json:"subtask"`
	WaitMS  int64          `json:"wait_ms"`
	RunMS   int64          `json:"run_ms"`
}

// subtaskJSON is one subtask; what needs times it does not have is null.
type subtaskJSON struct {
	ID          task.SubtaskID `json:"id"`
	Name        string         `json:"name"`
	ParallelIdx *int64         `json:"parallel_idx"`
	State       string         `json:"state"`
	WaitMS      *int64         `json:"wait_ms"`
	RunMS       *int64         `json:"run_ms"`
	SlackMS     *int64         `json:"slack_ms"`
	Critical    bool           `json:"critical"`
	Usual       *usualJSON     `json:"usual,omitempty"` // not with fewer than five other runs
}

// problemJSON is odd data; Subtask is null where it concerns the whole task.
type problemJSON struct {
	Kind    task.ProblemKind `json:"kind"`
	Subtask *task.SubtaskID  `json:"subtask"`
	Text    string           `json:"text"`
}

// newTaskJSON writes an analysis down. Ref is the snapshot's as a reader
// writes it, words are English. After a rollback too the figures are those of the
// arithmetic: the pages do without the ones of which it cannot be told what they
// mean (Span.ReadyUnknown, SlackUnknown, PathUndone).
func newTaskJSON(ref task.Ref, r *reading, usual *baseline.Usual, words text.Printer) taskJSON {
	t, a := &r.view.Snapshot.Task, r.analysis
	figure := func(ms int64) *int64 {
		if !a.OK {
			return nil
		}
		return &ms
	}
	j := taskJSON{
		Ref: ref.String(), Source: r.view.Snapshot.Ref.Source, TaskID: t.ID, Snapshot: r.view.Snapshot.Ref.Snapshot,
		Name: t.Name, State: t.State().String(),
		MakespanMS: figure(a.MakespanMS), CriticalWaitMS: figure(a.CriticalWaitMS),
		CriticalRunMS: figure(a.CriticalRunMS), TailMS: figure(a.TailMS),
		IdealMS: figure(a.IdealMS), BusyMS: figure(a.BusyMS), Peak: a.Peak,
		CriticalPath: make([]hopJSON, len(a.Path)),
		Subtasks:     make([]subtaskJSON, 0, len(t.Subtasks)),
		Problems:     make([]problemJSON, 0, len(r.problems)),
	}
	for i, hop := range a.Path {
		j.CriticalPath[i] = hopJSON{t.Subtasks[hop.Subtask].ID, hop.WaitMS, hop.RunMS}
	}
	for _, i := range r.graph.Order {
		out := newSubtaskJSON(&t.Subtasks[i], a.States[i], &a.Spans[i])
		_, out.Critical = a.HopOf(i)
		if f := usual.Figures.Of(i); f.Enough() {
			out.Usual = &usualJSON{f.MedianMS, f.P90MS, f.Runs, f.Samples, usual.Slower(i).OK()}
		}
		j.Subtasks = append(j.Subtasks, out)
	}
	if e := usual.Estimate; e.OK() {
		j.Estimate = &estimateJSON{e.MidMS, e.LateMS, e.Runs, e.Overdue, e.WaitMS, e.Waits}
	}
	for _, p := range r.problems {
		out := problemJSON{Kind: p.Kind, Text: words.Problem(p)}
		if id := p.Subtask; id != 0 {
			out.Subtask = &id
		}
		j.Problems = append(j.Problems, out)
	}
	return j
}

func newSubtaskJSON(s *task.Subtask, state task.State, span *timeline.Span) subtaskJSON {
	j := subtaskJSON{ID: s.ID, Name: s.Name, State: state.String()}
	if s.ParallelIdx.OK {
		idx := s.ParallelIdx.V
		j.ParallelIdx = &idx
	}
	if span.OK {
		wait, run, slack := span.WaitMS, span.RunMS, span.SlackMS
		j.WaitMS, j.RunMS, j.SlackMS = &wait, &run, &slack
	}
	return j
}

// serveAnalysisJSON is GET /tasks/{ref}/analysis.json.
func (s *server) serveAnalysisJSON(c echo.Context) error {
	r, err := s.read(c)
	if err != nil {
		return err
	}
	v := visitOf(c)
	usual := s.usual(c.Request().Context(), v, r)
	return sendJSON(c, newTaskJSON(v.Reader.Short(r.view.Snapshot.Ref), r, &usual, s.words.In(text.English)))
}

// serveRawJSON is GET /tasks/{ref}/raw.json: the body exactly as received.
func (s *server) serveRawJSON(c echo.Context) error {
	_, view, err := s.open(c)
	if err != nil {
		return err
	}
	keep := revalidate
	if view.Pinned {
		keep = forever
	}
	return send(c, "application/json", keep, view.Snapshot.Body)
}

// sendJSON writes a value that cannot fail to be JSON.
func sendJSON(c echo.Context, v any) error {
	b, err := toJSON(v)
	if err != nil {
		return err
	}
	return send(c, "application/json", revalidate, b)
}

func toJSON(v any) ([]byte, error) {
	b, err := json.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("write JSON: %w", err)
	}
	return append(b, '\n'), nil
}
