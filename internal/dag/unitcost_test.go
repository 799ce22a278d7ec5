package dag

import (
	"math/rand/v2"
	"testing"
)

// The crossings booked on a unit are those that leave the drawing with its links.
func TestTallyBlamesWhoCrosses(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for round := range 40 {
		n := 15 + r.IntN(30)
		g, _ := Build(told(n, sample(r, n, 2*n)))
		for _, s := range g.sketches() {
			s.rank()
			m := s.mesh(&effort{})
			m.startDepthFirstUp()
			u := m.join()
			u.take()
			u.tally()
			for a := range u.lo {
				if got, want := u.cost[a], u.crossingsOf(int32(a)); got != want {
					t.Fatalf("round %d: unit %d has %d crossings, counted %d", round, a, got, want)
				}
			}
		}
	}
}

// crossingsOf compares every two links, one by one.
func (u *units) crossingsOf(a int32) int64 {
	type piece struct{ from, to link }
	total := int64(0)
	for l := 0; l+1 < len(u.order); l++ {
		var pieces []piece
		for _, v := range u.order[l] {
			for _, k := range u.mesh.down[v] {
				pieces = append(pieces, piece{link{to: v}, k})
			}
		}
		for i, p := range pieces {
			for _, q := range pieces[:i] {
				left, right := u.pos[p.from.to]-u.pos[q.from.to], u.pos[p.to.to]-u.pos[q.to.to]
				if left*right >= 0 {
					continue
				}
				// A link counts once for a unit that has both its ends.
				for _, e := range [2]piece{p, q} {
					if u.of[e.from.to] == a || u.of[e.to.to] == a {
						total += int64(p.to.weight) * int64(q.to.weight)
					}
				}
			}
		}
	}
	return total
}
