package dag

import "taskscope/internal/task"

// breakCycles takes out the edges that lead back along a depth-first walk, so
// that what is left has no cycle. The walk starts at the nodes without
// upstreams, so that a cycle keeps the direction in which the task enters it;
// cycles that nothing leads into start at their lowest id. Every edge taken
// out closes a cycle with edges that stay: none is taken out in vain.
//
// edges are sorted by (u, v) and stay so.
func (h *healer) breakCycles(edges []edge) (kept, back []edge) {
	n := len(h.index)
	first := firstEdges(n, edges)
	state := make([]uint8, n)
	next := make([]int32, n) // by node on the walk: its next edge
	copy(next, first)
	var walk []int32
	isBack := make([]bool, len(edges))
	visit := func(root int32) {
		if state[root] != unseen {
			return
		}
		state[root] = onWalk
		walk = append(walk[:0], root)
		for len(walk) > 0 {
			u := walk[len(walk)-1]
			if next[u] == first[u+1] {
				state[u] = finished
				walk = walk[:len(walk)-1]
				continue
			}
			e := next[u]
			next[u]++
			switch v := edges[e].v; state[v] {
			case unseen:
				state[v] = onWalk
				walk = append(walk, v)
			case onWalk:
				isBack[e] = true
			}
		}
	}
	led := make([]bool, n)
	for _, e := range edges {
		led[e.v] = true
	}
	for seat := range int32(n) {
		if !led[seat] {
			visit(seat)
		}
	}
	for seat := range int32(n) {
		visit(seat)
	}
	kept = make([]edge, 0, len(edges))
	for i, e := range edges {
		if !isBack[i] {
			kept = append(kept, e)
			continue
		}
		back = append(back, e)
		h.problem(task.ProblemCycle, e.u, h.sub(e.u).ID, h.sub(e.v).ID)
	}
	return kept, back
}

// The states of a node during the walk.
const (
	unseen uint8 = iota
	onWalk
	finished
)

// firstEdges gives for every node where its edges begin in edges, which are
// sorted by u; node n is the end.
func firstEdges(n int, edges []edge) []int32 {
	first := make([]int32, n+1)
	for _, e := range edges {
		first[e.u+1]++
	}
	for i := range n {
		first[i+1] += first[i]
	}
	return first
}
