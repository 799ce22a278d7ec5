package harness

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"

	"taskscope/e2e/internal/browser"
)

// Suite is what all tests of a test binary share.
type Suite struct {
	// Browser is nil under -short, where pages are skipped.
	Browser *Browser
	// Build makes the binary once and returns its path.
	Build func() (string, error)
	// Artifacts is the folder for what failing tests leave.
	Artifacts string
	// Snapshots has a failing test's trace hold the page at every step.
	Snapshots bool

	sources func() error // see noteSources

	dir  string // for what the shared demo and the binary leave; gone after the last test
	demo shared

	clipboard sync.Mutex // held by the test that uses the browser's one clipboard

	mu    sync.Mutex
	pages map[string]int // pages opened so far, by test name
}

// Main sets a Suite up, runs the tests and returns the exit code for TestMain.
// Without a browser it does not run them: it says what to install and fails.
// Under -short the browser tests are skipped, each by name, and that is refused
// where CI is set, since a CI that skips them is green for nothing.
func Main(m *testing.M, s *Suite, log io.Writer) int {
	flag.Parse() // m.Run has not yet, and -short is asked for before it
	if err := sideBySide(flag.CommandLine); err != nil {
		fmt.Fprintln(log, err)
		return 1
	}
	if err := shortInCI(testing.Short(), os.Getenv("CI")); err != nil {
		fmt.Fprintln(log, err)
		return 1
	}
	root, err := browser.Root(".")
	if err != nil {
		fmt.Fprintln(log, err)
		return 1
	}
	dir, err := os.MkdirTemp("", "taskscope-e2e-")
	if err != nil {
		fmt.Fprintln(log, err)
		return 1
	}
	s.dir = dir
	s.Artifacts = filepath.Join(root, "e2e", "artifacts")
	s.Snapshots = os.Getenv("E2E_SNAPSHOTS") != ""
	s.Build = sync.OnceValues(func() (string, error) { return Build(root, dir) })
	s.sources = sync.OnceValue(func() error { return noteSources(root) })
	code, err := s.run(m, log)
	if err := errors.Join(err, os.RemoveAll(dir)); err != nil {
		fmt.Fprintln(log, err)
		return 1
	}
	return code
}

// run runs the tests with a browser, or without one under -short.
func (s *Suite) run(m *testing.M, log io.Writer) (int, error) {
	if testing.Short() {
		fmt.Fprintln(log, "e2e: -short: the browser tests are skipped")
		return m.Run(), nil
	}
	// What lies there is of an earlier run and would be taken for this one's.
	if err := os.RemoveAll(s.Artifacts); err != nil {
		return 1, err
	}
	// The compiler and the browser start side by side; who needs the binary
	// waits for it in Start.
	built := make(chan struct{})
	go func() { defer close(built); s.Build() }()
	defer func() { <-built }()

	b, err := Launch(context.Background(), ".", log)
	if err != nil {
		return 1, err
	}
	s.Browser = b
	code := m.Run()
	return code, errors.Join(s.demo.stop(), b.Close())
}

// sideBySide has twice as many tests run at a time as go test would, unless its
// -parallel says how many: a test waits for the browser most of the time, and
// the browser often for a clock.
func sideBySide(flags *flag.FlagSet) error {
	const parallel = "test.parallel"
	given := false
	flags.Visit(func(f *flag.Flag) { given = given || f.Name == parallel })
	if given {
		return nil
	}
	return flags.Set(parallel, strconv.Itoa(2*runtime.GOMAXPROCS(0)))
}

// shortInCI refuses -short where ci, the variable CI, says that this is one.
func shortInCI(short bool, ci string) error {
	if !short || ci == "" || ci == "0" || strings.EqualFold(ci, "false") {
		return nil
	}
	return errors.New("e2e: -short would skip the browser tests, and is refused where CI is set; leave -short out, or unset CI")
}

// nextPage numbers the pages of a test from 1.
func (s *Suite) nextPage(test string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pages == nil {
		s.pages = map[string]int{}
	}
	s.pages[test]++
	return s.pages[test]
}
