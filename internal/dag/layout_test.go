package dag

import (
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/task"
)

var update = flag.Bool("update", false, "write the goldens anew")

// fixture reads one graph of testdata: recorded workflow runs and made ones.
func fixture(t testing.TB, name string) *task.Task {
	t.Helper()
	body, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var f struct {
		N     int      `json:"n"`
		Edges [][2]int `json:"edges"`
	}
	if err := json.Unmarshal(body, &f); err != nil {
		t.Fatal(err)
	}
	return told(f.N, f.Edges)
}

// dotCrossings are those of Graphviz dot's drawing, counted the same way.
var dotCrossings = map[string]int{
	"nf-bacass": 0, "nf-scrnaseq": 0, "nf-methylseq": 36, "nf-cutandrun": 113, "nf-fetchngs": 0, "sra-10a": 20,
	"shuffle-10x4": 6075, "epi-hep-1seq-100k": 0, "montage-2mass-005d": 64, "cycles-1l-1c-9p": 120,
	"fan-k10-s5": 0, "nest-5x4x3": 0, "soykb-10fastq-10ch": 1050, "rnd-dense-100": 1180,
}

func TestLayoutOfFixtures(t *testing.T) {
	for name, dot := range dotCrossings {
		t.Run(name, func(t *testing.T) {
			tk := fixture(t, name)
			g, problems := Build(tk)
			if len(problems) > 0 {
				t.Fatalf("problems = %v, want none", problems)
			}
			for _, direction := range []Direction{LR, TB} {
				l := g.Layout(Options{Direction: direction})
				if err := sound(g, l, Options{Direction: direction}); err != nil {
					t.Errorf("direction %d: %v", direction, err)
				}
				if l.Crossings*10 > dot*13 {
					t.Errorf("crossings = %d, want at most 1.3 x dot's %d", l.Crossings, dot)
				}
			}
		})
	}
}

func TestLayoutGoldens(t *testing.T) {
	for _, name := range []string{"nf-bacass", "nf-scrnaseq", "fan-k10-s5"} {
		t.Run(name, func(t *testing.T) {
			g, _ := Build(fixture(t, name))
			got := print(g.Layout(Options{}))
			file := filepath.Join("testdata", name+".golden")
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("layout of %s differs from its golden (-update writes it):\n%s", name, got)
			}
		})
	}
}

func print(l *Layout) string {
	var b strings.Builder
	fmt.Fprintf(&b, "size %v x %v, %d crossings\n", l.W, l.H, l.Crossings)
	for i, n := range l.Nodes {
		fmt.Fprintf(&b, "node %d: layer %d at %v,%v\n", i, n.Layer, n.X, n.Y)
	}
	for _, p := range l.Edges {
		fmt.Fprintf(&b, "edge %d->%d: %v\n", p.From, p.To, p.Points)
	}
	return b.String()
}

// What other engines break on.
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
	tests := []struct {
		name  string
		n     int
		edges [][2]int
	}{
		{"nothing", 0, nil},
		{"one node", 1, nil},
		{"one node with a self loop", 1, [][2]int{{0, 0}}},
		{"two nodes that wait for each other", 2, [][2]int{{0, 1}, {1, 0}}},
		{"duplicate edges", 3, [][2]int{{0, 1}, {0, 1}, {1, 2}, {1, 2}}},
		{"one big cycle", 300, append(chain(300), [2]int{299, 0})},
		{"everybody waits for everybody", 12, append(bundle(6, 6), func() (e [][2]int) {
			for _, x := range bundle(6, 6) {
				e = append(e, [2]int{x[1], x[0]})
			}
			return e
		}()...)},
		{"islands", 7, [][2]int{{0, 1}, {1, 2}, {3, 4}}},
		{"10,000 isolated nodes", 10_000, nil},
		{"10,000 in a chain", 10_000, chain(10_000)},
		{"200 x 200 complete", 400, bundle(200, 200)},
		{"a star", 3001, bundle(1, 3000)},
		{"a long edge over a chain", 500, append(chain(500), [2]int{0, 499})},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g, _ := Build(told(tt.n, tt.edges))
			if err := lawful(g, tt.n); err != nil {
				t.Fatal(err)
			}
			if err := sound(g, g.Layout(Options{}), Options{}); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestLayoutHoldsStillWhileTheTaskRuns(t *testing.T) {
	tk := fixture(t, "nf-cutandrun")
	g, _ := Build(tk)
	want := g.Layout(Options{})
	r := rand.New(rand.NewPCG(5, 6))
	for i := range tk.Subtasks {
		tk.Subtasks[i].Started = task.At(r.Int64N(1000), 0)
		tk.Subtasks[i].Status = task.StatusRunning
	}
	h, _ := Build(tk)
	if slices.Equal(g.Order, h.Order) {
		t.Fatal("the starts did not change Order: the test says nothing")
	}
	if got := h.Layout(Options{}); !reflect.DeepEqual(got, want) {
		t.Error("the layout depends on the starts")
	}
}

func TestCopiesLieByParallelIdx(t *testing.T) {
	tk := told(42, nil)
	for i := range 40 {
		s := &tk.Subtasks[i+1]
		s.Name, s.ParallelIdx = "install", task.Some(int64((i*7)%40)) // ids say nothing
		s.Upstreams, s.Downstreams = ids(1), ids(42)
	}
	g, _ := Build(tk)
	l := g.Layout(Options{})
	copies := slices.Clone(g.Down[0])
	slices.SortFunc(copies, func(a, b int) int { return l.Nodes[a].compare(l.Nodes[b]) })
	for i, v := range copies {
		if got := tk.Subtasks[v].ParallelIdx.V; got != int64(i) {
			t.Fatalf("copy %d from the top has parallelIdx %d", i, got)
		}
	}
	if got, want := l.Nodes[0].Y, (l.Nodes[copies[19]].Y+l.Nodes[copies[20]].Y)/2; got != want {
		t.Errorf("the fan's root is at %v, want the middle of its copies, %v", got, want)
	}
}

func TestOptionsOutOfRangeAreDefaults(t *testing.T) {
	g, _ := Build(fixture(t, "nf-bacass"))
	bad := Options{NodeW: -1, NodeH: 0, LayerGap: 1e300, NodeGap: -5, EdgeGap: 1e-300}
	if got, want := g.Layout(bad), g.Layout(Options{}); !reflect.DeepEqual(got, want) {
		t.Error("Layout with lengths out of range differs from the defaults")
	}
	small := Options{NodeW: 7.3, NodeH: 0.7, LayerGap: 0.1, NodeGap: 0.013, EdgeGap: 3.3}
	if err := sound(g, g.Layout(small), small); err != nil {
		t.Error(err)
	}
}
