package ocp

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"taskscope/internal/task"
)

// quiet is an OCP that the test turns off and on.
type quiet struct {
	mu     sync.Mutex
	sent   int
	status int // 0: no connection
	takes  time.Duration
}

func (q *quiet) transport(r *http.Request) (*http.Response, error) {
	q.mu.Lock()
	q.sent++
	status, takes := q.status, q.takes
	q.mu.Unlock()
	select {
	case <-time.After(takes):
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
	if status == 0 {
		return nil, syscall.ECONNREFUSED
	}
	return respond(status, sampleBody), nil
}

func (q *quiet) set(status int) { q.mu.Lock(); defer q.mu.Unlock(); q.status = status }

// taken is how many requests there were since it was called last.
func (q *quiet) taken() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := q.sent
	q.sent = 0
	return n
}

// broken is a client, on a clock of its own, of an OCP that has been silent
// until it was left alone, which is this moment.
func broken(t *testing.T, status int) (*Client, *quiet) {
	t.Helper()
	q := &quiet{status: status}
	c := newClient(t, Config{BaseURL: "http://ocp", Sleep: sleep, Jitter: func() float64 { return 0.5 }, Transport: roundTrip(q.transport)})
	for range silencesInARow - 1 {
		if f := fetchFails(t, c); f.Silent != 0 {
			t.Fatalf("held too early: %+v", f)
		}
	}
	time.Sleep(silenceAtLeast)
	if f := fetchFails(t, c); f.Silent != 0 {
		t.Fatalf("held too early: %+v", f)
	}
	if q.taken() != silencesInARow*(1+maxRetries) {
		t.Fatal("the fetches before were not all sent")
	}
	return c, q
}

// TestBreakerOpens: after silence nothing is sent for a pause, whatever task
// and account ask, and the failure says since when and for how long.
func TestBreakerOpens(t *testing.T) {
	for _, status := range []int{0, 502, 503, 504} {
		synctest.Test(t, func(t *testing.T) {
			c, q := broken(t, status)
			other, err := c.As(Basic{User: "other", Password: "another-secret"})
			if err != nil {
				t.Fatal(err)
			}
			time.Sleep(firstBreak - time.Millisecond)
			for _, c := range []*Client{c, other} {
				f := fetchFails(t, c)
				// Each fetch takes 0.2 s and 0.8 s for its retries.
				if want := silenceAtLeast + silencesInARow*time.Second + firstBreak - time.Millisecond; f.Silent != want || f.RetryAfter != time.Millisecond || f.Account != c.Account() || f.HTTPStatus != status {
					t.Errorf("Fetch = %+v, want held as status %d, silent for %v", f, status, want)
				}
			}
			if n := q.taken(); n != 0 {
				t.Errorf("%d requests while OCP is left alone", n)
			}
		})
	}
}

// TestBreakerTries: when the pause is over one fetch asks once; while it is out
// the others are not sent. The pause doubles up to its limit, and one answer
// ends it all.
func TestBreakerTries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, q := broken(t, 503)
		for _, pause := range []time.Duration{10, 20, 40, 60, 60} {
			pause *= time.Second
			time.Sleep(pause - time.Nanosecond)
			if f := fetchFails(t, c); f.RetryAfter != time.Nanosecond {
				t.Errorf("held for %v, want 1ns", f.RetryAfter)
			}
			time.Sleep(time.Nanosecond)
			q.takes = time.Second
			var all sync.WaitGroup
			held := make(chan *task.Failure, 20)
			for range cap(held) {
				all.Go(func() { held <- fetchFails(t, c) })
			}
			all.Wait()
			close(held)
			asked := 0
			for f := range held {
				if f.Silent == 0 {
					asked++
				} else if f.RetryAfter != 0 {
					t.Errorf("while it is tried: %+v", f)
				}
			}
			q.takes = 0
			if n := q.taken(); n != 1 || asked != 1 {
				t.Errorf("after %v: %d requests of %d fetches, want 1", pause, n, asked)
			}
		}
		time.Sleep(longestBreak)
		q.set(200)
		for range 3 {
			if _, err := c.Fetch(t.Context(), sampleID, ""); err != nil {
				t.Errorf("Fetch = %v, want the task", err)
			}
		}
		q.set(503)
		if f := fetchFails(t, c); f.Silent != 0 {
			t.Errorf("one silence after an answer: %+v, want it to be counted from the beginning", f)
		}
	})
}

