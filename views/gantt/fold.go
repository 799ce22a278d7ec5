package gantt

import (
	"strconv"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
	"taskscope/views/text"
)

// letter is about how wide a letter of the axis is, px.
const letter = 6.3

// gapLabel is the label of a break and from where to where it goes, percent.
type gapLabel struct {
	Tick
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
			long := v.gapLabel(n, f, l.gap, l.Label+" → "+v.resume(l.gap.To))
			free := (k == 0 || long.from >= placed[k-1].to) && (k+1 == len(placed) || long.to <= placed[k+1].from)
			if free && long.from >= -1 {
				placed[k] = long
			}
			axis.Resumes = addTick(axis.Resumes, placed[k].Tick)
		}
	}
}

// howLong are the labels of the n-th fit that say how much is left out, those that
// have room.
func (v *drawing) howLong(n int, f fit) (placed []gapLabel) {
	taken := chart.Percent(-1) // the first may stick out by so much
	for _, b := range v.plan.Scale.Breaks() {
		if left, right := v.breakAt(b); right <= 0 || left >= 100 {
			continue
		}
		if l := v.gapLabel(n, f, b, v.in.Text.Duration(b.MS())); l.from >= taken {
			placed, taken = append(placed, l), l.to
		}
	}
	return placed
}

// gapLabel begins at its break, or ends there where it would be cut off.
func (v *drawing) gapLabel(n int, f fit, b timeline.Break, words string) gapLabel {
	left, right := v.breakAt(b)
	l := gapLabel{Tick: Tick{X: left, AtMS: b.From, Label: words, Fit: strconv.Itoa(n)}, from: left, gap: b}
	wide := chart.Percent(float64(text.Width(words))*letter/f.least*100) + 1
	if l.End = left+wide > 100; l.End {
		l.X, l.AtMS, l.from = right, b.To, right-wide
	}
	l.to = l.from + wide
	return l
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
