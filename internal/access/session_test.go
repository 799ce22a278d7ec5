package access

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func signedIn(t *testing.T, s *Sessions, token, source, user, password string) string {
	t.Helper()
	token, err := s.SignIn(t.Context(), token, source, user, password)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// there says whether a token is a session, as a request would ask.
func there(t *testing.T, s *Sessions, token string) bool {
	t.Helper()
	_, err := s.Visitor(t.Context(), token)
	if err != nil && !errors.Is(err, ErrSignedOut) {
		t.Fatal(err)
	}
	return err == nil
}

func TestSessionExpires(t *testing.T) {
	for _, c := range []struct {
		name  string
		every time.Duration // between requests; 0 is none
		ends  time.Duration
	}{
		{"idle", 0, time.Hour},
		{"in use", 50 * time.Minute, 5 * time.Hour},
		{"used now and then", 61 * time.Minute, time.Hour},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := NewSessions(SessionConfig{Idle: time.Hour, Lifetime: 5 * time.Hour})
				token := signedIn(t, s, "", "prod", "alice", "s3cret-pass")
				v, err := s.Visitor(t.Context(), token)
				if err != nil {
					t.Fatal(err)
				}
				account := v.Accounts[0]
				data := s.store.byToken[token].data
				start := time.Now()
				for next := c.every; c.every > 0 && next < c.ends; next += c.every {
					time.Sleep(time.Until(start.Add(next)))
					if !there(t, s, token) {
						t.Fatalf("ended after %v", time.Since(start))
					}
				}
				time.Sleep(time.Until(start.Add(c.ends - time.Second)))
				if _, err := account.Password(t.Context()); err != nil {
					t.Errorf("a second before its end: %v", err)
				}
				time.Sleep(2 * time.Second)
				if _, err := account.Password(t.Context()); !errors.Is(err, ErrSignedOut) {
					t.Errorf("a second after its end the password is still there: %v", err)
				}
				if there(t, s, token) {
					t.Errorf("there is a session after %v", time.Since(start))
				}
				synctest.Wait()
				if len(s.store.byToken) != 0 || len(bytes.Trim(data, "\x00")) != 0 {
					t.Errorf("%d sessions are kept, %d bytes of it were not overwritten", len(s.store.byToken), len(bytes.Trim(data, "\x00")))
				}
			})
		})
	}
}

// TestSessionByTheMonotonicClock: that the machine's clock is set, to and fro,
// neither ends a session nor makes it last. A time with the monotonic reading
// says so when it is printed; what scs keeps has lost it.
func TestSessionByTheMonotonicClock(t *testing.T) {
	s := NewSessions(SessionConfig{Idle: time.Hour, Lifetime: 5 * time.Hour})
	token := signedIn(t, s, "", "prod", "alice", "s3cret-pass")
	for _, when := range []string{"at first", "in use", "with another account"} {
		e := s.store.byToken[token]
		for name, at := range map[string]time.Time{"its end": e.ends, "its deadline": e.deadline} {
			if !strings.Contains(at.String(), " m=") {
				t.Errorf("%s: %s is %v, of the clock on the wall", when, name, at)
			}
		}
		if left := time.Until(e.deadline); left > 5*time.Hour || left < 5*time.Hour-time.Minute {
			t.Errorf("%s: %v are left at most, want five hours", when, left)
		}
		switch when {
		case "at first":
			there(t, s, token)
		case "in use":
			token = signedIn(t, s, token, "test", "alice", "s3cret-pass")
		}
	}
}

func TestSessionOfTwoSources(t *testing.T) {
	s := NewSessions(SessionConfig{})
	first := signedIn(t, s, "", "test", "bob", "p2")
	token := signedIn(t, s, first, "prod", "alice", "p1")
	if token == first || there(t, s, first) {
		t.Error("the token was not renewed")
	}
	v, err := s.Visitor(t.Context(), token)
	if err != nil || v.Name != "alice, bob" || len(v.Accounts) != 2 {
		t.Fatalf("visitor = %+v, %v", v, err)
	}
	for source, want := range map[string]string{"prod": "p1", "test": "p2"} {
		a, ok := v.Account(source)
		if got, err := a.Password(t.Context()); !ok || got != want || err != nil {
			t.Errorf("password of %s = %q, %v, want %q", source, got, err, want)
		}
	}
	if err := s.Refused(t.Context(), token, "prod"); err != nil {
		t.Fatal(err)
	}
	if v, err = s.Visitor(t.Context(), token); err != nil || v.Name != "bob" {
		t.Errorf("after prod refused: %+v, %v, want bob alone", v, err)
	}
	if err := s.Refused(t.Context(), token, "test"); err != nil || there(t, s, token) {
		t.Errorf("after both refused there is a session, %v", err)
	}
	if err := s.Refused(t.Context(), token, "test"); err != nil {
		t.Errorf("a session that has ended: %v", err)
	}
	for _, none := range []string{"", "unknown", token} {
		if there(t, s, none) {
			t.Errorf("token %q is a session", none)
		}
	}
}

