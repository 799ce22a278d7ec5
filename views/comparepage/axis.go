package comparepage

import (
	"taskscope/internal/compare"
	"taskscope/internal/permalink"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
	"taskscope/views/text"
)

// Axis is the time axis that several runs share: ms from the origin of each,
// with the stretches folded in which none of them did anything.
type Axis struct {
	scale  timeline.Scale
	lined  []compare.Lined
	Ticks  []chart.Tick
	Breaks []Bar
	Idle   []timeline.Gap // what could be folded
	Folded bool
}

const maxTicks = 8

// leastOf is how wide the chart is at least while ticks of a level are shown on
// it, px: see data-level in timeline.css.
func leastOf(level int) float64 { return []float64{160, 440, 570}[level] }

// NewAxis lays runs over each other at their origins. It folds as the timeline
// of a task does: by itself where idle stretches are most of what there is.
func NewAxis(t text.Printer, lined []compare.Lined, gaps permalink.Gaps) Axis {
	a := Axis{lined: lined, Idle: compare.Idle(lined, timeline.DefaultGapPercent)}
	from, to, _ := compare.Extent(lined)
	var idle int64
	for k := range a.Idle {
		idle += a.Idle[k].MS()
	}
	switch gaps {
	case permalink.GapsFolded:
		a.Folded = len(a.Idle) > 0
	case permalink.GapsAuto:
		a.Folded = idle > (to-from)/2
	}
	var folded []timeline.Gap
	if a.Folded {
		folded = a.Idle
	}
	a.scale = timeline.NewScale(from, max(to, from+1), folded) // tasks of no length still have a place to draw
	ticks := a.scale.Ticks(0, maxTicks)
	for n, k := range ticks {
		tick := chart.Tick{X: a.X(k.AtMS), Label: after(t, k.AtMS, k.StepMS), Level: chart.Level(n)}
		tick.Lean, _, _ = chart.Stand(tick.X, tick.Label, leastOf(tick.Level))
		a.Ticks = append(a.Ticks, tick)
	}
	for _, b := range a.scale.Breaks() {
		a.Breaks = append(a.Breaks, Bar{chart.Percent(b.At / a.scale.Units() * 100), chart.Percent(b.Width / a.scale.Units() * 100)})
	}
	return a
}

// X is the place of a moment, ms from the origin.
func (a *Axis) X(ms int64) chart.Percent {
	return chart.Percent(a.scale.At(ms) / a.scale.Units() * 100)
}

// Stretch is the bar from one moment to another.
func (a *Axis) Stretch(from, to int64) Bar {
	x := a.X(from)
	return Bar{x, max(0, a.X(max(from, to))-x)}
}

// FoldedMS is how much time is folded.
func (a *Axis) FoldedMS() int64 { return a.scale.FoldedMS() }

// after writes a round time from the origin as shortly as it can be: 0, 5 s,
// −1 m 30 s, 1 h 30 m.
func after(t text.Printer, ms, step int64) string {
	switch {
	case ms < 0:
		return "−" + after(t, -ms, step)
	case ms == 0:
		return "0"
	case step < 1000:
		return t.Exact(ms)
	case ms < 60_000:
		return t.T("compare.tick_s", "S", ms/1000)
	case ms < 3_600_000 && step%60_000 == 0:
		return t.T("compare.tick_min", "M", ms/60_000)
	}
	return t.Duration(ms)
}
