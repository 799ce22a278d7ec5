package gantt

import (
	"time"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/chart"
	"taskscope/views/text"
)

// maxTicks is how many marks the widest axis has. The style sheet leaves out
// levels of them where they would be less than 80 px apart.
const maxTicks = 16

// A label to the right of its tick is cut off beyond these places: on a screen,
// and on a phone, where only ticks of level 0 are left.
const (
	nearEnd   = 93
	narrowEnd = 60
)

// Axis is what stands on top of the chart.
type Axis struct {
	From, To int64  // the range it is drawn for: UTC ms, or ms from 0 for durations
	Zone     string // date and zone of its times, or what they count from
	Ticks    []Tick
	Breaks   []BreakMark
	Now      *chart.Percent // where the snapshot's now lies, when the task runs
	NowMS    int64          // that moment, UTC ms
	Strip    Strip
}

// Tick is a mark and its label.
type Tick struct {
	X     chart.Percent
	AtMS  int64
	Label string
	// Level tells which go first where there is little room: 0 stays longest.
	Level int
}

// BreakMark is a folded gap: a band as wide as it is drawn.
type BreakMark struct {
	X, Width chart.Percent
	Label    string // how much time it folds
}

func (v *drawing) axis() Axis {
	p, a, t := v.plan, v.in.Analysis, v.in.Text
	axis := Axis{From: p.Scale.From(), To: p.Scale.To()}
	switch {
	case p.Left:
		axis.Zone = t.T("tl.axis_durations")
		v.durations(&axis, 0)
		return axis
	case v.in.URL.Times == permalink.Relative:
		axis.Zone = t.T("tl.axis_relative", "Start", v.words.clock.Date(task.At(a.Start, a.Offset)))
		v.durations(&axis, a.Start)
	default:
		first := task.At(p.Scale.From(), a.Offset)
		axis.Zone = v.words.clock.At(first).Format("2006-01-02") + " " + v.words.clock.Offset(first)
		v.clock(&axis)
	}
	if a.Running && a.OK && a.End >= p.Scale.From() && a.End <= p.Scale.To() {
		x := p.X(a.End)
		axis.Now, axis.NowMS = &x, a.End
	}
	for _, b := range p.Scale.Breaks() {
		x := chart.Percent(b.At / p.Scale.Units() * 100)
		axis.Breaks = append(axis.Breaks, BreakMark{X: x, Width: chart.Percent(b.Width / p.Scale.Units() * 100), Label: t.Duration(b.MS())})
	}
	axis.Strip = v.strip()
	return axis
}

// durations labels the axis with times since origin.
func (v *drawing) durations(axis *Axis, origin int64) {
	for n, k := range v.plan.Scale.Ticks(origin, maxTicks) {
		label := since(v.in.Text, k)
		if !v.plan.Left && k.AtMS >= 0 {
			label = "+" + label
		}
		axis.tick(n, v.plan.X(k.AtMS+origin), k.AtMS+origin, label)
	}
}

// since writes a time as finely as the ticks are apart.
func since(t text.Printer, k timeline.Tick) string {
	switch ms := k.AtMS; {
	case ms < 0:
		k.AtMS = -ms
		return "−" + since(t, k)
	case ms == 0:
		return "0"
	case k.StepMS < 1000:
		return t.Exact(ms)
	case ms < 60_000:
		return t.T("tl.seconds", "N", ms/1000)
	default:
		return t.Duration(ms)
	}
}

// clock labels the axis with round times of the reader's zone.
func (v *drawing) clock(axis *Axis) {
	p, a, c := v.plan, v.in.Analysis, v.words.clock
	at := func(ms int64) time.Time { return c.At(task.At(ms, a.Offset)) }
	zone, day := at(p.Scale.From()).Location(), at(p.Scale.From()).YearDay()
	ticks := p.Scale.ClockTicks(zone, maxTicks)
	if len(ticks) > 0 && (ticks[0].StepMS < 1000 || at(p.Scale.To()).YearDay() != day) {
		// Labels as long as "15:04:05.000" or "01-02 15:04" need more room.
		ticks = p.Scale.ClockTicks(zone, maxTicks*5/8)
	}
	for n, k := range ticks {
		wall, layout := at(k.AtMS), "15:04:05"
		switch {
		case k.StepMS < 1000:
			layout = "15:04:05.000"
		case wall.YearDay() != day:
			layout, day = "01-02 15:04", wall.YearDay() // the date where it changes
		case k.StepMS >= 60_000:
			layout = "15:04"
		}
		axis.tick(n, p.X(k.AtMS), k.AtMS, wall.Format(layout))
	}
}

func (axis *Axis) tick(n int, x chart.Percent, at int64, label string) {
	k := Tick{X: x, AtMS: at, Label: label, Level: level(n)}
	if x > narrowEnd && n > 0 && k.Level == 0 {
		k.Level = 1
	}
	if x > nearEnd && n > 0 { // it would be cut, and to its left lies the label before
		k.Label = ""
	}
	axis.Ticks = append(axis.Ticks, k)
}

// level is 0 for every eighth tick, 1 for those half-way, 2 for those between, 3
// for the rest.
func level(n int) int {
	switch {
	case n%8 == 0:
		return 0
	case n%4 == 0:
		return 1
	case n%2 == 0:
		return 2
	}
	return 3
}
