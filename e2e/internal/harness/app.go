package harness

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// startLimit and stopLimit are how long a program may take to listen, and to
// end when asked to. They are generous: a loaded machine is not a failure.
const (
	startLimit = 60 * time.Second
	stopLimit  = 30 * time.Second
)

// App is a program that runs for one test, and listens.
type App struct {
	URL string // "http://127.0.0.1:41234", without a slash at the end

	t    testing.TB // nil for the shared one
	cmd  *exec.Cmd
	out  *output
	done chan struct{} // closed when the process has ended
	err  error         // of the process; read only after done

	stopped bool
}

// Start starts `taskscope serve` on a port and a database of its own, waits
// until it listens, and stops it when the test ends. args are added; one of
// --listen and --db replaces the harness's.
func (s *Suite) Start(t testing.TB, args ...string) *App {
	t.Helper()
	args = withDefault(args, "--db", filepath.Join(t.TempDir(), "taskscope.db"))
	return s.start(t, append([]string{"serve"}, withDefault(args, "--listen", "127.0.0.1:0")...))
}

// StartSim starts `taskscope sim`, the simulated OCP alone, in the same way.
func (s *Suite) StartSim(t testing.TB, args ...string) *App {
	t.Helper()
	return s.start(t, append([]string{"sim"}, withDefault(args, "--listen", "127.0.0.1:0")...))
}

func (s *Suite) start(t testing.TB, args []string) *App {
	t.Helper()
	return Run(t, s.command(t, args), startLimit)
}

// command is the built binary with these arguments.
func (s *Suite) command(t testing.TB, args []string) *exec.Cmd {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: needs the program and a browser")
	}
	s.NoteSources(t)
	bin, err := s.Build()
	if err != nil {
		t.Fatal(err)
	}
	return exec.Command(bin, args...)
}

// NoteSources has go test run this test again once the program has changed,
// which it reads in other processes.
func (s *Suite) NoteSources(t testing.TB) {
	t.Helper()
	if err := s.sources(); err != nil {
		t.Fatal(err)
	}
}

// withDefault adds a flag unless it is given.
func withDefault(args []string, flag, value string) []string {
	given := slices.ContainsFunc(args, func(a string) bool {
		return a == flag || strings.HasPrefix(a, flag+"=")
	})
	if given {
		return args
	}
	return append([]string{flag, value}, args...)
}

// Run starts a program that says on its first line where it listens, and stops
// it when the test ends. The TASKSCOPE_ variables of the machine are kept away
// from it unless cmd.Env says otherwise.
func Run(t testing.TB, cmd *exec.Cmd, limit time.Duration) *App {
	t.Helper()
	a := newApp(cmd)
	a.t = t
	if err := a.run(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.cleanup)
	if err := a.listens(limit); err != nil {
		t.Fatal(err)
	}
	return a
}

func newApp(cmd *exec.Cmd) *App {
	return &App{cmd: cmd, out: newOutput(), done: make(chan struct{})}
}

// run starts the process.
func (a *App) run() error {
	if a.cmd.Env == nil {
		a.cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool { return strings.HasPrefix(v, "TASKSCOPE_") })
	}
	a.cmd.Stdout, a.cmd.Stderr = a.out.stdout(), a.out.stderr()
	if err := a.cmd.Start(); err != nil {
		return fmt.Errorf("start %s: %w", a, err)
	}
	go func() { defer close(a.done); a.err = a.cmd.Wait() }()
	return nil
}

// listens waits until the program has said where it listens.
func (a *App) listens(limit time.Duration) error {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case line := <-a.out.first:
		address, err := listening(line)
		if err != nil {
			return fmt.Errorf("%s: %w", a, err)
		}
		a.URL = address
		return nil
	case <-a.done:
		a.stopped = true
		return fmt.Errorf("%s ended (%v) before it listened", a, a.err)
	case <-timer.C:
		return fmt.Errorf("%s did not say within %v where it listens", a, limit)
	}
}

// String is the command line, shortened to the name of the program.
func (a *App) String() string {
	return strings.Join(append([]string{filepath.Base(a.cmd.Path)}, a.cmd.Args[1:]...), " ")
}

// Log is everything the program has printed so far, stdout and stderr as they came.
func (a *App) Log() string { return a.out.String() }

// Stop asks the program to end and waits for it. It is an error when it must be
// killed, or when it ends with another code than 0.
func (a *App) Stop() error {
	if a.stopped {
		return nil
	}
	a.stopped = true
	if err := a.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return errors.Join(fmt.Errorf("ask %s to end: %w", a, err), a.kill())
	}
	timer := time.NewTimer(stopLimit)
	defer timer.Stop()
	select {
	case <-a.done:
	case <-timer.C:
		return errors.Join(fmt.Errorf("%s did not end within %v of SIGTERM", a, stopLimit), a.kill())
	}
	if a.err != nil {
		return fmt.Errorf("%s ended badly: %w", a, a.err)
	}
	return nil
}

// Kill ends the program without a word, as a crash or a power cut would.
func (a *App) Kill() {
	a.t.Helper()
	a.stopped = true
	if err := a.kill(); err != nil {
		a.t.Fatalf("kill %s: %v", a, err)
	}
}

func (a *App) kill() error {
	if err := a.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-a.done
	return nil
}

// cleanup stops the program; when the test has failed it shows what it printed.
func (a *App) cleanup() {
	if err := a.Stop(); err != nil {
		a.t.Error(err)
	}
	if a.t.Failed() {
		a.t.Logf("%s printed:\n%s", a, a.Log())
	}
}
