package dag

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"taskscope/internal/task"
)

// ids is a list of subtask ids.
func ids(list ...int) []task.SubtaskID {
	var out []task.SubtaskID
	for _, id := range list {
		out = append(out, task.SubtaskID(id))
	}
	return out
}

func sub(id int, up, down []task.SubtaskID) task.Subtask {
	return task.Subtask{ID: task.SubtaskID(id), Name: fmt.Sprintf("step %d", id), Upstreams: up, Downstreams: down}
}

// told makes a task of n subtasks, ids 1 to n, with both sides told of every edge
// (given by index).
func told(n int, edges [][2]int) *task.Task {
	t := &task.Task{Subtasks: make([]task.Subtask, n)}
	for i := range t.Subtasks {
		t.Subtasks[i] = task.Subtask{ID: task.SubtaskID(i + 1), Name: fmt.Sprintf("step %06d", i)}
	}
	for _, e := range edges {
		u, v := &t.Subtasks[e[0]], &t.Subtasks[e[1]]
		u.Downstreams = append(u.Downstreams, v.ID)
		v.Upstreams = append(v.Upstreams, u.ID)
	}
	return t
}

func TestBuildHeals(t *testing.T) {
	tests := []struct {
		name     string
		subtasks []task.Subtask
		edges    [][2]int
		back     [][2]int
		problems []task.Problem
	}{
		{name: "nothing"},
		{name: "one subtask", subtasks: []task.Subtask{sub(1, nil, nil)}},
		{
			name:     "both sides told",
			subtasks: []task.Subtask{sub(1, nil, ids(2)), sub(2, ids(1), nil)},
			edges:    [][2]int{{0, 1}},
		},
		{
			name:     "self loop on both sides is one problem",
			subtasks: []task.Subtask{sub(1, ids(1), ids(1, 2)), sub(2, ids(1), nil)},
			edges:    [][2]int{{0, 1}},
			problems: []task.Problem{{Kind: task.ProblemSelfEdge, Subtask: 1, Args: []string{}}},
		},
		{
			name:     "repetition is said once per list",
			subtasks: []task.Subtask{sub(1, nil, ids(2, 2, 2)), sub(2, ids(1), nil)},
			edges:    [][2]int{{0, 1}},
			problems: []task.Problem{{Kind: task.ProblemDuplicateEdge, Subtask: 1, Args: []string{"2"}}},
		},
		{
			name:     "ids that nobody has",
			subtasks: []task.Subtask{sub(1, ids(7, 7), ids(7, 2)), sub(2, ids(1, 8), nil)},
			edges:    [][2]int{{0, 1}},
			problems: []task.Problem{
				{Kind: task.ProblemUnknownUpstream, Subtask: 1, Args: []string{"7"}},
				{Kind: task.ProblemUnknownUpstream, Subtask: 2, Args: []string{"8"}},
			},
		},
		{
			name:     "edge left out by its upstream",
			subtasks: []task.Subtask{sub(1, nil, ids(2)), sub(2, ids(1), nil), sub(3, ids(1), nil)},
			edges:    [][2]int{{0, 1}, {0, 2}},
			problems: []task.Problem{{Kind: task.ProblemOneSidedEdge, Subtask: 1, Args: []string{"1", "3", "1"}}},
		},
		{
			name:     "only upstreams anywhere is one problem",
			subtasks: []task.Subtask{sub(1, nil, nil), sub(2, ids(1), nil), sub(3, ids(1, 2), nil)},
			edges:    [][2]int{{0, 1}, {0, 2}, {1, 2}},
			problems: []task.Problem{{Kind: task.ProblemOneSidedEdge, Subtask: 1, Args: []string{"1", "2", "3"}}},
		},
		{
			name:     "only downstreams anywhere is one problem",
			subtasks: []task.Subtask{sub(1, nil, ids(2, 3)), sub(2, nil, ids(3)), sub(3, nil, nil)},
			edges:    [][2]int{{0, 1}, {0, 2}, {1, 2}},
			problems: []task.Problem{{Kind: task.ProblemOneSidedEdge, Subtask: 2, Args: []string{"1", "2", "3"}}},
		},
		{
			name: "a cycle keeps the direction in which it is entered",
			subtasks: []task.Subtask{
				sub(9, nil, ids(5)),
				sub(5, ids(9, 2), ids(2)),
				sub(2, ids(5), ids(5)),
			},
			edges:    [][2]int{{0, 1}, {1, 2}},
			back:     [][2]int{{2, 1}},
			problems: []task.Problem{{Kind: task.ProblemCycle, Subtask: 2, Args: []string{"2", "5"}}},
		},
		{
			name: "a cycle that nothing enters starts at its lowest id",
			subtasks: []task.Subtask{
				sub(3, ids(2), ids(1)), sub(1, ids(3), ids(2)), sub(2, ids(1), ids(3)),
			},
			edges:    [][2]int{{1, 2}, {2, 0}},
			back:     [][2]int{{0, 1}},
			problems: []task.Problem{{Kind: task.ProblemCycle, Subtask: 3, Args: []string{"3", "1"}}},
		},
		{
			name: "of two with one id the edges of others go to one, and each keeps its own",
			subtasks: []task.Subtask{
				{ID: 1, Name: "a", Downstreams: ids(2)},
				{ID: 2, Name: "z", Upstreams: ids(1)},
				{ID: 2, Name: "b"},
				{ID: 3, Name: "c", Upstreams: ids(2)},
			},
			// 1->2 is told by a (so it goes to b) and by z (so it also goes to z).
			edges: [][2]int{{0, 2}, {0, 1}, {2, 3}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			g, problems := Build(&task.Task{Subtasks: tt.subtasks})
			if got := g.Edges(); !sameEdges(got, tt.edges) {
				t.Errorf("Build(%s).Edges() = %v, want %v", tt.name, got, tt.edges)
			}
			if !sameEdges(g.Back, tt.back) {
				t.Errorf("Build(%s).Back = %v, want %v", tt.name, g.Back, tt.back)
			}
			if len(problems)+len(tt.problems) > 0 && !reflect.DeepEqual(problems, tt.problems) {
				t.Errorf("Build(%s) problems = %v, want %v", tt.name, problems, tt.problems)
			}
			if err := lawful(g, len(tt.subtasks)); err != nil {
				t.Error(err)
			}
		})
	}
}

