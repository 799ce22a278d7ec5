package dag

// relax places the vertices anew, near to their neighbours and nowhere wider
// than the fullest layer asks for: sweeps up and down in which every layer goes,
// as a whole and in its order, as near as it can to the weighted means of its
// neighbours. Long edges come out less straight than align makes them.
func (g *grid) relax(d dims) {
	const rounds = 12
	g.y = make([]float64, len(g.at))
	for _, row := range g.rows {
		g.packRow(row, d)
	}
	r := relaxer{grid: g, d: d}
	for round := range rounds {
		for i := range g.rows {
			if round%2 == 0 {
				r.row(g.rows[i], round < 2, false)
			} else {
				r.row(g.rows[len(g.rows)-1-i], false, round < 2)
			}
		}
	}
}

// packRow places a row about 0, as near together as may be.
func (g *grid) packRow(row []int32, d dims) {
	at := 0.0
	for i, v := range row {
		if i > 0 {
			at += g.gap(row[i-1], v, d)
		}
		g.y[v] = at
	}
	for _, v := range row {
		g.y[v] -= at / 2
	}
}

type relaxer struct {
	*grid
	d     dims
	pools []pool
}

// pool is neighbours of a row that lie as near together as may be.
type pool struct {
	sum, weight float64 // of where they want to be, less their offsets
	last        int     // position of the last of them
}

// row places one layer by the layer before, by the layer after, or by both: the
// least sum of weighted squares, found by pooling neighbours that want to change
// sides.
func (r *relaxer) row(row []int32, before, after bool) {
	if !before && !after {
		before, after = true, true
	}
	// By dummies among the ends of a link: a bend in passing is the ugliest.
	pulls := [3]float64{1, 2, 8}
	r.pools = r.pools[:0]
	offset := 0.0
	for i, v := range row {
		if i > 0 {
			offset += r.gap(row[i-1], v, r.d)
		}
		sum, weight := r.y[v]*0.01, 0.01
		pull := func(u int32) {
			w := pulls[present(r.isDummy(u))+present(r.isDummy(v))]
			sum += w * r.y[u]
			weight += w
		}
		if before {
			for _, u := range r.upTo[r.upFirst[v]:r.upFirst[v+1]] {
				pull(u)
			}
		}
		if after {
			for _, u := range r.downTo[r.downFirst[v]:r.downFirst[v+1]] {
				pull(u)
			}
		}
		p := pool{sum - weight*offset, weight, i}
		for n := len(r.pools); n > 0 && r.pools[n-1].sum*p.weight >= p.sum*r.pools[n-1].weight; n-- {
			p.sum += r.pools[n-1].sum
			p.weight += r.pools[n-1].weight
			r.pools = r.pools[:n-1]
		}
		r.pools = append(r.pools, p)
	}
	offset = 0
	i := 0
	for _, p := range r.pools {
		at := p.sum / p.weight
		for ; i <= p.last; i++ {
			if i > 0 {
				offset += r.gap(row[i-1], row[i], r.d)
			}
			r.y[row[i]] = at + offset
		}
	}
}
