package gantt

import "taskscope/internal/permalink"

// usualY is where the mark of what is usual lies in a line, px from its top:
// below the bars, from where its tick reaches up across them.
const usualY = RowHeight - 3

// usual marks how long subtask i usually takes: a line from the median, which
// has a tick, to the 90th percentile. It is one element, and mostly only there
// for what took longer. back is as in runs.
func (v *drawing) usual(marks []Mark, i, y int, back int64) []Mark {
	if !v.marked(i) {
		return marks
	}
	f, start := v.in.Usual.Figures.Of(i), v.in.Analysis.Spans[i].Start-back
	return v.add(marks, KindUsual, start+f.MedianMS, start+f.P90MS, y+usualY, 0)
}

// marked says whether the line of subtask i has that mark. It then has none of
// slack, which would run through it: a line has at most so many elements.
func (v *drawing) marked(i int) bool {
	if v.in.Usual == nil || v.in.URL.Usual == permalink.UsualNone || v.plan.Lanes != nil {
		return false
	}
	p := &v.in.Analysis.Spans[i]
	return p.Started && !p.Mixed() && v.in.Usual.Figures.Of(i).Enough() &&
		(v.in.URL.Usual == permalink.UsualAll || v.in.slower(i).OK())
}

// slowCopies says how many of a stage's copies were slower than usual, and by
// how much the one that was so most; "" for none.
func (v *drawing) slowCopies(members []int) string {
	worst, n := -1, 0
	for _, i := range members {
		if s := v.in.slower(i); s.OK() {
			if n++; worst < 0 || s.OverMS > v.in.slower(worst).OverMS {
				worst = i
			}
		}
	}
	if n == 0 {
		return ""
	}
	s, t := v.in.slower(worst), v.in.Text
	how := t.T("usual.copy_over", "Name", v.short(worst), "Over", t.Duration(s.OverMS), "N", t.Count(s.Figure.Runs))
	if s.Tenths > 0 {
		how = t.T("usual.copy", "Name", v.short(worst), "Times", t.Times(s.Tenths), "N", t.Count(s.Figure.Runs))
	}
	return t.N("usual.copies", n, "How", how)
}

// usuals are how the marks of what is usual can be had, where there are any.
func (v *drawing) usuals() Choice {
	if v.in.Usual == nil || !v.in.Usual.Known() || v.plan.Lanes != nil {
		return Choice{}
	}
	c := Choice{Name: v.in.Text.T("usual.marks"), Sets: "usual"}
	for _, way := range permalink.Usuals() {
		c.Links = append(c.Links, v.way(v.in.Text.T("usual.marks_"+string(way)), v.in.URL.Usual == way, func(u *permalink.Task) { u.Usual = way }))
	}
	return c
}
