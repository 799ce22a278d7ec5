package dag

import (
	"math/rand/v2"
	"testing"
)

// sample makes a connected-or-not random graph without cycles.
func sample(r *rand.Rand, n, edges int) [][2]int {
	var list [][2]int
	for range edges {
		u, v := r.IntN(n), r.IntN(n)
		if u > v {
			u, v = v, u
		}
		if u != v {
			list = append(list, [2]int{u, v})
		}
	}
	return list
}

// The layers are those of least total edge length: no other assignment, tried
// one by one, is shorter.
func TestRankIsShortest(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 10))
	for round := range 100 {
		n := 3 + r.IntN(4)
		g, _ := Build(told(n, sample(r, n, n+r.IntN(n))))
		for _, s := range g.sketches() {
			s.rank()
			got := s.length(s.layer)
			if best := s.shortest(make([]int32, len(s.block)), 0); got != best {
				t.Fatalf("round %d: edges %v have length %d, want %d", round, g.Edges(), got, best)
			}
		}
	}
}

// length is the weighted length of all bonds, -1 when one does not lead on.
func (s *sketch) length(layer []int32) int64 {
	total := int64(0)
	for _, b := range s.bonds {
		if layer[b.v] <= layer[b.u] {
			return -1
		}
		total += int64(layer[b.v]-layer[b.u]) * b.weight
	}
	return total
}

func (s *sketch) shortest(layer []int32, from int) int64 {
	if from == len(layer) {
		return s.length(layer)
	}
	best := int64(-1)
	for l := range int32(len(layer)) {
		layer[from] = l
		if got := s.shortest(layer, from+1); got >= 0 && (best < 0 || got < best) {
			best = got
		}
	}
	return best
}

// What a step of the search says it saves is what counting anew finds.
func TestSearchCountsWhatItSaves(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	moved := 0
	for range 100 {
		g, _ := Build(told(30, sample(r, 30, 60)))
		for _, s := range g.sketches() {
			s.rank()
			m := s.mesh(&effort{})
			for l := range m.order {
				r.Shuffle(len(m.order[l]), func(i, j int) {
					m.order[l][i], m.order[l][j] = m.order[l][j], m.order[l][i]
				})
				m.number(l)
			}
			for l, row := range m.order {
				before := m.crossings()
				m.sortLinks(l)
				if len(row) > 1 {
					gain := m.gain(row[0], row[1])
					row[0], row[1] = row[1], row[0]
					m.number(l)
					if got := m.crossings() - before; got != gain {
						t.Fatalf("gain = %d, counted %d", gain, got)
					}
				}
				before = m.crossings()
				saved := m.sift(l)
				if got := before - m.crossings(); got != saved {
					t.Fatalf("sift = %d, counted %d", saved, got)
				}
				if saved > 0 {
					moved++
				}
			}
		}
	}
	if moved < 50 {
		t.Errorf("sift moved something %d times, want enough to say something", moved)
	}
}

// The search never ends with more crossings than its plainest start has.
func TestReduceIsNoWorseThanItsStarts(t *testing.T) {
	for name := range dotCrossings {
		g, _ := Build(fixture(t, name))
		for _, s := range g.sketches() {
			s.rank()
			m := s.mesh(&effort{})
			m.startAround()
			start := m.crossings()
			m = s.reduce()
			if got := m.crossings(); got > start {
				t.Errorf("%s: reduce ends with %d crossings, starts with %d", name, got, start)
			}
		}
	}
}

// A tree that joins is laid out as tightly as one that branches, at any size:
// the search for the least length begins near it.
func TestJoiningTreeIsTight(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 16))
	for _, n := range []int{50, 500, 5000} {
		var edges [][2]int
		for k := 1; k < n; k++ {
			edges = append(edges, [2]int{n - 1 - k, n - 1 - max(0, k-1-r.IntN(20))})
		}
		g, _ := Build(told(n, edges))
		for _, s := range g.sketches() {
			s.rank()
			for _, b := range s.bonds {
				if s.layer[b.v] != s.layer[b.u]+1 {
					t.Fatalf("%d nodes: a bond leads from layer %d to %d", n, s.layer[b.u], s.layer[b.v])
				}
			}
		}
	}
}
