package dag

import (
	"reflect"
	"sync"
	"testing"
)

// What other engines break on: with stack overflows, hangs and overlaps.
func TestLayoutTakesEverything(t *testing.T) {
	bundle := func(n, m int) (edges [][2]int) {
		for u := range n {
			for v := range m {
				edges = append(edges, [2]int{u, n + v})
			}
		}
		return edges
	}
	chain := func(n int) (edges [][2]int) {
		for i := range n - 1 {
			edges = append(edges, [2]int{i, i + 1})
		}
		return edges
	}
	turned := func(edges [][2]int) (back [][2]int) {
		for _, e := range edges {
			back = append(back, [2]int{e[1], e[0]})
		}
		return back
	}
	tests := []struct {
		name  string
		n     int
		edges [][2]int
	}{
		{"nothing", 0, nil},
		{"a single node", 1, nil},
		{"no edges", 5, nil},
		{"a self loop", 1, [][2]int{{0, 0}}},
		{"self loops in a chain", 3, [][2]int{{0, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 2}}},
		{"duplicate edges", 3, [][2]int{{0, 1}, {0, 1}, {1, 2}, {1, 2}}},
		{"a cycle of two", 2, [][2]int{{0, 1}, {1, 0}}},
		{"one big cycle", 300, append(chain(300), [2]int{299, 0})},
		{"cycles that share a node", 5, [][2]int{{0, 1}, {1, 2}, {2, 0}, {2, 3}, {3, 4}, {4, 2}}},
		{"everybody waits for everybody", 12, append(bundle(6, 6), turned(bundle(6, 6))...)},
		{"islands", 7, [][2]int{{0, 1}, {1, 2}, {3, 4}}},
		{"10,000 isolated nodes", 10_000, nil},
		{"a chain of 3,000", 3_000, chain(3_000)},
		{"a chain of 10,000", 10_000, chain(10_000)},
		{"a chain of 3,000, told from its end", 3_000, turned(chain(3_000))},
		{"complete bipartite 200 x 200", 400, bundle(200, 200)},
		{"a star of 3,000", 3001, bundle(1, 3000)},
		{"a long edge over a chain", 500, append(chain(500), [2]int{0, 499})},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g, _ := Build(told(tt.n, tt.edges))
			if err := lawful(g, tt.n); err != nil {
				t.Fatal(err)
			}
			for _, o := range []Options{{}, {Direction: TB}} {
				if err := sound(g, g.Layout(o), o); err != nil {
					t.Errorf("direction %d: %v", o.Direction, err)
				}
			}
		})
	}
}

// One graph has one layout, whoever asks, and however many at once.
func TestLayoutIsTheSameEveryTime(t *testing.T) {
	for _, name := range []string{"nf-cutandrun", "rnd-dense-100", "montage-2mass-005d"} {
		g, _ := Build(fixture(t, name))
		want := g.Layout(Options{})
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if got := g.Layout(Options{}); !reflect.DeepEqual(got, want) {
					t.Errorf("%s has another layout the next time", name)
				}
			})
		}
		all.Wait()
	}
}

// Nodes of all sizes, over graphs of all kinds: none overlap, no edge runs
// through one, in either direction.
func TestNodesOfAnySize(t *testing.T) {
	for name := range dotCrossings {
		tk := fixture(t, name)
		g, _ := Build(tk)
		o := Options{Sizes: make([][2]float64, len(tk.Subtasks))}
		for i := range o.Sizes {
			switch i % 4 {
			case 0:
				o.Sizes[i] = [2]float64{40 + float64(i%7)*50, 20 + float64(i%5)*30}
			case 1:
				o.Sizes[i] = [2]float64{0, 120}
			case 2:
				o.Sizes[i] = [2]float64{400, 0}
			}
		}
		for _, o.Direction = range []Direction{LR, TB} {
			l := g.Layout(o)
			if err := sound(g, l, o); err != nil {
				t.Errorf("%s, direction %d: %v", name, o.Direction, err)
			}
			if plain := g.Layout(Options{}); plain.Crossings != l.Crossings {
				t.Errorf("%s: %d crossings, with nodes of one size %d", name, l.Crossings, plain.Crossings)
			}
		}
	}
}

// Components lie side by side, and no two share any room.
func TestComponentsDoNotOverlap(t *testing.T) {
	var edges [][2]int
	part := []int{}
	for c := range 30 { // chains and fans of several sizes
		first := len(part)
		for i := range 1 + c*7%11 {
			part = append(part, c)
			if i > 0 && c%2 == 0 {
				edges = append(edges, [2]int{first + i - 1, first + i})
			} else if i > 0 {
				edges = append(edges, [2]int{first, first + i})
			}
		}
	}
	g, _ := Build(told(len(part), edges))
	l := g.Layout(Options{})
	if err := sound(g, l, Options{}); err != nil {
		t.Fatal(err)
	}
	frames := map[int][4]float64{} // by component: left, top, right, bottom
	for v, b := range l.Nodes {
		f, ok := frames[part[v]]
		if !ok {
			f = [4]float64{b.X, b.Y, b.X, b.Y}
		}
		frames[part[v]] = [4]float64{min(f[0], b.X), min(f[1], b.Y), max(f[2], b.X+b.W), max(f[3], b.Y+b.H)}
	}
	for c, f := range frames {
		for d, h := range frames {
			if c < d && f[0] < h[2] && h[0] < f[2] && f[1] < h[3] && h[1] < f[3] {
				t.Errorf("components %d at %v and %d at %v overlap", c, f, d, h)
			}
		}
	}
	down := g.Layout(Options{Direction: TB})
	for _, l := range []*Layout{l, down} {
		if shape := l.W / l.H; shape < 0.8 || shape > 3 {
			t.Errorf("the drawing is %.0f x %.0f, not as a screen is", l.W, l.H)
		}
	}
}
