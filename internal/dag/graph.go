package dag

import "taskscope/internal/task"

// Graph is the healed, acyclic graph of a task's subtasks. Nodes are indices
// into Task.Subtasks. It is read-only once built.
type Graph struct {
	// Up and Down are each node's direct neighbours, without self loops,
	// repetitions, ids that nobody has and the back edges of cycles. Each list
	// is sorted by position in Order.
	Up, Down [][]int
	// Order has all nodes so that every edge leads from an earlier to a later
	// one. Among nodes that are ready at once: the earlier start first (absent
	// last), then the lower id.
	Order []int
	// Rank is each node's position in Order.
	Rank []int
	// Back are the edges u->v that were taken out because they close a cycle:
	// drawn, but never followed.
	Back [][2]int

	// place is each node's position under a fixed order by name, parallelIdx
	// and id: what the layout breaks ties with, since neither a start nor an
	// id says anything about where a person looks for a subtask.
	place []int32
}

// Build makes the graph of t. The problems say what was odd in the edges:
// self_edge, duplicate_edge, unknown_neighbour, one_sided_edge and cycle, in
// this order of finding, by id within it. Neither depends on the order of
// t.Subtasks.
//
// Where several subtasks share one id, edges that others tell go to one of
// them (see precedence), and each keeps those that it tells itself.
func Build(t *task.Task) (*Graph, []task.Problem) {
	h := newHealer(t)
	h.readClaims()
	edges := h.merge()
	edges, back := h.breakCycles(edges)
	return h.graph(edges, back), h.problems
}

// Edges are all healed edges, sorted by the positions of their ends in Order.
func (g *Graph) Edges() [][2]int {
	n := 0
	for _, down := range g.Down {
		n += len(down)
	}
	edges := make([][2]int, 0, n)
	for _, u := range g.Order {
		for _, v := range g.Down[u] {
			edges = append(edges, [2]int{u, v})
		}
	}
	return edges
}
