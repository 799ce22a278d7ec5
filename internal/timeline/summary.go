package timeline

import (
	"slices"

	"taskscope/internal/task"
)

// Spread is how far the durations of several subtasks lie apart, ms. The
// median of an even number is half-way between the two in the middle, rounded
// down. All are 0 when there are no durations.
type Spread struct {
	MinMS, MedianMS, MaxMS int64
}

// Summary is several subtasks in one: what the row of a folded group says.
type Summary struct {
	Counts [task.Succeeded + 1]int // how many are in each state
	Worst  task.State              // the one that gives the row its colour
	Timed  int                     // how many have a span
	Ran    int                     // of how many of these it is known how long they ran: not of those that were skipped
	Undone int                     // how many of those runs have a rollback in them: see Span.Undone

	Run Spread // of those that Ran
	// From is the first start and To the last end, UTC ms, where Timed > 0. In
	// between there may be pauses.
	From, To int64

	// Straggler ran longer than the others by more than is usual: StragglerMS
	// above the median, see Significant. -1 when there is none, and with fewer
	// than three runs, since half of two is always slower, nor where rollbacks
	// are part of the runs.
	Straggler   int
	StragglerMS int64

	// Critical is the one that added most to the critical path, the first of
	// several; -1 when none is on it. CriticalMS is what all of them added.
	Critical   int
	CriticalMS int64
}

// Significant says whether a duration is so far above a usual one that it is
// worth naming: by more than 1 s and 20 %. Below that OCP's scheduler, which
// comes once a second, is noise.
func Significant(overMS, usualMS int64) bool {
	return overMS > second && overMS > usualMS/5
}

// Summarize sums subtasks up.
func (a *Analysis) Summarize(subtasks []int) Summary {
	s := Summary{Worst: task.Succeeded, Straggler: -1, Critical: -1}
	runs := make([]int64, 0, len(subtasks))
	slowest, critical := -1, int64(-1)
	for _, i := range subtasks {
		state, p := a.States[i], &a.Spans[i]
		s.Counts[state]++
		s.Worst = min(s.Worst, state)
		if !p.OK {
			continue
		}
		end := p.BarEnd()
		if s.Timed == 0 {
			s.From, s.To = p.Start, end
		}
		s.From, s.To = min(s.From, p.Start), max(s.To, end)
		if s.Timed++; !p.Skipped {
			runs = append(runs, p.RunMS)
			if slowest < 0 || p.RunMS > a.Spans[slowest].RunMS {
				slowest = i
			}
		}
		if p.Undone {
			s.Undone++
		}
		if h, ok := a.HopOf(i); ok && p.Critical {
			s.CriticalMS += h.WaitMS + h.RunMS
			if h.WaitMS+h.RunMS > critical {
				s.Critical, critical = i, h.WaitMS+h.RunMS
			}
		}
	}
	s.Ran, s.Run = len(runs), spread(runs)
	if over := s.Run.MaxMS - s.Run.MedianMS; s.Ran > 2 && s.Undone == 0 && Significant(over, s.Run.MedianMS) {
		s.Straggler, s.StragglerMS = slowest, over
	}
	return s
}

// spread sorts what it is given.
func spread(ms []int64) Spread {
	n := len(ms)
	if n == 0 {
		return Spread{}
	}
	slices.Sort(ms)
	low, high := ms[(n-1)/2], ms[n/2]
	return Spread{MinMS: ms[0], MedianMS: low + (high-low)/2, MaxMS: ms[n-1]}
}
