package live

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"taskscope/internal/task"
)

// script is a source that a test moves, and when it was asked.
type script struct {
	t      *testing.T
	mu     sync.Mutex
	begun  time.Time
	status task.Status
	number int // of the snapshot: grows when the task changes
	fail   *task.Failure
	asked  []time.Duration
}

func newScript(t *testing.T) *script {
	return &script{t: t, begun: time.Now(), status: task.StatusRunning, number: 1}
}

func (s *script) change(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f()
}

func (s *script) fetch(ctx context.Context) (View, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, time.Since(s.begun))
	if ctx.Err() != nil {
		return View{}, ctx.Err()
	}
	if s.fail != nil {
		return View{}, fmt.Errorf("read: %w", s.fail)
	}
	a := answer(s.t, 7, s.status, time.Since(s.begun).Milliseconds())
	return View{Fresh: true, Now: a.Response.Envelope.Timestamp, Snapshot: task.Snapshot{
		Ref: task.Ref{Source: "ocp", Task: 7, Snapshot: s.number}, Body: a.Body, Response: a.Response}}, nil
}

// seconds are the moments of the polls so far.
func (s *script) seconds() []float64 {
	var all []float64
	for _, at := range s.asked {
		all = append(all, at.Seconds())
	}
	return all
}

var topic7 = Topic{Ref: task.Ref{Source: "ocp", Task: 7}}

func (s *script) look() Look { return Look{Fetch: s.fetch, Seen: time.Now()} }

// wait lets the bubble's clock run.
func wait(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

func TestPollsSlowDownWhileNothingChanges(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, h := newScript(t), NewHub(DefaultPace(), nil)
		defer h.Close()
		sub := h.Subscribe(topic7, s.look())
		defer sub.Close()
		wait(41 * time.Second)
		if want := []float64{2, 4, 7, 11.5, 18.25, 28.25, 38.25}; !slices.Equal(s.seconds(), want) {
			t.Errorf("polled at %v, want %v: from 2 s to 10 s apart", s.seconds(), want)
		}
		s.change(func() { s.number++ })
		wait(10 * time.Second) // it changes at 48.25
		if want := []float64{48.25, 50.25}; !slices.Equal(s.seconds()[7:], want) {
			t.Errorf("after a change polled at %v, want %v: 2 s apart again", s.seconds()[7:], want)
		}
	})
}

func TestOnePollForAllViewersOfAnAccount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, h := newScript(t), NewHub(DefaultPace(), nil)
		defer h.Close()
		var subs []*Subscription
		for range 50 {
			subs = append(subs, h.Subscribe(topic7, s.look()))
		}
		other := h.Subscribe(Topic{Ref: topic7.Ref, Account: "eve"}, Look{Seen: time.Now(), Fetch: func(context.Context) (View, error) {
			return View{}, &task.Failure{Kind: task.FailForbidden}
		}})
		wait(2 * time.Second)
		if len(s.asked) != 1 {
			t.Errorf("50 viewers made %d polls in one interval, want 1", len(s.asked))
		}
		for _, sub := range subs {
			if u, err := sub.Next(t.Context(), 0); err != nil || u.Seq != 1 || !u.View.Fresh || u.Next != 2*time.Second {
				t.Fatalf("a viewer is told %+v, %v; want the first poll, the next in 2 s", u, err)
			}
			sub.Close()
			sub.Close() // does no harm
		}
		if u, err := other.Next(t.Context(), 0); err != nil || u.End != EndRefused || u.View.Snapshot.Body != nil {
			t.Errorf("another account is told %+v, %v; want that it is refused, and nothing of the task", u, err)
		}
		if h.Topics() != 1 || h.Viewers() != 0 {
			t.Errorf("%d topics with %d viewers, want the one that ends later, without any", h.Topics(), h.Viewers())
		}
	})
}

