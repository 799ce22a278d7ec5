package dag

import "slices"

// aligner is one of the four passes of align. Lines of vertices are rings
// through next, named by their first vertex, the root.
type aligner struct {
	*grid
	d     dims
	root  []int32
	next  []int32
	waits []int32 // by root: neighbours before the line that are not placed yet
	queue []int32
}

func newAligner(g *grid, d dims) *aligner {
	n := len(g.at)
	a := &aligner{grid: g, d: d, root: make([]int32, n), next: make([]int32, n),
		waits: make([]int32, n), queue: make([]int32, 0, n)}
	return a
}

// run aligns from the first layer on (forward) or from the last back, in
// every layer from the low side or from the high side, and packs towards that side.
func (a *aligner) run(bad []bool, forward, low bool) []float64 {
	for v := range a.root {
		a.root[v], a.next[v] = int32(v), int32(v)
	}
	n := len(a.rows)
	for i := 1; i < n; i++ {
		if forward {
			a.alignRow(a.rows[i], a.upFirst, a.upTo, nil, bad, low)
		} else {
			a.alignRow(a.rows[n-1-i], a.downFirst, a.downTo, a.downLink, bad, low)
		}
	}
	return a.compact(low)
}

func (a *aligner) alignRow(row []int32, first, to, link []int32, bad []bool, low bool) {
	// reached is the position of the last neighbour taken, so that lines do not cross.
	reached := int32(-1)
	if !low {
		reached = int32(len(a.at))
	}
	for i := range row {
		v := row[i]
		if !low {
			v = row[len(row)-1-i]
		}
		from, count := first[v], first[v+1]-first[v]
		if count == 0 {
			continue
		}
		medians := [2]int32{from + (count-1)/2, from + count/2}
		if !low {
			medians[0], medians[1] = medians[1], medians[0]
		}
		for _, k := range medians {
			index := k
			if link != nil {
				index = link[k]
			}
			u := to[k]
			if a.next[v] != v || bad[index] || (low && a.at[u] <= reached) || (!low && a.at[u] >= reached) {
				continue
			}
			a.root[v] = a.root[u]
			a.next[v] = a.root[u]
			a.next[u] = v
			reached = a.at[u]
		}
	}
}

// compact places the lines as near to the side as their neighbours allow, then
// moves each away from it as far as that costs nothing.
func (a *aligner) compact(low bool) []float64 {
	step := int32(1)
	if !low {
		step = -1
	}
	beside := func(v, step int32) int32 { // the neighbour in the row, -1 for none
		row, i := a.rows[a.level[v]], a.at[v]+step
		if i < 0 || int(i) >= len(row) {
			return -1
		}
		return row[i]
	}
	x := make([]float64, len(a.root))
	clear(a.waits)
	for v := range int32(len(a.root)) {
		if beside(v, -step) >= 0 {
			a.waits[a.root[v]]++
		}
	}
	a.queue = a.queue[:0]
	for v, r := range a.root {
		if int(r) == v && a.waits[v] == 0 {
			a.queue = append(a.queue, r)
		}
	}
	for i := 0; i < len(a.queue); i++ {
		r := a.queue[i]
		for v := r; ; {
			if w := beside(v, step); w >= 0 {
				to := a.root[w]
				x[to] = max(x[to], x[r]+a.gap(v, w, a.d))
				if a.waits[to]--; a.waits[to] == 0 {
					a.queue = append(a.queue, to)
				}
			}
			if v = a.next[v]; v == r {
				break
			}
		}
	}
	for _, r := range slices.Backward(a.queue) {
		room, bound := 0.0, false
		for v := r; ; {
			if w := beside(v, step); w >= 0 {
				if free := x[a.root[w]] - a.gap(v, w, a.d); !bound || free < room {
					room, bound = free, true
				}
			}
			if v = a.next[v]; v == r {
				break
			}
		}
		if bound {
			x[r] = max(x[r], room)
		}
	}
	for v, r := range a.root {
		x[v] = x[r]
	}
	if !low {
		for v := range x {
			x[v] = -x[v]
		}
	}
	return x
}
