package dag

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// What a move of units is said to save is what counting anew finds, and all
// that is kept beside the order stays true to it.
func TestUnitsCountWhatTheySave(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	moved := 0
	for round := range 60 {
		n := 20 + r.IntN(40)
		g, _ := Build(told(n, sample(r, n, n+r.IntN(2*n))))
		for _, s := range g.sketches() {
			s.rank()
			m := s.mesh(&effort{})
			m.startAround()
			u := m.join()
			u.take()
			if m.count != m.crossings() {
				t.Fatalf("round %d: count after take = %d, counted %d", round, m.count, m.crossings())
			}
			u.rand = rand.NewPCG(uint64(round), 1)
			for a := range int32(len(u.lo)) {
				before := m.count
				m.count -= u.sift(a, 1+r.IntN(30), a%2 == 0, math.MaxInt64)
				if m.count > before {
					t.Fatalf("round %d: sifting unit %d makes %d crossings of %d", round, a, m.count, before)
				}
				if m.count < before {
					moved++
				}
				u.jump(a, 1+r.IntN(9))
				if m.count != m.crossings() {
					t.Fatalf("round %d: count after unit %d = %d, counted %d", round, a, m.count, m.crossings())
				}
			}
			if err := u.sound(); err != nil {
				t.Fatalf("round %d: %v", round, err)
			}
			before := m.count
			u.sifts(m.spent+100_000, thorough)
			u.kicks(m.spent + 100_000)
			if m.count != m.crossings() || m.count > before {
				t.Fatalf("round %d: count after kicks = %d, counted %d, before %d", round, m.count, m.crossings(), before)
			}
			if err := u.sound(); err != nil {
				t.Fatalf("round %d: %v", round, err)
			}
		}
	}
	if moved < 200 {
		t.Errorf("sift moved something %d times, want enough to say something", moved)
	}
}

// sound checks what the order of all units and the lists beside it owe each other.
func (u *units) sound() error {
	end, seen := int32(len(u.lo)), 0
	for a := u.after[end]; a != end; a = u.after[a] {
		seen++
		if u.before[u.after[a]] != a || u.label[a] <= u.label[u.before[a]] {
			return fmt.Errorf("unit %d is not linked in order", a)
		}
		for i, links := range [2][]link{u.up[a], u.down[a]} {
			for k := 1; k < len(links); k++ {
				if u.label[links[k-1].to] >= u.label[links[k].to] {
					return fmt.Errorf("links %d of unit %d are not sorted", i, a)
				}
			}
		}
		if u.leanUp[a] != u.lean(u.up[a], u.label[a]) || u.leanDown[a] != u.lean(u.down[a], u.label[a]) {
			return fmt.Errorf("unit %d leans otherwise than it says", a)
		}
	}
	if seen != len(u.lo) {
		return fmt.Errorf("%d units in order, want %d", seen, len(u.lo))
	}
	for l, row := range u.order {
		for i, v := range row {
			if int(u.pos[v]) != i {
				return fmt.Errorf("vertex %d of layer %d is at %d, and says %d", v, l, i, u.pos[v])
			}
			if i > 0 && u.label[u.of[row[i-1]]] >= u.label[u.of[v]] {
				return fmt.Errorf("layer %d is not in the order of its units", l)
			}
		}
	}
	return nil
}

// The room between two labels halves with every unit that goes there: sooner or
// later there is none, and all labels are made anew.
func TestUnitsFindRoom(t *testing.T) {
	n := 80
	var edges [][2]int
	for v := 2; v < n; v++ {
		edges = append(edges, [2]int{0, v}, [2]int{v, 1})
	}
	for v := 2; v+1 < n; v += 2 { // no two are alike
		edges = append(edges, [2]int{v, v + 1})
	}
	g, _ := Build(told(n, edges))
	s := g.sketches()[0]
	s.rank()
	m := s.mesh(&effort{})
	m.startPlain()
	u := m.join()
	u.take()
	first := u.after[int32(len(u.lo))]
	for round := range 500 {
		a := u.before[int32(len(u.lo))]
		if a == first {
			a = u.before[a]
		}
		u.move(a, first, true)
		if err := u.sound(); err != nil {
			t.Fatalf("move %d: %v", round, err)
		}
	}
}
