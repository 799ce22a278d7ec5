package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// app is the program in front of the played OCP.
type app struct {
	url string
	cmd *exec.Cmd
}

func start(ctx context.Context, program, ocp, dir string) (*app, error) {
	password := filepath.Join(dir, "password")
	if err := os.WriteFile(password, []byte("viewer\n"), 0o600); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, program, "serve", "--listen", "127.0.0.1:0", "--db", filepath.Join(dir, "live.db"),
		"--ocp", ocp, "--ocp-user", "viewer", "--ocp-password-file", password, "--log-level", "error")
	cmd.Stderr = os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	_, url, ok := strings.Cut(strings.TrimSpace(line), "listening on ")
	if !ok {
		return nil, errors.Join(fmt.Errorf("it said %q instead of where it listens: %w", line, err), cmd.Process.Kill())
	}
	return &app{url: url, cmd: cmd}, nil
}

// stop ends it, and takes the time: streams must not hold it.
func (a *app) stop() {
	begun := time.Now()
	_ = a.cmd.Process.Signal(syscall.SIGTERM) // it may have ended
	_ = a.cmd.Wait()
	fmt.Printf("ended %.1f s after SIGTERM\n", time.Since(begun).Seconds())
}

// usage is what a process has taken, as Linux tells; zero elsewhere.
type usage struct {
	rss     int64 // bytes
	cpu     time.Duration
	threads int
	files   int
}

func (a *app) usage() (u usage) {
	dir := "/proc/" + strconv.Itoa(a.cmd.Process.Pid)
	status, _ := os.ReadFile(dir + "/status")
	for line := range strings.Lines(string(status)) {
		name, value, _ := strings.Cut(line, ":")
		n, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(value), " kB"), 10, 64)
		switch name {
		case "VmRSS":
			u.rss = n << 10
		case "Threads":
			u.threads = int(n)
		}
	}
	stat, _ := os.ReadFile(dir + "/stat")
	if at := strings.LastIndexByte(string(stat), ')'); at > 0 {
		if f := strings.Fields(string(stat[at+1:])); len(f) > 12 {
			user, _ := strconv.ParseInt(f[11], 10, 64)
			system, _ := strconv.ParseInt(f[12], 10, 64)
			u.cpu = time.Duration(user+system) * 10 * time.Millisecond // ticks of a hundredth
		}
	}
	files, _ := os.ReadDir(dir + "/fd")
	u.files = len(files)
	return u
}

// watch takes the usage from time to time until ctx ends; the function gives
// what it saw.
func watch(ctx context.Context, a *app, pause time.Duration) func() []usage {
	var all []usage
	done := make(chan struct{})
	go func() {
		defer close(done)
		tick := time.NewTicker(max(pause, time.Millisecond))
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				all = append(all, a.usage())
			}
		}
	}()
	return func() []usage { <-done; return all }
}

// told is the server's own figure of how soon pages were told, from OCP's answer
// to the last byte of the update being handed to the system: without the time
// that this command, which shares the machine, needs for being 500 readers.
func (a *app) told(ctx context.Context) string {
	body, err := get(ctx, client(), a.url+"/metrics", "")
	if err != nil {
		return err.Error()
	}
	defer body.Close()
	const name = "taskscope_live_told_seconds_bucket{le="
	var all []string
	lines := bufio.NewScanner(body)
	for lines.Scan() {
		if rest, ok := strings.CutPrefix(lines.Text(), name); ok {
			limit, n, _ := strings.Cut(rest, "} ")
			all = append(all, fmt.Sprintf("%s s: %s", strings.Trim(limit, `"`), n))
		}
	}
	return strings.Join(all, ", ")
}
