package web

import (
	"container/list"
	"context"
	"fmt"
	"sync"

	"taskscope/internal/live"
	"taskscope/internal/permalink"
)

// drawings keeps the drawings made last, so that all who look at a task through
// the same URL share one, and what changed from one to the next is told to all
// of them in the same bytes.
type drawings struct {
	mu     sync.Mutex
	byKey  map[string]*list.Element
	recent *list.List // of *keptDrawing, the latest used first
	bytes  int
	most   int // bytes, about
}

type keptDrawing struct {
	key   string
	once  sync.Once
	bytes int // 0 until it is drawn; guarded by drawings.mu
	d     *drawing
	err   error

	mu     sync.Mutex
	events map[string][]byte // by the key of the drawing that came before
}

// mostDrawingBytes is some hundred running tasks as people have them, each
// looked at in two ways, with the drawing before.
const mostDrawingBytes = 64 << 20

func newDrawings(most int) *drawings {
	return &drawings{byKey: map[string]*list.Element{}, recent: list.New(), most: most}
}

// of is the drawing for a view, made by whoever comes first.
func (s *server) drawing(ctx context.Context, topic live.Topic, u permalink.Live, view live.View, v *visit) (*keptDrawing, error) {
	u.Since, u.Hidden = permalink.Shown{}, false // these change nothing of the page
	key := fmt.Sprintf("%q %q %s %d %d", topic.Account, v.Lang, u, view.Snapshot.Ref.Snapshot, view.Now.MS)
	if view.Failure != nil {
		key += fmt.Sprintf(" %q %q", view.Failure.Kind, view.Failure.TraceID)
	}
	if view.NotRecorded != nil {
		key += " not recorded"
	}
	k := s.drawings.find(key)
	k.once.Do(func() {
		k.d, k.err = s.draw(context.WithoutCancel(ctx), u, view, v)
		s.drawings.weigh(k)
	})
	return k, k.err
}

func (c *drawings) find(key string) *keptDrawing {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.byKey[key]; e != nil {
		c.recent.MoveToFront(e)
		return e.Value.(*keptDrawing)
	}
	k := &keptDrawing{key: key, events: map[string][]byte{}}
	c.byKey[key] = c.recent.PushFront(k)
	return k
}

// weigh notes how large a drawing is, and lets go of those not used for
// longest. Who has one in use keeps it.
func (c *drawings) weigh(k *keptDrawing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.byKey[k.key]
	if e == nil || e.Value != k {
		return
	}
	if k.err != nil {
		c.recent.Remove(e)
		delete(c.byKey, k.key)
		return
	}
	k.bytes = k.d.bytes + 4096
	c.bytes += k.bytes
	for c.bytes > c.most && c.recent.Len() > 1 {
		old := c.recent.Remove(c.recent.Back()).(*keptDrawing)
		delete(c.byKey, old.key)
		c.bytes -= old.bytes
	}
}

// after is the event that makes this drawing of another; nil of none.
func (k *keptDrawing) after(was *keptDrawing, v *visit, s *server) ([]byte, error) {
	if was == k {
		return nil, nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	before := ""
	if was != nil {
		before = was.key
	}
	if event, ok := k.events[before]; ok {
		return event, nil
	}
	var old *drawing
	if was != nil {
		old = was.d
	}
	event, err := k.d.event(old, s.words.In(v.Lang))
	if err == nil && len(k.events) < 8 { // those who lag behind are few
		k.events[before] = event
	}
	return event, err
}
