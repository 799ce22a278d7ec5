package compare

import "taskscope/internal/timeline"

// Lined are runs on one axis: each from its own Origin, ms from there.
type Lined struct {
	Analysis *timeline.Analysis
	Origin   int64 // the moment that is 0, UTC ms
}

// Extent is all that a chart of the runs has to show, ms from their origins;
// ok is false when none has a usable start.
func Extent(runs []Lined) (from, to int64, ok bool) {
	for _, r := range runs {
		if !r.Analysis.OK {
			continue
		}
		f, t := r.Analysis.Extent()
		f, t = f-r.Origin, t-r.Origin
		if !ok {
			from, to, ok = f, t, true
		}
		from, to = min(from, f), max(to, t)
	}
	return from, to, ok
}

// Idle are the stretches of at least percent of the extent in which nothing is
// known to have run in any of the runs, ms from their origins: what can be folded
// alike in all of them. Before its start and after its end a run is idle, and so
// it is within a span of several attempts (timeline.Gap, Mixed).
func Idle(runs []Lined, percent int) []timeline.Gap {
	from, to, ok := Extent(runs)
	if !ok {
		return nil
	}
	idle := []timeline.Gap{{From: from, To: to}}
	for _, r := range runs {
		if r.Analysis.OK {
			idle = both(idle, idleOf(r, from, to))
		}
	}
	kept := idle[:0]
	for _, g := range idle {
		if g.MS()*100 >= (to-from)*int64(percent) && g.MS() > 0 {
			kept = append(kept, g)
		}
	}
	return kept
}

// idleOf is when one run did nothing, in order of time.
func idleOf(r Lined, from, to int64) []timeline.Gap {
	first, last := r.Analysis.Extent()
	idle := []timeline.Gap{{From: from, To: first - r.Origin}}
	for _, g := range r.Analysis.Gaps(0, nil) {
		idle = append(idle, timeline.Gap{From: g.From - r.Origin, To: g.To - r.Origin, Mixed: g.Mixed})
	}
	idle = append(idle, timeline.Gap{From: last - r.Origin, To: to})
	// What touches is one: a gap at the task's end goes on after it.
	joined := idle[:0]
	for _, g := range idle {
		if n := len(joined); n > 0 && joined[n-1].To >= g.From {
			joined[n-1].To, joined[n-1].Mixed = max(joined[n-1].To, g.To), joined[n-1].Mixed || g.Mixed
		} else {
			joined = append(joined, g)
		}
	}
	return joined
}

// both is what two lists in order of time share.
func both(a, b []timeline.Gap) []timeline.Gap {
	var shared []timeline.Gap
	for len(a) > 0 && len(b) > 0 {
		if from, to := max(a[0].From, b[0].From), min(a[0].To, b[0].To); from < to {
			shared = append(shared, timeline.Gap{From: from, To: to, Mixed: a[0].Mixed || b[0].Mixed})
		}
		if a[0].To < b[0].To {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return shared
}