func TestEnds(t *testing.T) {
	fails := func(k task.FailureKind) func(*script) {
		return func(s *script) { s.fail = &task.Failure{Kind: k} }
	}
	for _, c := range []struct {
		name   string
		change func(*script)
		want   End
	}{
		{"over", func(s *script) { s.status, s.number = task.StatusFailed, 2 }, EndOver},
		{"gone", fails(task.FailNotFound), EndGone},
		{"unauthorized", fails(task.FailUnauthorized), EndRefused},
		{"forbidden", fails(task.FailForbidden), EndRefused},
	} {
		want, change := c.want, c.change
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, h := newScript(t), NewHub(DefaultPace(), nil)
				defer h.Close()
				sub := h.Subscribe(topic7, s.look())
				defer sub.Close()
				wait(3 * time.Second)
				s.change(func() { change(s) })
				wait(time.Minute)
				if len(s.asked) != 2 || h.Topics() != 0 {
					t.Errorf("polled at %v, %d topics left; want no poll after the end", s.seconds(), h.Topics())
				}
				u, err := sub.Next(t.Context(), 1)
				if err != nil || u.End != want || u.Next != 0 {
					t.Fatalf("told %+v, %v; want end %q", u, err, want)
				}
				if (u.View.Snapshot.Body == nil) != (want == EndRefused) {
					t.Errorf("shown %q at the end, want what was last seen, and nothing to one who is refused", u.View.Snapshot.Body)
				}
			})
		})
	}
}

func TestFailuresBackOffAndAreTold(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, h := newScript(t), NewHub(DefaultPace(), nil)
		defer h.Close()
		sub := h.Subscribe(topic7, s.look())
		defer sub.Close()
		wait(2 * time.Second)
		s.change(func() { s.fail = &task.Failure{Kind: task.FailServer} })
		wait(2 * time.Second)
		u, err := sub.Next(t.Context(), 1)
		if err != nil || !errors.Is(u.Err, error(s.fail)) || u.View.Snapshot.Body == nil || u.Next != 2*time.Second {
			t.Errorf("told %+v, %v; want the failure, what was seen before, and the next poll", u, err)
		}
		wait(2 * time.Minute)
		if want := []float64{2, 4, 6, 10, 18, 34, 64, 94, 124}; !slices.Equal(s.seconds(), want) {
			t.Errorf("polled at %v, want %v: up to 30 s apart", s.seconds(), want)
		}
		s.change(func() { s.fail = &task.Failure{Kind: task.FailThrottled, RetryAfter: 5 * time.Minute} })
		wait(time.Minute) // 154
		n := len(s.asked)
		h.Subscribe(topic7, s.look()).Close()
		wait(4 * time.Minute)
		if len(s.asked) != n {
			t.Errorf("polled at %v although OCP asked to wait five minutes", s.seconds()[n:])
		}
		s.change(func() { s.fail = nil })
		wait(80 * time.Second)
		if u, err := sub.Next(t.Context(), u.Seq); err != nil || u.Err != nil || u.Next != 2*time.Second && u.Next > 10*time.Second {
			t.Errorf("once OCP answers again told %+v, %v; want no error", u, err)
		}
	})
}

// TestTheEndIsRecordedAfterEverybodyLeft: a task that ends within ten seconds
// of the last viewer's leaving.
func TestTheEndIsRecordedAfterEverybodyLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, h := newScript(t), NewHub(DefaultPace(), nil)
		defer h.Close()
		sub := h.Subscribe(topic7, s.look())
		wait(3 * time.Second)
		sub.Close()
		wait(time.Second)
		s.change(func() { s.status = task.StatusSuccessful })
		wait(time.Hour)
		if want := []float64{2, 13}; !slices.Equal(s.seconds(), want) || h.Topics() != 0 {
			t.Errorf("polled at %v with %d topics left, want %v: once more, ten seconds after the last has left", s.seconds(), h.Topics(), want)
		}
	})
}

func TestAfterALongPauseNobodyStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, h := newScript(t), NewHub(DefaultPace(), nil)
		defer h.Close()
		s.change(func() { s.fail = &task.Failure{Kind: task.FailThrottled, RetryAfter: 24 * time.Hour} })
		sub := h.Subscribe(topic7, s.look())
		wait(3 * time.Second)
		sub.Close()
		wait(time.Second)
		if len(s.asked) != 1 || h.Topics() != 0 {
			t.Errorf("polled at %v, %d topics; want none kept for a day", s.seconds(), h.Topics())
		}
	})
}

func TestPagesInTheBackgroundAreSlow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, h := newScript(t), NewHub(DefaultPace(), nil)
		defer h.Close()
		look := s.look()
		look.Hidden = true
		told := 0
		for range 5 { // looks every thirty seconds
			sub := h.Subscribe(topic7, look)
			u, err := sub.Glance(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			told = max(told, u.Seq)
			sub.Close()
			wait(30 * time.Second)
			look.Seen = time.Now()
		}
		if want := []float64{25, 50, 75, 100, 125, 150}; !slices.Equal(s.seconds(), want) || told != 4 {
			t.Errorf("polled at %v, the page was told up to poll %d; want polls at %v", s.seconds(), told, want)
		}
		visible := h.Subscribe(topic7, s.look())
		defer visible.Close()
		wait(5 * time.Second)
		if n := len(s.asked); n < 8 {
			t.Errorf("polled at %v: a visible page must be served at its own pace", s.seconds())
		}
	})
}

func TestWhatAPageReadIsSharedWithAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, h := newScript(t), NewHub(DefaultPace(), nil)
		defer h.Close()
		if _, ok := h.Latest(topic7, time.Hour); ok {
			t.Error("Latest of a task that nobody follows")
		}
		sub := h.Subscribe(topic7, s.look())
		defer sub.Close()
		wait(time.Second)
		v, _ := s.fetch(t.Context()) // by a page, at 1 s
		h.Offer(topic7, v)
		if u, err := sub.Next(t.Context(), 0); err != nil || u.View.Now != v.Now {
			t.Errorf("told %+v, %v; want what the page read", u, err)
		}
		wait(1900 * time.Millisecond)
		if got, ok := h.Latest(topic7, 2*time.Second); !ok || got.Now != v.Now {
			t.Error("Latest does not give what was read 1.9 s ago")
		}
		if _, ok := h.Latest(topic7, time.Second); ok {
			t.Error("Latest gives what is older than asked")
		}
		wait(200 * time.Millisecond)
		if want := []float64{1, 3}; !slices.Equal(s.seconds(), want) {
			t.Errorf("read at %v, want %v: the page's reading counts as a poll", s.seconds(), want)
		}
	})
}

func TestCloseTellsAllAndLeavesNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // fails when a goroutine is left
		s, h := newScript(t), NewHub(DefaultPace(), nil)
		idle := h.Subscribe(topic7, s.look())
		hangs := h.Subscribe(Topic{Ref: task.Ref{Source: "ocp", Task: 8}}, Look{Fetch: func(ctx context.Context) (View, error) {
			<-ctx.Done()
			return View{}, ctx.Err()
		}})
		wait(time.Second)
		h.Close()
		late := h.Subscribe(topic7, s.look())
		for name, sub := range map[string]*Subscription{"idle": idle, "in a poll": hangs, "late": late} {
			if u, err := sub.Next(t.Context(), 0); err != nil || u.End != EndClosing {
				t.Errorf("%s: told %+v, %v; want that the process ends", name, u, err)
			}
			sub.Close()
		}
		if h.Topics() != 0 {
			t.Errorf("%d topics are left", h.Topics())
		}
	})
}

func TestPanicOfAPollIsAnError(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := NewHub(DefaultPace(), nil)
		defer h.Close()
		sub := h.Subscribe(topic7, Look{Fetch: func(context.Context) (View, error) { panic("boom") }})
		defer sub.Close()
		if u, err := sub.Next(t.Context(), 0); err != nil || u.Err == nil || u.End != EndNone {
			t.Errorf("told %+v, %v; want an error, and the next poll to come", u, err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := sub.Next(ctx, 1); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("Next = %v, want the context's error", err)
		}
	})
}

// TestPollsGoByTheMonotonicClock: a clock that is set while a page is open, or
// between its request and its stream, neither stops the polls nor adds to them.
func TestPollsGoByTheMonotonicClock(t *testing.T) {
	for name, c := range map[string]struct {
		ahead time.Duration // of the clock that the page was read by
		first float64       // second of the first poll
	}{
		"as it is":         {0, 2},
		"set back an hour": {time.Hour, 0},
		"set forward":      {-time.Hour, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, h := newScript(t), NewHub(DefaultPace(), nil)
				defer h.Close()
				look := s.look()
				look.Seen = time.UnixMilli(time.Now().Add(c.ahead).UnixMilli()) // as history has it
				sub := h.Subscribe(topic7, look)
				defer sub.Close()
				wait(2500 * time.Millisecond)
				if got := s.seconds(); len(got) == 0 || len(got) > 2 || got[0] != c.first {
					t.Errorf("polled at %v, want first at %v s", got, c.first)
				}
			})
		})
	}
	// A time with the monotonic reading says so when it is printed. There is none
	// in a bubble.
	if at := ago(time.UnixMilli(time.Now().Add(-time.Second).UnixMilli())); !strings.Contains(at.String(), " m=") {
		t.Errorf("the page was read at %v, of the clock on the wall", at)
	}
}
