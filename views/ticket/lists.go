package ticket

import (
	"taskscope/internal/task"
)

// ranged is what happened in the range that was asked for, and which of the lines
// are of it.
func (w *writer) ranged() {
	if !w.Shown.Ranged {
		return
	}
	p := w.p
	from, to, _ := w.Analysis.Range(w.URL.From, w.URL.To)
	b := w.Analysis.BetweenOf(w.Shown.Hits, from, to)
	w.line(p.T("ticket.range_facts", "Wall", p.Exact(b.WallMS), "Run", p.Exact(b.RunMS), "Wait", p.Exact(b.WaitMS), "Idle", p.Exact(b.IdleMS), "Peak", p.Count(b.Peak)) + p.T("ticket.range_note"))
}

// counts are how many of what is seen are in each state, worst first.
func (w *writer) counts() {
	var parts []string
	for _, s := range task.SubtaskStates() {
		if n := w.digest.Counts[s]; n > 0 {
			parts = append(parts, w.p.T("tl.count", "N", w.p.Count(n), "State", w.p.State(s)))
		}
	}
	w.named("table.title", parts)
}

// bad are those that went wrong, a line each: they are what the ticket is for.
func (w *writer) bad() {
	p := w.p
	for _, i := range w.digest.Bad {
		s, span := &w.task.Subtasks[i], &w.Analysis.Spans[i]
		line := p.T("ticket.bad", "State", p.State(w.Analysis.States[i]), "Name", w.name(i), "ID", s.ID.String())
		add := func(part string) { line += p.T("ticket.then") + part }
		if span.OK {
			end := s.Finished
			if span.Open {
				end = w.Now
			}
			add(w.clock.Told(s.Started, w.Analysis.Offsets) + " – " + w.clock.Told(end, w.Analysis.Offsets))
			ran := "timeline.ran"
			if span.Undone {
				ran = "timeline.ran_undone"
			}
			add(p.T(ran, "Run", p.Exact(span.RunMS)))
		}
		if n := s.Attempts(); n > 1 {
			add(p.N("ticket.runs", int(n)))
		}
		if s.Executor != "" {
			add(p.T("task.executor") + " " + s.Executor)
		}
		if s.Description != "" && s.Description != s.Name {
			add(short(s.Description))
		}
		w.line(line)
	}
	if more := w.digest.BadOf - len(w.digest.Bad); more > 0 {
		w.line(p.N("ticket.more_bad", more))
	}
}

// lists are the few that the time went into.
func (w *writer) lists() {
	p, d, spans := w.p, &w.digest, w.Analysis.Spans
	each := func(list []int, figure func(i int) string) []string {
		parts := make([]string, len(list))
		for k, i := range list {
			parts[k] = p.T("ticket.item", "Name", w.name(i), "Figure", figure(i))
		}
		return parts
	}
	run := func(i int) string {
		if !spans[i].OK { // it started, and lost its end
			return "–"
		}
		return p.RanExactly(spans[i].RunMS, 1, spans[i].Undone)
	}
	active := each(d.Active, run)
	if more := d.ActiveOf - len(d.Active); more > 0 {
		active = append(active, p.N("ticket.more", more))
	}
	w.named("ticket.active", active)
	w.named("ticket.slowest", each(d.Slowest, run))
	w.named("ticket.waited", each(d.Waited, func(i int) string { return p.Exact(spans[i].WaitMS) }))
	var lagging []string
	for _, s := range d.Lagging {
		over := p.Since(s.OverMS)
		if spans[s.Subtask].Open {
			over = p.T("ticket.lagging_now", "Over", over)
		}
		lagging = append(lagging, p.T("ticket.item", "Name", w.name(s.Subtask), "Figure", over))
	}
	w.named("ticket.lagging", lagging)
}

// path is what decided the end, in order of time: the task's own, whatever the
// filters hide.
func (w *writer) path() {
	p, d := w.p, &w.digest
	if len(d.Hops) == 0 {
		return
	}
	head := p.T("ticket.path")
	if d.OtherHops > 0 {
		head += p.N("ticket.other_hops", d.OtherHops, "Sum", p.Exact(d.OtherMS))
	}
	w.line(head + p.T("task.colon"))
	for _, h := range d.Hops {
		w.b.WriteString("  ") // a line of its own would lose it
		w.line(p.T("ticket.hop", "Wait", p.Exact(h.WaitMS), "Run", p.Exact(h.RunMS), "Name", w.name(h.Subtask)))
	}
}

// source says what was seen and when, for OCP's support.
func (w *writer) source() {
	s, p := w.Snapshot, w.p
	parts := []string{s.Ref.Source}
	if s.Ref.Snapshot > 0 {
		parts = append(parts, p.T("task.snapshot")+" "+p.Count(s.Ref.Snapshot))
	} else {
		parts = append(parts, p.T("task.not_recorded"))
	}
	parts = append(parts, p.T("task.as_of")+" "+w.clock.Date(w.Now))
	if id := s.Envelope.TraceID; id != "" {
		parts = append(parts, "traceId "+id)
	}
	w.named("task.source", parts)
}

// short cuts a text that would fill the ticket.
func short(s string) string {
	const most = 120
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
