package ocp

import (
	"context"
	"crypto/tls"
	"errors"
	"math"
	"net/http"
	"time"

	"taskscope/internal/task"
)

// The retries: at most two, after about 0.2 s and 0.8 s.
const (
	maxRetries = 2
	firstPause = 200 * time.Millisecond
)

// fetch asks until there is an answer or no point in asking again. Attempts
// is how many requests were made, redirects not counted. Once is for a fetch that
// finds out whether OCP is back.
func (c *Client) fetch(parent context.Context, q query, once bool) (got Fetched, attempts int, failure *task.Failure) {
	if q.id <= 0 {
		return Fetched{}, 0, &task.Failure{Kind: task.FailNotFound, Err: errors.New("ids of tasks are above zero")}
	}
	ctx, cancel := context.WithTimeout(parent, c.config.Timeout)
	defer cancel()
	for {
		// Within the loop: another fetch may have been throttled meanwhile.
		if left := c.gate.left(c.config.Now()); left > 0 {
			return Fetched{}, attempts, &task.Failure{Kind: task.FailThrottled, RetryAfter: left,
				Err: errors.New("not sent: OCP asked to wait")}
		}
		if held := c.lockout.hold(c.config.Now()); held != nil {
			return Fetched{}, attempts, held
		}
		attempts++
		var a answer
		a, failure = c.ask(ctx, q)
		if failure == nil {
			got, failure = c.judge(q, a)
		}
		c.lockout.note(failure, c.config.Now())
		if failure == nil || once || attempts > maxRetries || !worthRetry(failure) {
			return got, attempts, failure
		}
		pause := c.pause(attempts)
		if deadline, ok := ctx.Deadline(); ok && time.Until(deadline) <= pause {
			return got, attempts, failure // what OCP did says more than "time-out"
		}
		if c.config.Sleep(ctx, pause) != nil {
			return got, attempts, failure
		}
	}
}

// pause is how long to wait after the nth attempt: 0.2 s, 0.8 s, …, each
// between a half and one and a half of that, so that clients that failed
// together do not come back together.
func (c *Client) pause(n int) time.Duration {
	return time.Duration((0.5 + c.config.Jitter()) * float64(firstPause) * math.Pow(4, float64(n-1)))
}

// worthRetry says whether another try may do better: the connection broke, or
// something before OCP says that OCP is away. A time-out is not: OCP is slow,
// and asking again makes it slower.
func worthRetry(f *task.Failure) bool {
	switch f.Kind {
	case task.FailRefused:
		var untrusted *tls.CertificateVerificationError
		var noTLS tls.RecordHeaderError
		return !errors.As(f.Err, &untrusted) && !errors.As(f.Err, &noTLS)
	case task.FailReset:
		return true
	case task.FailTruncated:
		return errors.Is(f.Err, errTruncated) // by the connection, not by OCP
	case task.FailServer:
		switch f.HTTPStatus {
		case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
			return true
		}
	}
	return false
}
