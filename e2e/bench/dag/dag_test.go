package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"taskscope/internal/dag"
)

func TestCrossings(t *testing.T) {
	// Two columns of nodes, and one between that long edges pass.
	nodes := [][2]float64{{0, 0}, {0, 50}, {200, 0}, {200, 50}, {100, 100}}
	line := func(u, v int, via ...[2]float64) route {
		points := append([][2]float64{nodes[u]}, via...)
		return route{u, v, append(points, nodes[v])}
	}
	tests := []struct {
		name   string
		routes []route
		want   int
	}{
		{"none", nil, 0},
		{"side by side", []route{line(0, 2), line(1, 3)}, 0},
		{"crossed", []route{line(0, 3), line(1, 2)}, 1},
		{"from one node", []route{line(0, 2), line(0, 3)}, 0},
		{"crossed twice", []route{line(0, 2, [2]float64{100, 40}), line(1, 3, [2]float64{100, 20})}, 2},
		{"one trunk, ends in order", []route{line(0, 2, [2]float64{100, 25}), line(1, 3, [2]float64{100, 25})}, 0},
		{"one trunk, ends crossed", []route{line(0, 3, [2]float64{100, 25}), line(1, 2, [2]float64{100, 25})}, 1},
	}
	for _, tt := range tests {
		d := drawing{nodes: nodes, routes: tt.routes}
		if got := d.crossings(); got != tt.want {
			t.Errorf("crossings of %s = %d, want %d", tt.name, got, tt.want)
		}
	}
}

// What the layout says of itself is what the harness counts.
func TestHarnessCountsAsTheLayoutDoes(t *testing.T) {
	for _, g := range made() {
		if g.N > 200 {
			continue
		}
		built, _ := dag.Build(taskOf(g))
		l := built.Layout(dag.Options{})
		d := ours(l)
		if got := d.crossings(); got != l.Crossings {
			t.Errorf("%s: %d crossings counted, the layout says %d", g.Name, got, l.Crossings)
		}
	}
}

func TestParsePlain(t *testing.T) {
	text := "graph 1 5 2\n" +
		"node 0 1 1 2.2 0.5 \"\" solid box black lightgrey\n" +
		"node 1 4 1.5 2.2 0.5 \"\" solid box black lightgrey\n" +
		"edge 0 1 4 2 1 2.5 1 2.5 1.5 3 1.5 solid black\n" +
		"stop\n"
	d, err := parsePlain(text, 2)
	if err != nil {
		t.Fatal(err)
	}
	if d.w != 360 || d.h != 144 || d.nodes[1] != [2]float64{288, 108} || len(d.routes) != 1 {
		t.Errorf("parsePlain = %+v", d)
	}
	if p := d.routes[0].points; p[0] != [2]float64{144, 72} || p[len(p)-1] != [2]float64{216, 108} || len(p) != 17 {
		t.Errorf("parsePlain: route %v", p)
	}
	for _, bad := range []string{"node 7 1 1\n", "node 0 1\n", "node 0 x 1\n", "edge 0 1 4 2 1\n"} {
		if _, err := parsePlain(bad, 2); err == nil {
			t.Errorf("parsePlain(%q) has no error", bad)
		}
	}
}

func TestRun(t *testing.T) {
	dir := t.TempDir()
	graph := `{"name":"tiny","n":4,"edges":[[0,1],[0,2],[1,3],[2,3]]}`
	if err := os.WriteFile(filepath.Join(dir, "tiny.json"), []byte(graph), 0o600); err != nil {
		t.Fatal(err)
	}
	rows := filepath.Join(t.TempDir(), "rows.json")
	var out, diagnostics bytes.Buffer
	if err := run(context.Background(), []string{"-dot", "0", "-runs", "1", "-json", rows, dir}, &out, &diagnostics); err != nil {
		t.Fatal(err)
	}
	if err := run(context.Background(), []string{"-dot", "0", "-runs", "1", "-against", rows, dir}, &out, &diagnostics); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"tiny", "to the former run, over 1 graphs"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("run prints %q, want %q in it", out.String(), want)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "bad.json"), []byte(`{"n":1,"edges":[[0,1]]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run(context.Background(), []string{dir}, &out, &diagnostics); err == nil {
		t.Error("an edge to a node that is none has no error")
	}
}
