package dag

import "slices"

// scratch is memory that the search reuses.
type scratch struct {
	sums   sums
	movers []mover
	sifted []int32
	units  *units
	slots  []int32
	seen   []bool

	trial []int32 // by vertex: position in the best order of settle
	count int64   // crossings of the order now

	*effort
}

// mover is a vertex and where it wants to be; among equals at decides.
type mover struct {
	key   float64
	v, at int32
}

func compareMovers(a, b mover) int {
	switch {
	case a.key < b.key:
		return -1
	case a.key > b.key:
		return 1
	}
	return int(a.at - b.at)
}

// settle sweeps up and down, so many rounds at most, until the count does not
// fall any more; the best order is left in trial. With hold a vertex without
// neighbours in the layer before keeps its place in every round, else in some.
func (m *mesh) settle(most int, hold bool) {
	const patience = 2
	m.count = m.crossings()
	m.save(m.trial)
	for round, idle := 0, 0; m.count > 0 && idle < patience && round < most; round++ {
		// Ties fall the other way in every other four rounds: it gets the search
		// out of many a dead end.
		m.sweep(round%2 == 0, sweep{median: round/2%2 == 0, flip: round/4%2 == 1, hold: hold || round/2%2 == 1})
		idle++
		if count := m.crossings(); count < m.count {
			if count*1000 < m.count*997 {
				idle = 0
			}
			m.count = count
			m.save(m.trial)
		}
	}
	m.restore(m.trial)
}

// sweep is how a round goes: to the median of the neighbours or to their mean,
// which way ties fall, and whether a vertex without neighbours keeps its place.
type sweep struct{ median, flip, hold bool }

// sweep goes through all layers, each ordered by its neighbours in the layer before.
func (m *mesh) sweep(down bool, how sweep) {
	n := len(m.order)
	for i := 1; i < n; i++ {
		if down {
			m.orderBy(i, i-1, m.up, m.down, how)
		} else {
			m.orderBy(n-1-i, n-i, m.down, m.up, how)
		}
	}
}

// orderBy sorts layer l by where the neighbours in the layer before lie. A
// vertex without any goes by those in the layer after, or keeps its position.
func (m *mesh) orderBy(l, before int, near, far [][]link, how sweep) {
	m.movers, m.slots = m.movers[:0], m.slots[:0]
	scale := 0.0
	if after := 2*l - before; !how.hold && after >= 0 && after < len(m.order) {
		scale = float64(len(m.order[before])) / float64(len(m.order[after]))
	}
	for i, v := range m.order[l] {
		links, by := near[v], 1.0
		if len(links) == 0 {
			if links, by = far[v], scale; by == 0 || len(links) == 0 {
				m.spent += 4
				continue
			}
		}
		m.spent += len(links) + 4
		at := int32(i)
		if how.flip {
			at = -at
		}
		if how.median && len(links) > 1 {
			m.movers = append(m.movers, mover{m.medianOf(links) * by, v, at})
		} else {
			m.movers = append(m.movers, mover{m.meanOf(links) * by, v, at})
		}
		m.slots = append(m.slots, int32(i))
	}
	slices.SortFunc(m.movers, compareMovers)
	for i, k := range m.movers {
		m.order[l][m.slots[i]] = k.v
	}
	m.number(l)
}

func (m *mesh) meanOf(links []link) float64 {
	sum, weight := 0.0, 0.0
	for _, k := range links {
		sum += float64(m.pos[k.to]) * float64(k.weight)
		weight += float64(k.weight)
	}
	return sum / weight
}

// medianOf leans to the tighter side when there are two medians, as dot does.
func (m *mesh) medianOf(links []link) float64 {
	m.spent += 2 * len(links)
	slices.SortFunc(links, func(a, b link) int { return int(m.pos[a.to]) - int(m.pos[b.to]) })
	n := len(links)
	at := func(i int) float64 { return float64(m.pos[links[i].to]) }
	if n%2 == 1 {
		return at(n / 2)
	}
	lo, hi := at(n/2-1), at(n/2)
	left, right := lo-at(0), at(n-1)-hi
	if n == 2 || left+right == 0 {
		return (lo + hi) / 2
	}
	return (lo*right + hi*left) / (left + right)
}