func sameEdges(a, b [][2]int) bool {
	a, b = slices.Clone(a), slices.Clone(b)
	compare := func(x, y [2]int) int { return slices.Compare(x[:], y[:]) }
	slices.SortFunc(a, compare)
	slices.SortFunc(b, compare)
	return slices.Equal(a, b)
}

// lawful checks what holds of every Graph.
func lawful(g *Graph, n int) error {
	if len(g.Up) != n || len(g.Down) != n || len(g.Order) != n || len(g.Rank) != n {
		return fmt.Errorf("lengths of Up, Down, Order, Rank = %d, %d, %d, %d, want %d",
			len(g.Up), len(g.Down), len(g.Order), len(g.Rank), n)
	}
	seen := make([]bool, n)
	for pos, v := range g.Order {
		if seen[v] {
			return fmt.Errorf("Order has node %d twice", v)
		}
		seen[v] = true
		if g.Rank[v] != pos {
			return fmt.Errorf("Rank[%d] = %d, want %d", v, g.Rank[v], pos)
		}
	}
	up, down := map[[2]int]bool{}, map[[2]int]bool{}
	for v := range n {
		for i, u := range g.Up[v] {
			if g.Rank[u] >= g.Rank[v] {
				return fmt.Errorf("edge %d->%d leads back in Order", u, v)
			}
			if i > 0 && g.Rank[g.Up[v][i-1]] >= g.Rank[u] {
				return fmt.Errorf("Up[%d] = %v is not sorted by Order without repetition", v, g.Up[v])
			}
			up[[2]int{u, v}] = true
		}
		for i, w := range g.Down[v] {
			if i > 0 && g.Rank[g.Down[v][i-1]] >= g.Rank[w] {
				return fmt.Errorf("Down[%d] = %v is not sorted by Order without repetition", v, g.Down[v])
			}
			down[[2]int{v, w}] = true
		}
	}
	if !reflect.DeepEqual(up, down) {
		return fmt.Errorf("Up and Down tell different edges")
	}
	// Every back edge closes a cycle with edges that stayed.
	for _, b := range g.Back {
		if !reaches(g, b[1], b[0]) {
			return fmt.Errorf("back edge %v closes no cycle", b)
		}
	}
	return nil
}

