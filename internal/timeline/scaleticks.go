package timeline

import "time"

// Ticks are at most most marks on the axis, at multiples of a round step since
// origin (UTC ms, the task's start); AtMS counts from there. None lies inside
// a break, and none closer to the one before than the most-th part of the axis.
func (s *Scale) Ticks(origin int64, most int) []Tick {
	return s.ticks(most, func(from, to, step int64) (ticks []Tick) {
		for at := from + mod(origin-from, step); at <= to; at += step {
			ticks = append(ticks, Tick{AtMS: at, StepMS: step})
		}
		return ticks
	}, origin)
}

// ClockTicks are at most most marks on the axis where a clock on the wall of
// zone shows a round time, AtMS in UTC ms; see the function of that name. None
// lies inside a break, and none closer to the one before than the most-th part
// of the axis.
func (s *Scale) ClockTicks(zone *time.Location, most int) []Tick {
	return s.ticks(most, func(from, to, step int64) []Tick { return clockTicks(from, to, step, zone) }, 0)
}

// ticks asks for the marks of every open part, with a step that leaves
// room for all, and moves them to origin.
func (s *Scale) ticks(most int, marks func(from, to, step int64) []Tick, origin int64) []Tick {
	if most < 1 || s.from < minClock || s.to > maxClock {
		return nil
	}
	most = min(most, maxTicks)
	for span := int64(s.units); ; {
		step := tickStep(span, most)
		var kept []Tick
		for _, part := range s.open() {
			for _, t := range marks(part.from, part.to, step) {
				if n := len(kept); n == 0 || s.At(t.AtMS)-s.At(kept[n-1].AtMS) >= s.units/float64(most) {
					kept = append(kept, t)
				}
			}
		}
		if len(kept) <= most {
			for k := range kept {
				kept[k].AtMS -= origin
			}
			return kept
		}
		span = step * int64(most)
	}
}

// open are the parts of the axis outside the breaks, ends included.
func (s *Scale) open() []stretch {
	parts := make([]stretch, 0, len(s.breaks)+1)
	cursor := s.from
	for _, b := range s.breaks {
		parts = append(parts, stretch{cursor, b.From})
		cursor = b.To
	}
	return append(parts, stretch{cursor, s.to})
}
