package dag

import (
	"encoding/json"
	"flag"
	"fmt"
	"math"
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

// sound checks what holds of every drawing.
func sound(g *Graph, l *Layout, o Options) error {
	d := o.dims()
	if o.Direction == TB {
		flipped := *l
		flipped.Nodes = slices.Clone(l.Nodes)
		flipped.Edges = slices.Clone(l.Edges)
		for i := range flipped.Edges {
			flipped.Edges[i].Points = slices.Clone(l.Edges[i].Points)
		}
		flipped.turn()
		l = &flipped
	}
	slack := 1e-6 * (l.W + l.H + 1)
	if len(l.Nodes) != len(g.Up) {
		return fmt.Errorf("%d boxes, want %d", len(l.Nodes), len(g.Up))
	}
	byLayer := map[int][]Box{}
	for i, b := range l.Nodes {
		if b.W != d.along || b.H != d.across || b.X < -slack || b.Y < -slack || b.X+b.W > l.W+slack || b.Y+b.H > l.H+slack {
			return fmt.Errorf("node %d at %+v is not within %v x %v", i, b, l.W, l.H)
		}
		byLayer[b.Layer] = append(byLayer[b.Layer], b)
	}
	for layer, boxes := range byLayer {
		slices.SortFunc(boxes, func(a, b Box) int { return a.compare(b) })
		for i, b := range boxes {
			if b.X != boxes[0].X || b.X != float64(layer)*d.pitch() {
				return fmt.Errorf("layer %d has nodes at %v and %v", layer, boxes[0].X, b.X)
			}
			if i > 0 && boxes[i-1].Y+b.H+d.nodeGap > b.Y+slack {
				return fmt.Errorf("nodes at %+v and %+v are too near", boxes[i-1], b)
			}
		}
	}
	var healed, back [][2]int
	for i, p := range l.Edges {
		from, to := l.Nodes[p.From], l.Nodes[p.To]
		first, last := p.Points[0], p.Points[len(p.Points)-1]
		if p.Back {
			back = append(back, [2]int{p.From, p.To})
			if to.Layer >= from.Layer {
				return fmt.Errorf("back edge %d->%d leads from layer %d to %d", p.From, p.To, from.Layer, to.Layer)
			}
			continue
		}
		if len(back) > 0 {
			return fmt.Errorf("edge %d: healed after back", i)
		}
		healed = append(healed, [2]int{p.From, p.To})
		if from.Layer >= to.Layer {
			return fmt.Errorf("edge %d->%d leads from layer %d to %d", p.From, p.To, from.Layer, to.Layer)
		}
		near := func(p [2]float64, x, y float64) bool { return math.Abs(p[0]-x)+math.Abs(p[1]-y) <= slack }
		if !near(first, from.X+from.W, from.Y+from.H/2) || !near(last, to.X, to.Y+to.H/2) {
			return fmt.Errorf("edge %d->%d goes from %v to %v, not between the middles of %+v and %+v", p.From, p.To, first, last, from, to)
		}
		for k := 1; k < len(p.Points); k++ {
			if p.Points[k][0] <= p.Points[k-1][0] {
				return fmt.Errorf("edge %d->%d: x does not grow in %v", p.From, p.To, p.Points)
			}
		}
		for layer := from.Layer + 1; layer < to.Layer; layer++ {
			left, right := height(p, float64(layer)*d.pitch()), height(p, float64(layer)*d.pitch()+d.along)
			for _, b := range byLayer[layer] {
				if max(left, right) > b.Y+slack && min(left, right) < b.Y+b.H-slack {
					return fmt.Errorf("edge %d->%d runs through %+v", p.From, p.To, b)
				}
			}
		}
	}
	if !sameEdges(healed, g.Edges()) || !sameEdges(back, g.Back) {
		return fmt.Errorf("paths are not those of the graph's edges")
	}
	if len(healed) <= 400 {
		if want := bruteCrossings(l, d); l.Crossings != want {
			return fmt.Errorf("crossings = %d, counted one by one %d", l.Crossings, want)
		}
	}
	return nil
}

// height is where path p is at x.
func height(p Path, x float64) float64 {
	for k := 1; k < len(p.Points); k++ {
		a, b := p.Points[k-1], p.Points[k]
		if x <= b[0] {
			return a[1] + (b[1]-a[1])*(x-a[0])/(b[0]-a[0])
		}
	}
	return p.Points[len(p.Points)-1][1]
}

// bruteCrossings compares every two pieces of healed edges between two layers,
// from nothing but the drawing.
func bruteCrossings(l *Layout, d dims) int {
	// key is where a piece begins or ends: its height, and for edges that pass
	// there at one height, the heights of the edge's ends.
	type key [3]float64
	type piece struct{ a, b key }
	gaps := map[int][]piece{}
	for _, p := range l.Edges {
		if p.Back {
			continue
		}
		from, to := l.Nodes[p.From], l.Nodes[p.To]
		last := key{from.Y + from.H/2}
		for layer := from.Layer; layer < to.Layer; layer++ {
			next := key{to.Y + to.H/2}
			if layer+1 < to.Layer {
				next = key{height(p, float64(layer+1)*d.pitch()+d.along/2), from.Y, to.Y}
			}
			gaps[layer] = append(gaps[layer], piece{last, next})
			last = next
		}
	}
	less := func(a, b key) bool { return slices.Compare(a[:], b[:]) < 0 }
	count := 0
	for _, pieces := range gaps {
		for i, p := range pieces {
			for _, q := range pieces[:i] {
				if less(p.a, q.a) && less(q.b, p.b) || less(q.a, p.a) && less(p.b, q.b) {
					count++
				}
			}
		}
	}
	return count
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
