package dag

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestAround(t *testing.T) {
	//  0 -> 1 -> 2 -> 3 -> 4,  5 -> 2,  2 -> 6,  1 -> 3,  7 alone
	g, _ := Build(told(8, [][2]int{{0, 1}, {1, 2}, {2, 3}, {3, 4}, {5, 2}, {2, 6}, {1, 3}}))
	tests := []struct {
		name        string
		v, up, down int
		nodes       []int
		edges       int
	}{
		{"itself", 2, 0, 0, []int{2}, 0},
		{"one hop up", 2, 1, 0, []int{1, 2, 5}, 2},
		{"one hop each way, and the edge between what it finds", 2, 1, 1, []int{1, 2, 3, 5, 6}, 5},
		{"all that leads there", 3, -1, 0, []int{0, 1, 2, 3, 5}, 5},
		{"all of it", 2, 9, 9, []int{0, 1, 2, 3, 4, 5, 6}, 7},
		{"an island", 7, -1, -1, []int{7}, 0},
		{"a node that is none", 8, 1, 1, nil, 0},
		{"below the first", -1, 1, 1, nil, 0},
	}
	for _, tt := range tests {
		p := g.Around(tt.v, tt.up, tt.down)
		got := slices.Clone(p.Of)
		slices.Sort(got)
		if !slices.Equal(got, tt.nodes) || len(p.Edges()) != tt.edges {
			t.Errorf("%s: nodes %v and %d edges, want %v and %d", tt.name, got, len(p.Edges()), tt.nodes, tt.edges)
		}
	}
}

// A part is a graph as good as any, with every edge between its nodes.
func TestAroundIsAGraph(t *testing.T) {
	r := rand.New(rand.NewPCG(41, 42))
	for round := range 200 {
		tk := broken(r)
		g, _ := Build(tk)
		if len(g.Up) == 0 {
			continue
		}
		v, up, down := r.IntN(len(g.Up)), r.IntN(5)-1, r.IntN(5)-1
		p := g.Around(v, up, down)
		if err := lawful(p.Graph, len(p.Of)); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		drawn := func(list []int) (n int) {
			for _, w := range list {
				if slices.Contains(p.Of, w) {
					n++
				}
			}
			return n
		}
		for k, of := range p.Of {
			if len(p.Up[k]) != drawn(g.Up[of]) || len(p.Down[k]) != drawn(g.Down[of]) {
				t.Fatalf("round %d: node %d has lost a neighbour", round, of)
			}
			if want := hops(g.Up, v, of, up) || hops(g.Down, v, of, down); !want {
				t.Fatalf("round %d: node %d is not within %d up and %d down of %d", round, of, up, down, v)
			}
		}
		for w := range g.Up {
			if (hops(g.Up, v, w, up) || hops(g.Down, v, w, down)) != slices.Contains(p.Of, w) {
				t.Fatalf("round %d: node %d within %d up and %d down of %d is not there", round, w, up, down, v)
			}
		}
		if err := sound(p.Graph, p.Layout(Options{}), Options{}); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
	}
}

// hops says whether one comes from v to w in at most so many steps.
func hops(next [][]int, v, w, most int) bool {
	now := map[int]bool{v: true}
	for step := 0; ; step++ {
		if now[w] {
			return true
		}
		if step == most || step > len(next) {
			return false
		}
		then := map[int]bool{}
		for u := range now {
			for _, x := range next[u] {
				then[x] = true
			}
		}
		now = then
	}
}

func ExampleGraph_Around() {
	g, _ := Build(told(6, [][2]int{{0, 1}, {1, 2}, {2, 3}, {2, 4}, {4, 5}}))
	p := g.Around(2, 1, 1)
	for v, of := range p.Of {
		fmt.Printf("%d is node %d: up %v, down %v\n", v, of, p.Up[v], p.Down[v])
	}
	// Output:
	// 0 is node 1: up [], down [1]
	// 1 is node 2: up [0], down [2 3]
	// 2 is node 3: up [1], down []
	// 3 is node 4: up [1], down []
}
