package dag

import (
	"cmp"
	"slices"
)

// draw turns the sketches in their cells into boxes and paths.
func draw(l *Layout, g *Graph, sketches []*sketch, cells []cell, columns []column, d dims) {
	edges := 0
	for _, down := range g.Down {
		edges += len(down)
	}
	l.Edges = make([]Path, 0, edges+len(g.Back))
	for i, s := range sketches {
		s.boxes(l, cells[i], columns)
		s.paths(l, cells[i], columns)
		l.Crossings += int(s.crossings())
	}
	l.sortEdges()
	healed := len(l.Edges)
	type pair struct{ from, to int }
	at := make(map[pair]int, len(g.Back))
	for i := range l.Edges {
		if len(g.Back) > 0 {
			at[pair{l.Edges[i].From, l.Edges[i].To}] = i
		}
	}
	kept := l.Edges[:0:healed]
	backs := make([]Path, 0, len(g.Back))
	for _, b := range g.Back {
		backs = append(backs, l.turnRound(l.Edges[at[pair{b[1], b[0]}]], d))
	}
	for _, p := range l.Edges {
		if !p.Back {
			kept = append(kept, p)
		}
	}
	l.Edges = append(kept, backs...)
}

// sortEdges sorts by where the ends lie: by the second end first, then stably
// by the first, each in one count.
func (l *Layout) sortEdges() {
	nodes := make([]int32, len(l.Nodes))
	for i := range nodes {
		nodes[i] = int32(i)
	}
	slices.SortFunc(nodes, func(a, b int32) int { return l.Nodes[a].compare(l.Nodes[b]) })
	turn := make([]int32, len(nodes))
	for i, v := range nodes {
		turn[v] = int32(i)
	}
	other := make([]Path, len(l.Edges))
	next := make([]int32, len(nodes)+1)
	pass := func(from, to []Path, end func(*Path) int) {
		clear(next)
		for i := range from {
			next[turn[end(&from[i])]+1]++
		}
		for i := range nodes {
			next[i+1] += next[i]
		}
		for i := range from {
			at := &next[turn[end(&from[i])]]
			to[*at] = from[i]
			*at++
		}
	}
	pass(l.Edges, other, func(p *Path) int { return p.To })
	pass(other, l.Edges, func(p *Path) int { return p.From })
}

func (b Box) compare(c Box) int {
	return cmp.Or(cmp.Compare(b.Layer, c.Layer), cmp.Compare(b.Y, c.Y))
}

// turnRound makes the path of a back edge from the path that runs with time,
// which keeps edgeGap from the nodes that it passes.
func (l *Layout) turnRound(p Path, d dims) Path {
	q := Path{From: p.To, To: p.From, Back: true, Points: slices.Clone(p.Points)}
	slices.Reverse(q.Points)
	off := min(l.Nodes[p.From].H/4, l.Nodes[p.To].H/4, d.edgeGap*0.9)
	for i := range q.Points {
		q.Points[i][1] += off
	}
	return q
}

func (s *sketch) boxes(l *Layout, c cell, columns []column) {
	for i, row := range s.rows {
		layer := c.column + i
		for _, v := range row {
			if s.isDummy(v) {
				continue
			}
			b := Box{
				X: columns[layer].x, Y: c.top + s.y[v] - s.across[v]/2,
				W: s.along[v], H: s.across[v], Layer: layer,
			}
			l.Nodes[s.node[v]] = b
			l.W = max(l.W, b.X+b.W)
		}
	}
	l.H = max(l.H, c.top+s.height)
}

// paths adds one path per edge of every bond, and marks those of bonds that
// stand for a back edge.
func (s *sketch) paths(l *Layout, c cell, columns []column) {
	for i, b := range s.bonds {
		passes := s.layer[b.v] - s.layer[b.u] - 1
		for _, u := range s.block[b.u] {
			for _, v := range s.block[b.v] {
				points := make([][2]float64, 0, 3+2*passes)
				at := columns[c.column+int(s.layer[b.u]):]
				y := c.top + s.y[u]
				points = append(points, [2]float64{at[0].x + s.along[u], y})
				if s.along[u] < at[0].along { // level past wider nodes
					points = append(points, [2]float64{at[0].end(), y})
				}
				for k := range passes {
					y := c.top + s.y[s.chain[i]+k]
					points = bend(points, [2]float64{at[k+1].x, y})
					points = bend(points, [2]float64{at[k+1].end(), y})
				}
				points = bend(points, [2]float64{at[passes+1].x, c.top + s.y[v]})
				l.Edges = append(l.Edges, Path{
					From: int(s.node[u]), To: int(s.node[v]), Points: points, Back: b.real == 0,
				})
			}
		}
	}
}

// bend adds a point, and drops the one before it when the line runs straight through.
func bend(points [][2]float64, p [2]float64) [][2]float64 {
	if n := len(points); n >= 2 && points[n-1][1] == p[1] && points[n-2][1] == p[1] {
		points = points[:n-1]
	}
	return append(points, p)
}

// crossings counts those of the drawn healed edges. A trunk counts as its
// edges side by side, in the order of their ends.
func (s *sketch) crossings() int64 {
	type segment struct {
		a, b int32 // positions in their rows
		w    int64
	}
	if s.depth < 2 {
		return 0
	}
	gaps := make([][]segment, s.depth-1)
	total := int64(0)
	for i, b := range s.bonds {
		if b.real == 0 {
			continue
		}
		us, vs, l := s.block[b.u], s.block[b.v], s.layer[b.u]
		k, m := int64(len(us)), int64(len(vs))
		passes := s.layer[b.v] - l - 1
		if passes == 0 {
			for _, u := range us {
				for _, v := range vs {
					gaps[l] = append(gaps[l], segment{s.at[u], s.at[v], 1})
				}
			}
			continue
		}
		total += k * (k - 1) / 2 * (m * (m - 1) / 2) // where the trunk fans out
		for _, u := range us {
			gaps[l] = append(gaps[l], segment{s.at[u], s.at[s.chain[i]], m})
		}
		for j := range passes - 1 {
			gaps[l+1+j] = append(gaps[l+1+j], segment{s.at[s.chain[i]+j], s.at[s.chain[i]+j+1], k * m})
		}
		for _, v := range vs {
			gaps[l+passes] = append(gaps[l+passes], segment{s.at[s.chain[i]+passes-1], s.at[v], k})
		}
	}
	var memory sums
	for l, list := range gaps {
		slices.SortFunc(list, func(p, q segment) int {
			return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b))
		})
		tree, sum := memory.tree(len(s.rows[l+1])), int64(0)
		for _, p := range list {
			// Sorted by b as well, so those of the same a are not above b yet.
			total += (sum - tree.upTo(p.b)) * p.w
			tree.add(p.b, p.w)
			sum += p.w
		}
	}
	return total
}
