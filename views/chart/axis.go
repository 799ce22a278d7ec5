package chart

import (
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/text"
)

// Axis is the axis on top of a chart: round wall-clock times in the reader's
// zone, which it names.
type Axis struct {
	Zone  string // "+08:00"
	Date  string // of the first moment
	Ticks []Tick
}

// Tick is a mark and its label.
type Tick struct {
	X     Percent
	Label string
	// Level tells which ticks go first where there is little room: 0 stays
	// longest.
	Level int
	End   bool // so near the end that its label goes to the left of it
}

// nearEnd is where a label to the right of its tick would be cut off.
const nearEnd = 88

// narrowEnd is the same on a phone, where only ticks of level 0 are left.
const narrowEnd = 60

// room is how many labels as long as "15:04:05.000" or "01-02 15:04" have
// place where most short ones have.
func room(most int) int { return most * 5 / 8 }

// NewAxis marks the scale with at most max ticks. Offset is the zone of the
// task's own times, seconds east of UTC.
func NewAxis(s Scale, offset int, c text.Clock, max int) Axis {
	first := task.At(s.From, offset)
	zone := c.At(first).Location()
	a := Axis{Zone: c.Offset(first), Date: c.At(first).Format("2006-01-02")}
	day := c.At(first).YearDay()
	ticks := timeline.ClockTicks(s.From, s.To, zone, max)
	if len(ticks) > 0 && (ticks[0].StepMS < 1000 || c.At(task.At(s.To, offset)).YearDay() != day) {
		ticks = timeline.ClockTicks(s.From, s.To, zone, room(max))
	}
	for n, t := range ticks {
		at := c.At(task.At(t.AtMS, offset))
		layout := "15:04:05"
		switch {
		case t.StepMS < 1000:
			layout = "15:04:05.000"
		case at.YearDay() != day:
			layout, day = "01-02 15:04", at.YearDay() // the date where it changes
		case t.StepMS >= 60_000:
			layout = "15:04"
		}
		k := Tick{X: s.X(t.AtMS), Label: at.Format(layout), Level: Level(n), End: s.X(t.AtMS) > nearEnd}
		if k.X > narrowEnd && n > 0 && k.Level == 0 {
			k.Level = 1
		}
		if k.End && n > 0 { // to its left it would lie on the label before
			k.Label = ""
		}
		a.Ticks = append(a.Ticks, k)
	}
	return a
}

// Level is 0 for every fourth tick, 1 for those half-way, 2 for the rest.
func Level(n int) int {
	switch {
	case n%4 == 0:
		return 0
	case n%2 == 0:
		return 1
	}
	return 2
}
