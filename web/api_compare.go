package web

import (
	"github.com/labstack/echo/v4"

	"taskscope/internal/compare"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/comparepage"
)

// compareJSON is analysis.json of a comparison: a contract with scripts. What
// needs times that a run does not have is null.
type compareJSON struct {
	Base           string             `json:"base"`
	Head           string             `json:"head"`
	BaseMakespanMS *int64             `json:"base_makespan_ms"`
	HeadMakespanMS *int64             `json:"head_makespan_ms"`
	DeltaMS        *int64             `json:"delta_ms"`
	Attribution    []contributionJSON `json:"attribution"`
	TailDeltaMS    *int64             `json:"tail_delta_ms"`
	Matched        int                `json:"matched"`
	OnlyBase       []task.SubtaskID   `json:"only_base"`
	OnlyHead       []task.SubtaskID   `json:"only_head"`
	Pairs          []pairJSON         `json:"pairs"`
}

// contributionJSON is what one subtask adds to the difference; base_subtask or
// head_subtask is null where that run does not have it.
type contributionJSON struct {
	BaseSubtask *task.SubtaskID `json:"base_subtask"`
	HeadSubtask *task.SubtaskID `json:"head_subtask"`
	Name        string          `json:"name"`
	ParallelIdx int64           `json:"parallel_idx"`
	DeltaMS     int64           `json:"delta_ms"`
	WaitDeltaMS int64           `json:"wait_delta_ms"`
	RunDeltaMS  int64           `json:"run_delta_ms"`
}

type pairJSON struct {
	Base        task.SubtaskID `json:"base"`
	Head        task.SubtaskID `json:"head"`
	RunDeltaMS  *int64         `json:"run_delta_ms"`
	WaitDeltaMS *int64         `json:"wait_delta_ms"`
	StateBase   string         `json:"state_base"`
	StateHead   string         `json:"state_head"`
}

// pairing is a comparison as its page and its JSON start.
type pairing struct {
	url        permalink.Compare
	base, head *reading
	result     *compare.Result
}

// readPair reads both runs, at the same time, and compares them.
func readPair(c echo.Context) (*pairing, error) {
	u, err := permalink.ParseCompare(param(c, "pair"), c.QueryParams())
	if err != nil {
		return nil, err
	}
	both, err := readRuns(c, []task.Ref{u.Base, u.Head})
	if err != nil {
		return nil, err
	}
	p := &pairing{url: u, base: both[0], head: both[1]}
	p.result = compare.CompareAbove(p.base.run(), p.head.run(), comparepage.Threshold(u.Worth))
	return p, nil
}

func (r *reading) run() compare.Run {
	return compare.Run{Task: &r.view.Snapshot.Task, Graph: r.graph, Analysis: r.analysis}
}

// serveCompareJSON is GET /compare/{base}...{head}/analysis.json, of two runs or
// more.
func (s *server) serveCompareJSON(c echo.Context) error {
	if permalink.IsRuns(param(c, "pair")) {
		return s.serveRunsJSON(c)
	}
	p, err := readPair(c)
	if err != nil {
		return err
	}
	j := newCompareJSON(p)
	j.Base = visitOf(c).Reader.Short(p.base.view.Snapshot.Ref).String()
	j.Head = visitOf(c).Reader.Short(p.head.view.Snapshot.Ref).String()
	return sendJSON(c, j)
}

func newCompareJSON(p *pairing) compareJSON {
	r, base, head := p.result, &p.base.view.Snapshot.Task, &p.head.view.Snapshot.Task
	idOf := func(t *task.Task, i int) *task.SubtaskID {
		if i < 0 {
			return nil
		}
		id := t.Subtasks[i].ID
		return &id
	}
	figure := func(ms int64, ok bool) *int64 {
		if !ok {
			return nil
		}
		return &ms
	}
	j := compareJSON{
		BaseMakespanMS: figure(r.BaseMakespanMS, p.base.analysis.OK),
		HeadMakespanMS: figure(r.HeadMakespanMS, p.head.analysis.OK),
		DeltaMS:        figure(r.DeltaMS, r.OK), TailDeltaMS: figure(r.TailDeltaMS, r.OK),
		Matched:     len(r.Pairs),
		Attribution: make([]contributionJSON, 0, len(r.Attribution)),
		OnlyBase:    make([]task.SubtaskID, 0, len(r.OnlyBase)),
		OnlyHead:    make([]task.SubtaskID, 0, len(r.OnlyHead)),
		Pairs:       make([]pairJSON, 0, len(r.Pairs)),
	}
	for _, a := range r.Attribution {
		j.Attribution = append(j.Attribution, contributionJSON{
			BaseSubtask: idOf(base, a.BaseIndex), HeadSubtask: idOf(head, a.HeadIndex),
			Name: a.Name, ParallelIdx: a.ParallelIdx,
			DeltaMS: a.DeltaMS, WaitDeltaMS: a.WaitDeltaMS, RunDeltaMS: a.RunDeltaMS,
		})
	}
	for _, i := range r.OnlyBase {
		j.OnlyBase = append(j.OnlyBase, base.Subtasks[i].ID)
	}
	for _, i := range r.OnlyHead {
		j.OnlyHead = append(j.OnlyHead, head.Subtasks[i].ID)
	}
	for _, q := range r.Pairs {
		j.Pairs = append(j.Pairs, pairJSON{
			Base: base.Subtasks[q.Base].ID, Head: head.Subtasks[q.Head].ID,
			RunDeltaMS:  figure(q.RunDeltaMS.V, q.RunDeltaMS.OK),
			WaitDeltaMS: figure(q.WaitDeltaMS.V, q.WaitDeltaMS.OK),
			StateBase:   q.StateBase.String(), StateHead: q.StateHead.String(),
		})
	}
	return j
}
