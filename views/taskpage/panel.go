package taskpage

import (
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// Panel is all that is known of the selected subtask.
type Panel struct {
	Name        string
	State       task.State
	StateWord   string
	StateHelp   string
	CloseURL    string
	Notes       []string // what must be known to read the times rightly
	Times       []PanelFact
	Fields      []PanelFact
	Upstreams   []Neighbour
	Downstreams []Neighbour
	Extra       []task.Field
	Problems    []string
	ShowURL     string // shows its row, which the filters hide; "" when there is one
	Row         bool   // the page has a timeline with its row
	Ran         bool   // and that has a range in which it ran
	From, To    int64  // that range, UTC ms
}

// PanelFact is a name and a value; Hint explains it.
type PanelFact struct {
	Name, Value, Hint string
	None              bool
}

// Neighbour is an upstream or a downstream.
type Neighbour struct {
	ID                     task.SubtaskID
	Name, URL, Class, Word string
}

func (b *pageOf) panel() *Panel {
	i, ok := b.index[b.URL.Subtask]
	if b.URL.Subtask == 0 || !ok {
		return nil
	}
	s, state := &b.task.Subtasks[i], b.Analysis.States[i]
	p := &Panel{
		Name: name(s), State: state, StateWord: b.text.State(state), StateHelp: b.stateHelp(i),
		CloseURL: b.URL.Select(0).Query(),
		Notes:    b.notes(i), Times: b.panelTimes(i), Fields: b.panelFields(s), Extra: s.Extra,
		Upstreams: b.neighbours(b.Graph.Up[i]), Downstreams: b.neighbours(b.Graph.Down[i]),
	}
	if b.hidden(i) {
		p.ShowURL = b.withRest(permalink.RestDimmed).Query()
	} else if b.hasTimeline() {
		p.Row = true
		span := &b.Analysis.Spans[i]
		p.Ran = span.OK && (b.URL.Align == permalink.AlignTime || b.URL.Lane != permalink.LaneNone)
		p.From, p.To = span.Start, span.Start+span.RunMS
	}
	if state == task.Unknown {
		p.StateWord += ": " + string(s.Status)
	}
	for _, q := range b.Problems {
		if q.Subtask == s.ID {
			p.Problems = append(p.Problems, b.text.Problem(q))
		}
	}
	return p
}

// notes say what the bare times would hide.
func (b *pageOf) notes(i int) []string {
	var notes []string
	s, span := &b.task.Subtasks[i], &b.Analysis.Spans[i]
	if w := b.waitWords(i); w != "" {
		notes = append(notes, w)
	}
	if w := b.slowerNote(i); w != "" {
		notes = append(notes, w)
	}
	switch {
	case span.Open && span.Undone: // neither has an end yet
		notes = append(notes, b.text.T("panel.undone_now"))
	case span.Open && span.Retried:
		notes = append(notes, b.text.N("panel.retried_now", int(s.Attempts())))
	default:
		if span.Retried {
			notes = append(notes, b.text.N("panel.retried", int(s.Attempts())))
		}
		switch state := b.Analysis.States[i]; {
		case state == task.RollbackFailed:
			notes = append(notes, b.text.T("panel.undo_failed"))
		case span.Undone && s.Operation.Is(task.OpRollbackSkip):
			notes = append(notes, b.text.T("panel.undo_skipped"))
		case span.Undone && state != task.Queued:
			notes = append(notes, b.text.T("panel.undone"))
		case span.Skipped:
			notes = append(notes, b.text.T("panel.skipped"))
		}
	}
	switch {
	case span.Critical:
		notes = append(notes, b.text.T("panel.critical"))
	case b.Analysis.States[i].Bad() || span.Open:
		// One that failed should not have ended thus at any time, and one that
		// runs has not ended: slack is nothing to them.
	default:
		if ms, ok := span.Slack(); ok {
			notes = append(notes, b.text.T("panel.slack", "Slack", b.text.Exact(ms)))
		}
	}
	for _, h := range b.diagnosed.Hints {
		if h.Subtask == i {
			notes = append(notes, b.text.T("hint."+string(h.Kind), "Name", name(s), "For", b.text.Duration(h.MS), "Limit", b.text.Duration(h.LimitMS), "Slots", b.Analysis.Slots())+b.text.T("diagnosis.stop"))
		}
	}
	return notes
}

// ended is the end of subtask i as OCP wrote it, now while it has none, and the
// task's start for -1.
func (b *pageOf) ended(i int) task.Instant {
	switch {
	case i < 0:
		return task.At(b.Analysis.Start, b.Analysis.Offset)
	case b.Analysis.Spans[i].Open:
		return b.Now
	}
	return b.task.Subtasks[i].Finished
}

// waitWords say why the subtask did not start earlier, or has not started.
func (b *pageOf) waitWords(i int) string {
	r, p := b.Analysis.WaitReason(i), b.text
	ready := b.onAxis(b.ended(r.ReadyBy), b.clock.Told(b.ended(r.ReadyBy), b.Analysis.Offsets))
	switch r.Kind {
	case timeline.ReasonWaited:
		words := p.T("wait.from_start")
		if r.ReadyBy >= 0 {
			words = p.T("wait.blocked_until", "Name", name(&b.task.Subtasks[r.ReadyBy]), "At", ready)
		}
		switch {
		case r.WaitMS == 0:
			return words + p.T("wait.then_at_once")
		case r.FullMS > 0 && b.Analysis.SlotsSeen():
			return words + p.T("wait.then_full_seen", "Wait", p.Exact(r.WaitMS), "Full", p.Exact(r.FullMS), "Slots", b.Analysis.Slots())
		case r.FullMS > 0:
			return words + p.T("wait.then_full", "Wait", p.Exact(r.WaitMS), "Full", p.Exact(r.FullMS), "Slots", b.Analysis.Slots())
		case r.Others == 0:
			return words + p.T("wait.then_idle", "Wait", p.Exact(r.WaitMS))
		}
		return words + p.N("wait.then_held", r.Others, "Wait", p.Exact(r.WaitMS))
	case timeline.ReasonUndone:
		return p.T("wait.ready_unknown", "Name", name(&b.task.Subtasks[r.ReadyBy]))
	case timeline.ReasonBlocked:
		if len(r.NotDone) == 0 {
			return p.T("wait.blocked")
		}
		first := name(&b.task.Subtasks[r.NotDone[0]])
		return p.N("wait.blocked_by", len(r.NotDone), "Name", first, "State", p.State(b.Analysis.States[r.NotDone[0]]))
	case timeline.ReasonHeld:
		if r.Cause >= 0 {
			return p.T("wait.held_failed", "What", b.failure(r.Cause))
		}
		if b.Analysis.SlotsSeen() {
			return p.N("wait.held_seen", r.Active, "Wait", p.Exact(r.WaitMS), "Slots", b.Analysis.Slots())
		}
		return p.N("wait.held", r.Active, "Wait", p.Exact(r.WaitMS), "Slots", b.Analysis.Slots())
	case timeline.ReasonQueued:
		return p.T("wait.queued", "Wait", p.Exact(r.WaitMS))
	case timeline.ReasonAgainHeld:
		return p.T("wait.again_held")
	case timeline.ReasonAgainQueued:
		return p.T("wait.again_queued")
	case timeline.ReasonAgainUndo:
		return p.T("wait.again_undo")
	case timeline.ReasonNever:
		switch {
		case r.Elsewhere:
			return p.T("wait.never_after", "What", b.failure(r.Cause))
		case r.Cause >= 0:
			return p.T("wait.never_because", "Name", name(&b.task.Subtasks[r.Cause]), "State", p.State(b.Analysis.States[r.Cause]))
		case r.Undone:
			return p.T("wait.never_undone")
		}
		return p.T("wait.never")
	}
	return ""
}

// failure says that subtask i went wrong, and when.
func (b *pageOf) failure(i int) string {
	at := ""
	if b.Analysis.Spans[i].OK {
		at = b.clock.Told(b.ended(i), b.Analysis.Offsets)
	}
	return b.text.Fell(name(&b.task.Subtasks[i]), b.Analysis.States[i], at)
}

// stateHelp is what the state of subtask i means, where a failure or a rollback
// is behind it.
func (b *pageOf) stateHelp(i int) string {
	switch r := b.Analysis.WaitReason(i); {
	case r.Kind == timeline.ReasonHeld && r.Cause >= 0:
		return b.text.T("panel.held_failed")
	case r.Kind == timeline.ReasonNever && r.Cause >= 0:
		return b.text.T("panel.never_failed")
	case r.Kind == timeline.ReasonNever && r.Undone:
		return b.text.T("panel.never_undone")
	}
	state := b.Analysis.States[i]
	if state == task.RolledBack && b.task.Subtasks[i].Operation.Is(task.OpRollbackSkip) {
		return b.text.T("panel.undo_skipped_help")
	}
	return b.text.StateHelp(state)
}

func (b *pageOf) panelTimes(i int) []PanelFact {
	s, span, p := &b.task.Subtasks[i], &b.Analysis.Spans[i], b.text
	facts := []PanelFact{
		{Name: p.T("field.startTime"), Value: b.onAxis(s.Started, date(b, s.Started)), None: !s.Started.Set, Hint: p.T("panel.start_hint")},
		{Name: p.T("field.finishTime"), Value: b.onAxis(s.Finished, date(b, s.Finished)), None: !s.Finished.Set},
	}
	if span.Open {
		facts[1] = PanelFact{Name: p.T("panel.until_now"), Value: b.onAxis(b.Now, b.clock.Date(b.Now)), Hint: p.T("task.as_of_hint")}
	}
	if span.OK {
		run := "field.run"
		if span.Undone {
			run = "field.run_undone"
		}
		facts = append(facts, PanelFact{Name: p.T(run), Value: p.Exact(span.RunMS)})
	}
	if usual, ok := b.usualFact(i); ok {
		facts = append(facts, usual)
	}
	if span.OK {
		wait, waitTold := span.Wait()
		slack, slackTold := span.Slack()
		facts = append(facts,
			PanelFact{Name: p.T("field.wait"), Value: p.Exact(wait), None: !waitTold},
			PanelFact{Name: p.T("field.slack"), Value: p.Exact(slack), None: !slackTold, Hint: p.T("panel.slack_hint")})
	}
	return facts
}

func (b *pageOf) panelFields(s *task.Subtask) []PanelFact {
	var facts []PanelFact
	add := func(key, value string) {
		facts = append(facts, PanelFact{Name: b.text.T(key), Value: value, None: value == ""})
	}
	add("field.id", s.ID.String())
	add("field.status", string(s.Status))
	add("field.operation", string(s.Operation))
	add("field.runTime", opt(s.RunTime))
	add("field.executor", s.Executor)
	add("field.timeout", b.timeout(s))
	add("field.parallelIdx", opt(s.ParallelIdx))
	add("field.seriesId", opt(s.SeriesID))
	add("field.nodeType", s.NodeType)
	add("field.prohibitRollback", b.rollback(s.ProhibitRollback))
	add("field.createTime", b.onAxis(s.Created, date(b, s.Created)))
	if s.Description != s.Name { // OCP repeats the name
		add("field.description", s.Description)
	}
	return facts
}

func (b *pageOf) neighbours(indices []int) []Neighbour {
	list := make([]Neighbour, len(indices))
	for k, i := range indices {
		s, state := &b.task.Subtasks[i], b.Analysis.States[i]
		list[k] = Neighbour{ID: s.ID, Name: name(s), URL: b.link(s.ID), Class: "s-" + state.String(), Word: b.text.State(state)}
	}
	return list
}
