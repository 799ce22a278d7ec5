package dag

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"taskscope/internal/task"
)

func TestFold(t *testing.T) {
	step := func(id int, up ...int) task.Subtask {
		return task.Subtask{ID: task.SubtaskID(id), Name: fmt.Sprint("step ", id), Upstreams: ids(up...)}
	}
	tests := []struct {
		name     string
		subtasks []task.Subtask
		chain    int
		closed   []int // stacks to fold, by index; nil for all
		members  map[string][]int
		edges    map[string]int // from first member to first member: how many it stands for
	}{
		{name: "nothing", members: map[string][]int{}, edges: map[string]int{}},
		{
			name: "copies between two steps",
			subtasks: []task.Subtask{step(1), copyOf(2, "install", 1, 1), copyOf(3, "install", 0, 1),
				copyOf(4, "install", 2, 1), step(5, 2, 3, 4)},
			members: map[string][]int{"0": {0}, "2": {2, 1, 3}, "4": {4}},
			edges:   map[string]int{"0-2": 3, "2-4": 3},
		},
		{
			name: "all to all is one edge",
			subtasks: []task.Subtask{copyOf(1, "a", 0), copyOf(2, "a", 1), copyOf(3, "b", 0, 1, 2), copyOf(4, "b", 1, 1, 2),
				copyOf(5, "b", 2, 1, 2)},
			members: map[string][]int{"0": {0, 1}, "2": {2, 3, 4}},
			edges:   map[string]int{"0-2": 6},
		},
		{
			name: "one of two stacks open",
			subtasks: []task.Subtask{copyOf(1, "a", 0), copyOf(2, "a", 1), copyOf(3, "b", 0, 1, 2), copyOf(4, "b", 1, 1, 2),
				copyOf(5, "b", 2, 1, 2)},
			closed:  []int{1},
			members: map[string][]int{"0": {0}, "1": {1}, "2": {2, 3, 4}},
			edges:   map[string]int{"0-2": 3, "1-2": 3},
		},
		{
			name: "a chain ends where a fork begins, and copies are none",
			subtasks: []task.Subtask{step(1), step(2, 1), step(3, 2), copyOf(4, "a", 0, 3), copyOf(5, "a", 1, 3),
				step(6, 4, 5), step(7, 6), step(8)},
			chain:   3,
			members: map[string][]int{"0": {0, 1, 2}, "3": {3, 4}, "5": {5}, "6": {6}, "7": {7}},
			edges:   map[string]int{"0-3": 2, "3-5": 2, "5-6": 1},
		},
		{
			name:     "copies one after another",
			subtasks: []task.Subtask{step(1), copyOf(2, "r", 0, 1), copyOf(3, "r", 1, 2), copyOf(4, "r", 2, 3), step(5, 4)},
			members:  map[string][]int{"0": {0}, "1": {1, 2, 3}, "4": {4}},
			edges:    map[string]int{"0-1": 1, "1-4": 1},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tk := &task.Task{Subtasks: tt.subtasks}
			g, _ := Build(tk)
			stacks := g.Stacks(tk, tt.chain)
			if tt.closed != nil {
				var some []Stack
				for _, i := range tt.closed {
					some = append(some, stacks[i])
				}
				stacks = some
			}
			f := g.Fold(stacks)
			members, edges := map[string][]int{}, map[string]int{}
			for u, list := range f.Members {
				members[fmt.Sprint(list[0])] = list
				for i, v := range f.Down[u] {
					edges[fmt.Sprintf("%d-%d", list[0], f.Members[v][0])] = f.Bundle[u][i]
				}
			}
			if !reflect.DeepEqual(members, tt.members) {
				t.Errorf("Fold(%s).Members = %v, want %v", tt.name, members, tt.members)
			}
			if !reflect.DeepEqual(edges, tt.edges) {
				t.Errorf("Fold(%s) edges = %v, want %v", tt.name, edges, tt.edges)
			}
			if err := foldedWell(g, f, stacks, true); err != nil {
				t.Error(err)
			}
		})
	}
}

// foldedWell checks what holds of every Folded. fits says that all stacks can
// be folded at once.
func foldedWell(g *Graph, f *Folded, stacks []Stack, fits bool) error {
	if err := lawful(f.Graph, len(f.Members)); err != nil {
		return err
	}
	seen := make([]bool, len(g.Up))
	for at, members := range f.Members {
		if len(members) > 1 != (f.Stack[at] >= 0) {
			return fmt.Errorf("node %d is stack %d and has members %v", at, f.Stack[at], members)
		}
		for _, v := range members {
			if seen[v] || f.Node[v] != at {
				return fmt.Errorf("node %d of %v is said to be in %d, seen %t", v, members, f.Node[v], seen[v])
			}
			seen[v] = true
		}
		if fits && f.Stack[at] >= 0 && !slices.Equal(members, stacks[f.Stack[at]].Members) {
			return fmt.Errorf("members %v, want those of %+v", members, stacks[f.Stack[at]])
		}
	}
	if i := slices.Index(seen, false); i >= 0 {
		return fmt.Errorf("nothing stands for node %d", i)
	}
	if folded := len(f.Stack) - len(slices.DeleteFunc(slices.Clone(f.Stack), func(i int) bool { return i >= 0 })); fits && folded != len(stacks) {
		return fmt.Errorf("%d stacks are folded, want %d", folded, len(stacks))
	}
	want := map[[2]int]int{}
	for _, e := range g.Edges() {
		if u, v := f.Node[e[0]], f.Node[e[1]]; u != v {
			want[[2]int{u, v}]++
		}
	}
	got := map[[2]int]int{}
	for u, down := range f.Down {
		for i, v := range down {
			got[[2]int{u, v}] = f.Bundle[u][i]
		}
	}
	if !reflect.DeepEqual(got, want) {
		return fmt.Errorf("edges stand for %v, want %v", got, want)
	}
	return nil
}

