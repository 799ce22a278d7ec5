package ocp

import (
	"net/http"
	"testing"
	"time"

	"taskscope/internal/task"
)

func TestAccountIsNotLockedByAsking(t *testing.T) {
	now, status, sent := time.Unix(0, 0), 401, 0
	client := newClient(t, Config{BaseURL: "http://ocp", Now: func() time.Time { return now },
		Transport: roundTrip(func(*http.Request) (*http.Response, error) {
			sent++
			return respond(status, ""), nil
		})})
	fetch := func(times int) {
		t.Helper()
		for range times {
			if f := fetchFails(t, client); f.Kind != task.FailUnauthorized && status == 401 {
				t.Fatalf("Fetch = %v, want %s", f, task.FailUnauthorized)
			}
		}
	}
	fetch(50)
	if sent != refusalsInARow {
		t.Errorf("50 pages with a refused account sent %d requests, want %d", sent, refusalsInARow)
	}
	now = now.Add(refusalPause / 3)
	if f := fetchFails(t, client); f.RetryAfter != refusalPause*2/3 {
		t.Errorf("a third into the pause OCP is asked again in %v, want %v", f.RetryAfter, refusalPause*2/3)
	}
	now = now.Add(refusalPause * 2 / 3)
	fetch(50)
	if sent != refusalsInARow+1 {
		t.Errorf("after the pause %d requests were sent in all, want %d", sent, refusalsInARow+1)
	}

	// The account works again: a 404 proves it as well as a task does.
	now, status = now.Add(refusalPause), 404
	fetch(5)
	if want := refusalsInARow + 6; sent != want {
		t.Errorf("once the account works %d requests were sent in all, want %d", sent, want)
	}
}

func TestOneRefusedTaskDoesNotShutOutTheOthers(t *testing.T) {
	sent := 0
	client := newClient(t, Config{BaseURL: "http://ocp", Now: func() time.Time { return time.Unix(0, 0) },
		Transport: roundTrip(func(*http.Request) (*http.Response, error) {
			sent++
			if sent%2 == 1 {
				return respond(401, ""), nil
			}
			return respond(404, ""), nil
		})})
	for range 20 {
		fetchFails(t, client)
	}
	if sent != 20 {
		t.Errorf("20 fetches that were refused in turn sent %d requests, want 20", sent)
	}
}
