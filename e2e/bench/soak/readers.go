package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"time"
)

// plan bounds a soak.
type plan struct {
	requests, readers int
	length            time.Duration
}

// tally is what the readers got.
type tally struct {
	mu     sync.Mutex
	status map[int]int // 0: the reader left
	wrong  []string    // answers that no input may yield
}

func (t *tally) add(path string, status int, wrong bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.status[status]++
	if wrong && len(t.wrong) < 10 {
		t.wrong = append(t.wrong, fmt.Sprintf("%s: %d", path, status))
	}
}

// Tasks of the simulator, which `taskscope sim` lists: its faults come one
// after the other.
const (
	firstFault = 990001
	lastFault  = 990037
	hangs      = 990013
	throttles  = 990023
	revokes    = 990032
	unknown    = 404404 // to OCP, which says so
)

// paths are what is read: a task of each fault, and ordinary pages. Left out is
// after what the client asks OCP nothing for long: the others would not be met.
func paths() []string {
	var all []string
	for id := firstFault; id <= lastFault; id++ {
		if id != throttles && id != revokes {
			all = append(all, fmt.Sprintf("/tasks/%d", id), fmt.Sprintf("/tasks/%d/live?hidden=yes", id))
		}
	}
	for _, id := range []int{35000312, 35100001, 35100002, unknown} {
		all = append(all, fmt.Sprintf("/tasks/%d", id), fmt.Sprintf("/tasks/%d/analysis.json", id), fmt.Sprintf("/tasks/%d/timeline.svg", id))
	}
	return append(all, "/", "/history", "/history?q=restart", "/readyz", "/tasks/nonsense", "/compare/1...2", "/compare/35000312...35100001")
}

// followed are pages of running tasks that stay open until their reader leaves.
func followed() []string {
	return []string{"/tasks/35100001/live", "/tasks/35100002/live?view=timeline", "/tasks/35100003/live?view=subtasks"}
}

// read has all readers read until the plan's bounds. Each fifth reader's answer
// is not waited for, and each tenth reader follows a page for a while.
func read(ctx context.Context, url string, p plan, t *tally) {
	ctx, cancel := context.WithTimeout(ctx, p.length)
	defer cancel()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: p.readers}, Timeout: 2 * time.Minute}
	defer client.CloseIdleConnections()
	all, left := paths(), atomic.Int64{}
	left.Store(int64(p.requests))
	var readers sync.WaitGroup
	for n := range p.readers {
		readers.Go(func() {
			chance := rand.New(rand.NewPCG(1, uint64(n)))
			for ctx.Err() == nil && left.Add(-1) >= 0 {
				patience := time.Duration(0)
				if chance.IntN(5) == 0 {
					patience = time.Duration(chance.IntN(300)) * time.Millisecond
				}
				path := all[chance.IntN(len(all))]
				if chance.IntN(10) == 0 {
					path = followed()[chance.IntN(len(followed()))]
					patience = time.Duration(100+chance.IntN(5000)) * time.Millisecond
				}
				status, err := get(ctx, client, url+path, patience)
				t.add(path, status, status == http.StatusInternalServerError || err != nil && patience == 0 && ctx.Err() == nil)
			}
		})
	}
	readers.Wait()
}

// get reads one answer to its end. Status 0 is none.
func get(ctx context.Context, client *http.Client, url string, patience time.Duration) (int, error) {
	if patience > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, patience)
		defer cancel()
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := client.Do(r)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}
