package dag

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestAmong: of any graph, broken ones too, any part is a sound graph with
// exactly the edges among its nodes, and can be laid out.
func TestAmong(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 300 {
		g, _ := Build(broken(r))
		n := len(g.Up)
		keep, want := make([]bool, n), 0
		for v := range keep {
			if keep[v] = r.IntN(3) > 0; keep[v] {
				want++
			}
		}
		p := g.Among(keep)
		if len(p.Of) != want {
			t.Fatalf("Among keeps %d nodes, want %d", len(p.Of), want)
		}
		var inside, mapped []string
		for _, e := range g.Edges() {
			if keep[e[0]] && keep[e[1]] {
				inside = append(inside, fmt.Sprint(e))
			}
		}
		for _, e := range p.Edges() {
			mapped = append(mapped, fmt.Sprint([2]int{p.Of[e[0]], p.Of[e[1]]}))
			if p.Rank[e[0]] >= p.Rank[e[1]] {
				t.Fatalf("edge %v leads back in Order", e)
			}
		}
		slices.Sort(inside)
		slices.Sort(mapped)
		if !slices.Equal(inside, mapped) {
			t.Fatalf("Among has the edges %v, want %v", mapped, inside)
		}
		if err := sound(p.Graph, p.Layout(Options{}), Options{}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAmongAllLooksTheSame(t *testing.T) {
	g, _ := Build(fixture(t, "nf-methylseq"))
	all := make([]bool, len(g.Up))
	for v := range all {
		all[v] = true
	}
	p := g.Among(all)
	l, m := g.Layout(Options{}), p.Layout(Options{})
	for i, b := range m.Nodes {
		if l.Nodes[p.Of[i]] != b {
			t.Errorf("node %d lies at %v in the part, at %v in the whole", p.Of[i], b, l.Nodes[p.Of[i]])
		}
	}
}
