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
	once sync.Once
	err  error
	in   taskpage.Input // of the plain URL
}

// mostBasis is how many subtasks' worth is kept, of all tasks together: some 20 MB.
const mostBasis = 50_000

// bases keeps the newest basis of each topic. It is emptied when it is full:
// they are soon made anew.
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
	b.once.Do(func() {
		plain := u
		plain.View = permalink.Overview // changes are read by those who look at them
		b.in = s.taskInput(ctx, plain, view, v)
		b.err = s.analyse(ctx, v, view, &b.in, s.usualStamp(ctx, v, &view.Snapshot))
	})
	in := b.in
	in.URL = u
	if b.err != nil || u.View != permalink.Changes {
		return in, b.err
	}
	err := s.addChanges(ctx, v, view, &in)
	return in, err
}
