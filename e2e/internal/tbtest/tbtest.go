// Package tbtest is for tests of what makes tests fail: it runs a function with
// a testing.TB that writes failures down instead of failing.
package tbtest

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// Run runs f, then its cleanups, and returns what f's test would have failed
// with. Logs go to t. A skip counts as no failure.
func Run(t testing.TB, name string, f func(testing.TB)) (failures []string) {
	t.Helper()
	r := &recorder{TB: t, name: t.Name() + "/" + name}
	r.do(func() { f(r) })
	for len(r.cleanups) > 0 {
		last := len(r.cleanups) - 1
		clean := r.cleanups[last]
		r.cleanups = r.cleanups[:last]
		r.do(clean)
	}
	return r.failures
}

// recorder is the testing.TB that f gets. It embeds the real one for what need
// not be recorded (Log, TempDir, Setenv).
type recorder struct {
	testing.TB
	name string

	mu       sync.Mutex
	failures []string
	cleanups []func()
}

// do runs f where FailNow may end the goroutine.
func (r *recorder) do(f func()) {
	done := make(chan struct{})
	go func() { defer close(done); f() }()
	<-done
}

func (r *recorder) fail(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, strings.TrimSuffix(text, "\n"))
}

func (r *recorder) Failed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.failures) > 0
}

func (r *recorder) Name() string              { return r.name }
func (r *recorder) Helper()                   {}
func (r *recorder) Cleanup(f func())          { r.cleanups = append(r.cleanups, f) }
func (r *recorder) Fail()                     { r.fail("Fail") }
func (r *recorder) FailNow()                  { r.fail("FailNow"); runtime.Goexit() }
func (r *recorder) Error(args ...any)         { r.fail(fmt.Sprintln(args...)) }
func (r *recorder) Errorf(f string, a ...any) { r.fail(fmt.Sprintf(f, a...)) }
func (r *recorder) Fatal(args ...any)         { r.fail(fmt.Sprintln(args...)); runtime.Goexit() }
func (r *recorder) Fatalf(f string, a ...any) { r.fail(fmt.Sprintf(f, a...)); runtime.Goexit() }
func (r *recorder) Skip(...any)               { runtime.Goexit() }
func (r *recorder) SkipNow()                  { runtime.Goexit() }
func (r *recorder) Skipf(string, ...any)      { runtime.Goexit() }
