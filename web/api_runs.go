package web

import (
	"github.com/labstack/echo/v4"

	"taskscope/internal/compare"
	"taskscope/internal/task"
)

// runsJSON is analysis.json of more than two runs. Lists by run are in the order
// of runs; null is what a run does not have.
type runsJSON struct {
	Runs     []runJSON     `json:"runs"`
	Makespan spreadJSON    `json:"makespan"`
	Subtasks []runsRowJSON `json:"subtasks"`
}

type runJSON struct {
	Ref        string  `json:"ref"`
	TaskID     task.ID `json:"task_id"`
	Snapshot   int     `json:"snapshot"`
	Name       string  `json:"name"`
	State      string  `json:"state"`
	MakespanMS *int64  `json:"makespan_ms"`
}

// spreadJSON is what several runs took; slowest is a Ref, null where all are
// equal.
type spreadJSON struct {
	N        int     `json:"n"`
	MinMS    *int64  `json:"min_ms"`
	MedianMS *int64  `json:"median_ms"`
	MaxMS    *int64  `json:"max_ms"`
	Slowest  *string `json:"slowest"`
}

type runsRowJSON struct {
	Name        string            `json:"name"`
	ParallelIdx int64             `json:"parallel_idx"`
	Subtasks    []*task.SubtaskID `json:"subtasks"`
	Run         spreadJSON        `json:"run"`
	Wait        spreadJSON        `json:"wait"`
}

// serveRunsJSON is GET /compare/{a}...{b}...{c}/analysis.json.
func (s *server) serveRunsJSON(c echo.Context) error {
	m, err := readCompany(c)
	if err != nil {
		return err
	}
	j := runsJSON{Runs: make([]runJSON, len(m.runs)), Subtasks: make([]runsRowJSON, 0, len(m.many.Rows))}
	makespans := make([]task.Opt[int64], len(m.runs))
	for k, r := range m.runs {
		snap := &r.view.Snapshot
		j.Runs[k] = runJSON{Ref: visitOf(c).Reader.Short(snap.Ref).String(), TaskID: snap.Task.ID, Snapshot: snap.Ref.Snapshot,
			Name: snap.Task.Name, State: snap.Task.State().String()}
		if r.analysis.OK {
			ms := r.analysis.MakespanMS
			j.Runs[k].MakespanMS, makespans[k] = &ms, task.Some(ms)
		}
	}
	spread := func(v compare.Spread) spreadJSON {
		out := spreadJSON{N: v.N}
		if v.N > 0 {
			out.MinMS, out.MedianMS, out.MaxMS = &v.Min, &v.Median, &v.Max
		}
		if v.Slowest >= 0 {
			out.Slowest = &j.Runs[v.Slowest].Ref
		}
		return out
	}
	j.Makespan = spread(compare.SpreadOf(makespans))
	for _, row := range m.many.Rows {
		out := runsRowJSON{Name: row.Name, ParallelIdx: row.ParallelIdx, Subtasks: make([]*task.SubtaskID, len(row.At)), Run: spread(row.Run), Wait: spread(row.Wait)}
		for k, i := range row.At {
			if i >= 0 {
				out.Subtasks[k] = &m.runs[k].view.Snapshot.Task.Subtasks[i].ID
			}
		}
		j.Subtasks = append(j.Subtasks, out)
	}
	return sendJSON(c, j)
}
