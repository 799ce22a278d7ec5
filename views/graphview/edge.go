package graphview

import (
	"cmp"
	"slices"
	"strconv"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// edges draws the lines, those that matter most last.
func (b *builder) edges(g *Graph) {
	down := b.URL.Dir == permalink.TopToBottom
	again := map[[2]int]bool{}
	if b.URL.Links == permalink.LinksDimmed {
		for _, e := range b.part.Redundant() {
			again[e] = true
		}
	}
	halo := pen{}
	g.Edges = make([]Edge, 0, len(b.layout.Edges))
	for _, p := range b.layout.Edges {
		u, v := b.part.Of[p.From], b.part.Of[p.To]
		e := Edge{
			Tail: b.at[p.From], Head: b.at[p.To], Bundle: b.bundle(u, v, p.Back), Back: p.Back,
			Critical: b.hops[[2]int{u, v}] && !p.Back, Undone: !p.Back && b.undone(v),
		}
		from, to := &g.Nodes[e.Tail], &g.Nodes[e.Head]
		e.From, e.To = from.ID, to.ID
		points := clearOfSheets(p, from, to, down)
		e.Path = edgePath(points, down, e.Undone)
		e.again = again[[2]int{p.From, p.To}] && !e.Critical
		e.dress(from.Current || to.Current, from.Dim || to.Dim)
		b.markEdge(&e, b.whole.Members[u], b.whole.Members[v])
		if says(e.Bundle, from.Stack, to.Stack) {
			e.Count = countAt(points, e.Bundle)
		}
		if e.Critical {
			halo.line(points, down)
		}
		g.Edges = append(g.Edges, e)
	}
	g.Halo = string(halo)
	slices.SortStableFunc(g.Edges, func(x, y Edge) int { return cmp.Compare(x.top, y.top) })
}

// clearOfSheets is the line of an edge, which at the later side of a stack meets
// the lowest of its sheets: a head under them would not be seen.
func clearOfSheets(p dag.Path, from, to *Node, down bool) [][2]float64 {
	at, node := 0, from
	if p.Back {
		at, node = len(p.Points)-1, to
	}
	if node.Stack == nil {
		return p.Points
	}
	axis := 0
	if down {
		axis = 1
	}
	points := slices.Clone(p.Points) // the layout is shared
	points[at][axis] += sheets
	return points
}

// dress says how an edge looks, and whether it lies on top of others.
func (e *Edge) dress(near, dim bool) {
	e.Class, e.top = "edge", 1
	for _, c := range []struct {
		on   bool
		name string
		top  int
	}{
		{e.again, " again", 0}, {dim, " dim", 0}, {e.Back, " back", 1}, {e.Undone, " undone", 1},
		{e.Critical, " critical", 2}, {near, " near", 3},
	} {
		if c.on {
			e.Class += c.name
			e.top = c.top
		}
	}
}

// bundle is how many edges of the subtasks one of the drawing stands for.
func (b *builder) bundle(u, v int, back bool) int {
	if back || b.whole.Stack[u] < 0 && b.whole.Stack[v] < 0 {
		return 1
	}
	k, ok := slices.BinarySearchFunc(b.whole.Down[u], b.whole.Rank[v], func(w, rank int) int {
		return cmp.Compare(b.whole.Rank[w], rank)
	})
	if !ok {
		return 1
	}
	return b.whole.Bundle[u][k]
}

// undone says whether work went back along the edge: the later end is rolling
// back, or has.
func (b *builder) undone(v int) bool {
	for _, i := range b.whole.Members[v] {
		switch b.Analysis.States[i] {
		case task.RollingBack, task.RolledBack, task.RollbackFailed:
			return true
		}
	}
	return false
}

// says tells whether the number of edges in a bundle is news: one for each copy
// is what anybody takes for granted.
func says(bundle int, from, to *Stack) bool {
	switch {
	case bundle < 2 || from == nil && to == nil:
		return false
	case from != nil && to != nil:
		return true
	case from != nil:
		return bundle != from.Size
	}
	return bundle != to.Size
}

// countAt writes the count beside the middle of the edge.
func countAt(points [][2]float64, n int) *Count {
	k := len(points) / 2
	a, c := points[k-1], points[k]
	return &Count{X: tenth((a[0] + c[0]) / 2), Y: tenth((a[1]+c[1])/2 - 4), Text: strconv.Itoa(n)}
}
