package timeline

import "slices"

// Hop is one subtask of the critical path: what it added to the makespan.
// Where spans overlap or stick out of the task, only the part that the path had
// not yet covered counts, so WaitMS and RunMS may be less than the subtask's own.
type Hop struct {
	Subtask int
	WaitMS  int64 // nothing of the path ran: held, queued, or the scheduler
	RunMS   int64
}

// PathProblem says why no critical path can be told. The zero value: it can.
type PathProblem string

// The problems. Views find words under "path_problem.<problem>".
const (
	NoTaskStart PathProblem = "no_task_start" // Analysis.OK is false
	NoSubtasks  PathProblem = "no_subtasks"
	NoSpans     PathProblem = "no_spans" // no subtask has both a start and an end
	// The ends that the path leads along are those of rollbacks. The arithmetic has
	// a path, with a sum that holds; what decided the end of the task it is not.
	PathUndone PathProblem = "undone"
)

// PathProblems are all problems, so that a test can hold the catalogue against them.
func PathProblems() []PathProblem { return []PathProblem{NoTaskStart, NoSubtasks, NoSpans, PathUndone} }

// findPath goes back from the subtask that ended last, then sweeps a cursor
// along the way it came. The cursor never goes back and never leaves the task:
// that makes the parts add up to the makespan whatever the clocks say.
func (a *Analysis) findPath() {
	a.TailMS = a.MakespanMS
	last := a.lastSubtask()
	switch {
	case len(a.Spans) == 0:
		a.PathProblem = NoSubtasks
		return
	case last < 0:
		a.PathProblem = NoSpans
		return
	}
	for i := last; i >= 0; i = a.Spans[i].ReadyBy {
		a.Path = append(a.Path, Hop{Subtask: i})
		if a.Spans[i].Undone {
			a.PathProblem = PathUndone
		}
	}
	slices.Reverse(a.Path)

	cursor := a.Start
	a.hop = make(map[int]int, len(a.Path))
	for k := range a.Path {
		h := &a.Path[k]
		s := &a.Spans[h.Subtask]
		from := min(max(cursor, s.Start), a.End)
		to := min(max(from, s.End), a.End)
		h.WaitMS, h.RunMS, cursor = from-cursor, to-from, to
		s.Critical = a.PathProblem == ""
		a.hop[h.Subtask] = k
		a.CriticalWaitMS += h.WaitMS
		a.CriticalRunMS += h.RunMS
	}
	a.TailMS = a.End - cursor
}

// lastSubtask is the subtask that ended last, of several the one that started
// later, then the one with the lower id; -1 when there is no span.
func (a *Analysis) lastSubtask() int {
	last := -1
	for i := range a.Spans {
		if a.Spans[i].OK && (last < 0 || a.endsLater(i, last)) {
			last = i
		}
	}
	return last
}

func (a *Analysis) endsLater(i, j int) bool {
	s, o := &a.Spans[i], &a.Spans[j]
	switch {
	case s.End != o.End:
		return s.End > o.End
	case s.Start != o.Start:
		return s.Start > o.Start
	}
	return a.id(i) < a.id(j)
}

// Told is the critical path where it can be told: what may be said and drawn.
func (a *Analysis) Told() []Hop {
	if a.PathProblem != "" {
		return nil
	}
	return a.Path
}

// LongestHop is the index into Path of the hop that added most to the makespan,
// the earliest of several; -1 where no path can be told.
func (a *Analysis) LongestHop() int {
	longest, most := -1, int64(-1)
	for k, h := range a.Told() {
		if h.WaitMS+h.RunMS > most {
			longest, most = k, h.WaitMS+h.RunMS
		}
	}
	return longest
}

// PathMixed says whether a span on the path is more than one run: a retry or a
// rollback. Its RunMS then includes pauses in which nothing ran.
func (a *Analysis) PathMixed() bool {
	return slices.ContainsFunc(a.Path, func(h Hop) bool {
		return a.Spans[h.Subtask].Mixed()
	})
}

// HopOf is what subtask i added to Path; ok is false off the path.
func (a *Analysis) HopOf(i int) (h Hop, ok bool) {
	k, ok := a.hop[i]
	if !ok {
		return Hop{Subtask: i}, false
	}
	return a.Path[k], true
}
