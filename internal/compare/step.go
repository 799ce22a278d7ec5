package compare

import (
	"taskscope/internal/timeline"
)

// Step is a stretch of the way from base's critical path to head's: a subtask
// that both paths go through (Common), or what lies between two of those, where
// each path went its own way. The steps are in order of time, every hop of
// either path is in exactly one, and
//
//	sum of Steps + TailDeltaMS = DeltaMS, to the millisecond, always.
//
// Attribution is the same sum by subtask. Where one of several that ran side by
// side ended last this time and another the last time, it has two large parts
// that cancel out; here they are one step, and what is left is what it cost.
type Step struct {
	Base, Head []timeline.Hop // of Common one each; else of one side there may be none
	Common     bool

	DeltaMS     int64 // WaitDeltaMS + RunDeltaMS
	WaitDeltaMS int64
	RunDeltaMS  int64
}

// steps lays the two paths beside each other. Those that both go through are a
// longest chain of pairs that come in the same order on both; of several such
// chains always the same is taken, from whichever side one looks.
func steps(pairs []Pair, base, head *timeline.Analysis) []Step {
	common := onBoth(pairs, base, head)
	all := make([]Step, 0, 2*len(common)+1)
	b, h := 0, 0
	between := func(toB, toH int) {
		if toB > b || toH > h {
			all = append(all, step(base.Path[b:toB], head.Path[h:toH], false))
		}
		b, h = toB, toH
	}
	for _, c := range common {
		between(c.base, c.head)
		all = append(all, step(base.Path[b:b+1], head.Path[h:h+1], true))
		b, h = b+1, h+1
	}
	between(len(base.Path), len(head.Path))
	return all
}

func step(base, head []timeline.Hop, common bool) Step {
	s := Step{Base: base, Head: head, Common: common}
	for _, h := range base {
		s.WaitDeltaMS, s.RunDeltaMS = s.WaitDeltaMS-h.WaitMS, s.RunDeltaMS-h.RunMS
	}
	for _, h := range head {
		s.WaitDeltaMS, s.RunDeltaMS = s.WaitDeltaMS+h.WaitMS, s.RunDeltaMS+h.RunMS
	}
	s.DeltaMS = s.WaitDeltaMS + s.RunDeltaMS
	return s
}

// meeting is a pair that is on both paths, and where.
type meeting struct {
	pair, base, head int
	length           int // of the longest chain of meetings that ends here
}

// onBoth is a longest chain of meetings, in order.
func onBoth(pairs []Pair, base, head *timeline.Analysis) []meeting {
	met := meetings(pairs, base, head)
	// ends[k] is the smallest place on head's path where a chain of k+1 ends.
	var ends []int
	byLength := [][]meeting{nil}
	for _, m := range met {
		k := len(ends)
		for lo, hi := 0, len(ends); lo < hi; {
			if mid := (lo + hi) / 2; ends[mid] < m.head {
				lo = mid + 1
			} else {
				hi = mid
			}
			k = lo
		}
		if k == len(ends) {
			ends, byLength = append(ends, 0), append(byLength, nil)
		}
		ends[k], m.length = m.head, k+1
		byLength[m.length] = append(byLength[m.length], m)
	}
	// Back from the end. The lowest pair wins: its number does not depend on
	// which run is base.
	chain := make([]meeting, len(ends))
	next := meeting{base: len(base.Path), head: len(head.Path)}
	for k := len(ends); k > 0; k-- {
		best := meeting{pair: len(pairs)}
		for _, m := range byLength[k] {
			if m.base < next.base && m.head < next.head && m.pair < best.pair {
				best = m
			}
		}
		chain[k-1], next = best, best
	}
	return chain
}

// meetings are the pairs on both paths, in the order of base's.
func meetings(pairs []Pair, base, head *timeline.Analysis) []meeting {
	at := make(map[int]int, len(head.Path)) // by subtask of head: its place on the path
	for k, h := range head.Path {
		at[h.Subtask] = k
	}
	pairOf := make(map[int]int, len(pairs)) // by subtask of base
	for k := range pairs {
		pairOf[pairs[k].Base] = k
	}
	var met []meeting
	for k, h := range base.Path {
		pair, matched := pairOf[h.Subtask]
		if !matched {
			continue
		}
		if other, critical := at[pairs[pair].Head]; critical {
			met = append(met, meeting{pair: pair, base: k, head: other})
		}
	}
	return met
}