// Whatever the data, any choice of the stacks that Stacks finds folds, and what
// they are does not depend on the order of the subtasks.
func TestFoldAnyOfTheStacks(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	chains, copies := 0, 0
	for round := range 3000 {
		tk := broken(r)
		g, _ := Build(tk)
		var closed []Stack
		for _, s := range g.Stacks(tk, 2+r.IntN(2)) {
			if s.Kind == Chain {
				chains++
			} else {
				copies++
			}
			if r.IntN(3) > 0 {
				closed = append(closed, s)
			}
		}
		f := g.Fold(closed)
		if err := foldedWell(g, f, closed, true); err != nil {
			t.Fatalf("round %d: %v in %+v", round, err, tk.Subtasks)
		}
		if err := sound(f.Graph, f.Layout(Options{}), Options{}); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
	}
	if min(chains, copies) < 300 {
		t.Errorf("%d chains and %d groups found, want enough to say something", chains, copies)
	}
}

// What is no stack at all closes no cycle either.
func TestFoldOpensWhatClosesACycle(t *testing.T) {
	r := rand.New(rand.NewPCG(23, 24))
	refused := 0
	for round := range 3000 {
		n := 2 + r.IntN(12)
		g, _ := Build(told(n, sample(r, n, r.IntN(3*n))))
		stacks := make([]Stack, r.IntN(4))
		for i := range stacks {
			for range r.IntN(5) {
				stacks[i].Members = append(stacks[i].Members, r.IntN(n+2)-1)
			}
		}
		f := g.Fold(stacks)
		if err := foldedWell(g, f, stacks, false); err != nil {
			t.Fatalf("round %d: %v: %v folded by %v", round, err, g.Edges(), stacks)
		}
		if len(f.Members) == n && len(stacks) > 0 {
			refused++
		}
	}
	if refused < 100 {
		t.Errorf("%d folds refused, want enough to say something", refused)
	}
}

// A fold keeps its node where its members are in place, and numbers nodes alike
// whatever the order of the subtasks.
func TestFoldDoesNotDependOnTheOrderOfSubtasks(t *testing.T) {
	r := rand.New(rand.NewPCG(25, 26))
	for round := range 500 {
		tk := broken(r)
		for i := range tk.Subtasks { // tells copies of one id apart
			tk.Subtasks[i].Executor = fmt.Sprint(i)
		}
		perm := r.Perm(len(tk.Subtasks)) // perm[i]: where subtask i goes
		mixed := &task.Task{Subtasks: make([]task.Subtask, len(perm))}
		for i, p := range perm {
			mixed.Subtasks[p] = tk.Subtasks[i]
		}
		g, _ := Build(tk)
		h, _ := Build(mixed)
		f, m := g.Fold(g.Stacks(tk, 3)), h.Fold(h.Stacks(mixed, 3))
		for _, members := range f.Members {
			for i, v := range members {
				members[i] = perm[v]
			}
		}
		if !reflect.DeepEqual(f.Members, m.Members) || !reflect.DeepEqual(f.Down, m.Down) || !reflect.DeepEqual(f.Bundle, m.Bundle) {
			t.Fatalf("round %d: members %v, edges %v in one order, %v, %v in another", round, f.Members, f.Down, m.Members, m.Down)
		}
	}
}

func TestRedundant(t *testing.T) {
	r := rand.New(rand.NewPCG(27, 28))
	found := 0
	for round := range 200 {
		n := 2 + r.IntN(150)
		g, _ := Build(told(n, sample(r, n, r.IntN(3*n))))
		var want [][2]int
		for _, e := range g.Edges() {
			if slices.ContainsFunc(g.Down[e[0]], func(w int) bool { return w != e[1] && reaches(g, w, e[1]) }) {
				want = append(want, e)
			}
		}
		found += len(want)
		if got := g.Redundant(); !slices.Equal(got, want) {
			t.Fatalf("round %d: Redundant(%v) = %v, want %v", round, g.Edges(), got, want)
		}
	}
	if found < 500 {
		t.Errorf("%d redundant edges, want enough to say something", found)
	}
}
