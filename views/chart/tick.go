package chart

import (
	"cmp"
	"slices"
	"time"
)

// Tick is a mark of an axis and its label.
type Tick struct {
	X     Percent
	AtMS  int64 // the moment that it marks, UTC ms, or a duration; not on an axis without fits
	Label string
	Fit   string // numbers of the widths that it is for: see Widths
	// Level tells which ticks go first where there is little room, on an axis
	// without fits: 0 stays longest.
	Level int
	Lean  Lean // of the label
}

// AddTick adds a mark of one width; one that others have, too, is shared.
func AddTick(ticks []Tick, k Tick) []Tick {
	for i := range ticks {
		if t := &ticks[i]; t.AtMS == k.AtMS && t.Label == k.Label && t.Lean == k.Lean {
			t.Fit += " " + k.Fit
			return ticks
		}
	}
	return append(ticks, k)
}

// OrderTicks sorts the marks of all widths as they lie.
func OrderTicks(ticks []Tick) {
	slices.SortStableFunc(ticks, func(t, o Tick) int { return cmp.Compare(t.AtMS, o.AtMS) })
}

// Times write the round wall-clock times of one axis, one after another: the date
// stands where it changes.
type Times struct{ day int }

// TimesFrom are those of an axis that begins at a moment, whose date it says
// elsewhere.
func TimesFrom(first time.Time) Times { return Times{first.YearDay()} }

// Label writes the next time, as finely as the marks are apart.
func (t *Times) Label(at time.Time, stepMS int64) string {
	layout := "15:04:05"
	switch {
	case stepMS < 1000:
		layout = "15:04:05.000"
	case stepMS >= 60_000:
		layout = "15:04"
	}
	if day := at.YearDay(); day != t.day {
		layout, t.day = "01-02 "+layout, day
	}
	return at.Format(layout)
}
