package compare

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// place is what a subtask is in any run. Several of one run may share it, e.g.
// OCP's "Wait node". An absent parallelIdx is -1, as OCP writes "no copy of a
// split stage".
type place struct {
	name        string
	parallelIdx int64
}

func (p place) compare(q place) int {
	return cmp.Or(strings.Compare(p.name, q.name), cmp.Compare(p.parallelIdx, q.parallelIdx))
}

// match is one place with one subtask that each run has there; -1 is none.
type match struct {
	place
	base, head int
}

// matches pairs the subtasks of two runs, sorted by place: of those that share
// one, the first with the first, the second with the second, until one side has
// no more.
func matches(base, head Run) []match {
	b, h := places(base), places(head)
	all := make([]match, 0, max(len(b), len(h)))
	for len(b) > 0 || len(h) > 0 {
		order := -1 // only base has it
		switch {
		case len(b) == 0:
			order = 1
		case len(h) > 0:
			order = b[0].compare(h[0].place)
		}
		switch {
		case order < 0:
			all, b = append(all, match{b[0].place, b[0].index, -1}), b[1:]
		case order > 0:
			all, h = append(all, match{h[0].place, -1, h[0].index}), h[1:]
		default:
			all, b, h = append(all, match{b[0].place, b[0].index, h[0].index}), b[1:], h[1:]
		}
	}
	return all
}

type placed struct {
	place
	index int
}

// places are the subtasks sorted by place, and those that share one by
// (depth, seriesId, start, id), what is absent after what is there.
//
// Depth goes first because seriesId says nothing between two stages: OCP gives
// it out while it walks an unordered set (ocp.md 1.2), so the "Wait node" that
// ends the first stage of one run would be held against that of the last stage
// of another.
func places(r Run) []placed {
	t, depth := r.Task, depths(r)
	all := make([]placed, len(t.Subtasks))
	for i := range t.Subtasks {
		s := &t.Subtasks[i]
		all[i] = placed{place{s.Name, s.ParallelIdx.Or(-1)}, i}
	}
	slices.SortFunc(all, func(p, q placed) int {
		s, o := &t.Subtasks[p.index], &t.Subtasks[q.index]
		return cmp.Or(p.compare(q.place), cmp.Compare(depth[p.index], depth[q.index]),
			absentLast(s.SeriesID.OK, s.SeriesID.V, o.SeriesID.OK, o.SeriesID.V),
			absentLast(s.Started.Set, s.Started.MS, o.Started.Set, o.Started.MS),
			cmp.Compare(s.ID, o.ID), cmp.Compare(p.index, q.index))
	})
	return all
}

// depths are how many subtasks lie on the longest way to each.
func depths(r Run) []int {
	depth := make([]int, len(r.Task.Subtasks))
	for _, i := range r.Graph.Order {
		for _, u := range r.Graph.Up[i] {
			depth[i] = max(depth[i], depth[u]+1)
		}
	}
	return depth
}

func absentLast(okA bool, a int64, okB bool, b int64) int {
	if !okA {
		a = math.MaxInt64
	}
	if !okB {
		b = math.MaxInt64
	}
	return cmp.Compare(a, b)
}
