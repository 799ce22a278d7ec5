package taskpage

import (
	"taskscope/internal/baseline"
	"taskscope/internal/task"
	"taskscope/views/diagnosis"
)

// Estimate is when a running task may end, in words; Text is "" for none.
type Estimate struct {
	Text  string
	Basis string // what it rests on, and what it leaves out
}

func (b *pageOf) estimate() Estimate {
	e, p := b.Usual.Estimate, b.text
	switch e.Kind {
	case baseline.EstimateFew:
		return Estimate{Text: p.N("estimate.few", e.Missing, "Left", p.Count(e.Left), "Least", baseline.Least) + p.T("diagnosis.stop")}
	case baseline.EstimateOK:
	default:
		return Estimate{}
	}
	mid, late := b.moment(e.MidMS), b.moment(e.LateMS)
	in := p.Duration(e.MidMS - b.Now.MS)
	words := p.T("estimate.range", "Mid", mid, "In", in, "Late", late)
	switch {
	case e.MidMS <= b.Now.MS:
		words = p.T("estimate.due", "Late", late)
	case mid == late:
		words = p.T("estimate.same", "Mid", mid, "In", in)
	}
	if e.Overdue > 0 {
		words += p.T("diagnosis.then") + p.N("estimate.overdue", e.Overdue)
	}
	return Estimate{Text: words + p.T("diagnosis.stop"), Basis: p.N("estimate.basis", e.Left, "Runs", e.Runs, "Waits", b.waitsOf(e))}
}

// waitsOf says what of an estimate are waits.
func (b *pageOf) waitsOf(e baseline.Estimate) string {
	if e.Waits == 0 {
		return b.text.T("estimate.no_waits")
	}
	return b.text.T("estimate.waits", "Wait", b.text.Duration(e.WaitMS), "Runs", b.text.Count(e.Waits))
}

// moment writes a moment to the second, with its date where that is not the
// day the page is drawn for.
func (b *pageOf) moment(ms int64) string {
	at, now := b.clock.At(task.At(ms, b.Now.Offset)), b.clock.At(b.Now)
	if at.Format("2006-01-02") != now.Format("2006-01-02") {
		return at.Format("01-02 15:04")
	}
	return at.Format("15:04:05")
}

// usualFact is what the panel says of how long subtask i usually takes; ok is
// false where the task has no other runs at all, and so nothing is to be said.
func (b *pageOf) usualFact(i int) (PanelFact, bool) {
	f := b.Usual.Figures.Of(i)
	if len(b.Usual.Figures) == 0 {
		return PanelFact{}, false
	}
	return PanelFact{Name: b.text.T("usual.field"), Value: b.usualValue(f), Hint: b.text.T("usual.field_hint")}, true
}

func (b *pageOf) usualValue(f baseline.Figure) string {
	p := b.text
	switch {
	case !f.Enough():
		return p.N("usual.few", f.Runs, "Least", baseline.Least)
	case f.Copies():
		return p.T("usual.value_copies", "Median", p.Duration(f.MedianMS), "P90", p.Duration(f.P90MS), "N", p.Count(f.Runs), "Copies", p.Count(f.Samples))
	}
	return p.T("usual.value", "Median", p.Duration(f.MedianMS), "P90", p.Duration(f.P90MS), "N", p.Count(f.Runs))
}

// slowerNote says that subtask i may be stuck, or was slower than usual; "" when
// neither is so.
func (b *pageOf) slowerNote(i int) string {
	for _, k := range b.Usual.Stuck {
		if k.Subtask == i {
			return diagnosis.Stuck(b.text, k, name(&b.task.Subtasks[i])) + b.text.T("diagnosis.stop")
		}
	}
	s, p := b.Usual.Slower(i), b.text
	switch {
	case !s.OK():
		return ""
	case s.Tenths == 0:
		return p.T("usual.panel_over", "Over", p.Duration(s.OverMS), "N", p.Count(s.Figure.Runs))
	}
	return p.T("usual.panel", "Times", p.Times(s.Tenths), "Over", p.Duration(s.OverMS), "N", p.Count(s.Figure.Runs))
}

// usualColumns are the columns of the table that other runs fill; there are
// none without other runs.
func (b *pageOf) usualColumns() []column {
	if !b.Usual.Known() {
		return nil
	}
	return []column{
		{key: "usual.field", num: true, value: func(b *pageOf, i int) string {
			f := b.Usual.Figures.Of(i)
			if !f.Enough() {
				return b.text.T("usual.cell_few", "N", b.text.Count(f.Runs))
			}
			return b.text.Duration(f.MedianMS)
		}},
		{key: "usual.field_against", num: true, brief: true, value: func(b *pageOf, i int) string {
			switch s := b.Usual.Slower(i); {
			case !s.OK():
				return ""
			case s.Tenths == 0:
				return b.text.T("usual.cell_over", "Over", b.text.Duration(s.OverMS))
			default:
				return b.text.T("usual.cell", "Times", b.text.Times(s.Tenths))
			}
		}},
	}
}
