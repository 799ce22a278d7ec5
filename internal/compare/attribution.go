package compare

import (
	"cmp"
	"slices"

	"taskscope/internal/timeline"
)

// Contribution is what one subtask adds to the difference of the makespans:
// what it waited and ran on head's critical path, minus the same on base's. Off
// a path it counts 0 there.
type Contribution struct {
	BaseIndex, HeadIndex int // -1 where the run does not have it
	Name                 string
	ParallelIdx          int64 // -1: no copy of a split stage
	DeltaMS              int64 // WaitDeltaMS + RunDeltaMS
	WaitDeltaMS          int64
	RunDeltaMS           int64
}

// attribute keeps what is not 0 throughout. Those that cancel out (it waited as
// much longer as it ran shorter) stay: that is a change, and worth a line.
func (r *Result) attribute(c Contribution) {
	if c.WaitDeltaMS != 0 || c.RunDeltaMS != 0 {
		r.Attribution = append(r.Attribution, c)
	}
}

// sortAttribution is stable: what is equally big stays in the order of places.
func (r *Result) sortAttribution() {
	slices.SortStableFunc(r.Attribution, func(c, d Contribution) int {
		return cmp.Compare(size(d.DeltaMS), size(c.DeltaMS))
	})
}

func contribution(m match, baseHops, headHops map[int]timeline.Hop) Contribution {
	was, is := baseHops[m.base], headHops[m.head]
	c := Contribution{BaseIndex: m.base, HeadIndex: m.head, Name: m.name, ParallelIdx: m.parallelIdx,
		WaitDeltaMS: is.WaitMS - was.WaitMS, RunDeltaMS: is.RunMS - was.RunMS}
	c.DeltaMS = c.WaitDeltaMS + c.RunDeltaMS
	return c
}

// hops are those of the critical path by subtask. A subtask that is off the
// path, or that the run does not have (-1), gives the zero Hop.
func hops(a *timeline.Analysis) map[int]timeline.Hop {
	by := make(map[int]timeline.Hop, len(a.Path))
	for _, h := range a.Path {
		by[h.Subtask] = h
	}
	return by
}

func size(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}

// Threshold is above what a difference is worth a colour: both must be passed.
type Threshold struct {
	MS      int64
	Percent int64
}

// DefaultThreshold is 1 s and 20 %: below that OCP's scheduler, which comes
// once a second, is noise.
func DefaultThreshold() Threshold { return Threshold{MS: 1000, Percent: 20} }

// Exceeded says whether the difference of two durations passes the threshold.
// The percentage is that of the shorter one, so that the answer is the same
// from both sides: what grew by more than 20 % one way shrank just as much the
// other way.
func (t Threshold) Exceeded(a, b int64) bool {
	d := size(b - a)
	return d > t.MS && d*100 > t.Percent*min(a, b)
}
