package dag

import (
	"cmp"
	"encoding/binary"
	"slices"

	"taskscope/internal/task"
)

// Group is the copies of one split stage, two at least.
type Group struct {
	Name    string
	Members []int // by parallelIdx
	Series  bool  // the copies run one after another, not side by side
}

// Groups finds the copies of split stages: same name, parallelIdx >= 0, and
// either the same upstreams, or upstreams in the same stages (lanes that run
// beside each other are one stage next to another), or one chained behind the
// other. Two stages that share a name and run at once are told apart by a
// parallelIdx that comes twice. Sorted by the first member in Order.
//
// Folding any of the groups leaves the graph acyclic: every group has a depth
// of its own above the groups that lead into it.
func (g *Graph) Groups(t *task.Task) []Group {
	f := folder{g: g, t: t, stage: make([]int, len(g.Up)), behind: make([]int, len(g.Up))}
	f.chain()
	f.stages()
	return f.groups()
}

type folder struct {
	g      *Graph
	t      *task.Task
	stage  []int // by node: its stage
	behind []int // by node: the copy it is chained behind, -1 for none
	count  int   // stages so far
}

// chain finds the copies that wait for the copy before them.
func (f *folder) chain() {
	next := make([]int, len(f.behind)) // by node: how many are chained behind it
	for _, v := range f.g.Order {
		f.behind[v] = -1
		s := &f.t.Subtasks[v]
		if !s.Split() {
			continue
		}
		// The other upstreams of v have to be upstreams of u, so u is the last.
		ups := f.g.Up[v]
		if len(ups) == 0 {
			continue
		}
		u := ups[len(ups)-1]
		p := &f.t.Subtasks[u]
		if p.Split() && p.Name == s.Name && p.ParallelIdx.V == s.ParallelIdx.V-1 && f.enters(u, v) {
			f.behind[v] = u
			next[u]++
		}
	}
	for v, u := range f.behind {
		if u >= 0 && next[u] > 1 { // a fork is no chain
			f.behind[v] = -1
		}
	}
}

// enters says whether v has no upstream but u, its last, and upstreams of u,
// so that the chain can only be entered where it begins.
func (f *folder) enters(u, v int) bool {
	rest := f.g.Up[u]
	for _, w := range f.g.Up[v][:len(f.g.Up[v])-1] {
		i := slices.Index(rest, w)
		if i < 0 {
			return false
		}
		rest = rest[i+1:] // both lists have the same order
	}
	return true
}

// stages gives every node its stage, upstreams first. Nodes that are no copies
// and chains have a stage to themselves.
func (f *folder) stages() {
	chained := make([]bool, len(f.behind)) // another is chained behind it
	for _, u := range f.behind {
		if u >= 0 {
			chained[u] = true
		}
	}
	known := make(map[string]int)
	var ups []int
	var key []byte
	for _, v := range f.g.Order {
		s := &f.t.Subtasks[v]
		if u := f.behind[v]; u >= 0 {
			f.stage[v] = f.stage[u]
			continue
		}
		if !s.Split() || chained[v] {
			f.stage[v] = f.open()
			continue
		}
		ups = ups[:0]
		for _, u := range f.g.Up[v] {
			ups = append(ups, f.stage[u])
		}
		slices.Sort(ups)
		ups = slices.Compact(ups)
		key = binary.AppendUvarint(key[:0], uint64(len(ups)))
		for _, stage := range ups {
			key = binary.AppendUvarint(key, uint64(stage))
		}
		key = append(key, s.Name...)
		stage, found := known[string(key)]
		if !found {
			stage = f.open()
			known[string(key)] = stage
		}
		f.stage[v] = stage
	}
}

func (f *folder) open() int {
	f.count++
	return f.count
}

// groups collects the stages, and cuts one in which a parallelIdx comes more
// than once: its n-th comings belong together.
func (f *folder) groups() []Group {
	members := make([][]int, f.count+1)
	for _, v := range f.g.Order {
		members[f.stage[v]] = append(members[f.stage[v]], v)
	}
	var groups []Group
	for _, list := range members {
		if len(list) < 2 {
			continue
		}
		series := f.behind[list[len(list)-1]] >= 0
		slices.SortStableFunc(list, f.compare)
		var cut [][]int
		coming := 0
		for i, v := range list {
			if i > 0 && f.index(list[i-1]) == f.index(v) {
				coming++
			} else {
				coming = 0
			}
			if coming == len(cut) {
				cut = append(cut, nil)
			}
			cut[coming] = append(cut[coming], v)
		}
		for _, copies := range cut {
			if len(copies) > 1 {
				groups = append(groups, Group{Name: f.t.Subtasks[copies[0]].Called(), Members: copies, Series: series})
			}
		}
	}
	slices.SortFunc(groups, func(a, b Group) int { return cmp.Compare(f.first(a), f.first(b)) })
	return groups
}

func (f *folder) index(v int) int64 { return f.t.Subtasks[v].ParallelIdx.V }

// compare sorts copies by parallelIdx, then as the engine numbers them: the
// copies of one stage have consecutive seriesIds.
func (f *folder) compare(v, w int) int {
	a, b := &f.t.Subtasks[v], &f.t.Subtasks[w]
	return cmp.Or(cmp.Compare(a.ParallelIdx.V, b.ParallelIdx.V), compareOpt(a.SeriesID, b.SeriesID),
		cmp.Compare(a.ID, b.ID))
}

func (f *folder) first(g Group) int {
	at := f.g.Rank[g.Members[0]]
	for _, v := range g.Members {
		at = min(at, f.g.Rank[v])
	}
	return at
}
