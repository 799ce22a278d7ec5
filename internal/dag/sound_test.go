package dag

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// sound checks what holds of every drawing.
func sound(g *Graph, l *Layout, o Options) error {
	d := o.dims()
	if o.Direction == TB {
		flipped := *l
		flipped.Nodes = slices.Clone(l.Nodes)
		flipped.Edges = slices.Clone(l.Edges)
		for i := range flipped.Edges {
			flipped.Edges[i].Points = slices.Clone(l.Edges[i].Points)
		}
		flipped.turn()
		l = &flipped
	}
	slack := 1e-6 * (l.W + l.H + 1)
	if len(l.Nodes) != len(g.Up) {
		return fmt.Errorf("%d boxes, want %d", len(l.Nodes), len(g.Up))
	}
	byLayer := map[int][]Box{}
	for i, b := range l.Nodes {
		along, across := d.of(int32(i))
		if b.W != along || b.H != across || b.X < -slack || b.Y < -slack || b.X+b.W > l.W+slack || b.Y+b.H > l.H+slack {
			return fmt.Errorf("node %d at %+v is not within %v x %v", i, b, l.W, l.H)
		}
		byLayer[b.Layer] = append(byLayer[b.Layer], b)
	}
	for layer, boxes := range byLayer {
		slices.SortFunc(boxes, func(a, b Box) int { return a.compare(b) })
		for i, b := range boxes {
			if b.X != boxes[0].X {
				return fmt.Errorf("layer %d has nodes at %v and %v", layer, boxes[0].X, b.X)
			}
			for _, c := range byLayer[layer+1] {
				if b.X+b.W+d.layerGap > c.X+slack {
					return fmt.Errorf("%+v and %+v are in neighbouring layers, and too near", b, c)
				}
			}
			if i > 0 && boxes[i-1].Y+boxes[i-1].H+d.nodeGap > b.Y+slack {
				return fmt.Errorf("nodes at %+v and %+v are too near", boxes[i-1], b)
			}
		}
	}
	nodes, widest := slices.Clone(l.Nodes), 0.0
	slices.SortFunc(nodes, func(a, b Box) int { return cmp.Compare(a.X, b.X) })
	for _, n := range nodes {
		widest = max(widest, n.W)
	}
	var healed, back [][2]int
	for i, p := range l.Edges {
		from, to := l.Nodes[p.From], l.Nodes[p.To]
		first, last := p.Points[0], p.Points[len(p.Points)-1]
		if err := runsFree(p, nodes, widest, slack); err != nil {
			return err
		}
		if p.Back {
			back = append(back, [2]int{p.From, p.To})
			if to.Layer >= from.Layer {
				return fmt.Errorf("back edge %d->%d leads from layer %d to %d", p.From, p.To, from.Layer, to.Layer)
			}
			continue
		}
		if len(back) > 0 {
			return fmt.Errorf("edge %d: healed after back", i)
		}
		healed = append(healed, [2]int{p.From, p.To})
		if from.Layer >= to.Layer {
			return fmt.Errorf("edge %d->%d leads from layer %d to %d", p.From, p.To, from.Layer, to.Layer)
		}
		near := func(p [2]float64, x, y float64) bool { return math.Abs(p[0]-x)+math.Abs(p[1]-y) <= slack }
		if !near(first, from.X+from.W, from.Y+from.H/2) || !near(last, to.X, to.Y+to.H/2) {
			return fmt.Errorf("edge %d->%d goes from %v to %v, not between the middles of %+v and %+v", p.From, p.To, first, last, from, to)
		}
		for k := 1; k < len(p.Points); k++ {
			if p.Points[k][0] <= p.Points[k-1][0] {
				return fmt.Errorf("edge %d->%d: x does not grow in %v", p.From, p.To, p.Points)
			}
		}
	}
	if !sameEdges(healed, g.Edges()) || !sameEdges(back, g.Back) {
		return fmt.Errorf("paths are not those of the graph's edges")
	}
	if len(healed) <= 400 {
		if want := bruteCrossings(l); l.Crossings != want {
			return fmt.Errorf("crossings = %d, counted one by one %d", l.Crossings, want)
		}
	}
	return nil
}

// runsFree says where p runs through a node: every piece of it against every node
// that shares some of its x with it. The ends of p are at the sides of nodes,
// which are sorted by X, and none is wider than widest.
func runsFree(p Path, nodes []Box, widest, slack float64) error {
	for k := 1; k < len(p.Points); k++ {
		a, b := p.Points[k-1], p.Points[k]
		if a[0] > b[0] {
			a, b = b, a
		}
		from, _ := slices.BinarySearchFunc(nodes, a[0]-widest, func(n Box, x float64) int { return cmp.Compare(n.X, x) })
		for _, n := range nodes[from:] {
			if n.X >= b[0] {
				break
			}
			x0, x1 := max(a[0], n.X+slack), min(b[0], n.X+n.W-slack)
			if x0 >= x1 {
				continue
			}
			slope := (b[1] - a[1]) / (b[0] - a[0])
			y0, y1 := a[1]+slope*(x0-a[0]), a[1]+slope*(x1-a[0])
			if max(y0, y1) > n.Y+slack && min(y0, y1) < n.Y+n.H-slack {
				return fmt.Errorf("edge %d->%d runs through %+v between %v and %v", p.From, p.To, n, a, b)
			}
		}
	}
	return nil
}

// height is where path p is at x.
func height(p Path, x float64) float64 {
	for k := 1; k < len(p.Points); k++ {
		a, b := p.Points[k-1], p.Points[k]
		if x <= b[0] {
			return a[1] + (b[1]-a[1])*(x-a[0])/(b[0]-a[0])
		}
	}
	return p.Points[len(p.Points)-1][1]
}

// bruteCrossings compares every two pieces of healed edges between two layers,
// from nothing but the drawing.
func bruteCrossings(l *Layout) int {
	// key is where a piece begins or ends: its height, and for edges that pass
	// there at one height, the heights of the edge's ends.
	type key [3]float64
	type piece struct{ a, b key }
	gaps := map[int][]piece{}
	middle := map[int]float64{} // of each layer
	for _, b := range l.Nodes {
		middle[b.Layer] = max(middle[b.Layer], b.X+b.W/2)
	}
	for _, p := range l.Edges {
		if p.Back {
			continue
		}
		from, to := l.Nodes[p.From], l.Nodes[p.To]
		last := key{from.Y + from.H/2}
		for layer := from.Layer; layer < to.Layer; layer++ {
			next := key{to.Y + to.H/2}
			if layer+1 < to.Layer {
				next = key{height(p, middle[layer+1]), from.Y, to.Y}
			}
			gaps[layer] = append(gaps[layer], piece{last, next})
			last = next
		}
	}
	less := func(a, b key) bool { return slices.Compare(a[:], b[:]) < 0 }
	count := 0
	for _, pieces := range gaps {
		for i, p := range pieces {
			for _, q := range pieces[:i] {
				if less(p.a, q.a) && less(q.b, p.b) || less(q.a, p.a) && less(p.b, q.b) {
					count++
				}
			}
		}
	}
	return count
}
