package web

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"taskscope/internal/ocpsim"
)

// TestSilentOCP has OCP fall silent after one task was seen: it is asked until
// that is certain, then left alone, which the page of that task and of one that
// was never seen say in both languages; and asked again when the time has come.
func TestSilentOCP(t *testing.T) {
	var ahead, sent atomic.Int64
	var silent atomic.Bool
	start := time.Now()
	w := newWorld(t, func(s *setup) {
		s.ocpClock = func() time.Time { return start.Add(time.Duration(ahead.Load())) }
		s.transport = roundTripper(func(r *http.Request) (*http.Response, error) {
			sent.Add(1)
			if silent.Load() {
				return nil, context.DeadlineExceeded
			}
			return http.DefaultTransport.RoundTrip(r)
		})
	})
	seen, never := path("/tasks/%d", ocpsim.Sample), path("/tasks/%d", ocpsim.Succeeded)
	checkBanner(t, w.get(seen))
	silent.Store(true)
	for range 5 {
		ahead.Add(int64(8 * time.Second))
		checkBanner(t, w.get(seen, "Accept-Language", "en"), "OCP did not answer in time")
	}
	asked := sent.Load()
	checkBanner(t, w.get(seen, "Accept-Language", "en"), "OCP did not answer in time", "OCP has not responded for 32 s. Taskscope asks again in 10 s.", "last seen")
	checkBanner(t, w.get(seen, "Accept-Language", "zh"), "OCP 已有 32 秒未响应，10 秒后才会再次请求。")
	for lang, want := range map[string]string{"en": "Taskscope asks again in 10 s", "zh": "10 秒后才会再次请求"} {
		r := w.get(never, "Accept-Language", lang)
		if r.StatusCode != http.StatusGatewayTimeout || r.Header.Get("Retry-After") != strconv.Itoa(10) {
			t.Errorf("a task never seen = %d, Retry-After %q; want 504 and 10", r.StatusCode, r.Header.Get("Retry-After"))
		}
		if got := r.doc(t).Find(".advice").Text(); !strings.Contains(got, want) {
			t.Errorf("advice = %q, want %q in it", got, want)
		}
	}
	if sent.Load() != asked {
		t.Errorf("%d requests while OCP is left alone", sent.Load()-asked)
	}
	const notSent = `taskscope_ocp_fetches_total{outcome="not_sent",source="prod"} 4`
	if !strings.Contains(string(w.get("/metrics").body), notSent+"\n") {
		t.Errorf("metrics lack %s", notSent)
	}
	ahead.Add(int64(10 * time.Second))
	silent.Store(false)
	if r := w.get(never); r.StatusCode != http.StatusOK || sent.Load() != asked+1 {
		t.Errorf("when OCP is back = %d after %d requests, want 200 after 1", r.StatusCode, sent.Load()-asked)
	}
}
