package gantt

import (
	"strconv"

	"taskscope/internal/task"
	"taskscope/views/chart"
	"taskscope/views/text"
)

// letter is about how wide a letter of the axis is, px.
const letter = 6.3

// resumes label the breaks in a line of their own above the ticks: how much is
// left out, and when the axis goes on. A label begins at the break, or ends
// there where it would be cut off; it says the time alone how much is left out,
// or nothing, where the one before it has the room.
func (v *drawing) resumes(axis *Axis) {
	scale := &v.plan.Scale
	for n, f := range fits() {
		taken := chart.Percent(-1)
		for _, b := range scale.Breaks() {
			left := chart.Percent(b.At / scale.Units() * 100)
			right := left + chart.Percent(b.Width/scale.Units()*100)
			if right <= 0 || left >= 100 {
				continue
			}
			short := v.in.Text.Duration(b.MS())
			for _, label := range []string{short + " → " + v.resume(b.To), short} {
				k := Tick{X: left, AtMS: b.From, Label: label, Fit: strconv.Itoa(n)}
				wide := chart.Percent(float64(text.Width(label))*letter/f.least*100) + 1
				from := left
				if k.End = left+wide > 100; k.End {
					k.X, k.AtMS = right, b.To
					from = right - wide
				}
				if from >= taken && from >= -1 {
					axis.Resumes = addTick(axis.Resumes, k)
					taken = from + wide
					break
				}
			}
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
		return at.Format("01-02 15:04:05")
	}
	return at.Format("15:04:05")
}
