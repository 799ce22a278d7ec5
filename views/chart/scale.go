// Package chart is the geometry that the timelines share: a moment's place on
// an axis, the axis's ticks, and how rows are cut into pictures. Places are percentages of the chart's width,
// so that the server need not know how wide the reader's window is and nothing
// is ever stretched: the browser resolves them, text and strokes stay as they
// are.
package chart

import (
	"math"
	"strconv"
)

// Scale maps moments between From and To, UTC ms, to the chart's width.
type Scale struct{ From, To int64 }

// Percent is a place or a width, in percent of the chart's width.
type Percent float64

// String is the attribute's value: three decimals are a hundredth of a pixel
// on any screen, and a pixel when zoomed a hundred times, where pages are drawn
// anew.
func (p Percent) String() string { return string(p.Append(make([]byte, 0, 16))) }

// Append writes the attribute's value behind b. By hand: a large page has tens
// of thousands.
func (p Percent) Append(b []byte) []byte {
	n := int64(math.Round(float64(p) * 1e3))
	if n < 0 {
		b, n = append(b, '-'), -n
	}
	b = strconv.AppendInt(b, n/1e3, 10)
	if part := n % 1e3; part != 0 {
		b = append(b, '.')
		for digit := int64(1e2); part != 0; digit /= 10 {
			b = append(b, byte('0'+part/digit))
			part %= digit
		}
	}
	return append(b, '%')
}

// X is the place of a moment; outside the scale it is below 0 or above 100.
func (s Scale) X(ms int64) Percent { return s.width(ms - s.From) }

// width is how wide so much time is, ms.
func (s Scale) width(ms int64) Percent {
	if s.To <= s.From {
		return 0
	}
	return Percent(float64(ms) / float64(s.To-s.From) * 100)
}

// Segment is the place and the width of the visible part of a stretch of time, UTC
// ms; ok is false when none of it is in view. A stretch of no length has a place
// and no width.
func (s Scale) Segment(from, to int64) (x, width Percent, ok bool) {
	if to < s.From || from > s.To {
		return 0, 0, false
	}
	from, to = max(from, s.From), min(to, s.To)
	return s.X(from), s.width(to - from), true
}
