package comparepage

import (
	"taskscope/internal/compare"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/chart"
)

// Attribution is what the difference of the makespans is made of, as a
// waterfall: each bar starts where the one before ended, the last ends at the
// difference. The rows add up to it to the millisecond.
type Attribution struct {
	Parts []Part // subtasks, the biggest first; then the rest, the tail
	Total Part
	Zero  chart.Percent // where the makespans are equal
}

// Part is one line of the sum.
type Part struct {
	Name  string
	URL   string // of the subtask; "" where there is none
	Note  string // "only in head", "several attempts in head"
	Wait  Delta  // not OK where it is not known apart
	Run   Delta
	Delta Delta
	Class string
	Bar   Bar
}

// Bar is a stretch of the chart's width.
type Bar struct{ X, Width chart.Percent }

// maxParts is how many subtasks the sum lists by name; the rest is one line.
const maxParts = 15

func (b *pageOf) attribution() *Attribution {
	r := b.Result
	if !r.OK || b.identical() || len(r.Attribution) == 0 && r.TailDeltaMS == 0 {
		return nil
	}
	a := &Attribution{}
	var sums []int64
	add := func(p Part, ms int64) {
		p.Delta, p.Class = b.whole(ms, false), way(ms)
		a.Parts, sums = append(a.Parts, p), append(sums, ms)
	}
	var rest, restWait, restRun int64
	for k, c := range r.Attribution {
		if k >= maxParts {
			rest, restWait, restRun = rest+c.DeltaMS, restWait+c.WaitDeltaMS, restRun+c.RunDeltaMS
			continue
		}
		p := Part{Name: b.nameOf(c), Wait: b.whole(c.WaitDeltaMS, false), Run: b.whole(c.RunDeltaMS, false)}
		if s := at(b.Head, c.HeadIndex); s != nil {
			p.URL = b.subtask(b.URL.Head, s.ID)
		} else {
			p.URL = b.subtask(b.URL.Base, at(b.Base, c.BaseIndex).ID)
		}
		p.Note = b.partNote(c)
		add(p, c.DeltaMS)
	}
	if n := len(r.Attribution) - maxParts; n > 0 {
		add(Part{Name: b.text.N("compare.rest", n), Wait: b.whole(restWait, false), Run: b.whole(restRun, false)}, rest)
	}
	add(Part{Name: b.text.T("compare.tail")}, r.TailDeltaMS)
	a.Total = Part{Name: b.text.T("compare.total"), Delta: b.whole(r.DeltaMS, r.Significant), Class: way(r.DeltaMS)}
	a.place(sums, r.DeltaMS)
	return a
}

// partNote says what has to be known to read a part: that it has no
// counterpart, that it holds pauses between attempts, or that it counts on one
// side only because the critical path went another way.
func (b *pageOf) partNote(c compare.Contribution) string {
	switch {
	case c.BaseIndex < 0:
		return b.text.T("compare.only_head_tag")
	case c.HeadIndex < 0:
		return b.text.T("compare.only_base_tag")
	}
	if note := b.attemptsNote(c.BaseIndex, c.HeadIndex); note != "" {
		return note
	}
	switch was, is := b.Base.Analysis.Spans[c.BaseIndex].Critical, b.Head.Analysis.Spans[c.HeadIndex].Critical; {
	case is && !was:
		return b.text.T("compare.path_head_tag")
	case was && !is:
		return b.text.T("compare.path_base_tag")
	}
	return ""
}

// place lays the bars out between the lowest and the highest sum on the way.
func (a *Attribution) place(sums []int64, total int64) {
	scale := chart.Scale{}
	var sum int64
	for _, ms := range sums {
		sum += ms
		scale.From, scale.To = min(scale.From, sum), max(scale.To, sum)
	}
	stretch := func(from, to int64) Bar {
		x, w, _ := scale.Segment(min(from, to), max(from, to))
		return Bar{x, w}
	}
	sum = 0
	for k, ms := range sums {
		a.Parts[k].Bar = stretch(sum, sum+ms)
		sum += ms
	}
	a.Total.Bar, a.Zero = stretch(0, total), scale.X(0)
}

// way is the class of a difference's direction.
func way(ms int64) string {
	switch {
	case ms > 0:
		return "longer"
	case ms < 0:
		return "shorter"
	}
	return "equal"
}

// subtask is the URL of a subtask on its own task's page.
func (b *pageOf) subtask(ref task.Ref, id task.SubtaskID) string {
	u := permalink.ToTask(ref)
	u.Zone = b.URL.Zone
	return u.Select(id).String()
}
