package gantt

import (
	"strings"
	"time"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/text"
)

// words say in one sentence what a row shows: with exact milliseconds, and why
// it waited. Screen readers get it as the row's name, scripts show it to the
// pointer.
type words struct {
	in     *Input
	clock  text.Clock
	layout string // of a moment
	slots  string
	states [task.Succeeded + 1]string
	// classes are those of the states, for the style sheet.
	classes [task.Succeeded + 1]string
	names   []string // of the subtasks
	until   []string // by subtask, that others waited for it; "" until it is asked for

	comma, critical, unsure               string
	blockedUntil, waited                  form
	waitedFull, waitedAll                 form
	held, queued, ran, running, mixed     form
	mixedNow, undoing                     form
	slack, rolledBack, attempt, ranThen   form
	isBlocked, isHeld, heldFailed, isQued form
	never, unseen                         string
	slower, over                          form
	neverBecause                          form
	group, count, groupRuns               form
}

func newWords(in *Input, p *Plan) *words {
	t := in.Text
	w := &words{in: in, clock: text.NewClock(in.URL.Zone), layout: "15:04:05.000", slots: t.Count(in.Analysis.Slots()),
		comma: t.T("tl.comma"), critical: t.T("tl.critical"), never: t.T("tl.never"), unseen: t.T("tl.unseen"), unsure: t.T("tl.unsure"),
		blockedUntil: newForm(t, "tl.blocked_until", "Name", "At"),
		waited:       newForm(t, "tl.waited", "Wait"),
		waitedFull:   newForm(t, "tl.waited_full", "Wait", "Full", "Slots"),
		waitedAll:    newForm(t, "tl.waited_all", "Wait", "Slots"),
		held:         newForm(t, "tl.held", "Wait"),
		queued:       newForm(t, "tl.queued", "Wait"),
		ran:          newForm(t, "tl.ran", "Run", "From"),
		ranThen:      newForm(t, "tl.ran_then", "Run"),
		running:      newForm(t, "tl.running", "Run", "From"),
		mixed:        newForm(t, "tl.mixed", "Runs", "Run", "From"),
		mixedNow:     newForm(t, "tl.mixed_now", "Runs", "Run", "From"),
		undoing:      newForm(t, "tl.rolling_back", "Run", "From"),
		attempt:      newForm(t, "tl.attempt", "N", "Run", "From", "State"),
		rolledBack:   newForm(t, "tl.rolled_back", "Run", "From"),
		slack:        newForm(t, "tl.slack", "Slack"),
		isBlocked:    newForm(t, "tl.is_blocked", "Name", "State", "N"),
		isHeld:       newForm(t, "tl.is_held", "Wait", "N", "Slots"),
		heldFailed:   newForm(t, "tl.held_failed", "Name"),
		isQued:       newForm(t, "tl.is_queued", "Wait"),
		neverBecause: newForm(t, "tl.never_because", "Name", "State"),
		slower:       newForm(t, "usual.row", "Times", "N", "Median"),
		group:        newForm(t, "tl.group", "Name", "N"),
		count:        newForm(t, "tl.count", "N", "State"),
		groupRuns:    newForm(t, "tl.group_runs", "Min", "Median", "Max"),
		over:         newForm(t, "usual.row_over", "Over", "N", "Median"),
	}
	if in.Analysis.SlotsSeen() { // the limit is not known, and lies above the default
		w.waitedFull = newForm(t, "tl.waited_full_seen", "Wait", "Full", "Slots")
		w.waitedAll = newForm(t, "tl.waited_all_seen", "Wait", "Slots")
		w.isHeld = newForm(t, "tl.is_held_seen", "Wait", "N", "Slots")
	}
	if p.Max-p.Min > 86_400_000 {
		w.layout = "01-02 15:04:05.000"
	}
	for _, s := range task.SubtaskStates() {
		w.states[s], w.classes[s] = t.State(s), "s-"+s.String()
	}
	w.names, w.until = make([]string, len(in.Task.Subtasks)), make([]string, len(in.Task.Subtasks))
	for i := range w.names {
		w.names[i] = text.Name(&in.Task.Subtasks[i])
	}
	return w
}

