package dag

import "slices"

// work is how much the search may do, in links looked at (5 to 10 ns each): so
// many per node and per link between two layers. Large graphs get less, since
// they do not lie in the processor's cache; of a picture of thousands of nodes
// nobody follows the single edge.
func work(nodes, links int) int {
	const least, perNode, perLink = 50_000, 3000, 300
	const full, less = 1000, 3 // beyond full, one less-th
	damp := func(n int) int { return min(n, full) + max(n-full, 0)/less }
	return least + perNode*damp(nodes) + perLink*damp(links)
}

// mostBlocks is up to where a graph is small enough for choices.
const mostBlocks = 600

// reduce searches an order of the layers with few crossings. Where the layers
// of least length are not the only sensible ones, it looks how others do: they
// can save a third of the crossings, but have to save some to be worth their
// longer edges.
func (s *sketch) reduce() *mesh {
	const fewNodes, worth = 300, 0.93
	m := s.mesh()
	m.begin(len(s.node))
	two := s.eased != nil && len(s.block) <= mostBlocks
	share := m.budget * 2 / 3
	if two {
		share = m.budget * 3 / 8
	}
	m.start(m.startLikely, share)
	if m.least > 0 && two {
		tight, depth := s.layer, s.depth
		s.layer = s.eased
		s.normalise()
		if !slices.Equal(s.layer, tight) {
			other := s.mesh()
			other.begin(len(s.node))
			other.start(other.startLikely, share)
			spent := m.spent + other.spent
			if float64(other.least) < worth*float64(m.least) {
				m, tight, depth = other, s.layer, s.depth
			}
			m.spent = spent
		}
		s.layer, s.depth = tight, depth
	}
	if m.least > 0 && len(s.node) <= fewNodes {
		m.start(m.startDepthFirst, min(m.spent+m.budget/4, m.budget))
	}
	m.improve()
	return m
}

// begin makes ready for the search; nodes are those that the mesh is of.
func (m *mesh) begin(nodes int) {
	links := 0
	for _, d := range m.down {
		links += len(d)
	}
	m.best, m.trial = make([]int32, len(m.pos)), make([]int32, len(m.pos))
	m.budget = work(nodes, links)
	m.least = -1
}

// start makes a first order: it sweeps up and down, places every vertex at the
// mean or the median of its neighbours, lets neighbours change places where
// that helps, and sifts what comes out, long edges as a whole.
func (m *mesh) start(way func(), budget int) {
	way()
	m.settle()
	m.keep()
	if m.count > 0 {
		if m.units == nil {
			m.units = m.join()
		}
		m.units.take()
		m.units.sifts(budget)
	}
	m.keep()
	m.restore(m.best)
}

// startLikely is the most promising start, by its crossings at once or after a
// sweep down and up. The walk against the edges goes best with what follows, but
// others can be far ahead: the walk that goes around where the graph is nearly a
// tree, and spreading, from the best so far, where it
// is wide and tangled. A small graph of which most is long edges gains nothing by
// them, since they tear long edges apart.
func (m *mesh) startLikely() {
	const ahead = 0.95
	if m.blocks <= mostBlocks && 2*len(m.pos) > 5*int(m.blocks) {
		m.startDepthFirstUp()
		return
	}
	first, least := int64(-1), int64(-1)
	look := func() {
		count := m.crossings()
		if least < 0 || count < least && (first < 0 || float64(count) < ahead*float64(first)) {
			least = count
			m.save(m.trial)
		}
	}
	for i, way := range []func(){m.startDepthFirstUp, m.startAround, func() { m.spread(60) }, func() { m.spread(20) }} {
		way()
		look()
		for _, down := range []bool{true, false} {
			if least > 0 {
				m.sweep(down, false, false)
				look()
			}
		}
		if least == 0 {
			break
		}
		if i == 0 {
			first = least
		} else {
			m.restore(m.trial)
		}
	}
}

// improve disturbs the best order here and there and mends it, as long as the
// search may.
func (m *mesh) improve() {
	if m.least == 0 {
		return
	}
	m.restore(m.best)
	m.units.take()
	m.units.kicks(m.budget * 15 / 16)
	m.keep()
	m.restore(m.best)
	m.count = m.least
	m.polish()
}

// keep remembers the order if it is the best so far, and says whether it is.
func (m *mesh) keep() bool {
	if m.least >= 0 && m.count >= m.least {
		return false
	}
	m.least = m.count
	m.save(m.best)
	return true
}
