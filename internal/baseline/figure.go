package baseline

import (
	"slices"

	"taskscope/internal/task"
)

// Least is how many runs a baseline needs: with fewer, one odd run is the rule.
const Least = 5

// Figure is the baseline of one stage. The zero Figure is a stage that history
// has no clean run of.
type Figure struct {
	Runs     int // tasks in which it ran cleanly: the n that is shown
	Samples  int // clean runs: more than Runs where the stage has copies
	MedianMS int64
	P90MS    int64
}

// Enough says whether the figure may be shown and judged by.
func (f Figure) Enough() bool { return f.Runs >= Least }

// Copies says whether the figure is one of a split stage's copies.
func (f Figure) Copies() bool { return f.Samples > f.Runs }

// Figures are the baselines of a task's subtasks, by index. nil says that
// nothing is known.
type Figures []Figure

// Of is the figure of subtask i.
func (f Figures) Of(i int) Figure {
	if i < len(f) {
		return f[i]
	}
	return Figure{}
}

// Past is what is known of another run.
type Past struct {
	Timings    Timings
	MakespanMS task.Opt[int64] // of one that succeeded
}

// Set is the baselines of a task: what its other runs tell, whatever it does itself.
type Set struct {
	Figures
	Makespans []int64 // of those that succeeded, sorted, ms
}

// New finds the baselines of the subtasks of t in its other runs. Damaged
// timings are left out, and said to be so: with an error, the figures are those
// of the rest.
func New(t *task.Task, runs []Past) (Set, error) {
	figures := make(Figures, len(t.Subtasks))
	of := make([]Stage, len(t.Subtasks)) // by subtask
	for i := range t.Subtasks {
		of[i] = StageOf(&t.Subtasks[i])
	}
	stages := slices.Compact(slices.Sorted(slices.Values(of)))
	known, room := make([]stage, len(stages)), make([]int64, len(stages)*len(runs))
	for k := range known { // one run of each task: only copies need more
		known[k].ms = room[k*len(runs) : k*len(runs) : (k+1)*len(runs)]
	}
	var damaged error
	var makespans []int64
	for _, run := range runs {
		if run.MakespanMS.OK {
			makespans = append(makespans, run.MakespanMS.V)
		}
		if err := run.Timings.each(stages, func(k int, ms []int64) { known[k].add(ms) }); err != nil {
			damaged = err
		}
	}
	ready := make([]Figure, len(stages))
	for k := range known {
		ready[k] = known[k].figure()
	}
	for i := range figures {
		k, _ := slices.BinarySearch(stages, of[i])
		figures[i] = ready[k]
	}
	slices.Sort(makespans)
	return Set{figures, makespans}, damaged
}

// stage are the clean runs of a stage.
type stage struct {
	runs int
	ms   []int64
}

func (s *stage) add(ms []int64) {
	s.runs++
	s.ms = append(s.ms, ms...)
}

func (s *stage) figure() Figure {
	if len(s.ms) == 0 {
		return Figure{}
	}
	slices.Sort(s.ms)
	return Figure{Runs: s.runs, Samples: len(s.ms), MedianMS: Median(s.ms), P90MS: P90(s.ms)}
}

// Median is the middle of sorted values, or the mean of the two middle ones,
// rounded down; there has to be a value.
func Median(sorted []int64) int64 {
	n := len(sorted)
	low, high := sorted[(n-1)/2], sorted[n/2]
	return low + (high-low)/2
}

// P90 is the 90th percentile of sorted values by nearest rank: the value at
// place ⌈0.9 n⌉, counted from 1. There has to be a value.
func P90(sorted []int64) int64 {
	return sorted[(9*len(sorted)+9)/10-1]
}
