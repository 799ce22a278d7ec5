package dag

import (
	"testing"

	"taskscope/internal/task"
)

// told by bytes: each subtask has an id, a name, a parallelIdx and lists of
// neighbours that may be anything.
func fromBytes(data []byte) *task.Task {
	t := &task.Task{}
	next := func() int {
		if len(data) == 0 {
			return 0
		}
		b := data[0]
		data = data[1:]
		return int(b)
	}
	for len(data) > 0 && len(t.Subtasks) < 200 {
		head := next()
		s := task.Subtask{ID: task.SubtaskID(len(t.Subtasks) + 1), Name: string(rune('a' + head%3))}
		if head&4 != 0 {
			s.ID = task.SubtaskID(next())
		}
		if head&8 != 0 {
			s.ParallelIdx = task.Some(int64(next() % 8))
		}
		if head&16 != 0 {
			s.Started = task.At(int64(next()), 0)
		}
		for range (head >> 5) & 3 {
			s.Upstreams = append(s.Upstreams, task.SubtaskID(next()))
		}
		if head&128 != 0 {
			for range next() % 8 {
				s.Downstreams = append(s.Downstreams, task.SubtaskID(next()))
			}
		}
		t.Subtasks = append(t.Subtasks, s)
	}
	return t
}

func FuzzBuild(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{32, 1, 32, 1, 96, 1, 2, 3, 4, 4, 128, 2, 1, 2})
	f.Add([]byte{128, 7, 2, 3, 4, 5, 6, 7, 8, 40, 0, 1, 40, 1, 1, 40, 2, 1, 40, 3, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		tk := fromBytes(data)
		g, problems := Build(tk)
		if err := lawful(g, len(tk.Subtasks)); err != nil {
			t.Error(err)
		}
		for _, p := range problems {
			if p.Kind == "" {
				t.Errorf("problem without a kind: %+v", p)
			}
		}
		if err := foldable(g, tk, g.Groups(tk)); err != nil {
			t.Error(err)
		}
		stacks := g.Stacks(tk, 2)
		if err := foldedWell(g, g.Fold(stacks), stacks, true); err != nil {
			t.Error(err)
		}
	})
}

// FuzzLayout draws anything: nodes of any size, in both directions; sound looks
// for nodes that overlap and edges that run through nodes.
func FuzzLayout(f *testing.F) {
	f.Add(false, uint8(0), []byte{0, 1, 1, 2, 0, 2}, []byte{})
	f.Add(true, uint8(9), []byte{0, 1, 1, 0, 3, 3, 4, 200, 5, 6, 6, 5, 2, 6}, []byte{9, 200, 0, 3, 0, 255, 4})
	f.Fuzz(func(t *testing.T, down bool, nodes uint8, pairs, sizes []byte) {
		n := int(nodes)%40 + 1
		var edges [][2]int
		for i := 0; i+1 < len(pairs) && len(edges) < 150; i += 2 {
			edges = append(edges, [2]int{int(pairs[i]) % n, int(pairs[i+1]) % n})
		}
		g, _ := Build(told(n, edges))
		o := Options{}
		if down {
			o.Direction = TB
		}
		for i := 0; i+1 < len(sizes) && len(o.Sizes) < n; i += 2 {
			o.Sizes = append(o.Sizes, [2]float64{float64(sizes[i]) * 1.3, float64(sizes[i+1]) * 0.7})
		}
		if err := sound(g, g.Layout(o), o); err != nil {
			t.Errorf("%d nodes, edges %v, sizes %v: %v", n, edges, o.Sizes, err)
		}
	})
}
