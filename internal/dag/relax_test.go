package dag

import "testing"

// Where edges are many and tangled, a drawing is not much higher than its
// fullest layer; and what relaxing places is in order, and as far apart as it
// has to be (sound checks that of all drawings).
func TestTangledDrawingsAreNotAiry(t *testing.T) {
	for _, name := range []string{"rnd-dense-100"} {
		g, _ := Build(fixture(t, name))
		for _, s := range g.sketches() {
			if len(s.node) < 20 {
				continue
			}
			d := Options{}.dims()
			s.rank()
			s.expand(s.reduce())
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
