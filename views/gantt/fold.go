package gantt

import (
	"strconv"

	"taskscope/internal/task"
	"taskscope/views/chart"
)

// gapLabel is the label of a break and where it lies, percent.
type gapLabel struct {
	Tick
	from, to chart.Percent
	long     func() gapLabel // the same with more words
}

// resumes label the breaks in a line of their own above the ticks: how much is
// left out, and when the axis goes on. A label begins at the break, or ends
// there where it would be cut off. Where there is no room for all, how much is left
// out comes before when the axis goes on, and a break before those to its right.
func (v *drawing) resumes(axis *Axis) {
	scale := &v.plan.Scale
	for n, f := range fits() {
		var placed []gapLabel
		taken := chart.Percent(-1)
		for _, b := range scale.Breaks() {
			left := chart.Percent(b.At / scale.Units() * 100)
			right := left + chart.Percent(b.Width/scale.Units()*100)
			if right <= 0 || left >= 100 {
				continue
			}
			label := func(words string) gapLabel {
				l := gapLabel{Tick: Tick{X: left, AtMS: b.From, Label: words, Fit: strconv.Itoa(n)}, from: left}
				wide := chart.Percent(chart.LabelWidth(words)/f.least*100) + 1
				if left+wide > 100 {
					l.X, l.AtMS, l.from, l.Lean = right, b.To, right-wide, chart.Back
				}
				l.to = l.from + wide
				return l
			}
			short := v.in.Text.Duration(b.MS())
			if l := label(short); l.from >= taken && l.from >= -1 {
				l.long = func() gapLabel { return label(short + " → " + v.resume(b.To)) }
				placed, taken = append(placed, l), l.to
			}
		}
		for k := range placed { // the more of it is said where it meets no neighbour
			before, after := chart.Percent(-1), chart.Percent(1000)
			if k > 0 {
				before = placed[k-1].to
			}
			if k+1 < len(placed) {
				after = placed[k+1].from
			}
			if l := placed[k].long(); l.from >= before && l.to <= after {
				placed[k] = l
			}
			axis.Resumes = addTick(axis.Resumes, placed[k].Tick)
		}
	}
}

// resume is the moment at which the axis goes on, with its date where that is
// another than the axis begins with.
func (v *drawing) resume(ms int64) string {
	if v.in.URL.Times == "relative" {
		return signed(v.in.Text, ms-v.in.Analysis.Start)
	}
	c, a := v.words.clock, v.in.Analysis
	at, first := c.At(task.At(ms, a.Offset)), c.At(task.At(v.plan.Scale.From(), a.Offset))
	if at.YearDay() != first.YearDay() || at.Year() != first.Year() {
		if at.Year() != first.Year() {
			return at.Format("2006-01-02 15:04:05")
		}
		return at.Format("01-02 15:04:05")
	}
	return at.Format("15:04:05")
}
