package web

import (
	"reflect"
	"sync"
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/task"
)

// chainOf is a task of n subtasks, one after another, with ids from first on.
func chainOf(n int, first task.SubtaskID) *task.Task {
	t := &task.Task{}
	for i := range n {
		s := task.Subtask{ID: first + task.SubtaskID(i)}
		if i > 0 {
			s.Upstreams = []task.SubtaskID{s.ID - 1}
		}
		t.Subtasks = append(t.Subtasks, s)
	}
	return t
}

func graphOf(t *task.Task) *dag.Graph {
	g, _ := dag.Build(t)
	return g
}

func TestLayoutsAreDrawnOnce(t *testing.T) {
	c := newLayouts(1 << 20)
	first := c.draw(graphOf(chainOf(20, 1)), dag.Options{})
	if again := c.draw(graphOf(chainOf(20, 500)), dag.Options{}); again != first {
		t.Error("a task of the same structure is drawn anew")
	}
	running := chainOf(20, 1)
	running.Subtasks[0], running.Subtasks[7] = running.Subtasks[7], running.Subtasks[0]
	running.Subtasks[3].Status = task.StatusRunning
	g := graphOf(running)
	if got, want := c.draw(g, dag.Options{}), g.Layout(dag.Options{}); !reflect.DeepEqual(got, want) {
		t.Error("the layout of subtasks in another order is not theirs")
	}
	if len(c.byKey) != 1 {
		t.Errorf("%d layouts kept of one structure", len(c.byKey))
	}
	if down := c.draw(g, dag.Options{Direction: dag.TB}); down.H <= down.W {
		t.Errorf("top to bottom is %v x %v", down.W, down.H)
	}
}

func TestLayoutsAreBounded(t *testing.T) {
	c := newLayouts(100_000)
	for n := 2; n < 200; n++ {
		c.draw(graphOf(chainOf(n, 1)), dag.Options{})
		c.draw(graphOf(chainOf(2, 1)), dag.Options{}) // used all the time
		sum := 0
		for e := c.recent.Front(); e != nil; e = e.Next() {
			sum += e.Value.(*keptLayout).bytes
		}
		if sum != c.bytes || c.bytes > c.most || c.recent.Len() != len(c.byKey) {
			t.Fatalf("after %d: %d bytes in %d layouts, says %d of %d in %d",
				n, sum, c.recent.Len(), c.bytes, c.most, len(c.byKey))
		}
	}
	if g := graphOf(chainOf(2, 1)); c.byKey[g.LayoutKey(dag.Options{})] == nil {
		t.Error("a layout that is in use was driven out")
	}
	if g := graphOf(chainOf(3, 1)); c.byKey[g.LayoutKey(dag.Options{})] != nil {
		t.Error("a layout that nobody asks for was kept, and the bound did nothing")
	}
	before := len(c.byKey)
	if l := c.draw(graphOf(chainOf(2000, 1)), dag.Options{}); len(l.Nodes) != 2000 || len(c.byKey) != before {
		t.Errorf("a layout too large to keep has %d nodes and left %d others of %d", len(l.Nodes), len(c.byKey), before)
	}
}

func TestLayoutsForManyReaders(t *testing.T) {
	c := newLayouts(20_000)
	var readers sync.WaitGroup
	for r := range 8 {
		readers.Go(func() {
			for i := range 60 {
				n := 2 + (i*7+r)%40
				if l := c.draw(graphOf(chainOf(n, task.SubtaskID(r+1))), dag.Options{}); len(l.Nodes) != n {
					t.Errorf("layout of %d nodes has %d", n, len(l.Nodes))
				}
			}
		})
	}
	readers.Wait()
}