// at writes a moment, UTC ms, as the axis does.
func (w *words) at(ms int64) string {
	if w.in.URL.Times == permalink.Relative {
		return signed(w.in.Text, ms-w.in.Analysis.Start)
	}
	return w.clock.At(task.At(ms, w.in.Analysis.Offset)).Format(w.layout)
}

// within writes the moments of a range: with their day where its ends are not of
// the same.
func (w *words) within(from, to int64) func(ms int64) string {
	day := func(ms int64) string { return w.clock.At(task.At(ms, w.in.Analysis.Offset)).Format(time.DateOnly) }
	if w.in.URL.Times == permalink.Relative || day(from) == day(to) {
		return w.at
	}
	return func(ms int64) string {
		return w.clock.At(task.At(ms, w.in.Analysis.Offset)).Format("2006-01-02 15:04:05.000")
	}
}

// signed is a time since the task's start, exactly.
func signed(t text.Printer, ms int64) string {
	if ms < 0 {
		return t.Exact(ms)
	}
	return "+" + t.Exact(ms)
}

func (w *words) name(i int) string { return w.names[i] }

// untilDone says that something was blocked by subtask i until then, UTC ms, the
// moment that was its end: many wait for the same one.
func (w *words) untilDone(i int, ms int64) string {
	if w.until[i] == "" {
		var b strings.Builder
		w.blockedUntil.fill(&b, w.name(i), w.at(ms))
		w.until[i] = b.String()
	}
	return w.until[i]
}

// figure is how long subtask i ran, as it stands beside its name; "" for one
// without times. Of one that ran several times the bar goes from the first start
// to the last end, and so does its figure: it says how often it ran, for else it
// would be read as the time that one run took.
func (w *words) figure(i int) string {
	span := &w.in.Analysis.Spans[i]
	if !span.OK {
		return ""
	}
	run := w.in.Text.Duration(span.RunMS)
	if n := w.runs(i); n != "" {
		return n + dot + run
	}
	return run
}

// runs say how often subtask i ran; "" for once, or where OCP does not tell.
func (w *words) runs(i int) string {
	n := int(w.in.Task.Subtasks[i].Attempts())
	if n < 2 || !w.in.Analysis.Spans[i].Retried {
		return ""
	}
	return w.in.Text.N("tl.runs", n)
}

// label is the whole sentence of subtask i.
func (w *words) label(i int) string {
	var b strings.Builder
	b.Grow(160)
	b.WriteString(w.name(i))
	and := func() { b.WriteString(w.comma) }
	state, span := w.in.Analysis.States[i], &w.in.Analysis.Spans[i]
	r := w.in.Analysis.WaitReason(i)
	if !state.Waiting() || r.Kind == timeline.ReasonNone { // else the reason has its word
		and()
		b.WriteString(w.states[state])
	}
	switch r.Kind {
	case timeline.ReasonWaited:
		w.before(&b, i, &r)
		w.done(&b, i, r.ReadyBy >= 0 && span.Start >= r.ReadyMS)
	case timeline.ReasonBlocked:
		and()
		if len(r.NotDone) > 0 {
			u := r.NotDone[0]
			w.isBlocked.fill(&b, w.name(u), w.states[w.in.Analysis.States[u]], w.in.Text.Count(len(r.NotDone)))
		} else {
			b.WriteString(w.unsure)
		}
	case timeline.ReasonHeld:
		and()
		if r.Cause >= 0 {
			w.heldFailed.fill(&b, w.name(r.Cause))
		} else {
			w.isHeld.fill(&b, w.in.Text.Exact(r.WaitMS), w.in.Text.Count(r.Active), w.slots)
		}
	case timeline.ReasonQueued:
		and()
		w.isQued.fill(&b, w.in.Text.Exact(r.WaitMS))
	case timeline.ReasonNever:
		and()
		if r.Cause >= 0 {
			w.neverBecause.fill(&b, w.name(r.Cause), w.states[w.in.Analysis.States[r.Cause]])
		} else {
			b.WriteString(w.never)
		}
	default:
		if span.Started && !span.OK {
			and()
			b.WriteString(w.unseen)
		}
	}
	if s := w.in.slower(i); s.OK() {
		and()
		f, n, times := w.slower, w.in.Text.Count(s.Figure.Runs), w.in.Text.Times(s.Tenths)
		if s.Tenths == 0 {
			f, times = w.over, w.in.Text.Duration(s.OverMS)
		}
		f.fill(&b, times, n, w.in.Text.Duration(s.Figure.MedianMS))
	}
	switch {
	case span.Critical:
		and()
		b.WriteString(w.critical)
	case span.OK && span.SlackMS > 0 && !state.Bad(): // a failed one should not have ended thus at any time
		and()
		w.slack.fill(&b, w.in.Text.Exact(span.SlackMS))
	}
	return b.String()
}

