package dag

import "slices"

// shorten moves blocks so that the edges are short: single blocks first, in a
// few rounds, and then, where the graph is not too large for it, all the way
// by network simplex.
func (s *sketch) shorten() {
	if len(s.bonds) == 0 {
		return
	}
	const rounds, least, perBond = 8, 50_000, 60
	in := s.bondsInto()
	s.ease(in, rounds)
	for _, b := range s.bonds {
		if s.layer[b.v]-s.layer[b.u] > 1 {
			eased := slices.Clone(s.layer)
			newSimplex(s, in).run(least + perBond*len(s.bonds))
			s.balance(in)
			s.eased = eased
			return
		}
	}
	s.balance(in)
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

func (s *sketch) ease(in [][]int32, rounds int) {
	for range rounds {
		moved := false
		for v := range int32(len(s.block)) {
			back, on, pull := s.room(in, v)
			switch {
			case pull > 0 && on > 0:
				s.layer[v] += on
				moved = true
			case pull < 0 && back > 0:
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
