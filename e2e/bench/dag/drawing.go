package main

import (
	"cmp"
	"math"
	"slices"
)

// drawing is what an engine made, from left to right: the middles of the nodes,
// and how each edge runs.
type drawing struct {
	nodes  [][2]float64
	routes []route
	w, h   float64
}

// route is an edge as a polyline with growing x.
type route struct {
	from, to int
	points   [][2]float64
}

// at is the height of the route at x.
func (r route) at(x float64) float64 {
	for k := 1; k < len(r.points); k++ {
		a, b := r.points[k-1], r.points[k]
		if x <= b[0] && b[0] > a[0] {
			return a[1] + (b[1]-a[1])*(x-a[0])/(b[0]-a[0])
		}
	}
	return r.points[len(r.points)-1][1]
}

func (d *drawing) length() float64 {
	total := 0.0
	for _, r := range d.routes {
		for k := 1; k < len(r.points); k++ {
			total += math.Hypot(r.points[k][0]-r.points[k-1][0], r.points[k][1]-r.points[k-1][1])
		}
	}
	return total
}

// spot is where a piece of an edge begins or ends. Edges that pass a layer at
// one height lie there in the order of their ends.
type spot [3]float64

func compareSpots(a, b spot) int { return slices.Compare(a[:], b[:]) }

// crossings cuts every edge at the layers that it passes and counts the pairs
// of pieces that change sides between two layers.
func (d *drawing) crossings() int {
	columns := make([]float64, len(d.nodes))
	for i, p := range d.nodes {
		columns[i] = math.Round(p[0])
	}
	slices.Sort(columns)
	columns = slices.Compact(columns)
	layer := func(v int) int {
		l, _ := slices.BinarySearch(columns, math.Round(d.nodes[v][0]))
		return l
	}
	type piece struct{ a, b spot }
	gaps := make([][]piece, len(columns))
	for _, r := range d.routes {
		u, v := d.nodes[r.from], d.nodes[r.to]
		last, to := spot{u[1]}, layer(r.to)
		for l := layer(r.from); l < to; l++ {
			next := spot{v[1]}
			if l+1 < to {
				next = spot{math.Round(r.at(columns[l+1])*100) / 100, u[1], v[1]}
			}
			gaps[l] = append(gaps[l], piece{last, next})
			last = next
		}
	}
	total := 0
	for _, pieces := range gaps {
		slices.SortFunc(pieces, func(p, q piece) int {
			return cmp.Or(compareSpots(p.a, q.a), compareSpots(p.b, q.b))
		})
		ends := make([]spot, len(pieces))
		for i, p := range pieces {
			ends[i] = p.b
		}
		slices.SortFunc(ends, compareSpots)
		ends = slices.Compact(ends)
		tree := make([]int, len(ends)+1)
		for seen, p := range pieces {
			at, _ := slices.BinarySearchFunc(ends, p.b, compareSpots)
			upTo := 0
			for i := at + 1; i > 0; i -= i & -i {
				upTo += tree[i]
			}
			total += seen - upTo
			for i := at + 1; i < len(tree); i += i & -i {
				tree[i]++
			}
		}
	}
	return total
}
