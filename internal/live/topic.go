package live

import (
	"context"
	"errors"
	"fmt"
	"time"

	"taskscope/internal/task"
)

// topic is a Topic that is followed. All of it is guarded by its Hub's lock,
// but for its channels.
type topic struct {
	key     Topic
	viewers []*Subscription // in the order in which they came
	last    Update
	told    chan struct{} // closed with each update
	wake    chan struct{} // rouses the loop
	polled  time.Time     // when the source was last asked, by whomever; zero is never
	every   time.Duration // from one poll to the next while somebody looks
	fails   int           // polls in a row that failed
	until   time.Time     // without a viewer: when to ask for the last time
	lasting Fetch         // of the viewer who left last
}

// rouse has the loop look again at what is due.
func (t *topic) rouse() {
	select {
	case t.wake <- struct{}{}:
	default: // it is about to
	}
}

// seen is how many viewers have the page before their eyes.
func (t *topic) seen() (n int) {
	for _, s := range t.viewers {
		if !s.hidden {
			n++
		}
	}
	return n
}

// follow polls a topic until it ends, or nobody looks any more.
func (h *Hub) follow(t *topic) {
	defer h.loops.Done()
	for {
		wait, fetch := h.due(t)
		if fetch == nil {
			return
		}
		timer := time.NewTimer(wait)
		select {
		case <-h.ended.Done():
			timer.Stop()
			h.stop(t)
			return
		case <-t.wake:
			timer.Stop()
			continue
		case <-timer.C:
		}
		v, err := guarded(h.ended, fetch)
		if h.ended.Err() != nil {
			h.stop(t)
			return
		}
		h.polled(t.key, err)
		h.mu.Lock()
		h.take(t, v, err)
		h.mu.Unlock()
	}
}

// due is how long to wait until the next poll, and who makes it; nil when there
// is none to come.
func (h *Hub) due(t *topic) (time.Duration, Fetch) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if t.last.End != EndNone || len(t.viewers) == 0 && !t.polled.Before(t.until) {
		h.drop(t)
		return 0, nil
	}
	fetch, every := t.lasting, t.every
	if n := len(t.viewers); n > 0 {
		fetch = t.viewers[n-1].fetch // whoever came last has the freshest credentials
	}
	if t.seen() == 0 {
		every = max(every, h.pace.Hidden)
	}
	next := t.polled.Add(every)
	if len(t.viewers) == 0 && next.After(t.until) {
		next = later(t.until, t.polled.Add(t.every))
		if next.After(t.until.Add(h.pace.Failing)) { // OCP asked for a long pause
			h.drop(t)
			return 0, nil
		}
	}
	return time.Until(next), fetch
}

// later is the later of two moments.
func later(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

// take makes an update of what a poll brought.
func (h *Hub) take(t *topic, v View, err error) {
	var failure *task.Failure
	if err == nil && v.Failure != nil {
		err = v.Failure
	}
	u := Update{Seq: t.last.Seq + 1, View: t.last.View, Err: err}
	t.polled = time.Now()
	u.At = t.polled
	switch {
	case err == nil && !v.Fresh: // there is nobody to ask
		u.View, u.End = v, EndGone
	case err == nil:
		if t.fails > 0 || t.last.Seq == 0 || differ(&t.last.View.Snapshot, &v.Snapshot) {
			t.every = h.pace.Least
		} else {
			t.every = min(t.every*3/2, h.pace.Most)
		}
		u.View, t.fails = v, 0
		if v.Snapshot.Task.Over() {
			u.End = EndOver
		}
	case errors.Is(err, ErrRefused),
		errors.As(err, &failure) && (failure.Kind == task.FailUnauthorized || failure.Kind == task.FailForbidden):
		u.End = EndRefused
		u.View = View{} // nothing kept is shown in its place
	case errors.As(err, &failure) && failure.Kind == task.FailNotFound:
		u.End = EndGone
	default:
		t.every = min(h.pace.Least<<min(t.fails, 10), h.pace.Failing)
		t.fails++
		if failure != nil && failure.RetryAfter > t.every {
			t.every = failure.RetryAfter
		}
	}
	if u.View.Snapshot.Body == nil && u.End != EndRefused {
		u.View = v // from history, for want of better
	}
	if u.End == EndNone {
		u.Next = t.every
	}
	t.tell(u)
}

// differ says whether two snapshots of one task are of different states. The
// history gives each state its own number; one that it could not keep has 0.
func differ(a, b *task.Snapshot) bool {
	if a.Ref.Snapshot > 0 && b.Ref.Snapshot > 0 {
		return a.Ref != b.Ref
	}
	return a.Task.Fingerprint() != b.Task.Fingerprint()
}

func (t *topic) tell(u Update) {
	t.last = u
	close(t.told)
	t.told = make(chan struct{})
}

// stop tells the viewers that the process ends.
func (h *Hub) stop(t *topic) {
	h.mu.Lock()
	defer h.mu.Unlock()
	t.tell(Update{Seq: t.last.Seq + 1, View: t.last.View, End: EndClosing})
	h.drop(t)
}

// drop forgets a topic; its viewers still have what it told last.
func (h *Hub) drop(t *topic) {
	if h.topics[t.key] == t {
		delete(h.topics, t.key)
	}
}

// guarded makes an error of a panic: in a goroutine it would end the process.
func guarded(ctx context.Context, fetch Fetch) (v View, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("poll: panic: %v", p)
		}
	}()
	return fetch(ctx)
}
