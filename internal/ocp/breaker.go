package ocp

import (
	"errors"
	"net/http"
	"sync"
	"time"

	"taskscope/internal/task"
)

// A source that is down is not asked again and again: each page would wait for
// the time-out, and OCP would come back to a crowd. After so many fetches in a
// row without an answer, over so long a time, it is left alone for a pause that
// doubles, and then asked by one fetch alone.
const (
	silencesInARow = 5
	silenceAtLeast = 10 * time.Second
	firstBreak     = 10 * time.Second
	longestBreak   = time.Minute
	// clockStep is how much longer than its pause a break may seem to last before
	// the clock counts as set back: a fetch may have read it just before the break
	// was noted.
	clockStep = time.Second
)

// breaker is shared by all clients of a source. What OCP does to one task, such
// as a 500 in its own form or a broken body, is an answer: only silence counts.
type breaker struct {
	mu     sync.Mutex
	silent int           // fetches in a row
	since  time.Time     // the start of the first of them
	until  time.Time     // zero: closed
	pause  time.Duration // the one that ends at until
	trying bool          // a fetch is out to see whether OCP is back
	last   *task.Failure
}

// admit is the failure to answer with unasked; nil lets the fetch go on. Then
// try says that it alone finds out whether OCP is back. Every admitted fetch
// has to be noted.
func (b *breaker) admit(now time.Time) (held *task.Failure, try bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.until.IsZero():
		return nil, false
	case !b.trying && (!now.Before(b.until) || b.until.Sub(now) > b.pause+clockStep): // or the clock was set back
		b.trying = true
		return nil, true
	}
	f := *b.last
	f.TraceID, f.Server = "", ""            // of another request
	f.Silent = max(now.Sub(b.since), 1)     // it is set
	f.RetryAfter = max(b.until.Sub(now), 0) // 0: somebody is asking just now
	f.Err = errors.New("not sent: OCP has not answered for a while")
	return &f, false
}

// note takes in what came of a fetch that began at start, nil for a task.
// Unasked is true when nothing was sent, or the caller left before an answer.
func (b *breaker) note(f *task.Failure, unasked, try bool, start, now time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if try {
		b.trying = false
	}
	switch {
	case unasked:
		return
	case f == nil || !silence(f):
		b.silent, b.until, b.pause, b.last = 0, time.Time{}, 0, nil
		return
	case b.silent == 0:
		b.since = start
	}
	b.silent++
	b.last = f
	open := !b.until.IsZero()
	switch {
	case open && !try:
		return // it was on its way already
	case open:
		b.pause = min(2*b.pause, longestBreak)
	case b.silent < silencesInARow || now.Sub(b.since) < silenceAtLeast:
		return
	default:
		b.pause = firstBreak
	}
	b.until = now.Add(b.pause)
}

// silence says whether there was no word of OCP's: no connection, none of the
// answer, or a proxy that says so.
func silence(f *task.Failure) bool {
	switch f.Kind {
	case task.FailRefused, task.FailReset, task.FailTimeout:
		return f.HTTPStatus == 0
	case task.FailServer:
		switch f.HTTPStatus {
		case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
			return true
		}
	}
	return false
}
