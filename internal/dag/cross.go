package dag

import (
	"cmp"
	"slices"
)

// scratch is memory that the search reuses.
type scratch struct {
	sums   sums
	key    []float64 // by vertex
	movers []int32
	slots  []int32
	seen   []bool
	spent  int // work so far, in links looked at
}

// The search ends when it has looked at this many links, per link and over all.
const (
	workPerLink = 1500
	workInAll   = 40_000_000
)

// reduce searches orders of the layers with few crossings: from several starts
// it sweeps up and down, places every vertex at the mean or the median of its
// neighbours, lets neighbours change places where it helps, and keeps the best.
func (m *mesh) reduce() {
	if len(m.order) < 2 {
		return
	}
	links := 0
	for _, d := range m.down {
		links += len(d)
	}
	m.key = make([]float64, len(m.pos))
	budget := min(workPerLink*links+100_000, workInAll)
	best := make([]int32, len(m.pos))
	least := int64(-1)
	trial := make([]int32, len(m.pos))
	starts := []func(){m.startDepthFirst, m.startDepthFirstUp, m.startPlain}
	for i, start := range starts {
		start()
		count := m.settle(trial, budget*(i+1)/(len(starts)+1), i)
		if least < 0 || count < least {
			least = count
			copy(best, trial)
		}
		if least == 0 || m.spent > budget {
			break
		}
	}
	m.restore(best)
	if least > 0 {
		m.polish(least, budget)
	}
}

// settle sweeps until the count has not fallen for a while; the best order is in kept.
func (m *mesh) settle(kept []int32, budget, start int) int64 {
	const patience = 5
	least := m.crossings()
	m.save(kept)
	for round, idle := 0, 0; least > 0 && idle < patience && m.spent < budget; round++ {
		m.sweep(round%2 == 0, (round/2+start)%2 == 1)
		m.transpose()
		if count := m.crossings(); count < least {
			if count*100 < least*99 {
				idle = 0
			} else {
				idle++
			}
			least = count
			m.save(kept)
		} else {
			idle++
		}
	}
	return least
}

// polish sifts the best order until nothing helps any more.
func (m *mesh) polish(least int64, budget int) {
	for range 30 {
		before := least
		for l := range m.order {
			m.sortLinks(l)
			least -= m.sift(l)
			if m.spent > budget {
				return
			}
		}
		if least == before || least == 0 {
			return
		}
	}
}

// sweep goes through all layers, each ordered by its neighbours in the layer before.
func (m *mesh) sweep(down, median bool) {
	n := len(m.order)
	for i := 1; i < n; i++ {
		if down {
			m.orderBy(i, m.up, median)
		} else {
			m.orderBy(n-1-i, m.down, median)
		}
	}
}

// orderBy sorts layer l by where the neighbours lie; a vertex without any
// keeps its position.
func (m *mesh) orderBy(l int, near [][]link, median bool) {
	m.movers, m.slots = m.movers[:0], m.slots[:0]
	for i, v := range m.order[l] {
		links := near[v]
		m.spent += len(links) + 1
		if len(links) == 0 {
			continue
		}
		if median && len(links) > 1 {
			m.key[v] = m.medianOf(links)
		} else {
			m.key[v] = m.meanOf(links)
		}
		m.movers = append(m.movers, v)
		m.slots = append(m.slots, int32(i))
	}
	slices.SortStableFunc(m.movers, func(a, b int32) int { return cmp.Compare(m.key[a], m.key[b]) })
	for i, v := range m.movers {
		m.order[l][m.slots[i]] = v
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
