package web

import (
	"context"
	"sync"

	"taskscope/internal/live"
	"taskscope/internal/permalink"
	"taskscope/views/taskpage"
)

// basis is what every drawing of a view is made of, however its reader looks at
// it: what history knows beside it, and what is computed of it. It is read and
// computed once for all who follow the task through one account, whatever their
// language, view, filters and order; only the drawing itself is done for each of
// those.
type basis struct {
	key  string // of the view: see viewKey
	size int    // subtasks, and some for itself
	mu   sync.Mutex
	made bool           // and not if that panicked: the next reader tries again
	in   taskpage.Input // of whoever asked first
}

// mostBasis is how many subtasks' worth is kept, of all tasks together: some 20 MB.
const mostBasis = 50_000

// bases keeps a basis of each topic, the one that was asked for last. It is
// emptied when it is full: they are soon made anew.
type bases struct {
	mu    sync.Mutex
	taken int
	by    map[live.Topic]*basis
}

func newBases() *bases { return &bases{by: map[live.Topic]*basis{}} }

// find is the basis of a view, perhaps still to be made.
func (c *bases) find(topic live.Topic, key string, subtasks int) *basis {
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.by[topic]
	if old != nil && old.key == key {
		return old
	}
	const least = 100 // a small task takes room, too
	b := &basis{key: key, size: subtasks + least}
	if old != nil {
		c.taken -= old.size
	}
	if c.taken += b.size; c.taken > mostBasis {
		c.by, c.taken = map[live.Topic]*basis{}, b.size
	}
	c.by[topic] = b
	return b
}

// input is what a page of the view is made of, what its URL says included.
func (s *server) input(ctx context.Context, topic live.Topic, u permalink.Task, view live.View, v *visit) (taskpage.Input, error) {
	b := s.bases.find(topic, viewKey(view), len(view.Snapshot.Task.Subtasks))
	in := b.make(func(in *taskpage.Input) {
		*in = s.taskInput(ctx, u, view, v)
		in.Replay = s.replay(ctx, v, view, in.Newest)
		s.analyse(ctx, v, view, in, s.usualStamp(ctx, v, &view.Snapshot))
	})
	in.URL = u
	return in, s.addChanges(ctx, v, view, &in) // read by those who look at them
}

// make fills the basis in, once.
func (b *basis) make(fill func(*taskpage.Input)) taskpage.Input {
	b.mu.Lock()
	defer b.mu.Unlock()
	if !b.made {
		fill(&b.in)
		b.made = true
	}
	return b.in
}
