package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"
)

// moving is an OCP with one task that goes on when the test says so: a chain of
// subtasks, each of which takes a minute.
type moving struct {
	url string

	mu     sync.Mutex
	now    time.Duration // since the task's start
	of     int           // how many subtasks there are
	failed bool          // the one that runs has failed, and the task with it
	split  bool          // and beside the chain there are two split stages: see copies
	down   int           // answered instead, when it is not 0
	asked  int
}

const movingTask = "4711"

// startMoving starts it with a task of so many subtasks.
func startMoving(t *testing.T, of int) *moving {
	t.Helper()
	m := &moving{of: of, now: 150 * time.Second}
	s := httptest.NewServer(m)
	t.Cleanup(s.Close)
	m.url = s.URL
	return m
}

// set changes what it answers from now on.
func (m *moving) set(f func(m *moving)) {
	m.mu.Lock()
	defer m.mu.Unlock()
	f(m)
}

// app is Taskscope in front of it.
func (m *moving) app(t *testing.T, args ...string) *App {
	t.Helper()
	return serveWith(t, &App{URL: m.url}, "viewer", "viewer", args...)
}

func (m *moving) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	w.Header().Set("Content-Type", "application/json")
	if m.down != 0 {
		w.WriteHeader(m.down)
		fmt.Fprintf(w, `{"successful":false,"status":%d,"error":{"code":500,"message":"the database of OCP is away"}}`, m.down)
		return
	}
	_ = json.NewEncoder(w).Encode(map[string]any{
		"data": m.task(), "successful": true, "status": 200, "timestamp": at(m.now), "traceId": "aaaabbbbccccdddd", "server": "10.0.0.1",
	})
}

// at is a moment of the task as OCP writes it.
func at(since time.Duration) string {
	return time.Date(2021, 8, 25, 15, 0, 0, 0, time.FixedZone("", 8*3600)).Add(since).Format("2006-01-02T15:04:05.000-07:00")
}

func (m *moving) task() map[string]any {
	const each = time.Minute
	var subtasks []map[string]any
	done := int(m.now / each)
	for i := range m.of {
		s := map[string]any{
			"id": 1000 + i, "name": "Step " + strconv.Itoa(i), "status": "PENDING", "operation": "EXECUTE", "createTime": at(0),
			"executor": "10.0.0.1", "parallelIdx": -1, "runTime": 0, "timeout": 3600, "upstreams": []int{}, "downstreams": []int{},
		}
		if i > 0 {
			s["upstreams"] = []int{1000 + i - 1}
		}
		if i <= done {
			s["startTime"], s["status"], s["runTime"] = at(time.Duration(i)*each), "RUNNING", 1
		}
		if i < done {
			s["finishTime"], s["status"] = at(time.Duration(i+1)*each), "SUCCESSFUL"
		}
		if i == done && m.failed {
			s["finishTime"], s["status"] = at(m.now), "FAILED"
		}
		subtasks = append(subtasks, s)
	}
	if m.split {
		subtasks = append(append(subtasks, m.copies(2000, "Early", 17*time.Second, 19*time.Second)...), m.copies(3000, "Late", 10*time.Second, 10*time.Hour)...)
	}
	t := map[string]any{
		"id": 4711, "name": "Upgrade cluster", "status": "RUNNING", "operation": "EXECUTE", "createTime": at(0), "startTime": at(0),
		"creator": map[string]any{"id": 1, "name": "admin"}, "prohibitRollback": false, "subtasks": subtasks,
	}
	switch {
	case m.failed:
		t["status"], t["finishTime"] = "FAILED", at(m.now)
	case done >= m.of:
		t["status"], t["finishTime"] = "SUCCESSFUL", at(time.Duration(m.of)*each)
	}
	return t
}

// copies are those of a split stage, which run from one moment to another.
func (m *moving) copies(first int, name string, from, to time.Duration) (all []map[string]any) {
	for k := range 3 {
		s := map[string]any{
			"id": first + k, "name": name, "status": "RUNNING", "operation": "EXECUTE", "createTime": at(0), "startTime": at(from),
			"executor": "10.0.0.1", "parallelIdx": k, "runTime": 1, "timeout": 72000, "upstreams": []int{}, "downstreams": []int{},
		}
		if to <= m.now {
			s["finishTime"], s["status"] = at(to), "SUCCESSFUL"
		}
		all = append(all, s)
	}
	return all
}
