package main

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

func TestRank(t *testing.T) {
	all := []time.Duration{1e6, 2e6, 3e6, 4e6, 100e6}
	for percent, want := range map[int]time.Duration{0: 1e6, 50: 3e6, 99: 4e6, 100: 100e6} {
		if got := rank(all, percent); got != want {
			t.Errorf("rank of %d %% = %v, want %v", percent, got, want)
		}
	}
	if got := rank(nil, 50); got != 0 {
		t.Errorf("rank of nothing = %v, want 0", got)
	}
}

func TestSince(t *testing.T) {
	now := time.UnixMilli(5000)
	if got, ok := since("3.4200", now); !ok || got != 800*time.Millisecond {
		t.Errorf("since = %v, %t, want 800ms", got, ok)
	}
	if _, ok := since("3", now); ok {
		t.Error("an id without a moment is taken")
	}
}

// TestThePlayedOCP goes on by the clock, and counts.
func TestThePlayedOCP(t *testing.T) {
	o, err := newOCP(1, 30)
	if err != nil {
		t.Fatal(err)
	}
	defer o.close()
	w := httptest.NewRecorder()
	o.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v2/tasks/instances/1000010", nil))
	if body := w.Body.String(); w.Code != http.StatusOK || strings.Count(body, "SUCCESSFUL") != 30 {
		t.Errorf("%d, %d subtasks have ended after a minute, want all 30", w.Code, strings.Count(body, "SUCCESSFUL"))
	}
	early := o.task(1000010, o.begun.Add(each+time.Second))["subtasks"].([]map[string]any)
	states := map[any]int{}
	for _, s := range early {
		states[s["status"]]++
	}
	if states["SUCCESSFUL"] != wave || states["RUNNING"] != wave || states["PENDING"] != wave {
		t.Errorf("after six seconds the states are %v, want ten of each", states)
	}
	if n := o.count()[1000010]; n != 1 {
		t.Errorf("asked %d times, want 1", n)
	}
	for range 2 {
		o.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/api/v2/tasks/instances/1000010", nil))
	}
	if p := o.polls(map[int]int{1000010: 1}); len(p[1000010]) != 1 {
		t.Errorf("pauses are %v, want the one between the last two", p)
	}
}
