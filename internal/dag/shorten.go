package dag

import "slices"

// shorten moves blocks so that the edges are short: single blocks first, in a
// few rounds, and then, where the graph is not too large for it, all the way
// by network simplex. order has the blocks so that every bond leads on.
func (s *sketch) shorten(order []int32) {
	if len(s.bonds) == 0 {
		return
	}
	const rounds, least, perBond = 8, 50_000, 60
	in := s.bondsInto()
	s.ease(in, order, rounds, 1)
	for _, b := range s.bonds {
		if s.layer[b.v]-s.layer[b.u] > 1 {
			eased := slices.Clone(s.layer)
			s.ease(in, order, rounds, 0) // a chain follows its end: less is left to exchange
			early, length := s.layer, s.weight()
			s.late(order)
			s.ease(in, order, rounds, 0)
			if s.weight() >= length {
				s.layer = early
			}
			newSimplex(s, in).run(least + perBond*len(s.bonds))
			s.balance(in)
			s.eased = eased
			return
		}
	}
	s.balance(in)
}

// late gives every block its layer as late as its downstreams allow. A tree that
// joins is as short as can be then.
func (s *sketch) late(order []int32) {
	s.layer = make([]int32, len(s.block))
	for _, u := range slices.Backward(order) {
		for _, b := range s.bonds[s.first[u]:s.first[u+1]] {
			s.layer[u] = min(s.layer[u], s.layer[b.v]-1)
		}
	}
}

// weight is the length of all edges.
func (s *sketch) weight() int64 {
	total := int64(0)
	for _, b := range s.bonds {
		total += b.weight * int64(s.layer[b.v]-s.layer[b.u])
	}
	return total
}

// bondsInto lists, by block, the bonds that end there.
func (s *sketch) bondsInto() [][]int32 {
	in := make([][]int32, len(s.block))
	for i, b := range s.bonds {
		in[b.v] = append(in[b.v], int32(i))
	}
	return in
}

// room is how many layers block v can move towards its upstreams and towards
// its downstreams; without any, 0. pull is the weight that pulls it on.
func (s *sketch) room(in [][]int32, v int32) (back, on int32, pull int64) {
	back, on = -1, -1
	for _, i := range in[v] {
		b := s.bonds[i]
		if slack := s.layer[v] - s.layer[b.u] - 1; back < 0 || slack < back {
			back = slack
		}
		pull -= b.weight
	}
	for _, b := range s.bonds[s.first[v]:s.first[v+1]] {
		if slack := s.layer[b.v] - s.layer[v] - 1; on < 0 || slack < on {
			on = slack
		}
		pull += b.weight
	}
	return max(back, 0), max(on, 0), pull
}

// ease moves single blocks where they are pulled: on from the last one to the
// first, so that each makes room for those before it, then back the other way.
// They go on by a pull of least or more.
func (s *sketch) ease(in [][]int32, order []int32, rounds int, least int64) {
	for range rounds {
		moved := false
		for _, v := range slices.Backward(order) {
			if _, on, pull := s.room(in, v); pull >= least && on > 0 {
				s.layer[v] += on
				moved = true
			}
		}
		for _, v := range order {
			if back, _, pull := s.room(in, v); pull < 0 && back > 0 {
				s.layer[v] -= back
				moved = true
			}
		}
		if !moved {
			return
		}
	}
}

// balance moves blocks that are pulled both ways alike to the layer, of those
// within reach, that holds the fewest nodes.
func (s *sketch) balance(in [][]int32) {
	s.normalise()
	crowd := make([]int, s.depth)
	for v, members := range s.block {
		crowd[s.layer[v]] += len(members)
	}
	for v := range int32(len(s.block)) {
		back, on, pull := s.room(in, v)
		if pull != 0 || back+on == 0 {
			continue
		}
		here := s.layer[v]
		to := here
		for l := here - back; l <= here+on; l++ {
			if crowd[l] < crowd[to] {
				to = l
			}
		}
		crowd[here] -= len(s.block[v])
		crowd[to] += len(s.block[v])
		s.layer[v] = to
	}
}
