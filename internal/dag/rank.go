package dag

// rank gives every block its layer: first as early as its upstreams allow
// (longest path), then as short as the edges can be together.
func (s *sketch) rank() {
	n := len(s.block)
	s.layer = make([]int32, n)
	waits := make([]int32, n)
	for _, b := range s.bonds {
		waits[b.v]++
	}
	order := make([]int32, 0, n)
	for v := range int32(n) {
		if waits[v] == 0 {
			order = append(order, v)
		}
	}
	for i := 0; i < len(order); i++ {
		u := order[i]
		for _, b := range s.bonds[s.first[u]:s.first[u+1]] {
			s.layer[b.v] = max(s.layer[b.v], s.layer[u]+1)
			if waits[b.v]--; waits[b.v] == 0 {
				order = append(order, b.v)
			}
		}
	}
	s.shorten(order)
	s.normalise()
}

// normalise makes the lowest layer 0.
func (s *sketch) normalise() {
	if len(s.layer) == 0 {
		return
	}
	low, high := s.layer[0], s.layer[0]
	for _, l := range s.layer {
		low, high = min(low, l), max(high, l)
	}
	for v := range s.layer {
		s.layer[v] -= low
	}
	s.depth = int(high-low) + 1
}
