package dag

import (
	"math"
	"slices"
)

// effort is the work of one search, in links looked at (5 to 10 ns each): what
// is spent, and how much may be. It counts steps and knows no clock, so that a
// graph has one layout on every machine.
type effort struct{ spent, budget int }

// beyond says whether more than this share is spent.
func (e *effort) beyond(share float64) bool { return float64(e.spent) > share*float64(e.budget) }

// work is how much a search may spend: so much per node and per link between
// two layers. Of a picture of thousands of nodes nobody follows the single
// edge, and they do not lie in the processor's cache: they get less each.
func work(nodes, links int) int {
	const least, perLink = 170_000, 80
	spend := least
	for _, part := range [...]struct{ from, to, each int }{
		{100, 500, 3600}, {500, 1000, 2000}, {1000, math.MaxInt, 800},
	} {
		spend += part.each * max(min(nodes, part.to)-part.from, 0)
	}
	const many, less = 4000, 3 // links beyond many, one less-th
	return spend + perLink*(min(links, many)+max(links-many, 0)/less)
}

// trial is an order of the layers that the search has come to.
type trial struct {
	*mesh
	layer []int32 // by block
	depth int
	order []int32 // by vertex: position in its layer
	found int64   // crossings
	merit float64 // the lower the better: crossings, and a little the length of the edges
}

// search looks for an order of the layers with few crossings: it runs quickly
// from several starts, works on those that promise most, and then on the best.
type search struct {
	*sketch
	effort *effort
	trials []trial
}

// reduce searches the order of the layers. Where the layers of least length are
// not the only sensible ones it tries the others as well: they can save a third
// of the crossings.
func (s *sketch) reduce() *mesh {
	r := search{sketch: s, effort: &effort{}}
	ways := [][]int32{s.layer}
	if s.eased != nil {
		const longest = 2 // times the least length: what is longer is no picture
		tight, depth, most := s.layer, s.depth, longest*s.span()
		s.layer = s.eased
		s.normalise()
		if !slices.Equal(s.layer, tight) && s.span() <= most {
			ways = append(ways, s.layer)
		}
		s.layer, s.depth = tight, depth
	}
	for _, layer := range ways {
		s.layer = layer
		s.normalise()
		r.starts()
		if last := r.trials[len(r.trials)-1]; last.found == 0 {
			return r.take(last)
		}
	}
	return r.finish()
}

// starts makes a trial of each start, for the layers as they are.
func (r *search) starts() {
	const short, long = 4, 8
	m := r.mesh(r.effort)
	if r.effort.budget == 0 {
		r.effort.budget = work(len(r.node), m.links())
	}
	span := math.Sqrt(math.Sqrt(float64(r.span())))
	var around []int32
	from := func(start func()) func() {
		return func() { m.restore(around); start() }
	}
	for i, start := range []struct {
		begin  func()
		rounds int
		hold   bool
	}{
		{m.startAround, short, false},
		{from(func() { m.spread(12, 0.9) }), short, false},
		{from(func() { m.spread(40, 0.98) }), short, false},
		{m.startDepthFirstUp, long, true},
		{m.startAround, long, true},
	} {
		if i > 0 && r.effort.beyond(0.4) {
			break
		}
		start.begin()
		m.settle(start.rounds, start.hold)
		t := trial{mesh: m, layer: r.layer, depth: r.depth, order: slices.Clone(m.trial), found: m.count}
		t.merit = float64(m.count) * span
		if i == 0 {
			around = t.order
		}
		r.trials = append(r.trials, t)
		if m.count == 0 {
			return
		}
	}
}

// span is the length of all bonds in layers.
func (s *sketch) span() int {
	total := 0
	for _, b := range s.bonds {
		total += int(s.layer[b.v] - s.layer[b.u])
	}
	return total
}

// finish sifts the best trials, and spends what is left on the best of them.
func (r *search) finish() *mesh {
	slices.SortStableFunc(r.trials, func(a, b trial) int {
		switch {
		case a.merit < b.merit:
			return -1
		case a.merit > b.merit:
			return 1
		}
		return 0
	})
	best := 0
	for i := range r.trials {
		if i > 0 && r.effort.beyond(0.4) {
			break
		}
		t := &r.trials[i]
		t.restore(t.order)
		if t.units == nil {
			t.units = t.join()
		}
		t.units.take()
		t.units.sifts(r.effort.budget, hasty)
		if t.count < t.found {
			t.merit *= float64(t.count) / float64(t.found)
			t.found = t.count
			t.save(t.order)
		}
		if t.merit < r.trials[best].merit {
			best = i
		}
	}
	m := r.take(r.trials[best])
	m.units.take()
	m.units.sifts(r.effort.budget, thorough)
	if m.count > r.trials[best].found {
		m = r.take(r.trials[best])
	}
	m.improve()
	return m
}

// take makes a trial the order that there is.
func (r *search) take(t trial) *mesh {
	r.layer, r.depth = t.layer, t.depth
	t.restore(t.order)
	t.count = t.found
	return t.mesh
}

// improve disturbs the order here and there and mends it, as long as the search
// may; then every dummy for itself looks for a better place.
func (m *mesh) improve() {
	best, least := m.trial, m.count
	m.save(best)
	if m.count > 0 {
		m.units.take()
		m.units.kicks(m.effort.budget * 15 / 16)
	}
	if m.count >= least {
		m.count = least
		m.restore(best)
	}
	m.polish()
}
