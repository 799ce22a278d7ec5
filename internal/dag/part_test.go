package dag

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestPart: of any graph, broken ones too, any part is a sound graph with
// exactly the edges among its nodes, and can be laid out.
func TestPart(t *testing.T) {
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
		p := g.Part(keep)
		if len(p.Nodes) != want {
			t.Fatalf("Part keeps %d nodes, want %d", len(p.Nodes), want)
		}
		var inside, mapped []string
		for _, e := range g.Edges() {
			if keep[e[0]] && keep[e[1]] {
				inside = append(inside, fmt.Sprint(e))
			}
		}
		for _, e := range p.Edges() {
			mapped = append(mapped, fmt.Sprint([2]int{p.Nodes[e[0]], p.Nodes[e[1]]}))
			if p.Rank[e[0]] >= p.Rank[e[1]] {
				t.Fatalf("edge %v leads back in Order", e)
			}
		}
		slices.Sort(inside)
		slices.Sort(mapped)
		if !slices.Equal(inside, mapped) {
			t.Fatalf("Part has the edges %v, want %v", mapped, inside)
		}
		for v, i := range p.Node {
			if (i >= 0) != keep[v] || i >= 0 && p.Nodes[i] != v {
				t.Fatalf("Node[%d] = %d, kept %v", v, i, keep[v])
			}
		}
		if err := sound(p.Graph, p.Layout(Options{}), Options{}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPartOfAllLooksTheSame(t *testing.T) {
	g, _ := Build(fixture(t, "nf-methylseq"))
	all := make([]bool, len(g.Up))
	for v := range all {
		all[v] = true
	}
	p := g.Part(all)
	l, m := g.Layout(Options{}), p.Layout(Options{})
	for i, b := range m.Nodes {
		if l.Nodes[p.Nodes[i]] != b {
			t.Errorf("node %d lies at %v in the part, at %v in the whole", p.Nodes[i], b, l.Nodes[p.Nodes[i]])
		}
	}
}