func reaches(g *Graph, from, to int) bool {
	seen, todo := map[int]bool{from: true}, []int{from}
	for len(todo) > 0 {
		u := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if u == to {
			return true
		}
		for _, v := range g.Down[u] {
			if !seen[v] {
				seen[v] = true
				todo = append(todo, v)
			}
		}
	}
	return false
}

func TestOrderTakesTheEarlierStartThenTheLowerID(t *testing.T) {
	tk := &task.Task{Subtasks: []task.Subtask{
		{ID: 9, Started: task.At(100, 0)},
		{ID: 4},
		{ID: 3},
		{ID: 8, Started: task.At(50, 0)},
		{ID: 7, Started: task.At(100, 0)},
		{ID: 1, Upstreams: ids(3), Started: task.At(1, 0)},
	}}
	g, _ := Build(tk)
	if want := []int{3, 4, 0, 2, 5, 1}; !slices.Equal(g.Order, want) {
		t.Errorf("Order = %v, want %v", g.Order, want)
	}
}

// broken makes a task with every oddity there is.
func broken(r *rand.Rand) *task.Task {
	n := 1 + r.IntN(12)
	t := &task.Task{Subtasks: make([]task.Subtask, n)}
	for i := range t.Subtasks {
		s := &t.Subtasks[i]
		s.ID = task.SubtaskID(1 + r.IntN(n+2))
		s.Name = string(rune('a' + r.IntN(4)))
		if r.IntN(3) > 0 {
			s.Started = task.At(int64(r.IntN(5)), 0)
		}
		if r.IntN(2) > 0 {
			s.ParallelIdx = task.Some(int64(r.IntN(5) - 1))
		}
		for range r.IntN(4) {
			s.Upstreams = append(s.Upstreams, task.SubtaskID(r.IntN(n+3)))
		}
		for range r.IntN(4) {
			s.Downstreams = append(s.Downstreams, task.SubtaskID(r.IntN(n+3)))
		}
	}
	return t
}

func TestBuildDoesNotDependOnTheOrderOfSubtasks(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 500 {
		tk := broken(r)
		for i := range tk.Subtasks { // tells copies of one id apart
			tk.Subtasks[i].Executor = fmt.Sprint(i)
		}
		g, problems := Build(tk)
		if err := lawful(g, len(tk.Subtasks)); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		perm := r.Perm(len(tk.Subtasks)) // perm[i]: where subtask i goes
		mixed := &task.Task{Subtasks: make([]task.Subtask, len(perm))}
		for i, p := range perm {
			mixed.Subtasks[p] = tk.Subtasks[i]
		}
		h, mixedProblems := Build(mixed)
		if !reflect.DeepEqual(problems, mixedProblems) {
			t.Fatalf("round %d: problems = %v in one order, %v in another", round, problems, mixedProblems)
		}
		for pos, i := range g.Order {
			if h.Order[pos] != perm[i] {
				t.Fatalf("round %d: Order differs at %d", round, pos)
			}
		}
		if !reflect.DeepEqual(renamed(g.Edges(), perm), h.Edges()) {
			t.Fatalf("round %d: edges = %v in one order, %v in another", round, renamed(g.Edges(), perm), h.Edges())
		}
		if !reflect.DeepEqual(renamed(g.Back, perm), h.Back) && len(g.Back) > 0 {
			t.Fatalf("round %d: back edges = %v in one order, %v in another", round, renamed(g.Back, perm), h.Back)
		}
		l, m := g.Layout(Options{}), h.Layout(Options{})
		for i := range l.Nodes {
			if l.Nodes[i] != m.Nodes[perm[i]] {
				t.Fatalf("round %d: node %d is at %v in one order, %v in another", round, i, l.Nodes[i], m.Nodes[perm[i]])
			}
		}
	}
}

func renamed(edges [][2]int, name []int) [][2]int {
	out := make([][2]int, len(edges))
	for i, e := range edges {
		out[i] = [2]int{name[e[0]], name[e[1]]}
	}
	return out
}
