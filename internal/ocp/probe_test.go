package ocp

import (
	"net/http"
	"testing"
	"time"

	"taskscope/internal/task"
)

// TestProbe has an answer take two seconds on a clock of its own, so that ours
// stands at 13:00:01 in its middle.
func TestProbe(t *testing.T) {
	start := time.Date(2026, 3, 1, 13, 0, 0, 0, time.UTC)
	date := func(at time.Time) http.Header {
		return http.Header{"Date": {at.UTC().Format(http.TimeFormat)}}
	}
	const list = `{"data":{"contents":[],"page":{"totalElements":12}},"successful":true,"server":"10.0.0.7","timestamp":"2026-03-01T21:00:03.500+08:00"}`
	for _, c := range []struct {
		name      string
		status    int
		header    http.Header
		body      string
		permitted bool
		tasks     task.Opt[int64]
		fails     bool
		ahead     time.Duration
		within    time.Duration
	}{
		{"the list", 200, date(start), list, true, task.Some[int64](12), false, 2500*time.Millisecond + 500*time.Microsecond, time.Second + 500*time.Microsecond},
		{"no permission, the header's clock", 403, date(start.Add(-time.Minute)), refused403, false, task.Opt[int64]{}, false, -60500 * time.Millisecond, 1500 * time.Millisecond},
		{"wrong, and a clock", 401, nil, `{"error":{"code":"x"},"successful":false,"status":401,"timestamp":"2026-03-01T13:00:01Z"}`, false, task.Opt[int64]{}, true, 500 * time.Microsecond, time.Second + 500*time.Microsecond},
		{"a list without a clock", 200, nil, listBody, true, task.Opt[int64]{}, false, 0, 0},
		{"a login page", 200, nil, "<html>", false, task.Opt[int64]{}, true, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			now := start
			client := newClient(t, Config{BaseURL: "http://ocp", Now: func() time.Time { return now },
				Transport: roundTrip(func(*http.Request) (*http.Response, error) {
					now = now.Add(2 * time.Second)
					r := respond(c.status, c.body)
					if c.header != nil {
						r.Header = c.header
					}
					return r, nil
				})})
			p, err := client.Probe(t.Context(), "en")
			if (err != nil) != c.fails || p.Permitted != c.permitted || p.Tasks != c.tasks {
				t.Errorf("Probe = %+v, %v; want permitted %v, tasks %v, an error %v", p, err, c.permitted, c.tasks, c.fails)
			}
			ahead, within, ok := p.Ahead()
			if ahead != c.ahead || within != c.within || ok != (c.within > 0) {
				t.Errorf("Ahead = %v within %v, %v; want %v within %v", ahead, within, ok, c.ahead, c.within)
			}
		})
	}
}
