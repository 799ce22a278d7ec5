package dag

import (
	"cmp"
	"slices"
)

// toldApart makes kind, by node, finer: nodes of one kind are told apart by
// where in the graph they stand, what leads to them and what they lead to. OCP
// calls half of a task's subtasks "Wait node", and their ids say nothing: so two
// runs of one task have one picture. What is alike in all this goes by seat, and
// what follows it goes with it. Numbers grow with kind, then with the longest
// way from a beginning.
func (g *Graph) toldApart(kind, seat []int32) []int32 {
	t := twins{depth: make([]int32, len(kind)), class: kind}
	height := make([]int32, len(kind))
	for _, v := range g.Order {
		for _, u := range g.Up[v] {
			t.depth[v] = max(t.depth[v], t.depth[u]+1)
		}
	}
	for _, v := range slices.Backward(g.Order) {
		for _, w := range g.Down[v] {
			height[v] = max(height[v], height[w]+1)
		}
	}
	t.number(kind, t.depth, height)
	const rounds = 4
	for range rounds {
		before := t.count
		t.pass(t.depth, g.Up)
		t.pass(height, g.Down)
		if t.count == before || t.count == len(kind) {
			break
		}
	}
	t.seat = seat
	t.pass(t.depth, g.Up)
	t.number(kind, t.depth, t.class)
	return t.class
}

// twins are classes of nodes that could not be told apart so far.
type twins struct {
	depth []int32
	class []int32 // by node
	count int     // classes
	seat  []int32 // by node: what decides in the end; nil before
}

// number makes classes of nodes that have the same three numbers, in their order.
func (t *twins) number(a, b, c []int32) {
	order := byNumbers(a, b, c)
	class := make([]int32, len(order))
	t.count = 0
	for i, v := range order {
		if i == 0 || a[order[i-1]] != a[v] || b[order[i-1]] != b[v] || c[order[i-1]] != c[v] {
			t.count++
		}
		class[v] = int32(t.count)
	}
	t.class = class
}

// byNumbers are all nodes in the order of their numbers, the first of which
// decides before the next, and then of the nodes. The numbers are no larger than
// there are nodes, so that they are counted instead of compared.
func byNumbers(numbers ...[]int32) []int32 {
	n := len(numbers[0])
	order, sorted := make([]int32, n), make([]int32, n)
	for v := range order {
		order[v] = int32(v)
	}
	ends := make([]int32, n+2)
	for _, number := range slices.Backward(numbers) {
		clear(ends)
		for _, x := range number {
			ends[x+1]++
		}
		for x := range n {
			ends[x+1] += ends[x]
		}
		for _, v := range order {
			at := &ends[number[v]]
			sorted[*at] = v
			*at++
		}
		order, sorted = sorted, order
	}
	return order
}

// pass goes through the layers, each after all that is near to it, and tells
// twins apart by the classes of what is near to them.
func (t *twins) pass(layer []int32, near [][]int) {
	size := make([]int32, t.count+1)
	for _, c := range t.class {
		size[c]++
	}
	order := byNumbers(layer, t.class)
	fresh, by := make([]int32, len(layer)), make([][]int32, len(layer))
	compare := func(v, w int32) int {
		if c := cmp.Or(cmp.Compare(t.class[v], t.class[w]), slices.Compare(by[v], by[w])); c != 0 || t.seat == nil {
			return c
		}
		return cmp.Compare(t.seat[v], t.seat[w])
	}
	count := int32(0)
	for len(order) > 0 {
		end := 1
		for end < len(order) && layer[order[end]] == layer[order[0]] {
			end++
		}
		row := order[:end]
		for _, v := range row {
			if size[t.class[v]] == 1 {
				continue
			}
			for _, u := range near[v] {
				by[v] = append(by[v], fresh[u])
			}
			slices.Sort(by[v])
		}
		slices.SortFunc(row, compare)
		for i, v := range row {
			if i == 0 || compare(row[i-1], v) != 0 {
				count++
			}
			fresh[v] = count
		}
		order = order[end:]
	}
	t.class, t.count = fresh, int(count)
}
