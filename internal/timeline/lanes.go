package timeline

import (
	"cmp"
	"container/heap"
	"slices"

	"taskscope/internal/dag"
)

// Lane is the subtasks of one executor, or of one stage, packed into as few
// rows as they need: within a row none overlaps the next, and none hides it.
type Lane struct {
	Name  string  // of the executor, "" where OCP told none; of the stage
	Rows  [][]int // subtasks by start
	Count int
	SumMS int64 // of their runs: over the makespan, how busy the lane was
	Peak  int   // most that ran at one moment: fewer than Rows where some took 0 ms
}

// ExecutorLanes packs the subtasks of list by the OCP node that ran them (their
// last attempt: the span of a retried one may have begun on another). Nodes are
// in the order of their names, numbers in them by value; the one without a name
// is last. Without are those of list that have no span, and so no place.
func (a *Analysis) ExecutorLanes(list []int) (lanes []Lane, without []int) {
	at := make(map[string]int)
	var members [][]int
	for _, i := range list {
		if !a.Spans[i].OK {
			without = append(without, i)
			continue
		}
		name := a.task.Subtasks[i].Executor
		k, ok := at[name]
		if !ok {
			k = len(lanes)
			at[name] = k
			lanes, members = append(lanes, Lane{Name: name}), append(members, nil)
		}
		members[k] = append(members[k], i)
	}
	for k := range lanes {
		a.pack(&lanes[k], members[k])
	}
	slices.SortFunc(lanes, func(l, m Lane) int {
		if (l.Name == "") != (m.Name == "") {
			return cmp.Compare(len(m.Name), len(l.Name))
		}
		return natural(l.Name, m.Name)
	})
	return lanes, without
}

// StageLanes packs the copies of each split stage; a subtask that is no copy is
// a stage of its own. Stages are in the order in which list first has them.
// Without are those of list that have no span, and so no place.
func (a *Analysis) StageLanes(list []int, groups []dag.Group) (lanes []Lane, without []int) {
	in := make(map[int]int)
	for g := range groups {
		for _, i := range groups[g].Members {
			in[i] = g
		}
	}
	at := make(map[int]int) // by group: its lane
	var members [][]int
	for _, i := range list {
		if !a.Spans[i].OK {
			without = append(without, i)
			continue
		}
		g, grouped := in[i]
		k, ok := at[g]
		if !grouped || !ok {
			k = len(lanes)
			name := DisplayName(&a.task.Subtasks[i])
			if grouped {
				at[g], name = k, groups[g].Name
			}
			lanes, members = append(lanes, Lane{Name: name}), append(members, nil)
		}
		members[k] = append(members[k], i)
	}
	for k := range lanes {
		a.pack(&lanes[k], members[k])
	}
	return lanes, without
}

// pack puts every subtask, by start, into the uppermost row that is free: as
// many rows as there are most at one moment. A bar takes 1 ms at least, so that
// two of 0 ms do not lie on each other.
func (a *Analysis) pack(l *Lane, members []int) {
	l.Peak = peak(a.steps(members))
	end := func(i int) int64 { return max(a.Spans[i].Start+1, a.Spans[i].End) }
	slices.SortFunc(members, func(i, j int) int {
		s, o := &a.Spans[i], &a.Spans[j]
		return cmp.Or(cmp.Compare(s.Start, o.Start), cmp.Compare(end(j), end(i)), cmp.Compare(a.graph.Rank[i], a.graph.Rank[j]))
	})
	byEnd := slices.Clone(members)
	slices.SortFunc(byEnd, func(i, j int) int { return cmp.Compare(end(i), end(j)) })
	row := make(map[int]int, len(members))
	var free rows
	for _, i := range members {
		l.Count++
		l.SumMS += a.Spans[i].RunMS
		for len(byEnd) > 0 && end(byEnd[0]) <= a.Spans[i].Start {
			heap.Push(&free, row[byEnd[0]])
			byEnd = byEnd[1:]
		}
		if len(free) == 0 {
			heap.Push(&free, len(l.Rows))
			l.Rows = append(l.Rows, nil)
		}
		r := heap.Pop(&free).(int)
		row[i] = r
		l.Rows[r] = append(l.Rows[r], i)
	}
}

// rows is a heap of row numbers, the uppermost first.
type rows []int

func (r rows) Len() int           { return len(r) }
func (r rows) Less(i, j int) bool { return r[i] < r[j] }
func (r rows) Swap(i, j int)      { r[i], r[j] = r[j], r[i] }
func (r *rows) Push(x any)        { *r = append(*r, x.(int)) }

func (r *rows) Pop() any {
	n := len(*r) - 1
	x := (*r)[n]
	*r = (*r)[:n]
	return x
}
