package compare

import (
	"math"

	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// Union is both runs as one graph: a node for each pair, and one for each
// subtask that only one run has; an edge where either run has one.
type Union struct {
	// Task holds the nodes as subtasks: as head has them, or base where head has
	// not. Their ids are those of the runs, but where two would share one.
	Task     *task.Task
	Graph    *dag.Graph
	Analysis *timeline.Analysis // States, Spans and Path of the nodes: head's, else base's
	Base     []int              // by node: base's subtask, -1 for none
	Head     []int              // by node: head's subtask, -1 for none

	baseNode, headNode []int // by subtask of a run: its node
	base, head         Run
}

// Unite makes the union. Nodes are in the order of r's lists.
func Unite(r *Result, base, head Run) *Union {
	u := &Union{base: base, head: head, Task: &task.Task{Name: head.Task.Name, Status: head.Task.Status},
		baseNode: make([]int, len(base.Task.Subtasks)), headNode: make([]int, len(head.Task.Subtasks))}
	for _, p := range r.Pairs {
		u.add(p.Base, p.Head)
	}
	for _, i := range r.OnlyBase {
		u.add(i, -1)
	}
	for _, i := range r.OnlyHead {
		u.add(-1, i)
	}
	u.name()
	u.connect()
	u.Graph, _ = dag.Build(u.Task)
	u.analyse()
	return u
}

func (u *Union) add(base, head int) {
	if base >= 0 {
		u.baseNode[base] = len(u.Base)
	}
	if head >= 0 {
		u.headNode[head] = len(u.Head)
	}
	u.Base, u.Head = append(u.Base, base), append(u.Head, head)
}

// name copies the subtasks. Two nodes may want one id: two snapshots of one
// task share all of theirs, and may pair them otherwise.
func (u *Union) name() {
	taken := make(map[task.SubtaskID]bool, len(u.Base))
	free := task.SubtaskID(math.MaxInt64)
	for n := range u.Base {
		var s task.Subtask
		if h := u.Head[n]; h >= 0 {
			s = u.head.Task.Subtasks[h]
		} else {
			s = u.base.Task.Subtasks[u.Base[n]]
		}
		for taken[s.ID] {
			s.ID, free = free, free-1
		}
		taken[s.ID] = true
		s.Upstreams, s.Downstreams = nil, nil
		u.Task.Subtasks = append(u.Task.Subtasks, s)
	}
}

// connect gives each node the upstreams it has in either run, once.
func (u *Union) connect() {
	last := make([]int, len(u.Base)) // by node: the last node whose upstream it was found to be
	for n := range u.Base {
		for _, side := range []struct {
			run Run
			i   int
			at  []int
		}{{u.head, u.Head[n], u.headNode}, {u.base, u.Base[n], u.baseNode}} {
			if side.i < 0 {
				continue
			}
			for _, up := range side.run.Graph.Up[side.i] {
				if v := side.at[up]; last[v] != n+1 && v != n {
					last[v] = n + 1
					u.Task.Subtasks[n].Upstreams = append(u.Task.Subtasks[n].Upstreams, u.Task.Subtasks[v].ID)
				}
			}
		}
	}
	// Edges are told from both ends, or they would be odd.
	node := make(map[task.SubtaskID]int, len(u.Base))
	for n := range u.Task.Subtasks {
		node[u.Task.Subtasks[n].ID] = n
	}
	for n := range u.Task.Subtasks {
		for _, id := range u.Task.Subtasks[n].Upstreams {
			up := &u.Task.Subtasks[node[id]]
			up.Downstreams = append(up.Downstreams, u.Task.Subtasks[n].ID)
		}
	}
}

func (u *Union) analyse() {
	b, h := u.base.Analysis, u.head.Analysis
	a := &timeline.Analysis{OK: b.OK || h.OK, States: make([]task.State, len(u.Base)), Spans: make([]timeline.Span, len(u.Base))}
	for n := range u.Base {
		if i := u.Head[n]; i >= 0 {
			a.States[n], a.Spans[n] = h.States[i], h.Spans[i]
		} else {
			a.States[n], a.Spans[n] = b.States[u.Base[n]], b.Spans[u.Base[n]]
		}
		a.Spans[n].ReadyBy = -1
	}
	for _, hop := range h.Path {
		hop.Subtask = u.headNode[hop.Subtask]
		a.Path = append(a.Path, hop)
	}
	u.Analysis = a
}

// Edge says which of the runs have the edge from one node to another.
func (u *Union) Edge(from, to int) (base, head bool) {
	has := func(r Run, from, to int) bool {
		if from < 0 || to < 0 {
			return false
		}
		for _, v := range r.Graph.Up[to] {
			if v == from {
				return true
			}
		}
		return false
	}
	return has(u.base, u.Base[from], u.Base[to]), has(u.head, u.Head[from], u.Head[to])
}
