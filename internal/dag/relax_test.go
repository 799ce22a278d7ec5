package dag

import "testing"

// fullest is the least height there can be: that of the fullest layer.
func (g *grid) fullest(d dims) float64 {
	most := 0.0
	for _, row := range g.rows {
		high := 0.0
		for i, v := range row {
			if i > 0 {
				high += g.gap(row[i-1], v, d)
			}
		}
		if n := len(row); n > 0 {
			high += g.half(row[0]) + g.half(row[n-1])
		}
		most = max(most, high)
	}
	return most
}

// Where edges are many and tangled, a drawing is not much higher than its
// fullest layer; and what relaxing places is in order, and as far apart as it
// has to be (sound checks that of all drawings).
func TestTangledDrawingsAreNotAiry(t *testing.T) {
	for _, name := range []string{"rnd-dense-100", "nf-cutandrun"} {
		g, _ := Build(fixture(t, name))
		for _, s := range g.sketches() {
			if len(s.node) < 20 {
				continue
			}
			d := Options{}.dims()
			s.rank()
			s.expand(s.reduce())
			s.measure(d)
			s.inLines(d)
			s.settle(d)
			lines := s.height
			s.align(d)
			if s.height >= lines || s.height > 2*s.fullest(d) {
				t.Errorf("%s: height %.0f, in lines %.0f, fullest layer %.0f", name, s.height, lines, s.fullest(d))
			}
		}
	}
}

// Snapping levels links, moves nothing past its neighbours, and leaves a chain
// that has room as one line.
func TestSnapLevelsLinks(t *testing.T) {
	n, edges := lanes(6, 5)
	g, _ := Build(told(n, edges))
	s := g.sketches()[0]
	d := Options{}.dims()
	s.rank()
	s.expand(s.reduce())
	s.measure(d)
	s.inLines(d)
	s.settle(d)
	for v := range s.y { // a little out of line, none past another
		s.y[v] += float64(v%5) - 2
	}
	s.height += 4
	d.nodeGap -= 8 // room to go back
	bent := 0
	s.snap(d)
	for _, row := range s.rows {
		for i, v := range row {
			if i > 0 && s.y[v]-s.y[row[i-1]] < s.gap(row[i-1], v, d) {
				t.Errorf("vertices %d and %d are too near", row[i-1], v)
			}
			if up := s.upTo[s.upFirst[v]:s.upFirst[v+1]]; len(up) == 1 && s.y[up[0]] != s.y[v] {
				bent++
			}
		}
	}
	if bent > 7 { // those that leave the root, and one at an edge of the drawing
		t.Errorf("%d links of chains are not level", bent)
	}
}
