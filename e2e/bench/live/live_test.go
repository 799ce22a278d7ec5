package main

import (
	"net/http"
	"net/http/httptest"
	"slices"
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

// TestTold: an answer that was there before the viewer is not late.
func TestTold(t *testing.T) {
	answered, ok := moment("3.4200")
	if !ok || answered != time.UnixMilli(4200) {
		t.Errorf("moment = %v, %t, want 4.2 s", answered, ok)
	}
	if _, ok := moment("3"); ok {
		t.Error("an id without a moment is taken")
	}
	var f figures
	f.told(answered, time.UnixMilli(1000), time.UnixMilli(5000))
	f.told(answered, time.UnixMilli(4900), time.UnixMilli(5000))
	if want := []time.Duration{800 * time.Millisecond}; !slices.Equal(f.delays, want) {
		t.Errorf("delays = %v, want %v", f.delays, want)
	}
	if want := []time.Duration{100 * time.Millisecond}; !slices.Equal(f.joins, want) || f.updates != 2 {
		t.Errorf("joins = %v of %d updates, want %v of two", f.joins, f.updates, want)
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
	if body := w.Body.String(); w.Code != http.StatusOK || strings.Count(body, "SUCCESSFUL") != 6 {
		t.Errorf("%d, %d subtasks have ended after 15 s, want 6", w.Code, strings.Count(body, "SUCCESSFUL"))
	}
	early := o.task(1000010, o.begun.Add(15500*time.Millisecond))["subtasks"].([]map[string]any)
	states := map[any]int{}
	for _, s := range early {
		states[s["status"]]++
	}
	if states["SUCCESSFUL"] != 6 || states["RUNNING"] != 10 || states["PENDING"] != 14 {
		t.Errorf("after 15.5 s the states are %v, want 6 that have ended, 10 that run, 14 to come", states)
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
