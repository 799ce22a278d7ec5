package dag

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"taskscope/internal/task"
)

// A layout kept under its Key is the layout that would be made anew, whatever
// the order of the subtasks, the states and the times.
func TestKeyNamesTheLayout(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	for round := range 500 {
		tk := broken(r)
		for i := range tk.Subtasks { // tells copies of one id apart
			tk.Subtasks[i].Executor = fmt.Sprint(i)
		}
		mixed := &task.Task{Subtasks: make([]task.Subtask, len(tk.Subtasks))}
		for i, p := range r.Perm(len(tk.Subtasks)) {
			mixed.Subtasks[p] = tk.Subtasks[i]
			mixed.Subtasks[p].Status = task.StatusRunning
			mixed.Subtasks[p].Finished = task.At(r.Int64N(9), 0)
		}
		g, _ := Build(tk)
		h, _ := Build(mixed)
		if g.Key() != h.Key() || g.LayoutKey(Options{}) != h.LayoutKey(Options{}) {
			t.Fatalf("round %d: Key differs in another order", round)
		}
		for _, d := range []Direction{LR, TB} {
			o := Options{Direction: d}
			got, want := h.Reuse(g.Layout(o), g), h.Layout(o)
			if !reflect.DeepEqual(got, want) {
				t.Fatalf("round %d: a layout used again is %+v, made anew %+v", round, got, want)
			}
		}
	}
}

func TestKeyDiffers(t *testing.T) {
	base := func() *task.Task {
		return &task.Task{Subtasks: []task.Subtask{
			{ID: 1, Name: "a"}, copyOf(2, "b", 0, 1), copyOf(3, "b", 1, 1), {ID: 4, Name: "c", Upstreams: ids(2, 3)}, {ID: 5, Name: "d"}}}
	}
	key := func(change func(*task.Task)) [32]byte {
		tk := base()
		change(tk)
		g, _ := Build(tk)
		return g.Key()
	}
	same := key(func(*task.Task) {})
	tests := []struct {
		name   string
		change func(*task.Task)
		equal  bool
	}{
		{"a start", func(t *task.Task) { t.Subtasks[2].Started = task.At(5, 0) }, true},
		{"other ids", func(t *task.Task) {
			for i := range t.Subtasks {
				s := &t.Subtasks[i]
				s.ID += 70
				for k := range s.Upstreams {
					s.Upstreams[k] += 70
				}
			}
		}, true},
		{"an edge less", func(t *task.Task) { t.Subtasks[3].Upstreams = ids(2) }, false},
		{"an edge more", func(t *task.Task) { t.Subtasks[4].Upstreams = ids(4) }, false},
		{"an edge that closes a cycle", func(t *task.Task) { t.Subtasks[0].Upstreams = ids(4) }, false},
		{"a subtask more", func(t *task.Task) { t.Subtasks = append(t.Subtasks, task.Subtask{ID: 6, Name: "e"}) }, false},
		{"another place by name", func(t *task.Task) { t.Subtasks[0].Name = "z" }, false},
	}
	for _, tt := range tests {
		if got := key(tt.change); (got == same) != tt.equal {
			t.Errorf("Key with %s is the same: %t, want %t", tt.name, got == same, tt.equal)
		}
	}
}

func TestLayoutKeyKnowsTheOptions(t *testing.T) {
	g, _ := Build(told(3, [][2]int{{0, 1}, {1, 2}, {0, 2}}))
	tests := []struct {
		name  string
		o     Options
		equal bool
	}{
		{"nothing", Options{}, true},
		{"the defaults", Options{NodeW: 160, NodeH: 36, LayerGap: 56, NodeGap: 16, EdgeGap: 10}, true},
		{"a length out of range", Options{NodeW: -4}, true},
		{"sizes that say nothing", Options{Sizes: make([][2]float64, 3)}, true},
		{"top to bottom", Options{Direction: TB}, false},
		{"wider nodes", Options{NodeW: 161}, false},
		{"another gap", Options{EdgeGap: 11}, false},
		{"one node higher", Options{Sizes: [][2]float64{{}, {0, 80}}}, false},
	}
	plain := g.LayoutKey(Options{})
	for _, tt := range tests {
		if got := g.LayoutKey(tt.o) == plain; got != tt.equal {
			t.Errorf("LayoutKey with %s is that without: %t, want %t", tt.name, got, tt.equal)
		}
		if got := reflect.DeepEqual(g.Layout(tt.o), g.Layout(Options{})); got != tt.equal {
			t.Errorf("Layout with %s is that without: %t, want %t", tt.name, got, tt.equal)
		}
	}
}
