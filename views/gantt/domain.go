package gantt

import (
	"taskscope/internal/permalink"
	"taskscope/internal/timeline"
)

// axis finds the drawn domain: the range that was asked for, else all that the
// task did. Subtasks that lie outside the task, by a wrong clock, widen it.
func (p *Plan) axis(in *Input) {
	a, u := in.Analysis, in.URL
	p.Min, p.Max = a.Extent()
	p.Max = max(p.Max, p.Min+1) // a task of no length still has a place to draw
	if u.Align == permalink.AlignLeft && p.Lanes == nil {
		p.Left = true
		longest := int64(1)
		for _, i := range in.Rows {
			longest = max(longest, a.Spans[i].RunMS)
		}
		p.Scale = timeline.NewScale(0, longest, nil)
		return
	}
	p.Gaps = a.Gaps(timeline.DefaultGapPercent, in.Seen)
	switch u.Gaps {
	case permalink.GapsFolded:
		p.Folded = len(p.Gaps) > 0
	case permalink.GapsAuto:
		p.Folded = p.idle() > (p.Max-p.Min)/2
	}
	from, to := p.Min, p.Max
	if u.From.OK {
		from, p.Zoomed = a.Start+u.From.V, true
	}
	if u.To.OK {
		to, p.Zoomed = min(a.Start+u.To.V, p.Max), true // beyond it there is nothing to see
	}
	if from >= p.Max || to <= p.Min { // a link of another run, perhaps
		from, to, p.Zoomed, p.Outside = p.Min, p.Max, false, true
	}
	var folded []timeline.Gap
	if p.Folded {
		folded = p.Gaps
	}
	p.Scale = timeline.NewScale(from, max(to, from+1), folded)
}

// idle is how long all gaps are together.
func (p *Plan) idle() (ms int64) {
	for k := range p.Gaps {
		ms += p.Gaps[k].MS()
	}
	return ms
}
