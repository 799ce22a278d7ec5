package gantt

import (
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// usualY is where the mark of what is usual lies in a line, px from its top:
// below the bars, from where its tick reaches up across them.
const usualY = RowHeight - 3

// usual marks how long subtask i usually takes: a line from the median, which
// has a tick, to the 90th percentile. It is one element, and mostly only there
// for what took longer. back is as in runs.
func (v *drawing) usual(marks []Mark, i, y int, back int64) []Mark {
	if v.in.Usual == nil || v.in.URL.Usual == permalink.UsualNone {
		return marks
	}
	p, f := &v.in.Analysis.Spans[i], v.in.Usual.Figures.Of(i)
	switch {
	case !p.Started || p.Retried || p.Undone || v.in.Analysis.States[i] == task.Skipped || !f.Enough(),
		v.in.URL.Usual == permalink.UsualSlower && !v.in.slower(i).OK():
		return marks
	}
	start := p.Start - back
	return v.add(marks, "usual", start+f.MedianMS, start+f.P90MS, y+usualY, 0)
}

// usualChoice is how the marks of what is usual can be had; ok is false where there is
// nothing to have.
func (v *drawing) usualChoice() (c Choice, ok bool) {
	if v.in.Usual == nil || !v.in.Usual.Known() || v.plan.Lanes != nil {
		return Choice{}, false
	}
	c.Name = v.in.Text.T("usual.marks")
	for _, way := range permalink.Usuals() {
		n := v.in.URL
		n.Usual = way
		c.Links = append(c.Links, Link{Text: v.in.Text.T("usual.marks_" + string(way)), URL: n.Query(), On: v.in.URL.Usual == way})
	}
	return c, true
}
