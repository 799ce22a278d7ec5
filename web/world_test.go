package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/access"
	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/ocp"
	"taskscope/internal/ocpsim"
	"taskscope/views/viewtest"
)

// world is the product over HTTP: a simulated OCP on its own port, the client
// of the product, a history in a file, and the handler.
type world struct {
	t       testing.TB
	sim     *ocpsim.Sim
	ocp     *httptest.Server
	store   *history.Store
	dbPath  string
	reader  *live.Reader
	hub     *live.Hub
	server  *server
	front   *httptest.Server
	logs    *logBuffer
	visitor *http.Client
	cookie  *http.Cookie // the session
	headers []string     // of every request
}

// setup is what a test may change of the world.
type setup struct {
	user, password string
	timeout        time.Duration
	access         access.Policy
	wrapStore      func(live.Store) live.Store
	history        func(*history.Store) History
	sim            ocpsim.Config
	pace           live.Pace
	session        access.SessionConfig // of sign-in mode
	now            func() time.Time     // of its grants
	transport      http.RoundTripper    // to OCP
	ocpClock       func() time.Time     // of the client
	second         bool                 // there is another source, "second", of the same OCP
}

func newWorld(t *testing.T, change ...func(*setup)) *world {
	t.Helper()
	return newWorldOf(t, change...)
}

func newWorldOf(t testing.TB, change ...func(*setup)) *world {
	t.Helper()
	set := setup{now: time.Now, user: "viewer", password: "viewer", timeout: 20 * time.Second, pace: live.DefaultPace(),
		wrapStore: func(s live.Store) live.Store { return s },
		history:   func(s *history.Store) History { return s }}
	for _, f := range change {
		f(&set)
	}
	w := &world{t: t, logs: &logBuffer{}, dbPath: filepath.Join(t.TempDir(), "history.db")}
	log := slog.New(slog.NewTextHandler(w.logs, &slog.HandlerOptions{Level: slog.LevelDebug}))
	var err error
	if w.sim, err = ocpsim.New(set.sim); err != nil {
		t.Fatal(err)
	}
	w.ocp = httptest.NewServer(w.sim.Handler())
	t.Cleanup(func() { w.sim.Close(); w.ocp.CloseClientConnections(); w.ocp.Close() })
	metrics := NewMetrics()
	if w.store, err = history.Open(t.Context(), history.Config{
		Path: w.dbPath, Now: time.Now, Logger: log, BusyTimeout: 50 * time.Millisecond, Observe: metrics.Used}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.store.Close() })
	base, err := url.Parse(w.ocp.URL)
	if err != nil {
		t.Fatal(err)
	}
	auth := ocp.Auth(ocp.Basic{User: set.user, Password: set.password})
	if set.access.SignIn {
		auth = ocp.NoAccount{}
	}
	client, err := ocp.New(ocp.Config{
		Name: "prod", BaseURL: w.ocp.URL, Auth: auth,
		Timeout: set.timeout, Logger: log, Transport: set.transport, Now: set.ocpClock,
		Jitter: func() float64 { return 0 },
	})
	if err != nil {
		t.Fatal(err)
	}
	clients, read := map[string]*ocp.Client{"prod": client}, map[string]live.Source{"prod": Client(client)}
	known := []Source{{Name: "prod", URL: base}, {Name: "test", URL: &url.URL{Scheme: "https", Host: "ocp-test.example:8080"}}}
	if set.second {
		second, err := ocp.New(ocp.Config{Name: "second", BaseURL: w.ocp.URL, Auth: auth, Logger: log})
		if err != nil {
			t.Fatal(err)
		}
		clients["second"], read["second"] = second, Client(second)
		known[1] = Source{Name: "second", URL: base}
	}
	w.reader, err = live.New(live.Config{
		Sources: read, DefaultSource: "prod",
		Store: set.wrapStore(Store(w.store)), Decode: ocp.Decode, Logger: log, Observe: metrics.Fetched,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(w.reader.Close)
	w.hub = live.NewHub(set.pace, metrics.Polled)
	t.Cleanup(w.hub.Close)
	var signIn *SignIn
	if set.access.SignIn {
		signIn = &SignIn{Sessions: access.NewSessions(set.session), Limiter: access.NewLimiter(),
			Judge: access.NewJudge(Grants(w.store), 0, set.now), Clients: clients}
	}
	w.server, err = newServer(Config{
		Reader: w.reader, Hub: w.hub, History: set.history(w.store), Metrics: metrics,
		Sources:       known,
		DefaultSource: "prod", Access: set.access, SignIn: signIn, Logger: log,
	})
	if err != nil {
		t.Fatal(err)
	}
	handler, err := w.server.handler()
	if err != nil {
		t.Fatal(err)
	}
	w.front = httptest.NewServer(handler)
	t.Cleanup(w.front.Close)
	w.visitor = &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return w
}

// everything is a visit of somebody who may see everything.
func (w *world) everything() *visit {
	v := &visit{}
	v.Reader, v.History = w.server.library.shelf(access.Visitor{})
	return v
}

// reply is an answer read to its end.
type reply struct {
	*http.Response
	body []byte
}

func (w *world) do(r *http.Request) reply {
	w.t.Helper()
	resp, err := w.visitor.Do(r)
	if err != nil {
		w.t.Fatalf("%s %s: %v", r.Method, r.URL, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatalf("%s %s: read: %v", r.Method, r.URL, err)
	}
	return reply{resp, body}
}

func (w *world) request(method, path string, body io.Reader, headers ...string) *http.Request {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), method, w.front.URL+path, body)
	if err != nil {
		w.t.Fatal(err)
	}
	if w.cookie != nil {
		r.AddCookie(w.cookie)
	}
	headers = append(slices.Clone(w.headers), headers...)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return r
}

func (w *world) get(path string, headers ...string) reply {
	w.t.Helper()
	return w.do(w.request("GET", path, nil, headers...))
}

// doc is the answer as HTML.
func (r reply) doc(t *testing.T) *goquery.Document {
	t.Helper()
	if ct := r.Header.Get("Content-Type"); ct != "text/html; charset=utf-8" {
		t.Fatalf("%s is %q, want HTML; body %.300s", r.Request.URL, ct, r.body)
	}
	d, err := goquery.NewDocumentFromReader(bytes.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	viewtest.Identify(d)
	return d
}

// json reads the answer into v.
func (r reply) json(t *testing.T, v any) {
	t.Helper()
	if ct := r.Header.Get("Content-Type"); !strings.HasPrefix(ct, "application/json") {
		t.Fatalf("%s is %q, want JSON; body %.300s", r.Request.URL, ct, r.body)
	}
	if err := json.Unmarshal(r.body, v); err != nil {
		t.Fatalf("%s: %v; body %.300s", r.Request.URL, err, r.body)
	}
}

// logBuffer is a log that requests write to at the same time.
type logBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logBuffer) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

func (l *logBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func path(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// brokenStore cannot record.
type brokenStore struct {
	live.Store
	err error
}

func (b brokenStore) Record(context.Context, live.Entry) (r ref, err error) { return r, b.err }
