package graphview

import (
	"math"
	"slices"

	"taskscope/internal/permalink"
)

// readable is how many nodes are drawn of a graph unless somebody asks for
// more; beside other parts of a page it is readableSmall. Of a graph with more
// than edgesEach times as many edges fewer are drawn: it would be a grey band.
const (
	readable      = 400
	readableSmall = 120
	edgesEach     = 6
	// fanOut is how many neighbours of one node are drawn beside what matters.
	fanOut = 4
)

// focused is what a graph was cut down to.
type focused struct {
	on       int  // node of whole that was asked for, -1 for none
	auto     bool // nobody asked: it is what matters
	missing  bool // what was asked for does not exist
	up, down int
	limit    int // nodes at most, 0 for no limit
	fan      int // neighbours of one node, each way, at the first hop; with a limit
	// upAt and downAt are, by node of whole, after how many edges it was reached
	// going up, or down, from the focus; -1 for not at all.
	upAt, downAt []int
}

// focus decides which nodes are drawn.
func (b *builder) focus() {
	n := len(b.whole.Up)
	b.keep = make([]bool, n)
	b.view = focused{on: -1}
	b.view.up, b.view.down = b.URL.Hops()
	limit := readable
	if b.Small {
		limit = readableSmall
	}
	limit = most(limit, b.whole.Down)
	i, ok := b.index[b.URL.Focus]
	b.view.missing = b.URL.Focus != 0 && !ok
	switch {
	case b.URL.Focus != 0 && ok:
		b.view.on = b.whole.Node[i]
		b.reach([]int{b.view.on})
	case n > limit && b.URL.Draw != permalink.DrawAll:
		// Asking for more hops asks for more of each: more, not all.
		wide := max(1, max(b.view.up, b.view.down)-permalink.DefaultHops+1)
		b.view.auto, b.view.limit, b.view.fan = true, limit*wide, fanOut*wide
		b.reach(b.matters(limit / 2))
	default:
		for v := range b.keep {
			b.keep[v] = true
		}
		b.kept, b.drawn = n, len(b.Task.Subtasks)
	}
}

// most is how many nodes are drawn of a graph with these edges, where that many
// are drawn of one with few. Edges grow with the square of the nodes.
func most(readable int, down [][]int) int {
	edges := 0
	for _, list := range down {
		edges += len(list)
	}
	if share := float64(readable*edgesEach) / float64(edges+1); share < 1 {
		return min(readable, int(math.Sqrt(share)*float64(len(down))))
	}
	return readable
}

// reach keeps the seeds and what is near them: nearer ones first, where there
// is a limit.
func (b *builder) reach(seeds []int) {
	v := &b.view
	v.upAt, v.downAt = notReached(len(b.keep)), notReached(len(b.keep))
	for _, s := range seeds {
		b.take(s)
		v.upAt[s], v.downAt[s] = 0, 0
	}
	up, down := slices.Clone(seeds), slices.Clone(seeds)
	for hop := 1; len(up)+len(down) > 0; hop++ {
		up = b.ring(up, b.whole.Up, v.upAt, hop, v.up)
		down = b.ring(down, b.whole.Down, v.downAt, hop, v.down)
	}
}

// ring goes one edge further, from those that the last ring reached.
func (b *builder) ring(from []int, next [][]int, at []int, hop, most int) []int {
	if hop > most {
		return nil
	}
	var ring []int
	for _, u := range from {
		fan := 0
		for _, w := range next[u] {
			if b.view.limit > 0 && fan >= max(1, b.view.fan>>(hop-1)) {
				break
			}
			if at[w] >= 0 || !b.take(w) {
				continue
			}
			at[w] = hop
			fan++
			ring = append(ring, w)
		}
	}
	return ring
}

// take keeps a node unless there is no room.
func (b *builder) take(v int) bool {
	if b.keep[v] {
		return true
	}
	if b.view.limit > 0 && b.kept >= b.view.limit {
		return false
	}
	b.keep[v] = true
	b.kept++
	b.drawn += len(b.whole.Members[v])
	return true
}

func notReached(n int) []int {
	at := make([]int, n)
	for i := range at {
		at[i] = -1
	}
	return at
}

// matters are the nodes to look at first, at most so many: the selected one,
// what went wrong, what is under way, what decided the end (its latest part
// first); where nothing of this is known, the beginning.
func (b *builder) matters(most int) []int {
	var seeds []int
	taken := map[int]bool{}
	add := func(v int) {
		if v >= 0 && !taken[v] && len(seeds) < most {
			taken[v] = true
			seeds = append(seeds, v)
		}
	}
	add(b.selected)
	if b.Merged != nil {
		for _, i := range b.Merged.Seeds {
			add(b.whole.Node[i])
		}
	}
	for _, wanted := range []func(i int) bool{
		func(i int) bool { return b.Analysis.States[i].Bad() },
		func(i int) bool { return b.Analysis.States[i].Active() },
	} {
		for _, i := range b.Graph.Order {
			if wanted(i) {
				add(b.whole.Node[i])
			}
		}
	}
	path := b.Analysis.Told()
	for k := len(path) - 1; k >= 0; k-- {
		add(b.whole.Node[path[k].Subtask])
	}
	if len(seeds) == 0 {
		seeds = slices.Clone(b.whole.Order[:min(most, len(b.whole.Order))])
	}
	return seeds
}
