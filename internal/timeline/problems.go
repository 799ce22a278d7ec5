package timeline

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"taskscope/internal/task"
)

func ms(n int64) string { return strconv.FormatInt(n, 10) }

func (a *Analysis) problem(kind task.ProblemKind, id task.SubtaskID, args ...string) {
	a.Problems = append(a.Problems, task.Problem{Kind: kind, Subtask: id, Args: args})
}

// findProblems reports every value that a figure had to be clamped for. All
// amounts are above zero: how far the value is off.
func (a *Analysis) findProblems() {
	for _, i := range a.graph.Order {
		s := &a.Spans[i]
		if !s.OK {
			a.findMissing(i)
			continue
		}
		ahead := a.aheadOfNow(s)
		if ahead > 0 {
			a.problem(task.ProblemAheadOfNow, a.id(i), ms(ahead))
		}
		if s.End < s.Start && !s.Open {
			a.problem(task.ProblemNegativeRun, a.id(i), ms(s.Start-s.End))
		}
		if s.ReadyBy >= 0 && s.Start < s.ReadyMS && !a.Spans[s.ReadyBy].Undone {
			a.problem(task.ProblemStartBeforeReady, a.id(i), ms(s.ReadyMS-s.Start), a.id(s.ReadyBy).String())
		}
		if off, end := a.outside(s); off > 0 && ahead == 0 {
			a.problem(task.ProblemOutsideTask, a.id(i), ms(off), end)
		}
	}
	a.findSkew()
}

// findMissing reports an end that is told without its times: OCP has both of
// every subtask that ended.
func (a *Analysis) findMissing(i int) {
	s := &a.task.Subtasks[i]
	if !a.OK || !s.Status.Is(task.StatusSuccessful) && !s.Status.Is(task.StatusFailed) {
		return
	}
	var fields []string
	if !s.Started.Set {
		fields = append(fields, "startTime")
	}
	if !s.Finished.Set {
		fields = append(fields, "finishTime")
	}
	if len(fields) > 0 {
		a.problem(task.ProblemMissingTime, a.id(i), strings.Join(fields, ", "))
	}
}

// aheadOfNow is how far what a subtask did lies after now: one that is still
// under way starts there, or in a running task, whose end is now, it ends there.
func (a *Analysis) aheadOfNow(s *Span) int64 {
	if !s.Open && !a.Running {
		return 0
	}
	return max(0, s.BarEnd()-a.now)
}

// outside is how far a span sticks out of the task, at the end that is worse, and which that is. A
// makespan below 0 is one problem, not one for every subtask.
func (a *Analysis) outside(s *Span) (off int64, end string) {
	before, after := a.Start-s.Start, s.BarEnd()-a.End
	if a.clamped && !a.Running {
		after = 0
	}
	if before > after {
		return before, task.BeforeTask
	}
	return after, task.AfterTask
}

// SkewMS is by how much the clocks of two executors differ at least; 0 when
// nothing tells that they do.
func (a *Analysis) SkewMS() int64 { return a.skew }

// findSkew compares the clocks of executors, as far as edges tell: where a
// subtask started before the end of its upstream, the upstream's executor is
// ahead by at least the difference. An upstream that was retried or rolled back
// proves nothing, since its end may be later than the one that was waited for.
// Per pair of executors only the strongest evidence counts.
func (a *Analysis) findSkew() {
	type pair struct{ ahead, behind string }
	skew := map[pair]int64{}
	for d := range a.Spans {
		down := &a.Spans[d]
		if !down.OK {
			continue
		}
		for _, u := range a.graph.Up[d] {
			up := &a.Spans[u]
			p := pair{a.task.Subtasks[u].Executor, a.task.Subtasks[d].Executor}
			if !up.OK || up.Open || up.Mixed() || p.ahead == p.behind || p.ahead == "" || p.behind == "" {
				continue
			}
			if off := up.End - down.Start; off > skew[p] {
				skew[p] = off
			}
		}
	}
	var pairs []pair
	for p, off := range skew {
		if back := skew[pair{p.behind, p.ahead}]; off > back || off == back && p.ahead < p.behind {
			pairs = append(pairs, p)
		}
	}
	slices.SortFunc(pairs, func(p, q pair) int {
		return cmp.Or(strings.Compare(p.ahead, q.ahead), strings.Compare(p.behind, q.behind))
	})
	for _, p := range pairs {
		a.problem(task.ProblemClockSkew, 0, p.ahead, p.behind, ms(skew[p]))
		a.skew = max(a.skew, skew[p])
	}
}
