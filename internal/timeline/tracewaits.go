package timeline

import (
	"cmp"
	"slices"
	"strconv"
)

// waits are what the subtasks waited for before they started, or wait for now, in
// a process of their own: a thread for each, since they overlap. Its slices are
// named by what they are, so that a reader can ask for the sum of one kind.
func (w *tracer) waits(pid int) {
	list := w.waiting()
	if len(list) == 0 {
		return
	}
	name := "waits"
	if len(list) > traceWaits {
		name = "waits, the longest " + strconv.Itoa(traceWaits) + " of " + strconv.Itoa(len(list))
		slices.SortStableFunc(list, most(w.a.waited))
		list = list[:traceWaits]
	}
	rank := w.a.graph.Rank
	slices.SortFunc(list, func(i, j int) int {
		return cmp.Or(cmp.Compare(w.a.Spans[i].ReadyMS, w.a.Spans[j].ReadyMS), cmp.Compare(rank[i], rank[j]))
	})
	w.process(pid, name)
	for k, i := range list {
		w.thread(pid, k+1, DisplayName(&w.a.task.Subtasks[i]))
		w.wait(pid, k+1, i)
	}
}

// waiting are the subtasks that have a wait in the range.
func (w *tracer) waiting() (list []int) {
	for _, i := range w.of.List {
		segments := w.a.Segments(i, SeenOf(w.of.Seen, i))
		if slices.ContainsFunc(segments, func(g Segment) bool { return g.waits() && w.touches(g.From, g.To) }) {
			list = append(list, i)
		}
	}
	return list
}

func (w *tracer) wait(pid, tid, i int) {
	s := &w.a.task.Subtasks[i]
	for _, g := range w.a.Segments(i, SeenOf(w.of.Seen, i)) {
		if !g.waits() {
			continue
		}
		name, args := string(g.Kind), &Args{ID: &s.ID}
		switch g.Kind {
		case SegWaiting:
			name = "held or queued"
		case SegBlocked:
			if u := w.a.Spans[i].ReadyBy; u >= 0 {
				args.Upstream = &w.a.task.Subtasks[u].ID
			}
		}
		// By an odd clock an upstream ended before everything began.
		if from := max(g.From, w.from); from < g.To {
			w.slice(pid, tid, name, string(g.Kind), from, g.To, args)
		}
	}
}

// waits says whether a segment is a wait of any kind.
func (s *Segment) waits() bool {
	switch s.Kind {
	case SegBlocked, SegHeld, SegWaiting, SegQueued:
		return true
	}
	return false
}

// flows are arrows from the slices of upstreams to those of their downstreams. An
// arrow begins inside of the slice it belongs to, which its end is not, and comes
// after all slices: readers bind it to the one that is open then. Those that a
// wrong clock has going back in time are none.
func (w *tracer) flows() {
	all := 0
	for _, i := range w.of.List {
		all += len(w.a.graph.Up[i])
	}
	number := 0
	for _, i := range w.of.List {
		to, ok := w.at[i]
		if !ok {
			continue
		}
		ups := w.a.graph.Up[i]
		if u := w.a.Spans[i].ReadyBy; all > traceFlows && u >= 0 {
			ups = []int{u}
		}
		for _, u := range ups {
			from, ok := w.at[u]
			p, start := &w.a.Spans[u], w.a.Spans[i].Start
			if !ok || p.Undone || p.End > start || p.End < p.Start {
				continue
			}
			ts := (p.End - w.from) * microsPerMS
			if p.RunMS > 0 {
				ts--
			}
			number++
			w.add(Event{Name: "dependency", Cat: "dependency", Ph: "s", TS: ts, Flow: number, PID: from.pid, TID: from.tid})
			w.add(Event{Name: "dependency", Cat: "dependency", Ph: "f", Bind: "e", TS: (start - w.from) * microsPerMS, Flow: number, PID: to.pid, TID: to.tid})
		}
	}
}
