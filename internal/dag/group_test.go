package dag

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"taskscope/internal/task"
)

func copyOf(id int, name string, idx int, up ...int) task.Subtask {
	return task.Subtask{ID: task.SubtaskID(id), Name: name, ParallelIdx: task.Some(int64(idx)), Upstreams: ids(up...)}
}

func TestGroups(t *testing.T) {
	tests := []struct {
		name     string
		subtasks []task.Subtask
		want     []Group
	}{
		{name: "nothing"},
		{
			name:     "a stage over one host is no group",
			subtasks: []task.Subtask{copyOf(1, "start", -1), copyOf(2, "install", 0, 1)},
		},
		{
			name: "copies side by side, by parallelIdx",
			subtasks: []task.Subtask{copyOf(1, "start", -1), copyOf(2, "install", 2, 1),
				copyOf(3, "install", 0, 1), copyOf(4, "install", 1, 1), copyOf(5, "check", 0, 1)},
			want: []Group{{Name: "install", Members: []int{2, 3, 1}}},
		},
		{
			name: "two stages all to all",
			subtasks: []task.Subtask{copyOf(1, "a", 0), copyOf(2, "a", 1),
				copyOf(3, "b", 0, 1, 2), copyOf(4, "b", 1, 1, 2)},
			want: []Group{{Name: "a", Members: []int{0, 1}}, {Name: "b", Members: []int{2, 3}}},
		},
		{
			name: "lanes",
			subtasks: []task.Subtask{copyOf(1, "a", 0), copyOf(2, "a", 1),
				copyOf(3, "b", 0, 1), copyOf(4, "b", 1, 2)},
			want: []Group{{Name: "a", Members: []int{0, 1}}, {Name: "b", Members: []int{2, 3}}},
		},
		{
			name: "the same step in two places is two stages",
			subtasks: []task.Subtask{copyOf(1, "a", 0), copyOf(2, "a", 1), copyOf(3, "wait", -1, 1, 2),
				copyOf(4, "a", 0, 3), copyOf(5, "a", 1, 3)},
			want: []Group{{Name: "a", Members: []int{0, 1}}, {Name: "a", Members: []int{3, 4}}},
		},
		{
			name: "copies one after another",
			subtasks: []task.Subtask{copyOf(1, "start", -1), copyOf(2, "restart", 0, 1),
				copyOf(3, "restart", 1, 2), copyOf(4, "restart", 2, 3), copyOf(5, "end", -1, 4)},
			want: []Group{{Name: "restart", Members: []int{1, 2, 3}, Series: true}},
		},
		{
			name: "two chains of one name stay two",
			subtasks: []task.Subtask{copyOf(1, "restart", 0), copyOf(2, "restart", 1, 1),
				copyOf(3, "restart", 0), copyOf(4, "restart", 1, 3)},
			want: []Group{{Name: "restart", Members: []int{0, 1}, Series: true},
				{Name: "restart", Members: []int{2, 3}, Series: true}},
		},
		{
			name: "two stages of one name at once",
			subtasks: []task.Subtask{copyOf(1, "a", 0), copyOf(2, "a", 1),
				copyOf(3, "a", 0), copyOf(4, "a", 1), copyOf(5, "a", 2)},
			want: []Group{{Name: "a", Members: []int{0, 1, 4}}, {Name: "a", Members: []int{2, 3}}},
		},
		{
			name:     "a fork is no chain",
			subtasks: []task.Subtask{copyOf(1, "a", 0), copyOf(2, "a", 1, 1), copyOf(3, "a", 1, 1)},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tk := &task.Task{Subtasks: tt.subtasks}
			g, _ := Build(tk)
			if got := g.Groups(tk); !reflect.DeepEqual(got, tt.want) {
				t.Errorf("Groups(%s) = %v, want %v", tt.name, got, tt.want)
			}
		})
	}
}

// Whatever the data, folding all groups leaves a graph without cycles, no
// subtask is in two groups, and members are copies of one name.
func TestGroupsFoldWithoutCycles(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	found := 0
	for round := range 6000 {
		tk := broken(r)
		g, _ := Build(tk)
		groups := g.Groups(tk)
		found += len(groups)
		if err := foldable(g, tk, groups); err != nil {
			t.Fatalf("round %d: %v in %+v", round, err, tk.Subtasks)
		}
	}
	if found < 300 {
		t.Errorf("%d groups found, want enough to say something", found)
	}
}

func foldable(g *Graph, tk *task.Task, groups []Group) error {
	fold := make([]int, len(g.Up))
	for i := range fold {
		fold[i] = i
	}
	used := make([]bool, len(g.Up))
	for _, gr := range groups {
		for i, v := range gr.Members {
			s := &tk.Subtasks[v]
			if used[v] || s.Name != gr.Name || !s.Split() {
				return fmt.Errorf("node %d does not belong into %v", v, gr)
			}
			if i > 0 && tk.Subtasks[gr.Members[i-1]].ParallelIdx.V >= s.ParallelIdx.V {
				return fmt.Errorf("%v is not sorted by parallelIdx", gr)
			}
			used[v] = true
			fold[v] = gr.Members[0]
		}
	}
	waits := make([]int, len(g.Up))
	down := make([][]int, len(g.Up))
	for _, e := range g.Edges() {
		if u, v := fold[e[0]], fold[e[1]]; u != v {
			waits[v]++
			down[u] = append(down[u], v)
		}
	}
	var todo []int
	for v := range waits {
		if waits[v] == 0 {
			todo = append(todo, v)
		}
	}
	for i := 0; i < len(todo); i++ {
		for _, v := range down[todo[i]] {
			if waits[v]--; waits[v] == 0 {
				todo = append(todo, v)
			}
		}
	}
	if len(todo) != len(waits) {
		return fmt.Errorf("folding %v closes a cycle", groups)
	}
	return nil
}
