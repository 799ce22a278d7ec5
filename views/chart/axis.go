package chart

import (
	"math"
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
			k.Fit = strconv.Itoa(n)
			a.Ticks = AddTick(a.Ticks, k)
		}
	}
	OrderTicks(a.Ticks)
	return a
}

// labelled are every so-manieth of some round times, from one on, with a label
// each; of whole days it is the date alone.
func labelled(s Scale, offset int, c text.Clock, ticks []timeline.Tick, from, each int) []Tick {
	start := c.At(task.At(s.From, offset))
	times := TimesFrom(start)
	var all []Tick
	for k := from; k < len(ticks); k += each {
		t := ticks[k]
		at := c.At(task.At(t.AtMS, offset))
		tick := Tick{X: s.X(t.AtMS), AtMS: t.AtMS}
		switch {
		case t.StepMS < 86_400_000:
			tick.Label = times.Label(at, t.StepMS)
		case at.Year() != start.Year():
			tick.Label = at.Format("2006-01-02")
		default:
			tick.Label = at.Format("01-02")
		}
		all = append(all, tick)
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
