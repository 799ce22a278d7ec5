package gantt

import (
	"slices"
	"strconv"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
)

// gapLabel is the label of a break and from where to where it goes, percent.
type gapLabel struct {
	chart.Tick
	from, to chart.Percent
	gap      timeline.Break
}

// resumes label the breaks in a line of their own above the ticks: how much is
// left out, and when the axis goes on. Where there is no room for all, how much is
// left out comes before when the axis goes on, and a break before those to its right.
func (v *drawing) resumes(axis *Axis) {
	for n, f := range fits() {
		placed := v.howLong(n, f)
		for k, l := range placed {
			before, after := chart.Percent(-1), chart.Percent(100)
			if k > 0 {
				before = placed[k-1].to
			}
			if k+1 < len(placed) {
				after = placed[k+1].from
			}
			if long, ok := v.gapLabel(n, f, l.gap, l.Label+" → "+v.resume(l.gap.To), before, after); ok {
				placed[k] = long
			}
			axis.Resumes = chart.AddTick(axis.Resumes, placed[k].Tick)
		}
	}
	chart.OrderTicks(axis.Resumes)
}

// howLong are the labels of the n-th fit that say how much is left out, those that
// have room.
func (v *drawing) howLong(n int, f fit) (placed []gapLabel) {
	taken := chart.Percent(-1) // the first may stick out by so much
	for _, b := range v.plan.Scale.Breaks() {
		if left, right := v.breakAt(b); right <= 0 || left >= 100 {
			continue
		}
		if l, ok := v.gapLabel(n, f, b, v.in.Text.Duration(b.MS()), taken, 100); ok {
			placed, taken = append(placed, l), l.to
		}
	}
	return placed
}

// gapLabel begins at its break, or else ends there; ok is false where it would do
// neither between two places, percent, or lie on another break, whose label it
// would seem to be.
func (v *drawing) gapLabel(n int, f fit, b timeline.Break, words string, after, before chart.Percent) (l gapLabel, ok bool) {
	left, right := v.breakAt(b)
	wide := chart.Percent(chart.LabelWidth(words)/f.least*100) + 1
	begins := chart.Tick{X: left, AtMS: b.From, Label: words, Fit: strconv.Itoa(n)}
	ends := chart.Tick{X: right, AtMS: b.To, Label: words, Fit: strconv.Itoa(n), Lean: chart.Back}
	for _, l := range []gapLabel{{begins, left, left + wide, b}, {ends, right - wide, right, b}} {
		if l.from >= after && l.to <= before && !v.onAnother(&l) {
			return l, true
		}
	}
	return gapLabel{}, false
}

// onAnother says whether a label lies on a break that is not its own.
func (v *drawing) onAnother(l *gapLabel) bool {
	return slices.ContainsFunc(v.plan.Scale.Breaks(), func(b timeline.Break) bool {
		left, right := v.breakAt(b)
		return b != l.gap && left < l.to && l.from < right
	})
}

// breakAt is from where to where a break is drawn, percent.
func (v *drawing) breakAt(b timeline.Break) (left, right chart.Percent) {
	units := v.plan.Scale.Units()
	left = chart.Percent(b.At / units * 100)
	return left, left + chart.Percent(b.Width/units*100)
}

// resume is the moment at which the axis goes on, with its date where that is
// another than the axis begins with.
func (v *drawing) resume(ms int64) string {
	if v.in.URL.Times == permalink.Relative {
		return v.in.Text.Since(ms - v.in.Analysis.Start)
	}
	c, a := v.words.clock, v.in.Analysis
	at, first := c.At(task.At(ms, a.Offset)), c.At(task.At(v.plan.Scale.From(), a.Offset))
	switch {
	case at.Year() != first.Year():
		return at.Format("2006-01-02 15:04:05")
	case at.YearDay() != first.YearDay():
		return at.Format("01-02 15:04:05")
	}
	return at.Format("15:04:05")
}
