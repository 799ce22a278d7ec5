package timeline

import "sort"

// Scale is an axis with breaks: it maps moments, UTC ms, to places in units.
// A unit is a millisecond outside the breaks; a break is a few units wide, however
// long it took. It is monotone, so order and touching of bars survive, and
// exact outside the breaks. The zero Scale is an axis of no length.
type Scale struct {
	from, to int64
	units    float64
	breaks   []Break
}

// Break is a folded gap: From to To, UTC ms, drawn Width units wide at At.
type Break struct {
	From, To  int64
	At, Width float64
}

// MS is how much time the break folds.
func (b *Break) MS() int64 { return b.To - b.From }

// breakShare is the width of a break: one part in so many of what is not folded.
const breakShare = 24

// NewScale is the axis from one moment to another with those gaps folded, in
// order of time and without overlaps, as Gaps gives them. A gap is cut to the
// axis; it stays open when it is all of the axis (then somebody zoomed into it),
// or would not get narrower.
func NewScale(from, to int64, gaps []Gap) Scale {
	s := Scale{from: from, to: max(from, to)}
	rest := s.to - from
	for _, g := range gaps {
		b := Break{From: max(g.From, from), To: min(g.To, s.to)}
		if b.MS() > 0 && b.MS() < s.to-from {
			s.breaks = append(s.breaks, b)
			rest -= b.MS()
		}
	}
	width := float64(max(1, rest/breakShare))
	kept := s.breaks[:0]
	cursor := from
	for _, b := range s.breaks {
		if float64(b.MS()) <= width {
			continue
		}
		b.At, b.Width = s.units+float64(b.From-cursor), width
		s.units, cursor = b.At+width, b.To
		kept = append(kept, b)
	}
	s.breaks = kept
	s.units += float64(s.to - cursor)
	return s
}

// From is the first moment of the axis, UTC ms.
func (s *Scale) From() int64 { return s.from }

// To is the last moment of the axis, UTC ms.
func (s *Scale) To() int64 { return s.to }

// Units is how long the axis is.
func (s *Scale) Units() float64 { return s.units }

// Breaks are what is folded, in order of time.
func (s *Scale) Breaks() []Break { return s.breaks }

// FoldedMS is how much time is folded.
func (s *Scale) FoldedMS() (ms int64) {
	for i := range s.breaks {
		ms += s.breaks[i].MS()
	}
	return ms
}

// At is the place of a moment: 0 at the axis' start, Units at its end. Outside
// of the axis it goes on at a unit for a millisecond.
func (s *Scale) At(ms int64) float64 {
	// The last break that begins before ms.
	n := sort.Search(len(s.breaks), func(i int) bool { return s.breaks[i].From >= ms }) - 1
	if n < 0 {
		return float64(ms - s.from)
	}
	b := &s.breaks[n]
	if ms < b.To {
		return b.At + float64(ms-b.From)/float64(b.MS())*b.Width
	}
	return b.At + b.Width + float64(ms-b.To)
}
