package live

import (
	"errors"
	"sync"
	"time"

	"taskscope/internal/task"
)

// longestHold bounds how long one answer can keep us from asking: a wrong
// header must not silence a source for a day.
const longestHold = 5 * time.Minute

// holds remembers which sources asked us to wait (429). A source counts the
// requests of an account, so a hold concerns all tasks of the source.
type holds struct {
	mu sync.Mutex
	m  map[string]hold
}

type hold struct {
	until   time.Time
	failure *task.Failure
}

// learn takes the wait out of a throttled answer.
func (h *holds) learn(source string, err error, now time.Time) {
	var failure *task.Failure
	if !errors.As(err, &failure) || failure.Kind != task.FailThrottled || failure.RetryAfter <= 0 {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.m == nil {
		h.m = map[string]hold{}
	}
	h.m[source] = hold{until: now.Add(min(failure.RetryAfter, longestHold)), failure: failure}
}

// check is the failure to answer with while the source wants no requests; nil
// when it may be asked.
func (h *holds) check(ref task.Ref, now time.Time) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	held, ok := h.m[ref.Source]
	if !ok {
		return nil
	}
	if !now.Before(held.until) {
		delete(h.m, ref.Source)
		return nil
	}
	failure := *held.failure
	failure.Task = ref.Task
	failure.RetryAfter = held.until.Sub(now)
	return &failure
}
