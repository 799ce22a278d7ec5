package dag

import (
	"cmp"
	"container/heap"
	"slices"

	"taskscope/internal/task"
)

// graph orders the nodes and turns seats back into indices.
func (h *healer) graph(edges, back []edge) *Graph {
	n := len(h.index)
	order := h.topological(edges)
	g := &Graph{
		Up: make([][]int, n), Down: make([][]int, n),
		Order: make([]int, n), Rank: make([]int, n),
	}
	indeg, outdeg := make([]int, n), make([]int, n)
	for _, e := range edges {
		indeg[e.v]++
		outdeg[e.u]++
	}
	ups, downs := make([]int, len(edges)), make([]int, len(edges))
	for pos, seat := range order {
		i := int(h.index[seat])
		g.Order[pos], g.Rank[i] = i, pos
		g.Up[i], ups = ups[:0:indeg[seat]], ups[indeg[seat]:]
		g.Down[i], downs = downs[:0:outdeg[seat]], downs[outdeg[seat]:]
	}
	// Handing edges out in topological order sorts every list on the way.
	first := firstEdges(n, edges)
	for _, seat := range order {
		u := int(h.index[seat])
		for _, e := range edges[first[seat]:first[seat+1]] {
			v := h.index[e.v]
			g.Up[v] = append(g.Up[v], u)
		}
	}
	for _, v := range g.Order {
		for _, u := range g.Up[v] {
			g.Down[u] = append(g.Down[u], v)
		}
	}
	for _, e := range back {
		g.Back = append(g.Back, [2]int{int(h.index[e.u]), int(h.index[e.v])})
	}
	g.place = h.places(g)
	return g
}

// topological gives all seats in the order that Graph.Order promises.
func (h *healer) topological(edges []edge) []int32 {
	n := len(h.index)
	q := &ready{turn: h.turns()}
	waits := make([]int32, n)
	for _, e := range edges {
		waits[e.v]++
	}
	first := firstEdges(n, edges)
	for seat := range int32(n) {
		if waits[seat] == 0 {
			q.seats = append(q.seats, seat)
		}
	}
	heap.Init(q)
	order := make([]int32, 0, n)
	for len(q.seats) > 0 {
		u := heap.Pop(q).(int32)
		order = append(order, u)
		for _, e := range edges[first[u]:first[u+1]] {
			if waits[e.v]--; waits[e.v] == 0 {
				heap.Push(q, e.v)
			}
		}
	}
	return order
}

// turns is each seat's position by start (absent last), then by seat.
func (h *healer) turns() []int32 {
	return h.positions(func(a, b *task.Subtask) int { return compareInstant(a.Started, b.Started) })
}

// places is, by index into Task.Subtasks, the position by name and parallelIdx,
// then by where in the graph it stands, then by seat.
func (h *healer) places(g *Graph) []int32 {
	alike := func(a, b *task.Subtask) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), compareOpt(a.ParallelIdx, b.ParallelIdx))
	}
	bySeat := h.positions(alike)
	places := make([]int32, len(bySeat))
	ordered := make([]int32, len(bySeat))
	for seat, p := range bySeat {
		places[h.index[seat]] = p
		ordered[p] = int32(seat)
	}
	kind, count := make([]int32, len(bySeat)), int32(0)
	for p, seat := range ordered {
		if p == 0 || alike(h.sub(ordered[p-1]), h.sub(seat)) != 0 {
			count++
		}
		kind[h.index[seat]] = count
	}
	if int(count) == len(kind) {
		return places
	}
	seats := make([]int32, len(kind))
	for seat, i := range h.index {
		seats[i] = int32(seat)
	}
	for i, number := range g.toldApart(kind, seats) {
		places[i] = number - 1
	}
	return places
}

func (h *healer) positions(compare func(a, b *task.Subtask) int) []int32 {
	seats := make([]int32, len(h.index))
	for i := range seats {
		seats[i] = int32(i)
	}
	// By hand stable, which is several times faster than SortStableFunc.
	slices.SortFunc(seats, func(a, b int32) int {
		if c := compare(h.sub(a), h.sub(b)); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	at := make([]int32, len(seats))
	for i, seat := range seats {
		at[seat] = int32(i)
	}
	return at
}

// ready is the heap of nodes whose upstreams are all placed.
type ready struct {
	seats []int32
	turn  []int32
}

func (q *ready) Len() int           { return len(q.seats) }
func (q *ready) Less(i, j int) bool { return q.turn[q.seats[i]] < q.turn[q.seats[j]] }
func (q *ready) Swap(i, j int)      { q.seats[i], q.seats[j] = q.seats[j], q.seats[i] }
func (q *ready) Push(seat any)      { q.seats = append(q.seats, seat.(int32)) }
func (q *ready) Pop() any {
	last := q.seats[len(q.seats)-1]
	q.seats = q.seats[:len(q.seats)-1]
	return last
}
