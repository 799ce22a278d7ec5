package text

import (
	"strings"
	"time"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// Clock writes instants in the zone that the reader asked for. It is the one
// place that does, so that no part of a page can forget the zone; it is
// 24-hour always.
//
// In the zone "OCP" a moment has the offset that OCP sent for it. An axis has
// one offset, that of the task's start, and so has all that is drawn beside it:
// labels, gaps, tooltips, the frame of its SVG. Where OCP wrote the task's times
// in several, the axis says so (Others), and a time of day that stands elsewhere
// names its own (Told).
type Clock struct {
	zone permalink.Zone
	loc  *time.Location // nil where each instant has its own offset
}

// NewClock is the clock of a zone.
func NewClock(zone permalink.Zone) Clock { return Clock{zone, zone.Location()} }

// At is the instant's wall-clock time in the zone.
func (c Clock) At(i task.Instant) time.Time {
	if c.loc != nil {
		return i.Time().In(c.loc)
	}
	return i.Time()
}

// Date writes date, time and offset: "2021-08-25 15:09:31.740 +08:00". An
// absent instant is "–".
func (c Clock) Date(i task.Instant) string {
	if !i.Set {
		return "–"
	}
	return c.At(i).Format("2006-01-02 15:04:05.000 -07:00")
}

// Short is Date to the second, for lists: "2021-08-25 15:09:31 +08:00".
func (c Clock) Short(i task.Instant) string {
	if !i.Set {
		return "–"
	}
	return c.At(i).Format("2006-01-02 15:04:05 -07:00")
}

// Time writes the time of day: "15:09:31.740".
func (c Clock) Time(i task.Instant) string {
	if !i.Set {
		return "–"
	}
	return c.At(i).Format("15:04:05.000")
}

// Offset names the zone as it is at an instant: "+08:00", "UTC",
// "Asia/Shanghai +08:00".
func (c Clock) Offset(i task.Instant) string {
	_, offset := c.At(i).Zone()
	switch {
	case c.zone == permalink.ZoneUTC, c.loc == nil && offset == 0:
		return "UTC"
	case c.loc != nil:
		return string(c.zone) + " " + c.At(i).Format("-07:00")
	}
	return c.At(i).Format("-07:00")
}

// Others names the offsets that OCP wrote times in besides that of the axis, the
// first: "-04:00, UTC"; "" where there are none, or the reader's zone has its own.
func (c Clock) Others(offsets []int) string {
	if c.loc != nil || len(offsets) < 2 {
		return ""
	}
	names := make([]string, len(offsets)-1)
	for k, offset := range offsets[1:] {
		names[k] = c.Offset(task.At(0, offset))
	}
	return strings.Join(names, ", ")
}

// Told is Time, with its offset where OCP wrote the task's times in several:
// "15:09:31.740", "15:09:31.740 +08:00".
func (c Clock) Told(i task.Instant, offsets []int) string {
	if !i.Set || c.Others(offsets) == "" {
		return c.Time(i)
	}
	return c.Time(i) + " " + c.Offset(i)
}

// Machine is the value of a datetime attribute; "" for an absent instant.
func (c Clock) Machine(i task.Instant) string {
	if !i.Set {
		return ""
	}
	return c.At(i).Format("2006-01-02T15:04:05.000-07:00")
}
