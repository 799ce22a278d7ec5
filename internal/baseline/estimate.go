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
	// takes its 90th percentile, the waits with it; UTC ms, neither before now.
	MidMS, LateMS int64
	// WaitMS is what MidMS holds of waits and of the tail, and Waits of how many
	// successful runs that is known; 0 are fewer than Least, and it holds none.
	WaitMS  int64
	Waits   int
	Runs    int // the fewest runs that one of the baselines used rests on
	Left    int // subtasks that have not ended
	Missing int // of those, without a baseline
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
// its baseline. What is beside that, waits for a slot and for the scheduler and
// the tail, comes from whole runs: see waits. That all take their 90th percentile
// at once is rarer than one in ten: LateMS is a careful bound, not a percentile
// of the task.
func Finish(t *task.Task, g *dag.Graph, a *timeline.Analysis, known Set, nowMS int64) Estimate {
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
		p, f := &a.Spans[i], known.Of(i)
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
	if mid, late, ok := waits(g, a, known); ok {
		e.MidMS, e.LateMS, e.WaitMS, e.Waits = e.MidMS+mid, e.LateMS+late, mid, len(known.Makespans)
	}
	return e
}

// waits are the median and the 90th percentile of what is left of the waits, and
// of the tail, that a run of this task usually has. A whole run has what its
// makespan is beyond the longest chain of usual run times. Of that, there is left
// the share of the starts that are left on the longest chain, with the tail as
// one more: waits come before starts. A stage with more copies than slots waits
// at one place and not at each, so this is a rule of thumb; ok is false with too
// few runs for it.
func waits(g *dag.Graph, a *timeline.Analysis, known Set) (mid, late int64, ok bool) {
	if len(known.Makespans) < Least {
		return 0, 0, false
	}
	chain, all, left := make([]int64, len(a.States)), make([]int64, len(a.States)), make([]int64, len(a.States))
	var ideal, starts, ahead int64
	for _, i := range g.Order {
		for _, u := range g.Up[i] {
			chain[i], all[i], left[i] = max(chain[i], chain[u]), max(all[i], all[u]), max(left[i], left[u])
		}
		took := known.Of(i).MedianMS
		if !known.Of(i).Enough() && a.Spans[i].OK {
			took = a.Spans[i].RunMS
		}
		chain[i], all[i] = chain[i]+took, all[i]+1
		if a.States[i].Waiting() {
			left[i]++
		}
		ideal, starts, ahead = max(ideal, chain[i]), max(starts, all[i]), max(ahead, left[i])
	}
	beyond := make([]int64, len(known.Makespans)) // sorted, as they are
	for k, ms := range known.Makespans {
		beyond[k] = max(0, ms-ideal)
	}
	share := func(ms int64) int64 { return int64(float64(ms) * float64(ahead+1) / float64(starts+1)) }
	return share(Median(beyond)), share(P90(beyond)), true
}
