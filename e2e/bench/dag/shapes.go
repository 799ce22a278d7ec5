package main

import (
	"math/rand/v2"
)

// width is how many copies a stage has in a task of about n subtasks.
func width(r *rand.Rand, n int) int {
	w := 2
	for w*w < n {
		w++
	}
	return 2 + r.IntN(w)
}

// waits is stages of copies with a Wait node between them.
func waits(r *rand.Rand, n int) (b builder) {
	last := b.add(1)
	for b.n < n {
		last = b.add(1, b.add(width(r, n), last...)...)
	}
	return b
}

// lanes is hosts that run through the same steps beside each other, joined now and then.
func lanes(r *rand.Rand, n int) (b builder) {
	last := b.add(1)
	for b.n < n {
		hosts := b.add(width(r, n), last...)
		for range 1 + r.IntN(6) {
			for i, u := range hosts {
				hosts[i] = b.add(1, u)[0]
			}
		}
		last = b.add(1, hosts...)
	}
	return b
}

// bundles is stages whose copies wait for all copies of the stage before: no
// Wait nodes. Narrow, since a stage of n x m has as many edges.
func bundles(r *rand.Rand, n int) (b builder) {
	last := b.add(1)
	for b.n < n {
		last = b.add(1+r.IntN(20), last...)
	}
	return b
}

// mixed goes from stage to stage in each of the ways there are, and in skip of
// 100 stages a step waits for one far back as well.
func mixed(r *rand.Rand, n, skip int) (b builder) {
	last := b.add(1)
	for b.n < n {
		switch r.IntN(5) {
		case 0:
			last = b.add(1, last...)
		case 1:
			last = b.add(width(r, n), b.add(1, last...)...)
		case 2:
			last = b.add(2+r.IntN(8), last[:min(len(last), 8)]...)
		case 3:
			next := make([]int, len(last))
			for i, u := range last {
				next[i] = b.add(1, u)[0]
			}
			last = next
		case 4: // a check beside each copy
			for _, u := range last {
				b.add(1, u)
			}
		}
		if r.IntN(100) < skip {
			b.edges = append(b.edges, [2]int{r.IntN(last[0]), last[r.IntN(len(last))]})
		}
	}
	return b
}

// nested is fan-outs within fan-outs: zones, servers, checks, joined in reverse.
func nested(r *rand.Rand, n int) (b builder) {
	last := b.add(1)
	for b.n < n {
		var joins []int
		for _, zone := range b.add(2+r.IntN(4), last...) {
			var servers []int
			for _, server := range b.add(1+r.IntN(6), zone) {
				checks := b.add(1+r.IntN(5), server)
				servers = append(servers, b.add(1, checks...)...)
			}
			joins = append(joins, b.add(1, servers...)...)
		}
		last = b.add(1, joins...)
	}
	return b
}

// parallel is several tasks of mixed stages that begin and end together and
// wait for each other in places.
func parallel(r *rand.Rand, n int) (b builder) {
	root := b.add(1)[0]
	last := [][]int{{root}, {root}, {root}, {root}}
	for b.n < n {
		k := r.IntN(len(last))
		ups := last[k]
		if r.IntN(4) == 0 {
			other := last[r.IntN(len(last))]
			ups = append([]int{other[r.IntN(len(other))]}, ups...)
		}
		last[k] = b.add(1+r.IntN(6), ups[:min(len(ups), 6)]...)
	}
	var all []int
	for _, nodes := range last {
		all = append(all, nodes...)
	}
	b.add(1, all...)
	return b
}

// random has 1 to most edges into each node, from one of the reach nodes before it.
func random(r *rand.Rand, n, most, reach int) (b builder) {
	b.add(1)
	for b.n < n {
		v := b.add(1)[0]
		for range 1 + r.IntN(most) {
			b.edges = append(b.edges, [2]int{max(0, v-1-r.IntN(reach)), v})
		}
	}
	return b
}

// layered has ups edges into each node, from the layer before or a few further up.
func layered(r *rand.Rand, n, ups int) (b builder) {
	w := max(4, width(rand.New(rand.NewPCG(1, 1)), n*2))
	b.add(w)
	for b.n < n {
		first := b.n - w
		for _, v := range b.add(w) {
			for range 1 + r.IntN(ups) {
				back := r.IntN(2) * r.IntN(3)
				b.edges = append(b.edges, [2]int{max(0, first-back*w) + r.IntN(w), v})
			}
		}
	}
	return b
}
