package taskpage

import (
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// tip are the figures of the selected subtask that the sentence of its row does not
// tell, for the label beside the pointer: what is in a row costs its bytes in all
// of them, so a script asks for these when a pointer rests on one. What OCP does
// not tell is left out.
func (b *pageOf) tip() []PanelFact {
	i, ok := b.index[b.URL.Subtask]
	if !ok {
		return nil
	}
	s, span, p := &b.task.Subtasks[i], &b.Analysis.Spans[i], b.text
	var facts []PanelFact
	add := func(key, value string) {
		if value != "" {
			facts = append(facts, PanelFact{Name: p.T(key), Value: value})
		}
	}
	add("field.startTime", b.tipMoment(s.Started))
	if span.Open { // a finish time is from before a retry
		add("panel.until_now", b.tipMoment(b.Now))
	} else {
		add("field.finishTime", b.tipMoment(s.Finished))
	}
	add("field.runTime", opt(s.RunTime))
	add("field.executor", s.Executor)
	add("field.timeout", b.timeout(s))
	add("field.id", s.ID.String())
	return facts
}

// tipMoment is a time of day, with its day where the task has several; "" for none.
func (b *pageOf) tipMoment(i task.Instant) string {
	if !i.Set {
		return ""
	}
	clock := b.clock.Told(i, b.Analysis.Offsets)
	if a := b.Analysis; a.OK && b.day(a.Start) != b.day(a.Start+a.MakespanMS) {
		clock = b.clock.Date(i)
	}
	return b.onAxis(i, clock)
}

func (b *pageOf) day(ms int64) string {
	return b.clock.At(task.At(ms, b.Analysis.Offset)).Format("2006-01-02")
}

// onAxis writes an instant that the clock is told of as the reader has the times:
// where the axis counts from the task's start, so does this, beside the clock.
func (b *pageOf) onAxis(i task.Instant, clock string) string {
	if b.URL.Times != permalink.Relative || !b.Analysis.OK || !i.Set {
		return clock
	}
	return b.text.Since(i.MS-b.Analysis.Start) + " · " + clock
}
