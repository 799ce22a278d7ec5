package compare

import (
	"strconv"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// Columns are the header of Records. They are a contract with scripts: new ones
// go to the end.
func Columns() []string {
	return []string{"name", "parallel_idx", "base_subtask", "head_subtask", "state_base", "state_head",
		"run_base_ms", "run_head_ms", "run_delta_ms", "wait_base_ms", "wait_head_ms", "wait_delta_ms",
		"critical_base", "critical_head", "contribution_ms", "contribution_wait_ms", "contribution_run_ms", "significant"}
}

// Place is a pair of subtasks, or one that only one run has (-1 for the other).
type Place struct{ Base, Head int }

// Records are places as rows of a CSV file, a field for each of Columns.
// Durations are whole ms; what is not known is empty. Text that a spreadsheet
// would take for a formula gets an apostrophe in front.
func (r *Result) Records(base, head Run, places []Place) [][]string {
	parts := make(map[Place]Contribution, len(r.Attribution))
	for _, c := range r.Attribution {
		parts[Place{c.BaseIndex, c.HeadIndex}] = c
	}
	pairs := make(map[Place]*Pair, len(r.Pairs))
	for k := range r.Pairs {
		pairs[Place{r.Pairs[k].Base, r.Pairs[k].Head}] = &r.Pairs[k]
	}
	records := make([][]string, len(places))
	for k, at := range places {
		was, is := sideOf(base, at.Base), sideOf(head, at.Head)
		s := was.subtask
		if is.subtask != nil {
			s = is.subtask
		}
		part := parts[at]
		var run, wait string
		significant := true // one that has no counterpart
		if p := pairs[at]; p != nil {
			run, wait = known(p.RunDeltaMS), known(p.WaitDeltaMS)
			significant = p.Significant || p.StateBase != p.StateHead
		}
		records[k] = []string{timeline.Inert(s.Name), strconv.FormatInt(s.ParallelIdx.Or(-1), 10), was.id, is.id, was.state, is.state,
			was.run, is.run, run, was.wait, is.wait, wait, was.critical, is.critical,
			ms(part.DeltaMS), ms(part.WaitDeltaMS), ms(part.RunDeltaMS), strconv.FormatBool(significant)}
	}
	return records
}

// written is a subtask of one run as fields; all "" where the run has none.
type written struct {
	subtask                        *task.Subtask
	id, state, run, wait, critical string
}

func sideOf(r Run, i int) (w written) {
	if i < 0 {
		return w
	}
	s, span := &r.Task.Subtasks[i], &r.Analysis.Spans[i]
	_, critical := r.Analysis.HopOf(i) // of the arithmetic, as the contributions are
	w = written{subtask: s, id: s.ID.String(), state: r.Analysis.States[i].String(), critical: strconv.FormatBool(critical)}
	if span.OK {
		w.run, w.wait = ms(span.RunMS), ms(span.WaitMS)
	}
	return w
}

func known(n task.Opt[int64]) string {
	if !n.OK {
		return ""
	}
	return ms(n.V)
}

func ms(n int64) string { return strconv.FormatInt(n, 10) }
