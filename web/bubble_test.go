package web

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"taskscope/internal/access"
	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/ocp"
	"taskscope/internal/ocpsim"
)

// follower is a viewer without a network between: what was written, and when.
type follower struct {
	mu     sync.Mutex
	header http.Header
	status int
	text   bytes.Buffer
	at     []time.Time // of each update
	leave  context.CancelFunc
	done   chan struct{}
}

func (f *follower) Header() http.Header { return f.header }
func (f *follower) WriteHeader(s int)   { f.status = s }
func (f *follower) Flush()              {}
func (f *follower) Write(b []byte) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if bytes.Contains(b, []byte("event: update\n")) {
		f.at = append(f.at, time.Now())
	}
	return f.text.Write(b)
}

// events are the events so far: name and data.
func (f *follower) events(t *testing.T) (all []event) {
	t.Helper()
	f.mu.Lock()
	defer f.mu.Unlock()
	for block := range strings.SplitSeq(f.text.String(), "\n\n") {
		var e event
		for line := range strings.SplitSeq(block, "\n") {
			name, value, _ := strings.Cut(line, ": ")
			switch name {
			case "id":
				e.id = value
			case "event":
				e.name = value
			case "data":
				e.data = value
			}
		}
		if e.name != "" {
			all = append(all, e)
		}
	}
	return all
}

type event struct{ id, name, data string }

// bubble is the product within a bubble of synctest: the real simulator, client,
// history and handlers, and no socket between them.
type bubble struct {
	t       *testing.T
	sim     *ocpsim.Sim
	hub     *live.Hub
	s       *server
	handler http.Handler
	asked   func(id int64) int
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func newBubble(t *testing.T) *bubble {
	t.Helper()
	sim, err := ocpsim.New(ocpsim.Config{})
	if err != nil {
		t.Fatal(err)
	}
	client, err := ocp.New(ocp.Config{Name: "prod", BaseURL: "http://ocp.example", Auth: ocp.Basic{User: "viewer", Password: "viewer"},
		Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
			w := httptest.NewRecorder()
			sim.Handler().ServeHTTP(w, r)
			return w.Result(), nil
		})})
	if err != nil {
		t.Fatal(err)
	}
	store, err := history.Open(t.Context(), history.Config{Path: filepath.Join(t.TempDir(), "history.db"), Now: time.Now, BusyTimeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	reader, err := live.New(live.Config{Sources: map[string]live.Source{"prod": Client(client)}, DefaultSource: "prod", Store: Store(store), Decode: ocp.Decode})
	if err != nil {
		t.Fatal(err)
	}
	b := &bubble{t: t, sim: sim, hub: live.NewHub(live.DefaultPace(), nil), asked: sim.Requests}
	b.s, err = newServer(Config{Reader: reader, Hub: b.hub, History: store, Metrics: NewMetrics(), Sources: []Source{{Name: "prod"}},
		DefaultSource: "prod", Access: access.Policy{}})
	if err != nil {
		t.Fatal(err)
	}
	if b.handler, err = b.s.handler(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.hub.Close(); reader.Close(); store.Close(); sim.Close() })
	return b
}

func (b *bubble) request(ctx context.Context, path string, headers ...string) *http.Request {
	r := httptest.NewRequestWithContext(ctx, "GET", "http://127.0.0.1"+path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

// follow opens a stream.
func (b *bubble) follow(path string, headers ...string) *follower {
	ctx, cancel := context.WithCancel(b.t.Context())
	f := &follower{header: http.Header{}, leave: cancel, done: make(chan struct{})}
	go func() {
		defer close(f.done)
		b.handler.ServeHTTP(f, b.request(ctx, path, headers...))
	}()
	return f
}

// page opens a page, and says of what it is.
func (b *bubble) page(path string, headers ...string) (shown, html string) {
	b.t.Helper()
	w := httptest.NewRecorder()
	b.handler.ServeHTTP(w, b.request(b.t.Context(), path, headers...))
	if w.Code != http.StatusOK {
		b.t.Fatalf("GET %s = %d: %.300s", path, w.Code, w.Body)
	}
	_, after, _ := strings.Cut(w.Body.String(), `data-at="`)
	shown, _, _ = strings.Cut(after, `"`)
	return shown, w.Body.String()
}

// elapse lets the bubble's clock run, and what is due at its end happen.
func elapse(d time.Duration) {
	time.Sleep(d + time.Millisecond)
	synctest.Wait()
}
