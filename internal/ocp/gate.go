package ocp

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// OCP throttles in windows of 10 s, 1 min, 1 h and 1 day (ocp.md 8, 11).
const (
	shortestWindow = 10 * time.Second
	longestWindow  = 24 * time.Hour
)

// gate holds requests back until the moment that a 429 named.
type gate struct {
	mu    sync.Mutex
	until time.Time
}

// left is how long the gate is still shut; 0 is open.
func (g *gate) left(now time.Time) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return max(0, g.until.Sub(now))
}

// shut shuts the gate for at least d from now on.
func (g *gate) shut(now time.Time, d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until := now.Add(d); until.After(g.until) {
		g.until = until
	}
}

// gates are the gates of accounts, by name, so that an account is throttled as
// one, however many clients ask as it.
type gates struct {
	mu     sync.Mutex
	byName map[string]*gate
}

// manyGates is from how many on those that are open are let go of.
const manyGates = 1000

func newGates() *gates { return &gates{byName: map[string]*gate{}} }

func (g *gates) of(account string, now time.Time) *gate {
	g.mu.Lock()
	defer g.mu.Unlock()
	if one := g.byName[account]; one != nil {
		return one
	}
	if len(g.byName) >= manyGates {
		for name, one := range g.byName {
			if one.left(now) == 0 {
				delete(g.byName, name)
			}
		}
	}
	one := &gate{}
	g.byName[account] = one
	return one
}

// retryAfter is how long a 429 asks to wait, from OCP's RateLimit-Reset or
// from Retry-After, whichever is longer; 0 when it does not say. A window of
// OCP's is a day at most: what is longer is a mistake that must not shut the
// client off for ever.
func retryAfter(header http.Header, now time.Time) time.Duration {
	wait := max(seconds(header.Get("RateLimit-Reset")), seconds(header.Get("Retry-After")))
	if at, err := http.ParseTime(header.Get("Retry-After")); err == nil {
		wait = max(wait, at.Sub(now))
	}
	return min(wait, longestWindow)
}

// seconds reads a header's whole or broken seconds; "0" is one second, because
// it was said that it is too early now.
func seconds(text string) time.Duration {
	s, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil || !(s >= 0) {
		return 0
	}
	return time.Duration(min(max(s, 1), longestWindow.Seconds()) * float64(time.Second))
}
