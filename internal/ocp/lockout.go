package ocp

import (
	"errors"
	"sync"
	"time"

	"taskscope/internal/task"
)

// OCP locks an account for half an hour after 20 refused log-ins (ocp.md 3.3).
// A page that is opened again and again with a wrong password must not do that
// to an account that others need: after a few refusals in a row the client
// asks only now and then.
const (
	refusalsInARow = 3
	refusalPause   = 5 * time.Minute
)

// lockout counts refusals of the account.
type lockout struct {
	mu      sync.Mutex
	refused int
	until   time.Time
	last    *task.Failure // what OCP said last
}

// hold is the failure to answer with unasked, nil when OCP may be asked.
func (l *lockout) hold(now time.Time) *task.Failure {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.refused < refusalsInARow || !now.Before(l.until) {
		return nil
	}
	held := *l.last
	held.RetryAfter = l.until.Sub(now)
	held.Err = errors.New("not sent: OCP refused the account several times, and locks it after 20")
	return &held
}

// note takes in what came of a request. Only an answer that OCP gave to a
// known account proves that the credentials are right; a broken connection
// says nothing about them.
func (l *lockout) note(f *task.Failure, now time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case f != nil && f.Kind == task.FailUnauthorized:
		l.refused++
		l.until, l.last = now.Add(refusalPause), f
	case f == nil, f.Kind == task.FailNotFound, f.Kind == task.FailForbidden:
		l.refused = 0
	}
}
