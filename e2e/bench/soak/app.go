package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// app is a server that was started.
type app struct {
	url string
	cmd *exec.Cmd
	end chan error
}

// start starts the program and waits for its first line.
func start(ctx context.Context, diagnostics io.Writer, program string, args ...string) (*app, error) {
	cmd := exec.CommandContext(ctx, program, append([]string{"--log-level", "error"}, args...)...)
	cmd.Env = append(os.Environ(), "TASKSCOPE_OCP_PASSWORD=viewer")
	cmd.Stderr = diagnostics
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	a := &app{cmd: cmd, end: make(chan error, 1)}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	go func() { a.end <- cmd.Wait() }()
	url, found := strings.CutPrefix(strings.TrimSpace(line), "taskscope: listening on ")
	if err != nil || !found {
		a.kill()
		return nil, fmt.Errorf("%s did not start: %q: %w", args[0], line, err)
	}
	a.url = url
	return a, nil
}

// stop tells the program to end, as systemd does, and says how long that took.
func (a *app) stop(limit time.Duration) (time.Duration, error) {
	began := time.Now()
	if err := a.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return 0, err
	}
	select {
	case err := <-a.end:
		a.end <- err
		return time.Since(began), err
	case <-time.After(limit):
		return limit, fmt.Errorf("it has not ended %v after SIGTERM", limit)
	}
}

// kill ends the program whatever it does; one that has ended already is left alone.
func (a *app) kill() {
	_ = a.cmd.Process.Kill()
	err := <-a.end
	a.end <- err
}
