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
	logs := 0.0
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
				logs += math.Log(float64(l.Crossings+1) / float64(dot+1))
			}
		})
	}
	if mean := math.Exp(logs / float64(2*len(dotCrossings))); mean > 1 {
		t.Errorf("crossings are %.3f x dot's in the geometric mean, want at most 1", mean)
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

// An order that was turned over comes back the way up in which most neighbours
// lie by place, and has the crossings that it had.
func TestUpright(t *testing.T) {
	for name := range dotCrossings {
		g, _ := Build(fixture(t, name))
		for _, s := range g.sketches() {
			s.rank()
			m := s.reduce()
			want := make([]int32, len(m.pos))
			m.upright()
			m.save(want)
			crossings := m.crossings()
			for l, row := range m.order {
				slices.Reverse(row)
				m.number(l)
			}
			turned, right := slices.Clone(m.pos), wrongWay(m)
			m.upright()
			switch {
			case right > 0 && !slices.Equal(m.pos, want):
				t.Errorf("%s: an order turned over stays so", name)
			case right <= 0 && !slices.Equal(m.pos, turned):
				t.Errorf("%s: an order is turned over that gains nothing by it", name)
			case m.crossings() != crossings:
				t.Errorf("%s: turning it over has %d crossings, before there were %d", name, m.crossings(), crossings)
			}
		}
	}
}

// wrongWay is by how many more neighbours among the blocks of a layer lie
// against their place than along it.
func wrongWay(m *mesh) (wrong int) {
	for _, row := range m.order {
		blocks := slices.DeleteFunc(slices.Clone(row), func(v int32) bool { return v >= m.blocks })
		for i := 1; i < len(blocks); i++ {
			if blocks[i] < blocks[i-1] {
				wrong++
			} else {
				wrong--
			}
		}
	}
	return wrong
}
