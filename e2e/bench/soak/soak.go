package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// What may be more afterwards than before. Connections that are kept for the
// next request, SQLite's and the runtime's own goroutines come and go.
const (
	moreGoroutines = 10
	moreHandles    = 10
	moreMemory     = 48 << 20 // bytes of the heap; the cache of decoded snapshots alone may take 32 MiB
)

const (
	// What hangs ends after 10 s, connections to OCP that idle after 30 s, and Go
	// collects garbage after 2 min at the latest when there is little to do.
	quietWithin = 140 * time.Second
	endWithin   = 11 * time.Second // the server drains for 10 s
	asksWithin  = 2 * time.Minute  // an OCP that is silent is left alone for a minute at most
)

// usage is what the server says of itself.
type usage struct{ goroutines, handles, memory, resident float64 }

func soak(ctx context.Context, out io.Writer, a *app, p plan, doctor *exec.Cmd) error {
	t := &tally{status: map[int]int{}}
	// Warm: every path a few times, so that caches, pools and connections are there.
	warm := plan{requests: 5 * len(paths()), readers: p.readers, length: p.length / 4}
	read(ctx, a.url, warm, &tally{status: map[int]int{}})
	before, err := quiet(ctx, a.url, nil)
	if err != nil {
		return err
	}
	began := time.Now()
	read(ctx, a.url, p, t)
	took := time.Since(began)
	busy, err := used(ctx, a.url)
	if err != nil {
		return err
	}
	after, err := quiet(ctx, a.url, &before)
	if err != nil {
		return err
	}
	if err := asks(ctx, a.url); err != nil {
		return err
	}
	// Told to end with a request under way whose OCP hangs.
	hanging, cancel := context.WithCancel(ctx)
	defer cancel()
	hung := make(chan int, 1)
	go func() {
		status, _ := get(hanging, http.DefaultClient, fmt.Sprintf("%s/tasks/%d", a.url, hangs), 0)
		hung <- status
	}()
	time.Sleep(time.Second) // until it is on its way: nothing tells
	ended, endErr := a.stop(endWithin)
	answered := <-hung
	said, doctorErr := doctor.Output()

	sum := 0
	for _, n := range t.status {
		sum += n
	}
	fmt.Fprintf(out, "%d requests in %v; by status (0: the reader left): %v\n", sum, took.Round(time.Millisecond), t.status)
	fmt.Fprintf(out, "%-14s %10s %10s %10s\n", "", "before", "at its end", "after")
	fmt.Fprintf(out, "%-14s %10.0f %10.0f %10.0f\n", "goroutines", before.goroutines, busy.goroutines, after.goroutines)
	fmt.Fprintf(out, "%-14s %10.0f %10.0f %10.0f\n", "handles", before.handles, busy.handles, after.handles)
	const row = "%-14s %10.1f %10.1f %10.1f\n"
	fmt.Fprintf(out, row, "heap, MiB", before.memory/(1<<20), busy.memory/(1<<20), after.memory/(1<<20))
	fmt.Fprintf(out, row, "resident, MiB", before.resident/(1<<20), busy.resident/(1<<20), after.resident/(1<<20))
	fmt.Fprintf(out, "ended %v after SIGTERM, with a request under way whose OCP hangs, which was answered %d\n", ended.Round(time.Millisecond), answered)
	fmt.Fprintf(out, "%s", said)

	var errs []error
	if len(t.wrong) > 0 {
		errs = append(errs, fmt.Errorf("answers that no input may yield: %s", strings.Join(t.wrong, "; ")))
	}
	if left := after.over(before); left != "" {
		errs = append(errs, errors.New(left))
	}
	if answered != http.StatusGatewayTimeout {
		errs = append(errs, fmt.Errorf("the request under way at the end was answered %d, want 504 with the page", answered))
	}
	if endErr != nil {
		errs = append(errs, fmt.Errorf("end: %w", endErr))
	}
	if doctorErr != nil {
		errs = append(errs, fmt.Errorf("the history afterwards: %w", doctorErr))
	}
	return errors.Join(errs...)
}

// over says what is more than before, beyond what may be.
func (u usage) over(before usage) string {
	var left []string
	if u.goroutines > before.goroutines+moreGoroutines {
		left = append(left, "goroutines")
	}
	if u.handles > before.handles+moreHandles {
		left = append(left, "file handles")
	}
	if u.memory > before.memory+moreMemory {
		left = append(left, "memory")
	}
	if left == nil {
		return ""
	}
	return "left over: " + strings.Join(left, ", ")
}

// quiet waits until the server has no more than it had, or, without before,
// until its goroutines stay the same for a while; it gives up waiting after
// quietWithin and says what there is then.
func quiet(ctx context.Context, url string, before *usage) (usage, error) {
	deadline := time.Now().Add(quietWithin)
	same, last := 0, usage{}
	for {
		now, err := used(ctx, url)
		if err != nil {
			return now, err
		}
		if now.goroutines == last.goroutines && now.handles == last.handles {
			same++
		} else {
			same = 0
		}
		if before != nil && now.over(*before) == "" || before == nil && same >= 5 || time.Now().After(deadline) {
			return now, nil
		}
		last = now
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return now, ctx.Err()
		}
	}
}

// asks waits until the server asks OCP: the last answers of a soak are those
// that hung, of which the breaker makes an OCP that is silent.
func asks(ctx context.Context, url string) error {
	for deadline := time.Now().Add(asksWithin); ; {
		status, err := get(ctx, http.DefaultClient, fmt.Sprintf("%s/tasks/%d", url, unknown), 0)
		if status == http.StatusNotFound {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("OCP is not asked again: the last answer was %d, %v", status, err)
		}
		select {
		case <-time.After(time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// used reads /metrics.
func used(ctx context.Context, url string) (usage, error) {
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: 10 * time.Second}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url+"/metrics", nil)
	if err != nil {
		return usage{}, err
	}
	resp, err := client.Do(r)
	if err != nil {
		return usage{}, err
	}
	defer resp.Body.Close()
	found := map[string]float64{}
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), " ")
		if n, err := strconv.ParseFloat(value, 64); err == nil {
			found[name] = n
		}
	}
	u := usage{found["go_goroutines"], found["process_open_fds"], found["go_memstats_heap_alloc_bytes"], found["process_resident_memory_bytes"]}
	if u.goroutines == 0 || u.handles == 0 || u.memory == 0 {
		return u, fmt.Errorf("/metrics does not tell what the process uses: %v", u)
	}
	return u, lines.Err()
}
