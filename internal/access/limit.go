package access

import (
	"container/list"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often a sign-in may be tried. OCP locks an account for half an hour after
// 20 wrong passwords: 5 at once and then one in three minutes are 15 in half an
// hour, so that nobody can lock an account through Taskscope. Many people may
// share an address.
const (
	accountBurst = 5
	accountEvery = 3 * time.Minute
	addressBurst = 20
	addressEvery = 15 * time.Second
	maxBuckets   = 10_000
)

// Limiter bounds how often a sign-in is tried, per account and per address. It
// remembers the latest ones only, so nobody can make it grow.
type Limiter struct {
	accounts, addresses buckets
}

// NewLimiter makes a Limiter that has seen nobody.
func NewLimiter() *Limiter {
	return &Limiter{accounts: newBuckets(accountBurst, accountEvery), addresses: newBuckets(addressBurst, addressEvery)}
}

// Try counts a try and is 0, or it says how long to wait before the next one is
// let through.
func (l *Limiter) Try(source, user, address string) time.Duration {
	if wait := l.addresses.take(address); wait > 0 {
		return wait
	}
	return l.accounts.take(accountBucket(source, user))
}

// Succeeded forgets the tries of an account: the password was right.
func (l *Limiter) Succeeded(source, user string) { l.accounts.forget(accountBucket(source, user)) }

// accountBucket counts spellings together that OCP may take for one account.
func accountBucket(source, user string) string {
	return source + "\x00" + strings.ToLower(strings.TrimSpace(user))
}

// buckets are token buckets by key, the latest used ones.
type buckets struct {
	mu     sync.Mutex
	burst  int
	every  time.Duration
	recent *list.List // of *bucket, the latest used first
	byKey  map[string]*list.Element
}

type bucket struct {
	key     string
	limiter *rate.Limiter
}

func newBuckets(burst int, every time.Duration) buckets {
	return buckets{burst: burst, every: every, recent: list.New(), byKey: map[string]*list.Element{}}
}

// take takes a token and is 0, or takes none and says when there will be one.
func (b *buckets) take(key string) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	e, ok := b.byKey[key]
	if !ok {
		e = b.recent.PushFront(&bucket{key, rate.NewLimiter(rate.Every(b.every), b.burst)})
		b.byKey[key] = e
		if b.recent.Len() > maxBuckets {
			delete(b.byKey, b.recent.Remove(b.recent.Back()).(*bucket).key)
		}
	}
	b.recent.MoveToFront(e)
	now := time.Now()
	r := e.Value.(*bucket).limiter.ReserveN(now, 1)
	wait := r.DelayFrom(now)
	if wait > 0 {
		r.CancelAt(now)
	}
	return wait
}

func (b *buckets) forget(key string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if e, ok := b.byKey[key]; ok {
		b.recent.Remove(e)
		delete(b.byKey, key)
	}
}