// TestBreakerKeepsNoTryForItself: a reader who leaves while trying lets the next one try.
func TestBreakerKeepsNoTryForItself(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, q := broken(t, 504)
		time.Sleep(firstBreak)
		q.takes = 5 * time.Second
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		if _, err := c.Fetch(ctx, sampleID, ""); !errors.Is(err, context.Canceled) {
			t.Errorf("Fetch = %v, want context.Canceled", err)
		}
		q.set(200)
		if _, err := c.Fetch(t.Context(), sampleID, ""); err != nil {
			t.Errorf("Fetch after one that was cancelled = %v, want the task", err)
		}
	})
}

// TestBreakerIsOpenedBySilenceAlone has OCP fail for a long time in ways that
// are answers.
func TestBreakerIsOpenedBySilenceAlone(t *testing.T) {
	for _, status := range []int{200, 400, 404, 500} {
		synctest.Test(t, func(t *testing.T) {
			q := &quiet{status: status}
			c := newClient(t, Config{BaseURL: "http://ocp", Sleep: sleep, Transport: roundTrip(q.transport)})
			for range 4 * silencesInARow {
				_, _ = c.Fetch(t.Context(), sampleID+1, "") // of 200: another task's answer
				time.Sleep(silenceAtLeast)
			}
			if n := q.taken(); n != 4*silencesInARow {
				t.Errorf("status %d: %d requests for %d fetches", status, n, 4*silencesInARow)
			}
		})
	}
	t.Run("many at once, soon", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			q := &quiet{}
			c := newClient(t, Config{BaseURL: "http://ocp", Transport: roundTrip(q.transport)})
			for range 100 {
				fetchFails(t, c)
			}
			if n := q.taken(); n != 300 {
				t.Errorf("%d requests, want 300: OCP may be restarting", n)
			}
		})
	})
}

// TestVerifyClosesTheBreaker: whoever signs in finds out that OCP is back.
func TestVerifyClosesTheBreaker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, q := broken(t, 0)
		q.set(200)
		if f := fetchFails(t, c); f.Silent == 0 {
			t.Errorf("Fetch = %+v, want it held", f)
		}
		_ = c.Verify(t.Context(), "") // the answer is no list: an answer for all that
		if _, err := c.Fetch(t.Context(), sampleID, ""); err != nil {
			t.Errorf("Fetch = %v, want the task", err)
		}
	})
}

// TestBreakerWhoseClockIsSet: set back, it does not leave OCP alone for longer
// than it was to; set forward, it asks by one fetch, as when the pause is over.
func TestBreakerWhoseClockIsSet(t *testing.T) {
	start := time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC) // without a monotonic reading
	for name, set := range map[string]time.Duration{"back": -time.Hour, "forward": time.Hour} {
		b := &breaker{}
		for k := range silencesInARow {
			at := start.Add(time.Duration(k) * silenceAtLeast)
			b.note(&task.Failure{Kind: task.FailTimeout}, false, false, at, at)
		}
		opened := start.Add((silencesInARow - 1) * silenceAtLeast)
		now := opened.Add(time.Second)
		if held, _ := b.admit(now); held == nil {
			t.Fatal("it is not open")
		}
		if held, _ := b.admit(opened.Add(-time.Millisecond)); held == nil {
			t.Error("who began just before it was opened is let through as if the clock had been set")
		}
		if held, try := b.admit(now.Add(set)); held != nil || !try {
			t.Errorf("set %s an hour: held %+v, try %t; want one fetch to be let through", name, held, try)
		}
		if held, _ := b.admit(now.Add(set)); held == nil {
			t.Errorf("set %s an hour: another is let through while one tries", name)
		}
	}
}
