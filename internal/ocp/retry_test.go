package ocp

import (
	"context"
	"errors"
	"net/http"
	"reflect"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"taskscope/internal/task"
)

// TestRetryMends: what comes back is read, and says how often it was asked.
func TestRetryMends(t *testing.T) {
	script := []int{503, 0, 200}
	attempts := 0
	c := newClient(t, Config{BaseURL: "http://ocp", Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		status := script[attempts]
		attempts++
		if status == 0 {
			return nil, syscall.ECONNREFUSED
		}
		return respond(status, sampleBody), nil
	})})
	got, err := c.Fetch(t.Context(), sampleID, "")
	if err != nil || got.Attempts != 3 || got.Response.Task.ID != sampleID {
		t.Errorf("Fetch = %d attempts, %v, want the task after 3", got.Attempts, err)
	}
}

// TestRetryPauses: about 0.2 s, then about 0.8 s, with as much jitter as asked.
func TestRetryPauses(t *testing.T) {
	for jitter, want := range map[float64][]time.Duration{
		0:   {100 * time.Millisecond, 400 * time.Millisecond},
		0.5: {200 * time.Millisecond, 800 * time.Millisecond},
	} {
		synctest.Test(t, func(t *testing.T) {
			var at []time.Time
			c := newClient(t, Config{BaseURL: "http://ocp", Sleep: sleep, Jitter: func() float64 { return jitter },
				Transport: roundTrip(func(*http.Request) (*http.Response, error) {
					at = append(at, time.Now())
					return respond(502, ""), nil
				})})
			fetchFails(t, c)
			var pauses []time.Duration
			for i := 1; i < len(at); i++ {
				pauses = append(pauses, at[i].Sub(at[i-1]))
			}
			if !reflect.DeepEqual(pauses, want) {
				t.Errorf("pauses with jitter %v = %v, want %v", jitter, pauses, want)
			}
		})
	}
}

// TestRetryNotBeyondTimeout: a pause that the time-out would cut is not begun,
// and the failure is what OCP did.
func TestRetryNotBeyondTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		attempts := 0
		c := newClient(t, Config{BaseURL: "http://ocp", Sleep: sleep, Timeout: 500 * time.Millisecond,
			Jitter: func() float64 { return 0.5 },
			Transport: roundTrip(func(*http.Request) (*http.Response, error) {
				attempts++
				return respond(503, ""), nil
			})})
		start := time.Now()
		f := fetchFails(t, c)
		if took := time.Since(start); f.Kind != task.FailServer || attempts != 2 || took != 200*time.Millisecond {
			t.Errorf("Fetch = %v, %d attempts in %v, want %s, 2 in 200ms", f, attempts, took, task.FailServer)
		}
	})
}

// TestCancelWhilePausing: a caller that leaves is not waited for.
func TestCancelWhilePausing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := newClient(t, Config{BaseURL: "http://ocp", Sleep: sleep,
			Transport: roundTrip(func(*http.Request) (*http.Response, error) { return respond(503, ""), nil })})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(10*time.Millisecond, cancel)
		start := time.Now()
		if _, err := c.Fetch(ctx, sampleID, ""); !errors.Is(err, context.Canceled) {
			t.Errorf("Fetch = %v, want context.Canceled", err)
		}
		if took := time.Since(start); took != 10*time.Millisecond {
			t.Errorf("Fetch took %v, want 10ms", took)
		}
	})
}

// TestThrottled: after a 429 nothing is sent before the moment it named.
func TestThrottled(t *testing.T) {
	start := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, reset, after string
		said, shut         time.Duration
	}{
		{"RateLimit-Reset", "7", "", 7 * time.Second, 7 * time.Second},
		{"Retry-After in seconds", "", "30", 30 * time.Second, 30 * time.Second},
		{"Retry-After as a date", "", "Mon, 01 Jan 2024 00:01:00 GMT", time.Minute, time.Minute},
		{"Retry-After in the past", "", "Mon, 01 Jan 2023 00:01:00 GMT", 0, shortestWindow},
		{"both", "7", "30", 30 * time.Second, 30 * time.Second},
		{"parts of a second", "0.25", "", time.Second, time.Second},
		{"parts of a second above one", "1.5", "", 1500 * time.Millisecond, 1500 * time.Millisecond},
		{"at once", "0", "", time.Second, time.Second},
		{"nothing said", "", "", 0, shortestWindow},
		{"nonsense", "soon", "NaN", 0, shortestWindow},
		{"negative", "-5", "", 0, shortestWindow},
		{"a date as seconds", "1704067300", "", longestWindow, longestWindow},
		{"for ever", "Inf", "", longestWindow, longestWindow},
	} {
		t.Run(c.name, func(t *testing.T) {
			now, sent := start, 0
			status := 429
			client := newClient(t, Config{BaseURL: "http://ocp", Now: func() time.Time { return now },
				Transport: roundTrip(func(*http.Request) (*http.Response, error) {
					sent++
					r := respond(status, sampleBody)
					if c.reset != "" {
						r.Header.Set("RateLimit-Reset", c.reset)
					}
					if c.after != "" {
						r.Header.Set("Retry-After", c.after)
					}
					return r, nil
				})})
			if f := fetchFails(t, client); f.Kind != task.FailThrottled || f.RetryAfter != c.said || f.HTTPStatus != 429 {
				t.Errorf("Fetch = %v, RetryAfter %v, want %s, %v", f, f.RetryAfter, task.FailThrottled, c.said)
			}
			now = start.Add(c.shut - time.Millisecond)
			if f := fetchFails(t, client); f.Kind != task.FailThrottled || f.RetryAfter != time.Millisecond || f.HTTPStatus != 0 {
				t.Errorf("Fetch just before = %v, RetryAfter %v, want %s, 1ms", f, f.RetryAfter, task.FailThrottled)
			}
			if sent != 1 {
				t.Errorf("sent %d requests, want 1", sent)
			}
			now, status = start.Add(c.shut), 200
			if _, err := client.Fetch(t.Context(), sampleID, ""); err != nil || sent != 2 {
				t.Errorf("Fetch at the moment = %v, %d requests, want no error and 2", err, sent)
			}
		})
	}
}

// TestThrottledWhileRetrying: a 429 that another fetch got stops the retries.
func TestThrottledWhileRetrying(t *testing.T) {
	sent := 0
	var c *Client
	c = newClient(t, Config{BaseURL: "http://ocp", Now: func() time.Time { return time.Unix(0, 0) },
		Sleep: func(context.Context, time.Duration) error {
			c.gate.shut(time.Unix(0, 0), time.Minute)
			return nil
		},
		Transport: roundTrip(func(*http.Request) (*http.Response, error) {
			sent++
			return respond(503, ""), nil
		})})
	if f := fetchFails(t, c); f.Kind != task.FailThrottled || f.RetryAfter != time.Minute || sent != 1 {
		t.Errorf("Fetch = %v after %d requests, want %s after 1", f, sent, task.FailThrottled)
	}
}
