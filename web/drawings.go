package web

import (
	"container/list"
	"context"
	"fmt"
	"maps"
	"sync"

	"taskscope/internal/live"
	"taskscope/internal/permalink"
)

// drawings keeps the drawings made last, so that all who look at a task through
// the same URL share one, and what changed from one to the next is told to all
// of them in the same bytes.
//
// A drawing has its HTML only until it has been held against the one before.
// From then on nothing is needed of it but what the next one is held against.
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
	err   error
	bytes int // guarded by drawings.mu

	mu     sync.Mutex
	d      *drawing
	full   bool                // it has its HTML
	events map[string]*telling // by the key of the drawing that came before
}

// mostDrawingBytes is some thousand drawings, with what they told.
const mostDrawingBytes = 32 << 20

func newDrawings(most int) *drawings {
	return &drawings{byKey: map[string]*list.Element{}, recent: list.New(), most: most}
}

// drawn is a drawing for one stream: with the means to make it again.
type drawn struct {
	*keptDrawing
	again func() (*drawing, error)
}

// drawing is the drawing for a view, made by whoever comes first. What a page
// shows already is only held against others.
func (s *server) drawing(ctx context.Context, topic live.Topic, u permalink.Live, view live.View, v *visit, shown bool) (drawn, error) {
	u.Since, u.Hidden = permalink.Shown{}, false // these change nothing of the page
	key := fmt.Sprintf("%q %q %s %s", topic.Account, v.Lang, u, viewKey(view))
	k := drawn{s.drawings.find(key), func() (*drawing, error) { return s.draw(context.WithoutCancel(ctx), topic, u, view, v) }}
	k.once.Do(func() {
		d, err := k.again()
		k.mu.Lock()
		defer k.mu.Unlock()
		if k.d, k.err = d, err; err != nil {
			s.drawings.forget(k.keptDrawing)
			return
		}
		if k.full = true; shown {
			k.bare()
		}
		s.drawings.weigh(k.keptDrawing, len(k.key)+8*k.d.units())
	})
	return k, k.err
}

// viewKey tells the views of one task apart.
func viewKey(view live.View) string {
	key := fmt.Sprintf("%d %d", view.Snapshot.Ref.Snapshot, view.Now.MS)
	if view.Failure != nil {
		key += fmt.Sprintf(" %q %q", view.Failure.Kind, view.Failure.TraceID)
	}
	if view.NotRecorded != nil {
		key += " not recorded"
	}
	return key
}

func (c *drawings) find(key string) *keptDrawing {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.byKey[key]; e != nil {
		c.recent.MoveToFront(e)
		return e.Value.(*keptDrawing)
	}
	k := &keptDrawing{key: key, events: map[string]*telling{}}
	c.byKey[key] = c.recent.PushFront(k)
	return k
}

func (c *drawings) forget(k *keptDrawing) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.byKey[k.key]; e != nil && e.Value == k {
		c.bytes -= k.bytes
		c.recent.Remove(e)
		delete(c.byKey, k.key)
	}
}

// weigh notes that a drawing has become larger, and lets go of those not used
// for longest. Who has one in use keeps it.
func (c *drawings) weigh(k *keptDrawing, more int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e := c.byKey[k.key]; e == nil || e.Value != k {
		return
	}
	k.bytes += more
	c.bytes += more
	for c.bytes > c.most && c.recent.Len() > 1 {
		old := c.recent.Remove(c.recent.Back()).(*keptDrawing)
		delete(c.byKey, old.key)
		c.bytes -= old.bytes
	}
}

// bare takes the HTML of a drawing. The caller has its lock.
func (k *keptDrawing) bare() {
	if k.full {
		k.d, k.full = k.d.sums(), false
	}
}

// after is what makes this drawing of another, in this order; empty when nothing
// does.
func (k drawn) after(was *keptDrawing, v *visit, s *server) ([]*telling, error) {
	if was == k.keptDrawing {
		return nil, nil
	}
	before := ""
	var old *drawing
	if was != nil {
		was.mu.Lock()
		before, old = was.key, was.d
		was.mu.Unlock()
	}
	if steps := s.drawings.steps(before, k.keptDrawing); steps != nil {
		return steps, nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if event, ok := k.events[before]; ok { // made meanwhile
		return []*telling{event}, nil
	}
	if !k.full { // somebody who shows what few do
		d, err := k.again()
		if err != nil {
			return nil, err
		}
		k.d, k.full = d, true
	}
	defer k.bare()
	text, err := k.d.event(old, s.words.In(v.Lang))
	if err != nil || len(text) == 0 {
		return nil, err
	}
	event := &telling{text: text}
	if len(k.events) < 4 {
		k.events[before] = event
		s.drawings.weigh(k.keptDrawing, len(text)*5/4)
	}
	return []*telling{event}, nil
}

// steps are what was told already on the way from one drawing to another: at
// once, or by way of one in between that a reader who is slow was not told of.
// Nothing has to be drawn anew for that reader. nil is no way known.
func (c *drawings) steps(from string, to *keptDrawing) []*telling {
	direct, ways := to.told(from)
	if direct != nil {
		return []*telling{direct}
	}
	for between, last := range ways {
		c.mu.Lock()
		e := c.byKey[between]
		c.mu.Unlock()
		if e == nil {
			continue
		}
		if first, _ := e.Value.(*keptDrawing).told(from); first != nil {
			return []*telling{first, last}
		}
	}
	return nil
}

// told is what was told to those who had a drawing, or else all there is.
func (k *keptDrawing) told(from string) (*telling, map[string]*telling) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if event, ok := k.events[from]; ok {
		return event, nil
	}
	return nil, maps.Clone(k.events)
}
