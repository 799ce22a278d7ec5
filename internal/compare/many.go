package compare

import (
	"slices"

	"taskscope/internal/task"
)

// Many is up to a handful of runs side by side.
type Many struct {
	Rows []Row // by place, as Result's lists
}

// Row is one subtask in all runs that have it.
type Row struct {
	Name        string
	ParallelIdx int64 // -1: no copy of a split stage
	At          []int // by run: the subtask's index, -1 where the run does not have it
	Run         Spread
	Wait        Spread
	Significant bool // the longest run time differs from the shortest by enough
}

// Spread is what the values of several runs are.
type Spread struct {
	N                int // runs that have a value
	Min, Median, Max int64
	Slowest          int // index of the run with Max, the first of equals; -1 where all are equal
}

// SpreadOf is the spread of values by run. Between two the median is their
// mean, cut to a whole ms.
func SpreadOf(values []task.Opt[int64]) Spread {
	s := Spread{Slowest: -1}
	var sorted []int64
	for _, v := range values {
		if v.OK {
			sorted = append(sorted, v.V)
		}
	}
	slices.Sort(sorted)
	if s.N = len(sorted); s.N == 0 {
		return s
	}
	s.Min, s.Max = sorted[0], sorted[s.N-1]
	low, high := sorted[(s.N-1)/2], sorted[s.N/2]
	s.Median = low + (high-low)/2
	if s.Min < s.Max {
		s.Slowest = slices.Index(values, task.Some(s.Max))
	}
	return s
}

// CompareMany matches the subtasks of all runs, as Compare matches those of
// two: of those that share a place, the first with the first, and so on.
func CompareMany(runs []Run, worth Threshold) *Many {
	lists := make([][]placed, len(runs))
	for k, r := range runs {
		lists[k] = places(r)
	}
	m := &Many{}
	for {
		next, found := first(lists)
		if !found {
			return m
		}
		row := Row{Name: next.name, ParallelIdx: next.parallelIdx, At: make([]int, len(runs))}
		run, wait := make([]task.Opt[int64], len(runs)), make([]task.Opt[int64], len(runs))
		for k, list := range lists {
			row.At[k] = -1
			if len(list) == 0 || list[0].place != next {
				continue
			}
			row.At[k], lists[k] = list[0].index, list[1:]
			if s := &runs[k].Analysis.Spans[row.At[k]]; s.OK {
				run[k], wait[k] = task.Some(s.RunMS), task.Some(s.WaitMS)
			}
		}
		row.Run, row.Wait = SpreadOf(run), SpreadOf(wait)
		row.Significant = worth.Exceeded(row.Run.Min, row.Run.Max)
		m.Rows = append(m.Rows, row)
	}
}

// first is the lowest place that any list goes on with.
func first(lists [][]placed) (p place, found bool) {
	for _, list := range lists {
		if len(list) > 0 && (!found || list[0].compare(p) < 0) {
			p, found = list[0].place, true
		}
	}
	return p, found
}
