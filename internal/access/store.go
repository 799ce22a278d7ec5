package access

import (
	"slices"
	"sync"
	"time"
)

// store holds sessions for scs: in memory, not more than so many, and each is
// overwritten at the moment it ends. Its moments are by the monotonic clock:
// somebody who sets the machine's neither ends a session nor makes one last.
type store struct {
	mu       sync.Mutex
	most     int
	lifetime time.Duration
	byToken  map[string]*entry
}

type entry struct {
	data     []byte
	ends     time.Time // unless it is extended
	deadline time.Time // at the latest, from when the token was made
	timer    *time.Timer
}

func newStore(most int, lifetime time.Duration) *store {
	return &store{most: most, lifetime: lifetime, byToken: map[string]*entry{}}
}

// Find gives a copy: the store's own may be overwritten at any time.
func (s *store) Find(token string) ([]byte, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.byToken[token]
	if !ok || !time.Now().Before(e.ends) {
		return nil, false, nil
	}
	return slices.Clone(e.data), true, nil
}

// Commit adds or replaces a session.
func (s *store) Commit(token string, b []byte, ends time.Time) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := time.Now()
	ends = now.Add(ends.Sub(now)) // scs gives a time of the wall's clock
	deadline := now.Add(s.lifetime)
	if old, ok := s.byToken[token]; ok {
		deadline = old.deadline
	}
	s.end(token)
	for len(s.byToken) >= s.most {
		first, soonest := "", time.Time{}
		for t, e := range s.byToken {
			if first == "" || e.ends.Before(soonest) {
				first, soonest = t, e.ends
			}
		}
		s.end(first)
	}
	if deadline.Before(ends) {
		ends = deadline
	}
	e := &entry{data: b, ends: ends, deadline: deadline}
	e.timer = time.AfterFunc(time.Until(ends), func() { s.expire(token, e) })
	s.byToken[token] = e
	return nil
}

// Delete ends a session.
func (s *store) Delete(token string) error {
	s.drop(token)
	return nil
}

func (s *store) drop(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.end(token)
}

func (s *store) end(token string) {
	if e, ok := s.byToken[token]; ok {
		e.timer.Stop()
		clear(e.data)
		delete(s.byToken, token)
	}
}

// extend lets a session go on for so long, if it is still there.
func (s *store) extend(token string, idle time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	e, ok := s.byToken[token]
	if !ok {
		return
	}
	ends := time.Now().Add(idle)
	if e.deadline.Before(ends) {
		ends = e.deadline
	}
	if ends.After(e.ends) {
		e.ends = ends
	}
}

// expire ends a session unless it has been extended or replaced meanwhile.
func (s *store) expire(token string, e *entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.byToken[token] != e {
		return
	}
	if left := time.Until(e.ends); left > 0 {
		e.timer.Reset(left)
		return
	}
	s.end(token)
}
