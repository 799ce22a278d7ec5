package gantt

import (
	"strings"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// label says in one sentence what the row of subtask i shows: with exact
// milliseconds, and why it waited. Screen readers get it as the row's name,
// scripts show it to the pointer.
func (w *words) label(i int) string {
	var b strings.Builder
	b.Grow(160)
	b.WriteString(w.name(i))
	state, r := w.in.Analysis.States[i], w.in.Analysis.WaitReason(i)
	if !state.Waiting() || r.Kind == timeline.ReasonNone { // else the reason has its word
		b.WriteString(w.comma)
		b.WriteString(w.states[state])
	}
	switch span := &w.in.Analysis.Spans[i]; {
	case r.Kind == timeline.ReasonWaited:
		w.before(&b, i, &r)
		w.done(&b, i, r.ReadyBy >= 0 && span.Start >= r.ReadyMS)
	case r.Kind == timeline.ReasonUndone:
		b.WriteString(w.comma)
		w.readyUnknown.fill(&b, w.name(r.ReadyBy))
		w.done(&b, i, false)
	case r.Kind != timeline.ReasonNone:
		w.reason(&b, &r)
		if span.OK && span.Again {
			w.done(&b, i, false)
		}
	case span.Started && !span.OK:
		w.reason(&b, &r)
	}
	w.judged(&b, i)
	return b.String()
}

// reason is why a subtask has not started, or that nobody saw how it ended.
func (w *words) reason(b *strings.Builder, r *timeline.Reason) {
	a, t := w.in.Analysis, w.in.Text
	b.WriteString(w.comma)
	switch r.Kind {
	case timeline.ReasonBlocked:
		if len(r.NotDone) > 0 {
			u := r.NotDone[0]
			w.isBlocked.fill(b, w.name(u), w.states[a.States[u]], t.Count(len(r.NotDone)))
		} else {
			b.WriteString(w.unsure)
		}
	case timeline.ReasonHeld:
		if r.Cause >= 0 {
			w.heldFailed.fill(b, w.failure(r.Cause))
		} else {
			w.isHeld.fill(b, t.Exact(r.WaitMS), t.Count(r.Active), w.slots)
		}
	case timeline.ReasonQueued:
		w.isQueued.fill(b, t.Exact(r.WaitMS))
	case timeline.ReasonAgainHeld:
		b.WriteString(t.T("tl.again_held"))
	case timeline.ReasonAgainQueued:
		b.WriteString(t.T("tl.again_queued"))
	case timeline.ReasonAgainUndo:
		b.WriteString(t.T("tl.again_undo"))
	case timeline.ReasonNever:
		switch {
		case r.Elsewhere:
			w.neverAfter.fill(b, w.failure(r.Cause))
		case r.Cause >= 0:
			w.neverBecause.fill(b, w.name(r.Cause), w.states[a.States[r.Cause]])
		case r.Undone:
			b.WriteString(w.neverUndone)
		default:
			b.WriteString(w.never)
		}
	default:
		b.WriteString(w.unseen)
	}
}

// judged is whether subtask i was slower than usual, and what that mattered.
func (w *words) judged(b *strings.Builder, i int) {
	state, span, t := w.in.Analysis.States[i], &w.in.Analysis.Spans[i], w.in.Text
	if s := w.in.slower(i); s.OK() {
		b.WriteString(w.comma)
		f, by := w.slower, t.Times(s.Tenths)
		if s.Tenths == 0 {
			f, by = w.over, t.Duration(s.OverMS)
		}
		f.fill(b, by, t.Count(s.Figure.Runs), t.Duration(s.Figure.MedianMS))
	}
	switch {
	case span.Critical:
		b.WriteString(w.comma)
		b.WriteString(w.critical)
	case !state.Bad(): // a failed one should not have ended thus at any time
		if ms, ok := span.Slack(); ok && ms > 0 {
			b.WriteString(w.comma)
			w.slack.fill(b, t.Exact(ms))
		}
	}
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
	if w.seenWaits(b, i) {
		return
	}
	b.WriteString(w.comma)
	wait := w.in.Text.Exact(r.WaitMS)
	switch {
	case r.FullMS == r.WaitMS:
		w.waitedAll.fill(b, wait, w.slots)
	case r.FullMS > 0:
		w.waitedFull.fill(b, wait, w.in.Text.Exact(r.FullMS), w.slots)
	default:
		w.waited.fill(b, wait)
	}
}

// seenWaits is how long subtask i was held, and how long queued, as far as our own
// snapshots saw it; false where they saw nothing of it.
func (w *words) seenWaits(b *strings.Builder, i int) (told bool) {
	seen := w.in.seen(i)
	if seen.ReadyMS == 0 && seen.PendingMS == 0 {
		return false
	}
	for _, g := range w.in.Analysis.Segments(i, seen) {
		var f form
		switch g.Kind {
		case timeline.SegHeld:
			f = w.held
		case timeline.SegQueued:
			f = w.queued
		case timeline.SegWaiting:
			f = w.waited
		default:
			continue
		}
		b.WriteString(w.comma)
		f.fill(b, w.in.Text.Exact(g.MS()))
		told = true
	}
	return told
}

// done is what subtask i did since its start. That is told already where before has
// said until when it was blocked and how long it waited then.
func (w *words) done(b *strings.Builder, i int, startTold bool) {
	span, s := &w.in.Analysis.Spans[i], &w.in.Task.Subtasks[i]
	run, from := w.in.Text.Exact(span.RunMS), w.at(span.Start)
	b.WriteString(w.comma)
	switch {
	case span.Retried && span.Open && !span.Undone:
		w.mixedNow.fill(b, w.in.Text.N("tl.runs_least", int(s.Attempts())), run, from)
	case span.Open && span.Undone:
		w.undoing.fill(b, run, from)
	case w.in.Analysis.States[i] == task.RollbackFailed, span.Undone && s.Operation.Is(task.OpRollbackSkip):
		w.undoFailed.fill(b, run, from)
	case span.Undone:
		w.rolledBack.fill(b, run, from)
	case span.Skipped:
		w.skipped.fill(b, run, from)
	case span.Retried:
		w.mixed.fill(b, w.in.Text.N("tl.runs_least", int(s.Attempts())), run, from)
	case span.Open:
		w.running.fill(b, run, from)
	case startTold:
		w.ranThen.fill(b, run)
	default:
		w.ran.fill(b, run, from)
	}
	w.attempts(b, i)
}

// attempts are the runs of subtask i, where our own snapshots told them apart.
func (w *words) attempts(b *strings.Builder, i int) {
	seen := w.in.seen(i)
	if !seen.TellsApart(&w.in.Analysis.Spans[i]) {
		return
	}
	for k := range seen.Attempts {
		a := &seen.Attempts[k]
		b.WriteString(w.comma)
		w.attempt.fill(b, w.in.Text.Count(k+1), w.in.Text.Exact(a.End-a.Start), w.at(a.Start), w.states[a.State()])
	}
}

// failure says that subtask i went wrong, and when: all that did not start after
// it say so.
func (w *words) failure(i int) string {
	if w.fell[i] == "" {
		at := ""
		if span := &w.in.Analysis.Spans[i]; span.OK {
			at = w.at(span.End)
		}
		w.fell[i] = w.in.Text.Fell(w.name(i), w.in.Analysis.States[i], at)
	}
	return w.fell[i]
}

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
