package timeline

import (
	"slices"

	"taskscope/internal/dag"
	"taskscope/internal/task"
)

// Analysis is everything that follows from a task's times. It is read-only
// once made.
type Analysis struct {
	// OK says that the task has a usable start. Without one there is no time to
	// speak of: only States, and Problems with their no_times, are filled in.
	OK bool
	// Start and End bound the task, UTC ms. End is now while it runs, and never
	// before Start.
	Start, End int64
	// Offset is the zone that OCP wrote the task's start in, seconds east of UTC:
	// the one that an axis has, and all that is drawn beside it. Offsets are all
	// that it wrote times of the task in, Offset first, then rising.
	Offset     int
	Offsets    []int
	Running    bool
	MakespanMS int64 // End − Start

	States []task.State // per subtask
	Spans  []Span       // per subtask

	// Path is the critical path in order of time; PathProblem says why it is
	// empty, or why it is arithmetic alone (PathUndone): see Told.
	// CriticalWaitMS + CriticalRunMS + TailMS = MakespanMS, always.
	Path           []Hop
	PathProblem    PathProblem
	CriticalWaitMS int64
	CriticalRunMS  int64
	TailMS         int64 // from the last hop's end to the task's

	IdealMS int64 // the longest chain by run alone: endless workers, no scheduling
	BusyMS  int64 // sum of all runs, of a running task as far as its end, which is now
	Peak    int   // most subtasks running at one moment of them
	// Concurrency is how many subtasks ran, from each step to the next.
	Concurrency []Step

	// Problems are what was odd in the times: those of the task, then those of
	// the subtasks in topological order, then the clocks.
	Problems []task.Problem

	now     int64 // UTC ms
	task    *task.Task
	graph   *dag.Graph
	load    load
	cause   []cause     // per subtask: what keeps it from starting
	sure    int         // Peak without those that were rolled back
	stopper int         // the first failure, after which nothing new starts; -1 without
	hop     map[int]int // index into Path by subtask
	active  int         // how many are READY, RUNNING or CANCELING
	clamped bool        // the makespan would have been below 0
	skew    int64       // ms: see SkewMS
}

// Now is the server's clock when it answered, UTC ms. It may lie before Start.
func (a *Analysis) Now() int64 { return a.now }

// Analyze reads the times of t, whose graph is g, as they were at now: the
// server's clock when it answered. An absent now is the latest moment that t
// tells of.
func Analyze(t *task.Task, g *dag.Graph, now task.Instant) *Analysis {
	now = now.Or(t.Latest())
	a := &Analysis{
		Running: t.Running(), States: task.States(t, g.Up), Spans: make([]Span, len(t.Subtasks)),
		now: now.MS, task: t, graph: g,
	}
	if a.findStart(); !a.OK {
		a.findCauses()
		a.PathProblem = NoTaskStart
		a.Problems = append(a.Problems, task.Problem{Kind: task.ProblemNoTimes})
		return a
	}
	a.findSpans()
	a.findCauses()
	a.findEnd()
	a.findWaits()
	a.findPath()
	a.findSlack()
	a.findConcurrency()
	a.findProblems()
	return a
}

// findStart takes the task's start, else its creation, else the first start of
// a subtask.
func (a *Analysis) findStart() {
	start := a.task.Started.Or(a.task.Created)
	if !start.Set {
		for i := range a.task.Subtasks {
			if s := a.task.Subtasks[i].Started; !start.Set || s.Before(start) {
				start = s
			}
		}
	}
	a.OK, a.Start, a.Offset = start.Set, start.MS, start.Offset
	a.End = a.Start
	a.Offsets = a.offsets()
}

// offsets collects them of the moments that a chart of the task draws. There are
// several where the clocks of OCP were set meanwhile, or its machines disagree.
func (a *Analysis) offsets() []int {
	seen := []int{a.Offset}
	see := func(i task.Instant) {
		if i.Set && !slices.Contains(seen, i.Offset) {
			seen = append(seen, i.Offset)
		}
	}
	see(a.task.Started)
	see(a.task.Finished)
	for i := range a.task.Subtasks {
		see(a.task.Subtasks[i].Started)
		see(a.task.Subtasks[i].Finished)
	}
	slices.Sort(seen[1:])
	return seen
}

// findEnd takes now while the task runs (its finish is then from before a
// retry), else its finish, else the last end of a subtask.
func (a *Analysis) findEnd() {
	end, known := int64(0), true
	switch {
	case a.Running:
		end = a.now
	case a.task.Finished.Set:
		end = a.task.Finished.MS
	default:
		end, known = a.lastEnd()
	}
	if !known {
		return // nothing has ended: the task is a moment
	}
	if end < a.Start {
		kind := task.ProblemNegativeMakespan
		if a.Running {
			kind = task.ProblemTaskAhead // it has not ended: a clock is ahead
		}
		a.problem(kind, 0, ms(a.Start-end))
		end, a.clamped = a.Start, true
	}
	a.End, a.MakespanMS = end, end-a.Start
}

// Average is how many subtasks ran on average between Start and End: busy /
// makespan, but for runs that stick out of the task. It is never above Peak, and
// 0 for a task that took no time.
func (a *Analysis) Average() float64 {
	if a.MakespanMS == 0 {
		return 0
	}
	return float64(a.load.busyBefore(a.End)-a.load.busyBefore(a.Start)) / float64(a.MakespanMS)
}

// lastEnd is the latest end of a span; ok is false when there is no span.
func (a *Analysis) lastEnd() (end int64, ok bool) {
	for i := range a.Spans {
		if s := &a.Spans[i]; s.OK && (!ok || s.End > end) {
			end, ok = s.End, true
		}
	}
	return end, ok
}
