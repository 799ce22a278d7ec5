package live

import (
	"context"
	"time"
)

// Subscription is one viewer of a topic.
type Subscription struct {
	hub    *Hub
	topic  *topic
	fetch  Fetch
	hidden bool
	left   bool
}

// Look is how a viewer looks at a topic.
type Look struct {
	Fetch  Fetch
	Hidden bool      // the page is in the background
	Seen   time.Time // when the viewer's page was read from the source; zero is long ago
}

// Subscribe follows a topic until Close. The first poll comes when it is due
// for what the viewer has seen.
func (h *Hub) Subscribe(key Topic, l Look) *Subscription {
	h.mu.Lock()
	defer h.mu.Unlock()
	s := &Subscription{hub: h, fetch: l.Fetch, hidden: l.Hidden}
	if h.closed {
		s.topic = &topic{key: key, told: make(chan struct{}), last: Update{Seq: 1, End: EndClosing}}
		return s
	}
	t := h.topics[key]
	if t == nil {
		t = &topic{key: key, told: make(chan struct{}), wake: make(chan struct{}, 1), polled: ago(l.Seen), every: h.pace.Least}
		h.topics[key] = t
		h.loops.Add(1)
		go h.follow(t)
	}
	if t.seen() == 0 && !l.Hidden && t.fails == 0 {
		t.every = h.pace.Least // somebody is back
	}
	s.topic, t.viewers = t, append(t.viewers, s)
	t.rouse()
	return s
}

// ago is a moment that was kept, by the monotonic clock: polls go on as they
// should when the machine's clock is set. One that has not come yet was kept
// before it was set back: nothing tells how long ago that is, so it is never.
func ago(kept time.Time) time.Time {
	if kept.IsZero() || time.Since(kept) < 0 {
		return time.Time{}
	}
	return time.Now().Add(-time.Since(kept))
}

// Close ends the subscription.
func (s *Subscription) Close() {
	h, t := s.hub, s.topic
	h.mu.Lock()
	defer h.mu.Unlock()
	if s.left {
		return
	}
	s.left = true
	for k, v := range t.viewers {
		if v == s {
			t.viewers = append(t.viewers[:k:k], t.viewers[k+1:]...)
			break
		}
	}
	stay := h.pace.Farewell
	if s.hidden {
		stay = h.pace.Absence
	}
	t.until, t.lasting = later(t.until, time.Now().Add(stay)), s.fetch
	if t.wake != nil {
		t.rouse()
	}
}

// Next waits for an update later than the one numbered after; 0 is before the
// first. The error is the context's.
func (s *Subscription) Next(ctx context.Context, after int) (Update, error) {
	for {
		s.hub.mu.Lock()
		last, told := s.topic.last, s.topic.told
		s.hub.mu.Unlock()
		if last.Seq > after {
			return last, nil
		}
		select {
		case <-ctx.Done():
			return Update{}, ctx.Err()
		case <-told:
		}
	}
}

// Glance is what a page in the background is told: what was seen no longer ago
// than such a page is polled, waiting for a poll if that is due. The update is
// zero when what the viewer had at first is not older.
func (s *Subscription) Glance(ctx context.Context) (Update, error) {
	h := s.hub
	h.mu.Lock()
	last := s.topic.last
	due := last.End == EndNone && time.Since(s.topic.polled) >= h.pace.Hidden
	h.mu.Unlock()
	if !due {
		return last, nil
	}
	return s.Next(ctx, last.Seq)
}
