package timeline

import (
	"cmp"
	"slices"
	"sort"
)

// DefaultGapPercent is how much of the makespan has to be idle in one stretch
// before it is worth folding.
const DefaultGapPercent = 10

// Gap is a stretch of time in which nothing is known to have run, UTC ms.
type Gap struct {
	From, To int64
	// Mixed: in a part of it at least a span of several runs goes on (a retry, a
	// rollback) whose pauses nobody saw. Nothing began or ended there; whether
	// something ran is not known.
	Mixed bool
	// Now: what goes on now reaches into it. A span of several runs that is still
	// open lies in a part of it, or, in a task that runs, it lasts until now: the
	// wait of today is what a reader came for.
	Now bool
}

// MS is how long the gap is.
func (g *Gap) MS() int64 { return g.To - g.From }

// Extent is all that a chart of a has to show, UTC ms: the task, and every bar,
// since those that stick out of the task are not moved.
func (a *Analysis) Extent() (from, to int64) {
	from, to = a.Start, a.End
	for i := range a.Spans {
		if p := &a.Spans[i]; p.Started {
			from, to = min(from, p.Start), max(to, p.Start)
			if p.OK {
				to = max(to, p.End)
			}
		}
	}
	return from, to
}

// Gaps are the stretches of at least percent of the extent (of the makespan,
// where clocks agree) in which nothing is known to have run, in order of time.
// Of the span of a retried or rolled back subtask only its two ends are known,
// unless seen (by subtask; nil for nothing seen) tells its pauses: a retry after
// six days must not leave a thousandth of the axis to everything else. A bar of
// 0 ms ends a gap: folding must not hide it. Held and queued subtasks do not:
// that somebody waits is why a gap is worth a mark.
func (a *Analysis) Gaps(percent int, seen []Seen) []Gap {
	if !a.OK {
		return nil
	}
	from, to := a.Extent()
	// A share above 100 % is never reached; computed without overflow.
	least := (to - from) / 100 * int64(percent)
	least += (to - from) % 100 * int64(percent) / 100
	var gaps []Gap
	cursor := from
	idle := func(until int64) {
		if g := (Gap{From: cursor, To: until}); until > cursor && g.MS() >= least {
			gaps = append(gaps, g)
		}
	}
	for _, s := range a.busy(seen) {
		idle(s.from)
		cursor = max(cursor, s.to)
	}
	idle(to)
	a.findMixed(gaps, seen)
	return gaps
}

// unseen says whether the span of subtask i is several runs, and nobody saw the
// pauses between them.
func (a *Analysis) unseen(i int, seen []Seen) bool {
	p, s := &a.Spans[i], SeenOf(seen, i)
	return p.OK && p.Mixed() && !s.TellsApart(p)
}

// findMixed marks the gaps that a span of several runs reaches into, and those
// that last until now. There may be as many gaps as spans, and each span may reach
// into all: they are counted where they begin and end.
func (a *Analysis) findMixed(gaps []Gap, seen []Seen) {
	if len(gaps) == 0 {
		return
	}
	type change struct{ mixed, open int }
	at := make([]change, len(gaps)+1)
	for i := range a.Spans {
		p := &a.Spans[i]
		if !a.unseen(i, seen) {
			continue
		}
		first := sort.Search(len(gaps), func(k int) bool { return p.Start < gaps[k].To })
		end := sort.Search(len(gaps), func(k int) bool { return p.End <= gaps[k].From })
		if first >= end {
			continue
		}
		at[first].mixed++
		at[end].mixed--
		if p.Open {
			at[first].open++
			at[end].open--
		}
	}
	var n change
	for k := range gaps {
		n.mixed, n.open = n.mixed+at[k].mixed, n.open+at[k].open
		gaps[k].Mixed, gaps[k].Now = n.mixed > 0, n.open > 0
	}
	last := &gaps[len(gaps)-1]
	last.Now = last.Now || a.Running && last.To >= a.now
}

type stretch struct{ from, to int64 }

// busy are the stretches in which a subtask ran, by start; each of at least
// 1 ms. Of one that lost its end all is, of one of several runs its two ends.
func (a *Analysis) busy(seen []Seen) []stretch {
	list := make([]stretch, 0, len(a.Spans))
	add := func(from, to int64) { list = append(list, stretch{from, max(from+1, to)}) }
	for i := range a.Spans {
		p := &a.Spans[i]
		s := SeenOf(seen, i)
		switch {
		case !p.Started:
		case s.TellsApart(p):
			for k := range s.Attempts {
				q := &s.Attempts[k]
				add(q.Start-q.EarlyMS, q.End+q.LateMS)
			}
		case !p.OK: // nobody knows when it ended
			add(p.Start, a.End)
		case a.unseen(i, seen):
			add(p.Start, p.Start)
			add(max(p.Start, p.End-1), p.End)
		default:
			add(p.Start, p.End)
		}
	}
	slices.SortFunc(list, func(s, o stretch) int { return cmp.Compare(s.from, o.from) })
	return list
}
