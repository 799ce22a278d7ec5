package access

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/alexedwards/scs/v2"
)

// ErrSignedOut says that there is no session, or none any more, in which the
// visitor has signed in to the source.
var ErrSignedOut = errors.New("not signed in")

// The defaults of SessionConfig.
const (
	DefaultIdle     = 2 * time.Hour
	DefaultLifetime = 12 * time.Hour
	maxSessions     = 10_000
)

// SessionConfig is how long sessions last. Zero values are the defaults.
type SessionConfig struct {
	Idle     time.Duration // without a request
	Lifetime time.Duration // at most
	Most     int           // sessions at a time; the one that ends first makes room
}

// Sessions keeps who has signed in, in memory only: a restart signs everybody
// out. Passwords are kept encrypted under a key that exists in this process
// alone, and are gone once the session has ended.
type Sessions struct {
	scs    *scs.SessionManager
	store  *store
	sealer *sealer
	idle   time.Duration
	change sync.Mutex // one change at a time: a session that was ended must not be written back
}

// NewSessions makes an empty Sessions.
func NewSessions(cfg SessionConfig) *Sessions {
	if cfg.Idle <= 0 {
		cfg.Idle = DefaultIdle
	}
	if cfg.Lifetime <= 0 {
		cfg.Lifetime = DefaultLifetime
	}
	if cfg.Most <= 0 {
		cfg.Most = maxSessions
	}
	s := &Sessions{store: newStore(cfg.Most, cfg.Lifetime), sealer: newSealer(), idle: cfg.Idle}
	// Not scs.New: the store that it brings has a goroutine that goes on for ever.
	s.scs = &scs.SessionManager{Store: s.store, Codec: scs.GobCodec{}, IdleTimeout: cfg.Idle, Lifetime: cfg.Lifetime}
	return s
}

// accountsKey is the one value of a session: its accounts as JSON.
const accountsKey = "accounts"

// kept is an account in a session.
type kept struct {
	Source string
	User   string
	Sealed []byte // the password
	Key    string // see Account.Key
}

// Visitor is who has the token; ErrSignedOut when nobody does. It is a sign of
// life: the session goes on.
func (s *Sessions) Visitor(ctx context.Context, token string) (Visitor, error) {
	if token == "" {
		return Visitor{}, ErrSignedOut
	}
	ctx, err := s.scs.Load(ctx, token)
	if err != nil {
		return Visitor{}, fmt.Errorf("read session: %w", err)
	}
	accounts, err := s.read(ctx)
	if err != nil {
		return Visitor{}, err
	}
	s.store.extend(token, s.idle)
	v := Visitor{}
	var names []string
	for _, a := range accounts {
		v.Accounts = append(v.Accounts, Account{Source: a.Source, User: a.User, key: a.Key, token: token, sessions: s})
		if !slices.Contains(names, a.User) {
			names = append(names, a.User)
		}
	}
	v.Name = strings.Join(names, ", ")
	return v, nil
}

// password is that of one account of a session.
func (s *Sessions) password(ctx context.Context, token, source, user string) (string, error) {
	ctx, err := s.scs.Load(ctx, token)
	if err != nil {
		return "", fmt.Errorf("read session: %w", err)
	}
	accounts, err := s.read(ctx)
	if err != nil {
		return "", err
	}
	for _, k := range accounts {
		if k.Source == source && k.User == user {
			return s.sealer.open(k.Source, k.User, k.Sealed)
		}
	}
	return "", ErrSignedOut
}

// read takes the accounts out of the session that ctx carries.
func (s *Sessions) read(ctx context.Context) ([]kept, error) {
	b := s.scs.GetBytes(ctx, accountsKey)
	if b == nil {
		return nil, ErrSignedOut
	}
	var accounts []kept
	if err := json.Unmarshal(b, &accounts); err != nil {
		return nil, fmt.Errorf("read session: %w", err)
	}
	return accounts, nil
}

// SignIn adds an account, whose password OCP has found to be right, to the
// session of a token, or to a new one, and gives it a new token: one that was
// known before says nothing. It takes the place of another account of the
// source.
func (s *Sessions) SignIn(ctx context.Context, token, source, user, password string) (string, error) {
	s.change.Lock()
	defer s.change.Unlock()
	ctx, err := s.scs.Load(ctx, token)
	if err != nil {
		return "", fmt.Errorf("sign in: %w", err)
	}
	accounts, err := s.read(ctx)
	if err != nil && !errors.Is(err, ErrSignedOut) {
		return "", err
	}
	accounts = slices.DeleteFunc(accounts, func(a kept) bool { return a.Source == source })
	accounts = append(accounts, kept{Source: source, User: user,
		Sealed: s.sealer.seal(source, user, password), Key: s.sealer.key(source, user, password)})
	slices.SortFunc(accounts, func(a, b kept) int { return strings.Compare(a.Source, b.Source) })
	if err := s.scs.RenewToken(ctx); err != nil {
		return "", fmt.Errorf("sign in: %w", err)
	}
	return s.write(ctx, accounts)
}

func (s *Sessions) write(ctx context.Context, accounts []kept) (string, error) {
	b, err := json.Marshal(accounts)
	if err != nil {
		return "", fmt.Errorf("write session: %w", err)
	}
	s.scs.Put(ctx, accountsKey, b)
	token, _, err := s.scs.Commit(ctx)
	if err != nil {
		return "", fmt.Errorf("write session: %w", err)
	}
	return token, nil
}

// SignOut ends the session of a token, at once and for everything that is done
// in its name.
func (s *Sessions) SignOut(token string) {
	s.change.Lock()
	defer s.change.Unlock()
	s.store.drop(token)
}

// Refused ends what a session has of a source, whose OCP no longer takes the
// password; with nothing left, the session.
func (s *Sessions) Refused(ctx context.Context, token, source string) error {
	s.change.Lock()
	defer s.change.Unlock()
	ctx, err := s.scs.Load(ctx, token)
	if err != nil {
		return fmt.Errorf("end session: %w", err)
	}
	accounts, err := s.read(ctx)
	if errors.Is(err, ErrSignedOut) {
		return nil
	}
	if err != nil {
		return err
	}
	left := slices.DeleteFunc(accounts, func(a kept) bool { return a.Source == source })
	if len(left) == 0 {
		s.store.drop(token)
		return nil
	}
	_, err = s.write(ctx, left)
	return err
}