// before is what subtask i, which has started, waited for.
func (w *words) before(b *strings.Builder, i int, r *timeline.Reason) {
	if r.ReadyBy >= 0 {
		b.WriteString(w.comma)
		b.WriteString(w.untilDone(r.ReadyBy, r.ReadyMS))
	}
	if r.WaitMS == 0 {
		return
	}
	told := false
	if s := w.in.seen(i); s.ReadyMS != 0 || s.PendingMS != 0 {
		for _, g := range w.in.Analysis.Segments(i, s) {
			switch f := w.waited; g.Kind {
			case timeline.SegHeld, timeline.SegQueued, timeline.SegWaiting:
				if g.Kind == timeline.SegHeld {
					f = w.held
				} else if g.Kind == timeline.SegQueued {
					f = w.queued
				}
				b.WriteString(w.comma)
				f.fill(b, w.in.Text.Exact(g.MS()))
				told = true
			}
		}
	}
	if told {
		return
	}
	b.WriteString(w.comma)
	switch {
	case r.FullMS == r.WaitMS:
		w.waitedAll.fill(b, w.in.Text.Exact(r.WaitMS), w.slots)
		return
	case r.FullMS > 0:
		w.waitedFull.fill(b, w.in.Text.Exact(r.WaitMS), w.in.Text.Exact(r.FullMS), w.slots)
		return
	}
	w.waited.fill(b, w.in.Text.Exact(r.WaitMS))
}

// done is what subtask i did since its start.
func (w *words) done(b *strings.Builder, i int, blocked bool) {
	span, s := &w.in.Analysis.Spans[i], &w.in.Task.Subtasks[i]
	run, from := w.in.Text.Exact(span.RunMS), w.at(span.Start)
	b.WriteString(w.comma)
	switch {
	case span.Retried && span.Open && !span.Undone:
		w.mixedNow.fill(b, w.in.Text.Count(int(s.Attempts())), run, from)
	case span.Open && span.Undone:
		w.undoing.fill(b, run, from)
	case span.Retried:
		w.mixed.fill(b, w.in.Text.Count(int(s.Attempts())), run, from)
	case span.Undone:
		w.rolledBack.fill(b, run, from)
	case span.Open:
		w.running.fill(b, run, from)
	case blocked: // and so its start is told
		w.ranThen.fill(b, run)
	default:
		w.ran.fill(b, run, from)
	}
	seen := w.in.seen(i)
	if !seen.TellsApart(span) {
		return
	}
	for k := range seen.Attempts {
		a := &seen.Attempts[k]
		b.WriteString(w.comma)
		w.attempt.fill(b, w.in.Text.Count(k+1), w.in.Text.Exact(a.End-a.Start), w.at(a.Start), w.states[a.State()])
	}
}
