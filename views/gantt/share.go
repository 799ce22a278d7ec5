package gantt

import (
	"cmp"
	"math"
	"slices"

	"taskscope/internal/timeline"
)

// A bar in which the states of a group's copies are stacked, px: so many have room.
const (
	sharesTop   = 12 // from the line's top
	groupShares = 8  // its height
	mostShares  = 3
	leastShare  = 2
	leastBad    = 4 // of what ended badly, however few copies did
)

// shares stack the states of a group's copies in its bar, the worst on top: each
// from its first start to its last end, and the higher the more copies it has. A
// stage of which one copy failed at once and nine go on did not fail until now.
// back is as in runs.
func (v *drawing) shares(r *Row, shares []timeline.Share, back int64) {
	if len(shares) > mostShares { // the note counts them all; what ended badly stays, and the largest of the others
		weight := func(s timeline.Share) int {
			if s.State.Bad() {
				return math.MaxInt
			}
			return s.Count
		}
		slices.SortStableFunc(shares[1:], func(s, o timeline.Share) int { return cmp.Compare(weight(o), weight(s)) })
		shares = shares[:mostShares]
		slices.SortFunc(shares, func(s, o timeline.Share) int { return cmp.Compare(s.State, o.State) })
	}
	y := r.Y + sharesTop
	for k, high := range heights(shares) {
		s := &shares[k]
		if m, ok := v.bar(KindShare, s.From-back, s.To-back, y, high); ok {
			m.State, m.Own = s.State, true
			r.Marks = append(r.Marks, m)
		}
		y += high
	}
}

// heights are how high shares are, px: they fill the bar. However few copies ended
// badly, they take leastBad of it, if there is room.
func heights(shares []timeline.Share) []int {
	count, bad := 0, 0
	for _, s := range shares {
		count += s.Count
		if s.State.Bad() {
			bad++
		}
	}
	all, left := make([]int, len(shares)), groupShares
	for k, s := range shares {
		all[k] = leastShare
		if s.State.Bad() {
			all[k] = min(leastBad, (groupShares-leastShare*(len(shares)-bad))/bad)
		}
		left -= all[k]
	}
	room := left
	for k, s := range shares {
		more := room * s.Count / count
		if k == len(shares)-1 {
			more = left
		}
		all[k], left = all[k]+more, left-more
	}
	return all
}
