package main

import "math/rand/v2"

// families are textbook shapes, for what tasks might look like one day.
func families(r *rand.Rand, n int) map[string]builder {
	return map[string]builder{
		"tree": tree(r, n, false), "tree-in": tree(r, n, true),
		"grid": grid(n), "ladder": ladder(n), "series-parallel": seriesParallel(r, n),
		"sparse": anywhere(r, n, n*12/10), "tangled": anywhere(r, n, n*5/2),
		"wide": wide(r, n), "thin-layers": dense(r, n, 1), "thick-layers": dense(r, n, 2),
		"half-bundles": halfBundles(r, n), "skips": skips(r, n),
	}
}

// tree has each node below one of the twenty before it, or above one after it.
func tree(r *rand.Rand, n int, in bool) (b builder) {
	b.add(1)
	for b.n < n {
		u := max(0, b.n-1-r.IntN(20))
		v := b.add(1)[0]
		if in {
			u, v = n-1-v, n-1-u
		}
		b.edges = append(b.edges, [2]int{u, v})
	}
	return b
}

func grid(n int) (b builder) {
	side := 1
	for (side+1)*(side+1) <= n {
		side++
	}
	b.add(side * side)
	for v := range b.n {
		if v%side+1 < side {
			b.edges = append(b.edges, [2]int{v, v + 1})
		}
		if v+side < b.n {
			b.edges = append(b.edges, [2]int{v, v + side})
		}
	}
	return b
}

func ladder(n int) (b builder) {
	b.add(n / 2 * 2)
	for v := 0; v < b.n; v += 2 {
		b.edges = append(b.edges, [2]int{v, v + 1})
		if v > 0 {
			b.edges = append(b.edges, [2]int{v - 2, v}, [2]int{v - 1, v + 1})
		}
	}
	return b
}

// seriesParallel grows by putting a node into an edge, or beside it.
func seriesParallel(r *rand.Rand, n int) (b builder) {
	b.add(2)
	b.edges = append(b.edges, [2]int{0, 1})
	for b.n < n {
		i := r.IntN(len(b.edges))
		e := b.edges[i]
		v := b.add(1, e[0])[0]
		if r.IntN(5) < 3 {
			b.edges[i] = [2]int{v, e[1]}
		} else {
			b.edges = append(b.edges, [2]int{v, e[1]})
		}
	}
	return b
}

// anywhere has so many edges between any two nodes.
func anywhere(r *rand.Rand, n, edges int) (b builder) {
	b.add(n)
	for len(b.edges) < edges {
		if u, v := r.IntN(n), r.IntN(n); u != v {
			b.edges = append(b.edges, [2]int{min(u, v), max(u, v)})
		}
	}
	return b
}

// wide is six layers, with edges to nodes nearby in the next one.
func wide(r *rand.Rand, n int) (b builder) {
	w := max(n/6, 2)
	b.add(w)
	for b.n+w <= n {
		first := b.n
		for i, v := range b.add(w) {
			for range 1 + r.IntN(2) {
				b.edges = append(b.edges, [2]int{first - w + min(max(i+r.IntN(9)-4, 0), w-1), v})
			}
		}
	}
	return b
}

// dense is a square of layers, with ups or one more edges into each node.
func dense(r *rand.Rand, n, ups int) (b builder) {
	w := width(rand.New(rand.NewPCG(1, 1)), n)
	b.add(w)
	for b.n < n {
		first := b.n - w
		for _, v := range b.add(w) {
			for range ups + r.IntN(2) {
				b.edges = append(b.edges, [2]int{first + r.IntN(w), v})
			}
		}
	}
	return b
}

// halfBundles is stages whose copies wait for half of the stage before.
func halfBundles(r *rand.Rand, n int) (b builder) {
	last := b.add(1)
	for b.n < n {
		next := b.add(2+r.IntN(13), last[0])
		for _, v := range next {
			for _, u := range last[1:] {
				if r.IntN(2) == 0 {
					b.edges = append(b.edges, [2]int{u, v})
				}
			}
		}
		last = next
	}
	return b
}

// skips is a chain in which some wait for one a little further back as well.
func skips(r *rand.Rand, n int) (b builder) {
	last := b.add(1)[0]
	for b.n < n {
		v := b.add(1, last)[0]
		if r.IntN(4) == 0 {
			b.edges = append(b.edges, [2]int{max(0, v-2-r.IntN(10)), v})
		}
		last = v
	}
	return b
}
