package baseline

import "taskscope/internal/timeline"

// Slower says by how much a subtask ran longer than usual. The zero Slower is
// one that did not, or of which that cannot be said.
type Slower struct {
	OverMS int64 // beyond the median
	// Tenths is the run over the median in tenths, rounded down: 32 is "3.2 ×".
	// It is 0 where the median is 0 ms.
	Tenths int64
	Figure Figure
}

// OK says that the subtask was slower than usual.
func (s Slower) OK() bool { return s.OverMS > 0 }

// Slower judges a run of runMS. It is slower than usual when there are enough
// runs to say so, it is above their 90th percentile, and above their median by
// so much that it is worth naming (timeline.Significant: 1 s and 20 %).
func (f Figure) Slower(runMS int64) Slower {
	over := runMS - f.MedianMS
	if !f.Enough() || runMS <= f.P90MS || !timeline.Significant(over, f.MedianMS) {
		return Slower{}
	}
	s := Slower{OverMS: over, Figure: f}
	if f.MedianMS > 0 {
		s.Tenths = runMS / f.MedianMS * 10
		s.Tenths += runMS % f.MedianMS * 10 / f.MedianMS
	}
	return s
}

// Judge says, by subtask, which ran longer than usual. A run is only held
// against clean ones when it is one attempt: not after a retry or a rollback,
// nor for what a person set to successful. One that still runs is slower once
// it has taken longer than usual.
func Judge(a *timeline.Analysis, figures Figures) []Slower {
	slow := make([]Slower, len(a.Spans))
	for i := range a.Spans {
		p := &a.Spans[i]
		if p.OK && !p.Mixed() {
			slow[i] = figures.Of(i).Slower(p.RunMS)
		}
	}
	return slow
}

// Worst is the subtask to name first: of those on the critical path the one
// that is furthest beyond its median, else of all; -1 when none is slower.
// Among equals it is the one that comes first in order.
func Worst(a *timeline.Analysis, order []int, slow []Slower) int {
	worst, critical := -1, -1
	for _, i := range order {
		if !slow[i].OK() {
			continue
		}
		if worst < 0 || slow[i].OverMS > slow[worst].OverMS {
			worst = i
		}
		if a.Spans[i].Critical && (critical < 0 || slow[i].OverMS > slow[critical].OverMS) {
			critical = i
		}
	}
	if critical >= 0 {
		return critical
	}
	return worst
}
