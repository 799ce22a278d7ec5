package harness

import (
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// shared is the one server that tests which only look may share: a process for
// each of them would be most of the time that they take.
type shared struct {
	once sync.Once
	app  *App
	err  error
}

// Demo is the demo, started for the first test that asks and stopped after the
// last. Its history holds what other tests have opened, so a test that counts
// on what is in the history, or that changes anything, starts its own.
func (s *Suite) Demo(t testing.TB) *App {
	t.Helper()
	cmd := s.command(t, []string{"serve", "--listen", "127.0.0.1:0", "--db", filepath.Join(s.dir, "demo.db")})
	s.demo.once.Do(func() { s.demo.app, s.demo.err = startShared(cmd) })
	if s.demo.err != nil {
		t.Fatal(s.demo.err)
	}
	before := len(s.demo.app.Log())
	t.Cleanup(func() {
		if t.Failed() {
			t.Logf("meanwhile the shared demo printed:\n%s", tail(s.demo.app.Log()[before:]))
		}
	})
	return s.demo.app
}

func startShared(cmd *exec.Cmd) (*App, error) {
	a := newApp(cmd)
	if err := a.run(); err != nil {
		return nil, err
	}
	if err := a.listens(startLimit); err != nil {
		return nil, errors.Join(fmt.Errorf("%w; it printed:\n%s", err, a.Log()), a.Stop())
	}
	return a, nil
}

// stop ends the shared demo, if any test asked for it.
func (d *shared) stop() error {
	if d.app == nil {
		return nil
	}
	return d.app.Stop()
}

// tail is the end of a log, without the files that every page asks for.
func tail(log string) string {
	lines := slices.DeleteFunc(strings.Split(log, "\n"), func(line string) bool { return strings.Contains(line, "route=/static/") })
	return strings.Join(lines[max(0, len(lines)-tailLines):], "\n")
}

const tailLines = 30
