package timeline

import "time"

const (
	second = int64(1000)
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)

// maxTicks is more than any screen has room for.
const maxTicks = 1000

// Tick is one mark of a time axis.
type Tick struct {
	AtMS   int64 // ms from an origin (Scale.Ticks), or UTC ms (ClockTicks)
	StepMS int64 // distance between marks, the same for all: how fine a label must be
}

// steps are the distances between marks up to a day: each divides the next unit,
// so that marks fall on round times.
func steps() []int64 {
	return []int64{
		1, 2, 5, 10, 20, 50, 100, 200, 500,
		second, 2 * second, 5 * second, 10 * second, 15 * second, 30 * second,
		minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute,
		hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour,
	}
}

// tickStep is the smallest step that puts at most most marks on a span: those
// of a day and less, then 1, 2, 5, 10, … days. It cannot overflow for a span
// that OCP can write.
func tickStep(span int64, most int) int64 {
	fits := func(step int64) bool { return span/step < int64(most) }
	for _, step := range steps() {
		if fits(step) {
			return step
		}
	}
	for unit := day; ; unit *= 10 {
		for _, n := range []int64{1, 2, 5} {
			if step := n * unit; fits(step) {
				return step
			}
		}
	}
}

// ClockTicks are at most most marks in [fromMS, toMS], UTC ms, where a clock on
// the wall of zone shows a round time: a multiple of the step since midnight,
// and midnight for steps of days (counted from 1970, so that marks stay where
// they are while the axis is moved). It holds across changes of the zone's
// offset; a time that the clock skips has no mark, and of a time that it shows
// twice a step above an hour marks one.
func ClockTicks(fromMS, toMS int64, zone *time.Location, most int) []Tick {
	if toMS < fromMS || most < 1 || fromMS < minClock || toMS > maxClock {
		return nil
	}
	most = min(most, maxTicks)
	// One mark more can fit than the span has room for, and a clock that is set
	// forward has a shorter day; the next step has room for both.
	for span := toMS - fromMS; ; {
		step := tickStep(span, most)
		ticks := clockTicks(fromMS, toMS, step, zone)
		if len(ticks) <= most {
			return ticks
		}
		span = step * int64(most)
	}
}

// Years 1 to 9999: what OCP can write, and far from any overflow.
const (
	minClock = -62135596800000
	maxClock = 253402300799999
)

func clockTicks(from, to, step int64, zone *time.Location) (ticks []Tick) {
	if step <= hour {
		// Offsets change by quarters of an hour, and moments on the way keep
		// their distance in UTC: walk there, keep what is round on the wall.
		grain := min(step, 15*minute)
		first := from + mod(-(from+offset(from, zone)), grain)
		for at := first; at <= to; at += grain {
			if (at+offset(at, zone))%step == 0 {
				ticks = append(ticks, Tick{AtMS: at, StepMS: step})
			}
		}
		return ticks
	}
	wall := from + offset(from, zone)
	wall -= mod(wall, step)
	for ; ; wall += step {
		w := time.UnixMilli(wall).UTC()
		at := time.Date(w.Year(), w.Month(), w.Day(), w.Hour(), w.Minute(), w.Second(), 0, zone).UnixMilli()
		switch {
		case at > to:
			return ticks
		case at >= from && at+offset(at, zone) == wall:
			ticks = append(ticks, Tick{AtMS: at, StepMS: step})
		}
	}
}

// offset is the zone's at a moment, ms east of UTC.
func offset(at int64, zone *time.Location) int64 {
	_, s := time.UnixMilli(at).In(zone).Zone()
	return int64(s) * second
}

// mod is the remainder that is never negative.
func mod(n, by int64) int64 {
	if n %= by; n < 0 {
		n += by
	}
	return n
}
