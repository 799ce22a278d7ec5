package gantt

import (
	"slices"

	"taskscope/internal/permalink"
	"taskscope/internal/timeline"
)

// axis finds the drawn domain: the range that was asked for, else all that the
// task did. Subtasks that lie outside the task, by a wrong clock, widen it.
func (p *plan) axis(in *Input) {
	a, u := in.Analysis, in.URL
	p.Min, p.Max = a.Extent()
	p.Max = max(p.Max, p.Min+1) // a task of no length still has a place to draw
	if u.Align == permalink.AlignLeft && p.Lanes == nil {
		p.Left = true
		longest := int64(1)
		for _, i := range in.Rows {
			longest = max(longest, a.Spans[i].RunMS)
		}
		for k := range p.Lines {
			if l := &p.Lines[k]; l.Subtask < 0 {
				s := a.Summarize(l.Members)
				longest = max(longest, s.To-s.From)
			}
		}
		p.Scale = timeline.NewScale(0, longest, nil)
		return
	}
	p.Gaps = a.Gaps(timeline.DefaultGapPercent, in.Seen)
	folded := p.fold(u.Gaps)
	p.Folded = len(folded) > 0
	var from, to int64
	from, to, p.Zoomed = a.Range(u.From, u.To)
	p.Scale = timeline.NewScale(from, max(to, from+1), folded)
}

// fold says which gaps the axis leaves out. Unless the reader asked, what goes on
// now is in none of them; those in which nothing ran must be half of the task,
// those in which a retried subtask may have run, nine tenths: then the rest could
// not be read.
func (p *plan) fold(how permalink.Gaps) []timeline.Gap {
	if how == permalink.GapsFolded {
		return p.Gaps
	}
	if how != permalink.GapsAuto {
		return nil
	}
	over := slices.DeleteFunc(slices.Clone(p.Gaps), func(g timeline.Gap) bool { return g.Now })
	sure := slices.DeleteFunc(slices.Clone(over), func(g timeline.Gap) bool { return g.Mixed })
	whole := p.Max - p.Min
	switch {
	case total(over) > whole-whole/10:
		return over
	case total(sure) > whole/2:
		return sure
	}
	return nil
}

// total is how long all gaps are together.
func total(gaps []timeline.Gap) (ms int64) {
	for k := range gaps {
		ms += gaps[k].MS()
	}
	return ms
}
