package live

import (
	"context"
	"errors"
	"sync"
	"time"

	"taskscope/internal/task"
)

// Topic is what viewers share: a task, as one account may see it.
type Topic struct {
	Ref     task.Ref // the newest, with its source spelt out
	Account string   // "" where all viewers see through one account
}

// ErrRefused is wrapped by the error of a Fetch whose viewer may not look any
// more, whoever says so.
var ErrRefused = errors.New("live: the viewer may not look")

// Fetch reads what can be shown of a topic now, as Reader.Open does.
type Fetch func(context.Context) (View, error)

// End says why nothing more will be told of a topic.
type End string

// The ends.
const (
	EndNone    End = ""
	EndOver    End = "ended"   // the task runs no more
	EndGone    End = "gone"    // its source no longer has it
	EndRefused End = "refused" // the account may not see it, or not any more
	EndClosing End = "closing" // this process ends
)

// Update is what viewers are told: after each poll, whether it brought
// something new or not.
type Update struct {
	Seq  int  // 1, 2, …; grows within one topic as long as somebody follows it
	View View // the newest there is; its Snapshot has no body when there never was one
	// Err is why the last poll failed, a *task.Failure where a person can be
	// told; View is then what was seen before.
	Err  error
	At   time.Time     // when the poll had its answer
	Next time.Duration // when the source is asked again; 0 after an end
	End  End
}

// Pace is how often a source is asked.
type Pace struct {
	Least, Most time.Duration // while somebody looks: from Least, growing to Most while nothing changes
	Failing     time.Duration // at most this far apart while the source fails
	Hidden      time.Duration // while all who look have the page in the background
	// Farewell is how long after the last viewer has left the source is asked
	// one last time, so that a task that ends just then has its end recorded.
	Farewell time.Duration
	// Absence is how long a page in the background may stay away between two
	// looks.
	Absence time.Duration
}

// DefaultPace is polite: OCP counts requests in windows from 10 s up.
func DefaultPace() Pace {
	return Pace{Least: 2 * time.Second, Most: 10 * time.Second, Failing: 30 * time.Second,
		Hidden: 25 * time.Second, Farewell: 10 * time.Second, Absence: time.Minute}
}

// Hub polls running tasks: one poll for all viewers of a topic. It is safe for
// concurrent use.
type Hub struct {
	pace   Pace
	polled func(Topic, error)
	ended  context.Context // ends with Close
	end    context.CancelFunc
	loops  sync.WaitGroup

	mu     sync.Mutex
	closed bool
	topics map[Topic]*topic // those with a loop
}

// NewHub makes a Hub; polled is told of every poll, and may be nil.
func NewHub(pace Pace, polled func(Topic, error)) *Hub {
	if polled == nil {
		polled = func(Topic, error) {}
	}
	ended, end := context.WithCancel(context.Background())
	return &Hub{pace: pace, polled: polled, ended: ended, end: end, topics: map[Topic]*topic{}}
}

// Close tells all viewers that the process ends, and returns when no poll is
// under way. What is subscribed to later has ended at once.
func (h *Hub) Close() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	h.end()
	h.loops.Wait()
}

// Closing says whether the process ends: what is made now is told to nobody.
func (h *Hub) Closing() bool { return h.ended.Err() != nil }

// Topics is how many tasks are being polled now.
func (h *Hub) Topics() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.topics)
}

// Viewers is how many subscriptions there are.
func (h *Hub) Viewers() (n int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, t := range h.topics {
		n += len(t.viewers)
	}
	return n
}

// Latest is the newest view of a topic that is followed, if its source said so
// no longer ago than age.
func (h *Hub) Latest(key Topic, age time.Duration) (View, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := h.topics[key]
	if t == nil || !t.last.View.Fresh || t.last.Err != nil || time.Since(t.polled) > age {
		return View{}, false
	}
	return t.last.View, true
}

// Offer tells the viewers of a topic, if it has any, what somebody else has
// just read of it; it counts as a poll.
func (h *Hub) Offer(key Topic, v View) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if t := h.topics[key]; t != nil && v.Fresh {
		h.take(t, v, nil)
		t.rouse()
	}
}
