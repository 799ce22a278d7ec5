package timeline

import (
	"cmp"
	"slices"

	"taskscope/internal/dag"
	"taskscope/internal/task"
)

// DigestLines is how many subtasks each list of a Digest names at most.
const DigestLines = 5

// Digest is what "copy as text" puts into a ticket, as data: short enough to be
// read in one, with the totals that its lists are cut from. The words are the
// view's.
type Digest struct {
	OK         bool // false: no times, and no figures below
	Start, End task.Instant
	Running    bool // End is the snapshot's now
	MakespanMS int64

	// The sum: WaitMS + RunMS + TailMS = MakespanMS.
	WaitMS, RunMS, TailMS int64
	Mixed                 bool // a run on the path is several, with pauses
	PathProblem           PathProblem
	IdealMS               int64
	Peak, Slots           int

	// Hops are those that added most to the makespan, in the order in which they
	// happened; OtherHops more added OtherMS.
	Hops      []Hop
	OtherHops int
	OtherMS   int64

	// The subtasks that are seen.
	Counts   [task.Succeeded + 1]int // how many are in each state
	Bad      []int                   // failed, rollback failed, cancelled: worst first, then as they ended
	BadOf    int                     // how many there are
	Active   []int                   // under way, the longest first
	ActiveOf int                     // how many there are
	Waited   []int                   // those with the longest waits, longest first; none of 0
	Slowest  []int                   // those with the longest runs, longest first; none of 0, none that a rollback is part of
	Lagging  []Straggler             // groups with a straggler, the worst first
}

// Straggler is the copy of a split stage that ran longer than the others.
type Straggler struct {
	Subtask int
	OverMS  int64 // above the median
}

// Digest sums up what is seen: the subtasks of list, and the groups they are in.
func (a *Analysis) Digest(list []int, groups []dag.Group) Digest {
	d := Digest{OK: a.OK, Running: a.Running, MakespanMS: a.MakespanMS,
		WaitMS: a.CriticalWaitMS, RunMS: a.CriticalRunMS, TailMS: a.TailMS, Mixed: a.PathProblem == "" && a.PathMixed(), PathProblem: a.PathProblem,
		IdealMS: a.IdealMS, Peak: a.Peak, Slots: a.Slots()}
	if a.OK {
		d.Start, d.End = task.At(a.Start, a.Offset), task.At(a.End, a.Offset)
	}
	d.hops(a.Told())
	shown := make([]bool, len(a.task.Subtasks))
	for _, i := range list {
		shown[i] = true
		d.Counts[a.States[i]]++
	}
	run := func(i int) int64 { return a.Spans[i].RunMS }
	wait := func(i int) int64 {
		if ms, ok := a.Spans[i].Wait(); ok {
			return ms
		}
		return 0
	}
	d.Bad, d.BadOf = a.top(list, func(i int) bool { return a.States[i].Bad() }, func(i, j int) int {
		return cmp.Or(cmp.Compare(a.States[i], a.States[j]), cmp.Compare(a.Spans[i].End, a.Spans[j].End))
	})
	d.Active, d.ActiveOf = a.top(list, func(i int) bool { return a.States[i].Active() }, most(run))
	d.Waited, _ = a.top(list, func(i int) bool { return wait(i) > 0 }, most(wait))
	d.Slowest, _ = a.top(list, func(i int) bool { return run(i) > 0 && a.Spans[i].Comparable() }, most(run))
	for g := range groups {
		members := slices.DeleteFunc(slices.Clone(groups[g].Members), func(i int) bool { return !shown[i] })
		if s := a.Summarize(members); s.Straggler >= 0 {
			d.Lagging = append(d.Lagging, Straggler{s.Straggler, s.StragglerMS})
		}
	}
	slices.SortStableFunc(d.Lagging, func(s, o Straggler) int { return cmp.Compare(o.OverMS, s.OverMS) })
	d.Lagging = d.Lagging[:min(len(d.Lagging), DigestLines)]
	return d
}

// hops keeps the greatest, and brings them back into order of time.
func (d *Digest) hops(path []Hop) {
	at := make([]int, len(path))
	for k := range at {
		at[k] = k
	}
	added := func(k int) int64 { return path[k].WaitMS + path[k].RunMS }
	slices.SortStableFunc(at, most(added))
	kept := slices.Clone(at[:min(len(at), DigestLines)])
	for _, k := range at[len(kept):] {
		d.OtherHops++
		d.OtherMS += added(k)
	}
	slices.Sort(kept)
	for _, k := range kept {
		d.Hops = append(d.Hops, path[k])
	}
}

// most sorts the greater figure first.
func most(figure func(i int) int64) func(i, j int) int {
	return func(i, j int) int { return cmp.Compare(figure(j), figure(i)) }
}

// top are the first few of those that keep accepts, and how many it accepts.
// What compares equal is in topological order.
func (a *Analysis) top(list []int, keep func(i int) bool, compare func(i, j int) int) (first []int, of int) {
	for _, i := range list {
		if keep(i) {
			first = append(first, i)
		}
	}
	slices.SortFunc(first, func(i, j int) int {
		return cmp.Or(compare(i, j), cmp.Compare(a.graph.Rank[i], a.graph.Rank[j]))
	})
	return first[:min(len(first), DigestLines)], len(first)
}
