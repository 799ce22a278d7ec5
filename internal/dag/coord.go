package dag

import (
	"math"
	"slices"
)

// align gives every vertex its place across. First in lines as straight as the
// edges can be; but where the edges are many and tangled such lines keep each
// other apart, and make a drawing several times as high as its fullest layer.
// So it looks whether relaxing makes it lower and its edges shorter by more than
// it adds bends.
func (g *grid) align(d dims) {
	const worth = 0.85
	n := len(g.at)
	if n <= 1 {
		g.y = make([]float64, n)
		for v := range g.y {
			g.y[v] = g.half(int32(v))
			g.height = 2 * g.y[v]
		}
		return
	}
	g.inLines(d)
	g.settle(d)
	y, height, cost := g.y, g.height, g.cost()
	g.relax(d)
	g.settle(d)
	g.straighten(d)
	g.snap(d)
	g.straighten(d)
	if g.cost() > worth*cost {
		g.y, g.height = y, height
	}
}

// cost is the lower the better a drawing looks: its height, how far its edges go
// across, and how many links do not run level, multiplied.
func (g *grid) cost() float64 {
	across, bends := g.least, 1.0
	for v := range g.at {
		for _, u := range g.upTo[g.upFirst[v]:g.upFirst[v+1]] {
			if g.y[u] != g.y[v] {
				across += math.Abs(g.y[u] - g.y[v])
				bends++
			}
		}
	}
	return g.height * across * bends
}

// inLines is the method of Brandes and Köpf (2002). Four times, once from each
// corner, every vertex is put in line with the median of its neighbours in the
// layer before; the result is the mean of the two middle ones. Lines are packed
// as blocks of one constraint graph, which is free of the flaw that Brandes,
// Walter and Zink (2020) found in the original's classes.
func (g *grid) inLines(d dims) {
	bad := g.conflicts()
	var four [4][]float64
	a := newAligner(g, d)
	for i := range four {
		four[i] = a.run(bad, i&1 == 0, i&2 == 0)
	}
	g.y = middle(four)
}

// middle moves the four results over the narrowest and takes, of each vertex,
// the mean of the two middle ones. That keeps every order and distance.
func middle(four [4][]float64) []float64 {
	narrow := 0
	var low, high [4]float64
	for i, ys := range four {
		low[i], high[i] = slices.Min(ys), slices.Max(ys)
		if high[i]-low[i] < high[narrow]-low[narrow] {
			narrow = i
		}
	}
	y := make([]float64, len(four[0]))
	for v := range y {
		var c [4]float64
		for i, ys := range four {
			if i&2 == 0 {
				c[i] = ys[v] + low[narrow] - low[i]
			} else {
				c[i] = ys[v] + high[narrow] - high[i]
			}
		}
		slices.Sort(c[:])
		y[v] = (c[1] + c[2]) / 2
	}
	return y
}

// settle rounds to what a screen can show, and makes the top edge 0.
func (g *grid) settle(d dims) {
	unit := g.least / 72
	low := math.Inf(1)
	for v := range g.y {
		g.y[v] = math.Round(g.y[v]/unit) * unit
	}
	for _, row := range g.rows {
		for i := 1; i < len(row); i++ { // rounding may have taken half a unit
			g.y[row[i]] = max(g.y[row[i]], g.y[row[i-1]]+g.gap(row[i-1], row[i], d))
		}
		if len(row) > 0 {
			low = min(low, g.y[row[0]]-g.half(row[0]))
		}
	}
	g.height = 0
	for v := range g.y {
		g.y[v] -= low
		g.height = max(g.height, g.y[v]+g.half(int32(v)))
	}
}

// conflicts marks the links (by index in upTo) that cross a link between two
// dummies: a long edge stays straight at the cost of a short one.
func (g *grid) conflicts() []bool {
	bad := make([]bool, len(g.upTo))
	for l := 1; l < len(g.rows); l++ {
		upper, lower := g.rows[l-1], g.rows[l]
		from, done := int32(0), 0
		for i, v := range lower {
			inner := g.isDummy(v) && g.isDummy(g.upTo[g.upFirst[v]])
			if !inner && i < len(lower)-1 {
				continue
			}
			to := int32(len(upper) - 1)
			if inner {
				to = g.at[g.upTo[g.upFirst[v]]]
			}
			for ; done <= i; done++ {
				w := lower[done]
				for k := g.upFirst[w]; k < g.upFirst[w+1]; k++ {
					if p := g.at[g.upTo[k]]; p < from || p > to {
						bad[k] = true
					}
				}
			}
			from = to
		}
	}
	return bad
}
