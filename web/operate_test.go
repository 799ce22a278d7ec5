package web

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"taskscope/internal/ocpsim"
)

func TestMetrics(t *testing.T) {
	w := newWorld(t)
	w.get(path("/tasks/%d", ocpsim.Sample))
	w.get(path("/tasks/%d", ocpsim.FaultInternal.ID()))
	w.get("/made/up/by/a/client")
	w.do(w.request("MADEUP", "/x", nil))
	text := string(w.get("/metrics").body)
	for _, line := range []string{
		`taskscope_http_requests_total{method="GET",route="/tasks/:ref",status="200"} 1`,
		`taskscope_http_requests_total{method="GET",route="/tasks/:ref",status="502"} 1`,
		`taskscope_ocp_fetches_total{outcome="ok",source="prod"} 1`,
		`taskscope_ocp_fetches_total{outcome="server",source="prod"} 1`,
		`taskscope_history_snapshots 1`,
		`taskscope_not_recorded_total 0`,
		`taskscope_ocp_fetch_seconds_count{source="prod"} 2`,
		`taskscope_history_seconds_count{use="write"} 1`,
	} {
		if !strings.Contains(text, line+"\n") {
			t.Errorf("metrics lack %s", line)
		}
	}
	if strings.Contains(text, "made/up") || strings.Contains(text, "MADEUP") {
		t.Error("what a client makes up is a label")
	}
	if strings.Contains(text, "taskscope_history_bytes 0\n") {
		t.Error("the size of the history is 0")
	}
}

// TestMetricsOfALockedHistory counts what could not be written, and why.
func TestMetricsOfALockedHistory(t *testing.T) {
	w := newWorld(t)
	w.get(path("/tasks/%d", ocpsim.Sample))
	unlock := w.lock()
	w.get("/readyz")
	unlock()
	const want = `taskscope_history_failures_total{reason="locked",use="write"} 1`
	text := string(w.get("/metrics").body)
	if !strings.Contains(text, want+"\n") {
		t.Errorf("metrics lack %s", want)
	}
	if strings.Contains(text, w.dbPath) || strings.Contains(text, "_count{use=\"read\"} 0\n") {
		t.Error("the metrics tell a path, or no reads")
	}
}

// roundTripper is a transport that is one function.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestOneIdFromBrowserToOCP has one id in the answer, in the record of the
// request, in that of the request to OCP, and in what OCP was sent.
func TestOneIdFromBrowserToOCP(t *testing.T) {
	var sent []string
	var mu sync.Mutex
	w := newWorld(t, func(s *setup) {
		s.transport = roundTripper(func(r *http.Request) (*http.Response, error) {
			mu.Lock()
			defer mu.Unlock()
			sent = append(sent, r.Header.Get("X-Trace-Id"))
			return http.DefaultTransport.RoundTrip(r)
		})
	})
	for _, c := range []struct {
		id  int64
		msg string
	}{{ocpsim.Sample, `msg="task read"`}, {ocpsim.FaultInternal.ID(), `msg="task not read"`}} {
		sent = nil
		id := w.get(path("/tasks/%d", c.id)).Header.Get("X-Request-Id")
		if len(sent) == 0 || slices.ContainsFunc(sent, func(s string) bool { return s != id }) {
			t.Errorf("OCP was sent %q, want %s", sent, id)
		}
		for _, msg := range []string{"msg=request", c.msg} {
			n := 0
			for line := range strings.Lines(w.logs.String()) {
				if strings.Contains(line, msg) && strings.Contains(line, " id="+id+" ") {
					n++
				}
			}
			if n != 1 {
				t.Errorf("%d records %s with id %s, want 1:\n%s", n, msg, id, w.logs)
			}
		}
	}
}

func TestOneLogRecordPerRequest(t *testing.T) {
	w := newWorld(t)
	r := w.get(path("/tasks/%d", ocpsim.Sample))
	id := r.Header.Get("X-Request-Id")
	var lines []string
	for line := range strings.Lines(w.logs.String()) {
		if strings.Contains(line, "msg=request") {
			lines = append(lines, line)
		}
	}
	if len(lines) != 1 {
		t.Fatalf("%d records, want 1: %q", len(lines), lines)
	}
	for _, part := range []string{"level=INFO", "id=" + id, "route=/tasks/:ref", "status=200", fmt.Sprintf("bytes=%d", len(r.body)), "ms="} {
		if !strings.Contains(lines[0], part) {
			t.Errorf("the record lacks %s: %s", part, lines[0])
		}
	}
}

// goneWriter is the connection of a client that left.
type goneWriter struct {
	http.ResponseWriter
	cancel context.CancelFunc
}

func (w goneWriter) Write([]byte) (int, error) { w.cancel(); return 0, syscall.EPIPE }

// TestReaderLeavesWithinAnAnswer: that is no error of ours, whatever page it is.
func TestReaderLeavesWithinAnAnswer(t *testing.T) {
	w := newWorld(t)
	for _, url := range []string{path("/tasks/%d", ocpsim.Sample), "/tasks/nonsense", "/history"} {
		ctx, cancel := context.WithCancel(t.Context())
		r := w.request("GET", url, nil).WithContext(ctx)
		func() {
			defer func() {
				if p := recover(); p != nil && p != http.ErrAbortHandler {
					panic(p)
				}
			}()
			w.front.Config.Handler.ServeHTTP(goneWriter{httptest.NewRecorder(), cancel}, r)
		}()
		cancel()
	}
	if log := w.logs.String(); strings.Contains(log, "level=ERROR") || strings.Contains(log, "status=500") || !strings.Contains(log, "status=499") {
		t.Errorf("a reader who leaves is logged as\n%s", log)
	}
}
