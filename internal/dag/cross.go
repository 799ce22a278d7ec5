package dag

import (
	"cmp"
	"math/rand/v2"
	"slices"
)

// scratch is memory that the search reuses.
type scratch struct {
	sums   sums
	key    []float64 // by vertex
	movers []int32
	noise  float64
	rand   *rand.PCG
	slots  []int32
	seen   []bool

	best, trial   []int32 // positions by vertex
	least, count  int64   // crossings of best (-1 before the first), and of the order now
	spent, budget int     // links looked at, and how many may be
}

// How much the search may do, in links looked at (about 5 ns each): so many
// for the whole drawing, shared out by nodes, and so many per link of the mesh.
// It ends earlier when it has started again from the best order so many times
// without finding a better one.
const (
	workOnce    = 1_000_000
	workPerLink = 1000
	workSmall   = 4000 // but of workOnce no more than this per link
	workInAll   = 40_000_000
	kicks       = 30
)

// reduce searches orders of the layers with few crossings. From several starts
// it sweeps up and down, places every vertex at the mean or the median of its
// neighbours, lets neighbours change places where that helps, and sifts what
// comes out; then it disturbs the best order and tries again. share is the part
// of the drawing that this mesh is.
func (m *mesh) reduce(share float64) {
	if len(m.order) < 2 {
		return
	}
	links := 0
	for _, d := range m.down {
		links += len(d)
	}
	m.key = make([]float64, len(m.pos))
	m.best, m.trial = make([]int32, len(m.pos)), make([]int32, len(m.pos))
	m.budget = min(min(int(share*workOnce), workSmall*links)+workPerLink*links, workInAll)
	m.least = -1
	for i, start := range []func(){m.startDepthFirst, m.startDepthFirstUp, m.startPlain} {
		if !m.done() {
			start()
			m.settle(i)
			m.keep()
		}
	}
	m.restore(m.best)
	m.count = m.least
	m.polish()
	m.keep()
	tries := 0
	m.rand = rand.NewPCG(1, 2)
	for idle := 0; idle < kicks && !m.done(); idle++ {
		m.restore(m.best)
		m.noise = float64(int(1)<<(tries%4)) / 2
		tries++
		m.sweep(idle%2 == 0, false, idle/4%2 == 0)
		m.noise = 0
		m.transpose(true)
		m.settle(idle)
		m.polish()
		if m.keep() {
			idle = -1
		}
	}
	m.restore(m.best)
}

func (m *mesh) done() bool { return m.least == 0 || m.spent > m.budget }

// keep remembers the order if it is the best so far, and says whether it is.
func (m *mesh) keep() bool {
	if m.least >= 0 && m.count >= m.least {
		return false
	}
	m.least = m.count
	m.save(m.best)
	return true
}

// settle sweeps until the count has not fallen for a while, and leaves the
// best order of that.
func (m *mesh) settle(start int) {
	const patience = 5
	m.count = m.crossings()
	m.save(m.trial)
	for round, idle := 0, 0; m.count > 0 && idle < patience && m.spent < m.budget; round++ {
		// Ties fall the other way in every other pair of rounds: it gets the
		// search out of many a dead end.
		flip := round/4%2 == 1
		m.sweep(round%2 == 0, (round/2+start)%2 == 1, flip)
		m.transpose(flip)
		idle++
		if count := m.crossings(); count < m.count {
			if count*100 < m.count*99 {
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
		if median && len(links) > 1 {
			m.key[v] = m.medianOf(links)
		} else {
			m.key[v] = m.meanOf(links)
		}
		if m.noise > 0 {
			m.key[v] += m.noise * (float64(m.rand.Uint64()>>11)/(1<<53) - 0.5)
		}
		m.movers = append(m.movers, v)
		m.slots = append(m.slots, int32(i))
	}
	if flip {
		slices.Reverse(m.movers)
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
