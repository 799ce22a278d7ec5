package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
)

// graph is one to draw: nodes 0..N-1.
type graph struct {
	Name  string   `json:"name"`
	N     int      `json:"n"`
	Edges [][2]int `json:"edges"`
}

// read loads every .json file of the folders, the small graphs first.
func read(dirs []string) ([]graph, error) {
	var graphs []graph
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.json"))
		if err != nil {
			return nil, fmt.Errorf("list graphs of %s: %w", dir, err)
		}
		for _, file := range files {
			body, err := os.ReadFile(file)
			if err != nil {
				return nil, fmt.Errorf("read graph: %w", err)
			}
			g := graph{Name: filepath.Base(file)}
			if err := json.Unmarshal(body, &g); err != nil {
				return nil, fmt.Errorf("decode graph %s: %w", file, err)
			}
			for _, e := range g.Edges {
				if min(e[0], e[1]) < 0 || max(e[0], e[1]) >= g.N {
					return nil, fmt.Errorf("graph %s: edge %v is not within %d nodes", file, e, g.N)
				}
			}
			graphs = append(graphs, g)
		}
	}
	slices.SortStableFunc(graphs, func(a, b graph) int { return cmp.Compare(a.N, b.N) })
	return graphs, nil
}

// made are graphs in the shapes that OCP's tasks have, and random ones: what no
// list of recorded graphs has.
func made() []graph {
	var graphs []graph
	for _, n := range []int{100, 1000, 10_000} {
		r := rand.New(rand.NewPCG(1, uint64(n)))
		add := func(shape string, b builder) {
			graphs = append(graphs, graph{fmt.Sprintf("%s-%d", shape, n), b.n, b.unique()})
		}
		add("waits", waits(r, n))
		add("lanes", lanes(r, n))
		add("bundles", bundles(r, n))
		add("mixed", mixed(r, n, 0))
		add("mixed-skip", mixed(r, n, 10))
		add("nested", nested(r, n))
		add("parallel", parallel(r, n))
		add("random-tree", random(r, n, 1, n))
		add("random-near", random(r, n, 2, n/10))
		add("random-far", random(r, n, 2, n))
		add("layered", layered(r, n, 3))
		shapes := families(r, n)
		for _, name := range slices.Sorted(maps.Keys(shapes)) {
			add(name, shapes[name])
		}
	}
	return graphs
}

// builder grows a graph.
type builder struct {
	n     int
	edges [][2]int
}

// add makes count nodes that each wait for all of ups.
func (b *builder) add(count int, ups ...int) []int {
	nodes := make([]int, count)
	for i := range nodes {
		nodes[i] = b.n
		b.n++
		for _, u := range ups {
			b.edges = append(b.edges, [2]int{u, nodes[i]})
		}
	}
	return nodes
}

func (b *builder) unique() [][2]int {
	slices.SortFunc(b.edges, func(x, y [2]int) int { return slices.Compare(x[:], y[:]) })
	return slices.Compact(b.edges)
}
