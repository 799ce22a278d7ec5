package dag

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// stages is what OCP makes: k copies side by side, a step that waits for all
// of them, and so on, s times.
func stages(k, s int) (n int, edges [][2]int) {
	last := 0
	n = 1
	for range s {
		wait := n + k
		for i := range k {
			edges = append(edges, [2]int{last, n + i}, [2]int{n + i, wait})
		}
		last, n = wait, wait+1
	}
	return n, edges
}

// lanes is w chains of length d between two steps.
func lanes(w, d int) (n int, edges [][2]int) {
	n = w*d + 2
	for i := range w {
		first := 1 + i*d
		edges = append(edges, [2]int{0, first}, [2]int{first + d - 1, n - 1})
		for j := range d - 1 {
			edges = append(edges, [2]int{first + j, first + j + 1})
		}
	}
	return n, edges
}

// random has edges between neighbouring and sometimes farther layers.
func random(layers, width, edgesPerNode int) (n int, edges [][2]int) {
	r := rand.New(rand.NewPCG(7, 8))
	n = layers * width
	seen := map[[2]int]bool{}
	for v := width; v < n; v++ {
		for range edgesPerNode {
			l := max(0, v/width-1-r.IntN(2)*r.IntN(3))
			e := [2]int{l*width + r.IntN(width), v}
			if !seen[e] {
				seen[e] = true
				edges = append(edges, e)
			}
		}
	}
	return n, edges
}

// drawn is the length of all edges.
func drawn(l *Layout) float64 {
	total := 0.0
	for _, e := range l.Edges {
		for k := 1; k < len(e.Points); k++ {
			total += math.Hypot(e.Points[k][0]-e.Points[k-1][0], e.Points[k][1]-e.Points[k-1][1])
		}
	}
	return total
}

func BenchmarkLayout(b *testing.B) {
	bench := func(name string, n int, edges [][2]int) {
		g, _ := Build(told(n, edges))
		b.Run(fmt.Sprintf("%s/n=%d", name, n), func(b *testing.B) {
			b.ReportAllocs()
			var l *Layout
			for b.Loop() {
				l = g.Layout(Options{})
			}
			b.ReportMetric(float64(l.Crossings), "crossings")
			b.ReportMetric(l.W*l.H/1e6, "Mpx")
			b.ReportMetric(drawn(l)/1e3, "kpx-of-edges")
		})
	}
	for _, k := range []int{20, 200, 2000} {
		n, edges := stages(k, 5)
		bench("stages", n, edges)
	}
	for _, w := range []int{10, 100, 1000} {
		n, edges := lanes(w, 10)
		bench("lanes", n, edges)
	}
	for _, w := range []int{10, 100, 1000} {
		n, edges := random(10, w, 2)
		bench("random", n, edges)
	}
	for name := range dotCrossings {
		t := fixture(b, name)
		g, _ := Build(t)
		bench(name, len(t.Subtasks), g.Edges())
	}
}

func BenchmarkBuild(b *testing.B) {
	for _, k := range []int{20, 200, 2000} {
		n, edges := stages(k, 5)
		t := told(n, edges)
		b.Run(fmt.Sprintf("stages/n=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Build(t)
			}
		})
	}
	var bundle [][2]int
	for u := range 200 {
		for v := range 200 {
			bundle = append(bundle, [2]int{u, 200 + v})
		}
	}
	t := told(400, bundle)
	b.Run("bundle/200x200", func(b *testing.B) {
		for b.Loop() {
			Build(t)
		}
	})
}

// Names that come again and again, as OCP's do.
func BenchmarkBuildTwins(b *testing.B) {
	for _, k := range []int{20, 200, 2000} {
		n, edges := stages(k, 5)
		t := told(n, edges)
		for i := range t.Subtasks {
			t.Subtasks[i].Name = "Wait node"
		}
		b.Run(fmt.Sprintf("stages/n=%d", n), func(b *testing.B) {
			for b.Loop() {
				Build(t)
			}
		})
	}
}
