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

	best, trial   []int32 // positions by vertex
	least, count  int64   // crossings of best (-1 before the first), and of the order now
	spent, budget int     // links looked at, and how many may be
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

// settle sweeps until the count has not fallen for a while, and leaves the best
// order of that. It is patient as long as that is cheap.
func (m *mesh) settle() {
	const patience, cheap = 3, 8
	patient := m.spent + m.budget/12
	m.count = m.crossings()
	m.save(m.trial)
	for round, idle := 0, 0; m.count > 0 && (idle < patience || idle < cheap && m.spent < patient) && m.spent < m.budget; round++ {
		// Ties fall the other way in every other pair of rounds: it gets the
		// search out of many a dead end.
		flip := round/4%2 == 1
		m.sweep(round%2 == 0, round/2%2 == 0, flip)
		m.transpose(flip)
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

// polish sifts layer after layer until nothing helps.
func (m *mesh) polish() {
	for before := int64(-1); before != m.count; {
		before = m.count
		for l := range m.order {
			if m.count == 0 || m.spent > m.budget {
				return
			}
			m.sortLinks(l)
			m.count -= m.sift(l)
		}
	}
}

// sweep goes through all layers, each ordered by its neighbours in the layer before.
func (m *mesh) sweep(down, median, flip bool) {
	n := len(m.order)
	for i := 1; i < n; i++ {
		if down {
			m.orderBy(i, m.up, median, flip)
		} else {
			m.orderBy(n-1-i, m.down, median, flip)
		}
	}
}

// orderBy sorts layer l by where the neighbours lie; a vertex without any
// keeps its position.
func (m *mesh) orderBy(l int, near [][]link, median, flip bool) {
	m.movers, m.slots = m.movers[:0], m.slots[:0]
	for i, v := range m.order[l] {
		links := near[v]
		m.spent += len(links) + 4
		if len(links) == 0 {
			continue
		}
		at := int32(i)
		if flip {
			at = -at
		}
		if median && len(links) > 1 {
			m.movers = append(m.movers, mover{m.medianOf(links), v, at})
		} else {
			m.movers = append(m.movers, mover{m.meanOf(links), v, at})
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
