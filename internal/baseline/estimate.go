package baseline

import (
	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// Estimate is when a running task ends if what is left of it takes what it
// usually takes: between two moments, and no promise.
type Estimate struct {
	Kind EstimateKind
	// MidMS is the end when all that is left takes its median, LateMS when all
	// takes its 90th percentile; UTC ms, neither before now.
	MidMS, LateMS int64
	Runs          int // the fewest runs that one of the baselines used rests on
	Left          int // subtasks that have not ended
	Missing       int // of those, without a baseline
	// Overdue are the running ones that have taken longer than their 90th
	// percentile already. With one, LateMS is what the rest would take.
	Overdue int
}

// OK says whether there is an estimate.
func (e Estimate) OK() bool { return e.Kind == EstimateOK }

// EstimateKind says whether there is an estimate, or why not.
type EstimateKind string

// The kinds.
const (
	EstimateNone    EstimateKind = ""         // the task does not run, or has no times
	EstimateOK      EstimateKind = "ok"       //
	EstimateFew     EstimateKind = "few"      // Missing of the subtasks left have not enough history
	EstimateFailed  EstimateKind = "failed"   // a failed subtask keeps the rest from starting
	EstimateRetried EstimateKind = "retried"  // one runs anew: nobody knows since when
	EstimateBack    EstimateKind = "backward" // it is being rolled back or cancelled
)

// Finish estimates the end of a running task. It walks the graph: what has
// ended has ended; what runs ends its baseline after its start, but not before
// now; what is left starts when the last of its upstreams has ended and takes
// its baseline. It leaves out what no baseline tells: waits for a slot or for
// the scheduler (so a task of more parallel subtasks than OCP has slots ends
// later), and the tail after the last subtask. That all take their 90th
// percentile at once is rarer than one in ten: LateMS is a careful bound, not a
// percentile of the task.
func Finish(t *task.Task, g *dag.Graph, a *timeline.Analysis, figures Figures, nowMS int64) Estimate {
	if !a.OK || !t.Running() {
		return Estimate{}
	}
	if t.Operation.Backwards() || t.State() != task.Running && t.State() != task.Retrying {
		return Estimate{Kind: EstimateBack}
	}
	e := Estimate{Kind: EstimateOK, MidMS: nowMS, LateMS: nowMS}
	mid, late := make([]int64, len(a.States)), make([]int64, len(a.States))
	for _, i := range g.Order {
		for _, u := range g.Up[i] {
			mid[i], late[i] = max(mid[i], mid[u]), max(late[i], late[u])
		}
		p, f := &a.Spans[i], figures.Of(i)
		switch state := a.States[i]; {
		case state == task.Succeeded || state == task.Skipped:
			if p.OK {
				mid[i], late[i] = p.End, p.End
			}
			continue
		case state.Bad():
			return Estimate{Kind: EstimateFailed}
		case state == task.Running && p.Started && !p.Retried:
			mid[i], late[i] = p.Start, p.Start
			if f.Enough() && nowMS > p.Start+f.P90MS {
				e.Overdue++
			}
		case state.Waiting() && !p.Started:
			mid[i], late[i] = max(mid[i], nowMS), max(late[i], nowMS)
		case p.Retried || state.Waiting():
			return Estimate{Kind: EstimateRetried}
		case state == task.Unknown:
			return Estimate{}
		default:
			return Estimate{Kind: EstimateBack}
		}
		e.Left++
		if !f.Enough() {
			e.Missing++
			continue
		}
		if e.Runs == 0 || f.Runs < e.Runs {
			e.Runs = f.Runs
		}
		mid[i], late[i] = max(nowMS, mid[i]+f.MedianMS), max(nowMS, late[i]+f.P90MS)
		e.MidMS, e.LateMS = max(e.MidMS, mid[i]), max(e.LateMS, late[i])
	}
	switch {
	case e.Missing > 0:
		return Estimate{Kind: EstimateFew, Left: e.Left, Missing: e.Missing}
	case e.Left == 0: // only the tail is left, of which nothing is known
		return Estimate{}
	}
	return e
}