func TestSignOutIsAtOnce(t *testing.T) {
	s := NewSessions(SessionConfig{})
	token := signedIn(t, s, "", "prod", "alice", "p1")
	v, err := s.Visitor(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	s.SignOut(token)
	if _, err := v.Accounts[0].Password(t.Context()); !errors.Is(err, ErrSignedOut) {
		t.Errorf("a request under way still gets the password: %v", err)
	}
	if there(t, s, token) {
		t.Error("the session is there")
	}
	s.SignOut(token)
	s.SignOut("")
}

func TestAnotherSignInTakesThePlace(t *testing.T) {
	s := NewSessions(SessionConfig{})
	token := signedIn(t, s, "", "prod", "alice", "p1")
	v, _ := s.Visitor(t.Context(), token)
	token = signedIn(t, s, token, "prod", "bob", "p2")
	if w, err := s.Visitor(t.Context(), token); err != nil || w.Name != "bob" {
		t.Errorf("visitor = %q, %v, want bob", w.Name, err)
	}
	if _, err := v.Accounts[0].Password(t.Context()); err == nil {
		t.Error("alice's account still answers")
	}
}

func TestSessionsAreBounded(t *testing.T) {
	s := NewSessions(SessionConfig{Most: 3})
	first := signedIn(t, s, "", "prod", "alice", "p")
	for i := range 10 {
		signedIn(t, s, "", "prod", fmt.Sprint("user", i), "p")
	}
	if n := len(s.store.byToken); n != 3 || there(t, s, first) {
		t.Errorf("%d sessions, want the 3 that end last", n)
	}
}

// TestPasswordIsSealed looks for the password in what is kept.
func TestPasswordIsSealed(t *testing.T) {
	s := NewSessions(SessionConfig{})
	const password = "a-password-that-is-nowhere-else"
	token := signedIn(t, s, "", "prod", "alice", password)
	if bytes.Contains(s.store.byToken[token].data, []byte(password[:8])) {
		t.Error("the session has the password in it")
	}
	v, err := s.Visitor(t.Context(), token)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{fmt.Sprintf("%+v", v), fmt.Sprintf("%#v", v.Accounts), v.Accounts[0].Key()} {
		if strings.Contains(text, password) {
			t.Errorf("printed: %s", text)
		}
	}
	sealed := s.sealer.seal("prod", "alice", password)
	if _, err := s.sealer.open("prod", "bob", sealed); err == nil {
		t.Error("alice's password opens as bob's")
	}
	if _, err := newSealer().open("prod", "alice", sealed); err == nil {
		t.Error("it opens in another process")
	}
	if bytes.Equal(sealed, s.sealer.seal("prod", "alice", password)) {
		t.Error("the same password is sealed the same way twice")
	}
	keys := map[string]bool{}
	for _, c := range [][3]string{{"prod", "alice", "a"}, {"prod", "alice", "b"}, {"prod", "bob", "a"}, {"test", "alice", "a"}, {"prod", "alice", "a"}} {
		keys[s.sealer.key(c[0], c[1], c[2])] = true
	}
	if len(keys) != 4 {
		t.Errorf("%d keys of four accounts, one of them twice", len(keys))
	}
}

// TestSessionsAtOnce is for the race detector: requests, sign-ins and sign-outs
// of the same visitors. None of them brings back what has ended.
func TestSessionsAtOnce(t *testing.T) {
	s := NewSessions(SessionConfig{})
	done := make(chan string)
	for i := range 8 {
		go func() {
			token, err := s.SignIn(context.Background(), "", "prod", fmt.Sprint("user", i%2), "p")
			for range 50 {
				if err == nil {
					_, err = s.Visitor(context.Background(), token)
				}
			}
			go s.SignOut(token)
			s.Refused(context.Background(), token, "prod")
			s.Visitor(context.Background(), token)
			if err != nil {
				t.Error(err)
			}
			done <- token
		}()
	}
	for range 8 {
		if token := <-done; there(t, s, token) {
			t.Error("a session came back")
		}
	}
}

func TestOwnSource(t *testing.T) {
	names := map[string]bool{}
	for _, a := range []Account{{Source: "prod", User: "alice"}, {Source: "prod", User: "Alice"}, {Source: "test", User: "alice"}, {Source: "prod", User: "张三"}} {
		name := a.OwnSource()
		if names[name] || !IsOwnSource(name) || !validSource(name) {
			t.Errorf("%+v has the source %q", a, name)
		}
		names[name] = true
	}
}
