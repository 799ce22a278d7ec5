package chart

import (
	"cmp"
	"math"
	"slices"
	"strconv"

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
	Fit   string // numbers of the widths that it is for: see fits
	// Level tells which ticks go first where there is little room, on an axis
	// without fits: 0 stays longest.
	Level int
	Lean  Lean // of the label
}

// fits are the widths of a comparison's chart.
func fits() []float64 { return Widths(260) }

// mostTicks is how many marks an axis has at most.
const mostTicks = 12

// NewAxis marks the scale, for each width as closely as labels have room. Offset
// is the zone of the task's own times, seconds east of UTC.
func NewAxis(s Scale, offset int, c text.Clock) Axis {
	first := task.At(s.From, offset)
	a := Axis{Zone: c.Offset(first), Date: c.At(first).Format("2006-01-02")}
	for n, width := range fits() {
		var best []Tick
		for most := mostTicks; most > 0; most-- {
			all := timeline.ClockTicks(s.From, s.To, c.At(first).Location(), most)
			for each := 1; len(all)/each >= len(best); each++ {
				for from := range each {
					if some := labelled(s, offset, c, all, from, each); len(some) > len(best) && laid(some, width) {
						best = some
					}
				}
			}
		}
		for _, k := range best {
			a.add(k, strconv.Itoa(n))
		}
	}
	slices.SortStableFunc(a.Ticks, func(k, l Tick) int { return cmp.Compare(k.X, l.X) })
	return a
}

// add is a tick of one width; one that others have, too, is shared.
func (a *Axis) add(k Tick, fit string) {
	for i := range a.Ticks {
		if t := &a.Ticks[i]; t.X == k.X && t.Label == k.Label && t.Lean == k.Lean {
			t.Fit += " " + fit
			return
		}
	}
	k.Fit = fit
	a.Ticks = append(a.Ticks, k)
}

// labelled are every so-manieth of some round times, from one on, with a label
// each: the date stands where it changes.
func labelled(s Scale, offset int, c text.Clock, ticks []timeline.Tick, from, each int) []Tick {
	start := c.At(task.At(s.From, offset))
	day := start.YearDay()
	var all []Tick
	for k := from; k < len(ticks); k += each {
		t := ticks[k]
		at := c.At(task.At(t.AtMS, offset))
		layout := "15:04:05"
		switch {
		case t.StepMS < 1000:
			layout = "15:04:05.000"
		case t.StepMS >= 86_400_000 && at.Year() != start.Year():
			layout = "2006-01-02"
		case t.StepMS >= 86_400_000:
			layout = "01-02"
		case at.YearDay() != day:
			layout, day = "01-02 15:04", at.YearDay()
		case t.StepMS >= 60_000:
			layout = "15:04"
		}
		all = append(all, Tick{X: s.X(t.AtMS), Label: at.Format(layout)})
	}
	return all
}

// laid stands the labels over their ticks on an axis of that width; false where
// two would touch.
func laid(ticks []Tick, width float64) bool {
	free := -math.MaxFloat64 // from where there is room, px
	for k := range ticks {
		t := &ticks[k]
		lean, from, to := Stand(t.X, t.Label, width)
		if from < free {
			return false
		}
		t.Lean, free = lean, to+labelGap
	}
	return true
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
