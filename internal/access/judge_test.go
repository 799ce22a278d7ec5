package access

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"taskscope/internal/task"
)

func validSource(name string) bool { return task.ValidSource(name) }

// memory is Grants in memory.
type memory struct {
	at      map[string]int64
	writes  int
	broken  error // of reading
	full    error // of writing
	pruned  []int64
	pruning error
}

func (m *memory) key(source, user string, id task.ID) string {
	return fmt.Sprint(source, " ", user, " ", id)
}

func (m *memory) Granted(_ context.Context, source, user string, id task.ID) (task.Opt[int64], error) {
	at, ok := m.at[m.key(source, user, id)]
	return task.Opt[int64]{V: at, OK: ok}, m.broken
}

func (m *memory) Grant(_ context.Context, source, user string, id task.ID, atMS int64) error {
	if m.full != nil {
		return m.full
	}
	m.writes++
	m.at[m.key(source, user, id)] = atMS
	return nil
}

func (m *memory) Revoke(_ context.Context, source, user string, id task.ID) error {
	delete(m.at, m.key(source, user, id))
	return m.full
}

func (m *memory) Prune(_ context.Context, beforeMS int64) (int64, error) {
	m.pruned = append(m.pruned, beforeMS)
	return 0, m.pruning
}

// TestJudge has what becomes of each answer of OCP, by how long ago the last
// grant was. Hours, -1 is never.
func TestJudge(t *testing.T) {
	now := time.UnixMilli(1_800_000_000_000)
	ago := func(hours int) int64 { return now.Add(-time.Duration(hours) * time.Hour).UnixMilli() }
	for _, c := range []struct {
		granted int
		said    task.FailureKind // "" is the task
		knows   bool             // before
		show    bool             // what is kept, after this answer
		after   int              // when the last grant is then
	}{
		{-1, "", false, true, 0},
		{1, "", true, true, 1}, // young enough to be left
		{4, "", true, true, 0},
		{30, "", false, true, 0},
		{-1, task.FailForbidden, false, false, -1},
		{1, task.FailForbidden, true, false, -1},
		{-1, task.FailNotFound, false, false, -1},
		{1, task.FailNotFound, true, true, 1},
		{4000, task.FailNotFound, false, true, 0},
		{1, task.FailUnauthorized, true, false, 1},
		{-1, task.FailRefused, false, false, -1},
		{23, task.FailTimeout, true, true, 23},
		{24, task.FailServer, false, false, 24},
		{4000, task.FailThrottled, false, false, 4000},
	} {
		t.Run(fmt.Sprintf("granted %d h ago, %s", c.granted, c.said), func(t *testing.T) {
			m := &memory{at: map[string]int64{"prod bob 7": ago(0)}}
			if c.granted >= 0 {
				m.at["prod alice 7"] = ago(c.granted)
			}
			j := NewJudge(m, 0, func() time.Time { return now })
			if knows, err := j.Knows(t.Context(), "prod", "alice", 7); knows != c.knows || err != nil {
				t.Errorf("Knows = %v, %v, want %v", knows, err, c.knows)
			}
			var said *task.Failure
			if c.said != "" {
				said = &task.Failure{Kind: c.said}
			}
			if show, err := j.Learn(t.Context(), "prod", "alice", 7, said); show != c.show || err != nil {
				t.Errorf("Learn = %v, %v, want %v", show, err, c.show)
			}
			at, ok := m.at["prod alice 7"]
			if ok != (c.after >= 0) || ok && at != ago(c.after) {
				t.Errorf("the last grant is then %d, %v, want %d h ago", at, ok, c.after)
			}
			if m.at["prod bob 7"] != ago(0) {
				t.Error("another's grant was touched")
			}
		})
	}
}

// TestJudgeWithoutMemory: what cannot be written hides nothing that OCP has
// just shown; what cannot be read shows nothing that is kept.
func TestJudgeWithoutMemory(t *testing.T) {
	full := errors.New("disk full")
	j := NewJudge(&memory{at: map[string]int64{"prod alice 7": 1}, full: full}, 0, time.Now)
	for _, said := range []*task.Failure{nil, {Kind: task.FailNotFound}} {
		if show, err := j.Learn(t.Context(), "prod", "alice", 7, said); !show || !errors.Is(err, full) {
			t.Errorf("full, %v: %v, %v", said, show, err)
		}
	}
	j = NewJudge(&memory{at: map[string]int64{"prod alice 7": forever}, broken: full}, 0, time.Now)
	if show, err := j.Learn(t.Context(), "prod", "alice", 7, &task.Failure{Kind: task.FailNotFound}); show || err == nil {
		t.Errorf("broken: %v, %v", show, err)
	}
	if _, err := j.Knows(t.Context(), "prod", "alice", 7); err == nil {
		t.Error("broken: Knows says nothing of it")
	}
}

func TestPrune(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		m := &memory{pruning: errors.New("locked")}
		failures := 0
		go NewJudge(m, 0, time.Now).Prune(ctx, func(error) { failures++ })
		time.Sleep(49 * time.Hour)
		cancel()
		synctest.Wait()
		if len(m.pruned) != 3 || failures != 3 {
			t.Errorf("in two days pruned %d times, %d failures told, want 3", len(m.pruned), failures)
		}
		if want := time.Now().Add(-rememberGrants - time.Hour).UnixMilli(); m.pruned[2] != want {
			t.Errorf("pruned what is before %d, want %d", m.pruned[2], want)
		}
	})
}

// TestLimiter: an account is never tried as often as locks it.
func TestLimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := NewLimiter()
		passed, start := 0, time.Now()
		for n := 0; time.Since(start) < 30*time.Minute; n++ { // from ever new addresses
			if l.Try("prod", []string{"alice", "ALICE "}[n%2], fmt.Sprint(n)) == 0 {
				passed++
			}
			time.Sleep(time.Second)
		}
		if passed < accountBurst || passed >= 20 {
			t.Errorf("%d tries of one account passed in half an hour; OCP locks at 20", passed)
		}
		l.Try("prod", "alice", "y") // may be due
		if wait := l.Try("prod", "alice", "x"); wait <= 0 || wait > accountEvery {
			t.Errorf("wait = %v", wait)
		}
		if l.Try("prod", "bob", "x") != 0 || l.Try("test", "alice", "x") != 0 {
			t.Error("others are held back too")
		}
		l.Succeeded("prod", "Alice")
		if l.Try("prod", "alice", "x") != 0 {
			t.Error("after a success it is held back")
		}
		passed = 0
		for n := range 1000 { // one address, ever new accounts
			if l.Try("prod", fmt.Sprint(n), "198.51.100.7") == 0 {
				passed++
			}
		}
		if passed != addressBurst {
			t.Errorf("%d tries of one address passed at once, want %d", passed, addressBurst)
		}
		for n := range 3 * maxBuckets {
			l.Try("prod", fmt.Sprint("user", n), fmt.Sprint("address", n))
		}
		if n := len(l.accounts.byKey); n != maxBuckets || l.accounts.recent.Len() != n || len(l.addresses.byKey) != maxBuckets {
			t.Errorf("%d accounts are kept, want %d", n, maxBuckets)
		}
	})
}
