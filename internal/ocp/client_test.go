package ocp

import (
	"compress/gzip"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"taskscope/internal/task"
)

//go:embed testdata/sample.json
var sampleBody string

const sampleID = 35000312

// roundTrip is a transport made of a function.
type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func respond(status int, body string) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{}, ContentLength: int64(len(body)),
		Body: io.NopCloser(strings.NewReader(body))}
}

// newClient makes a client that is quick to retry.
func newClient(t testing.TB, c Config) *Client {
	t.Helper()
	c.Name = "prod"
	if c.Auth == nil {
		c.Auth = Basic{User: "viewer", Password: "s3cret-pass"}
	}
	if c.Sleep == nil {
		c.Sleep = func(context.Context, time.Duration) error { return nil }
	}
	client, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// serve starts a server and a client for it.
func serve(t testing.TB, c Config, h http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	c.BaseURL = server.URL
	return newClient(t, c)
}

func fetchFails(t *testing.T, c *Client) *task.Failure {
	t.Helper()
	got, err := c.Fetch(t.Context(), sampleID, "en")
	var f *task.Failure
	if !errors.As(err, &f) {
		t.Fatalf("Fetch = %v, %v, want a *task.Failure", got.Response.Task.ID, err)
	}
	if got.Body != nil || got.Response.Task.ID != 0 {
		t.Errorf("Fetch failed and yet gave task %s", got.Response.Task.ID)
	}
	if f.Source != "prod" || f.Task != sampleID || f.Account != c.Account() || len(f.TraceID) != 16 {
		t.Errorf("failure of %q, task %s, account %q, trace %q, want prod, %d, %q and 16 digits",
			f.Source, f.Task, f.Account, f.TraceID, sampleID, c.Account())
	}
	return f
}

func TestFetch(t *testing.T) {
	var seen *http.Request
	var outcomes []string
	c := serve(t, Config{
		Observe: func(source, outcome string, took time.Duration) { outcomes = append(outcomes, source+" "+outcome) },
	}, func(w http.ResponseWriter, r *http.Request) {
		seen = r
		fmt.Fprint(w, sampleBody)
	})
	ctx := WithTraceID(t.Context(), "0123456789abcdef")
	got, err := c.Fetch(ctx, sampleID, "zh")
	if err != nil {
		t.Fatal(err)
	}
	want := decode(t, sampleBody)
	if string(got.Body) != sampleBody || !reflect.DeepEqual(got.Response, want) || got.Attempts != 1 || got.TraceID != "0bc49000675d41af" {
		t.Errorf("Fetch = %+v, want the sample at the first attempt", got)
	}
	if seen.Method != "GET" || seen.URL.String() != "/api/v2/tasks/instances/35000312" {
		t.Errorf("request = %s %s", seen.Method, seen.URL)
	}
	user, password, _ := seen.BasicAuth()
	if user != "viewer" || password != "s3cret-pass" {
		t.Errorf("signed in as %q with %q", user, password)
	}
	for name, want := range map[string]string{"Accept": "application/json", "Accept-Language": "zh-CN",
		"X-Trace-Id": "0123456789abcdef", "User-Agent": "taskscope", "Accept-Encoding": "gzip"} {
		if got := seen.Header.Get(name); got != want {
			t.Errorf("%s = %q, want %q", name, got, want)
		}
	}
	if want := []string{"prod ok"}; !reflect.DeepEqual(outcomes, want) {
		t.Errorf("observed = %v, want %v", outcomes, want)
	}
}

func TestFetchPathsAndLanguages(t *testing.T) {
	for _, c := range []struct{ base, api, lang, path, language string }{
		{"", "", "en-US", "/api/v2/tasks/instances/35000312", "en-US"},
		{"/", PathOCP, "", "/api/v2/tasks/instances/35000312", "en-US"},
		{"", PathExpress, "zh-CN", "/api/v1/tasks/instances/35000312", "zh-CN"},
		{"/ocp/x", "api/v2/", "ZH_cn", "/ocp/x/api/v2/tasks/instances/35000312", "zh-CN"},
	} {
		var path, language string
		client := newClient(t, Config{BaseURL: "http://ocp:8080" + c.base, APIPath: c.api,
			Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
				path, language = r.URL.String(), r.Header.Get("Accept-Language")
				return respond(200, sampleBody), nil
			})})
		if _, err := client.Fetch(t.Context(), sampleID, c.lang); err != nil {
			t.Fatal(err)
		}
		if path != "http://ocp:8080"+c.path || language != c.language {
			t.Errorf("asked %s in %s, want %s in %s", path, language, c.path, c.language)
		}
	}
}

// TestFetchTraceIDs: one id for all attempts, and none that is not OCP's form.
func TestFetchTraceIDs(t *testing.T) {
	var ids []string
	c := serve(t, Config{}, func(w http.ResponseWriter, r *http.Request) {
		ids = append(ids, r.Header.Get("X-Trace-Id"))
		w.WriteHeader(503)
	})
	_, err := c.Fetch(WithTraceID(t.Context(), "not a trace id\r\n"), sampleID, "")
	var f *task.Failure
	if !errors.As(err, &f) || len(ids) != 3 || len(ids[0]) != 16 || ids[0] != ids[1] || ids[1] != ids[2] || f.TraceID != ids[0] {
		t.Errorf("trace ids = %q, failure %v, want one random id in all", ids, err)
	}
}

func TestFetchGzip(t *testing.T) {
	zip := func(w http.ResponseWriter, body string, cut int) {
		var b strings.Builder
		z := gzip.NewWriter(&b)
		io.WriteString(z, body)
		z.Close()
		w.Header().Set("Content-Encoding", "gzip")
		io.WriteString(w, b.String()[:b.Len()-cut])
	}
	c := serve(t, Config{MaxBody: 1 << 20}, func(w http.ResponseWriter, r *http.Request) { zip(w, sampleBody, 0) })
	if got, err := c.Fetch(t.Context(), sampleID, ""); err != nil || string(got.Body) != sampleBody {
		t.Errorf("Fetch of a compressed answer = %v, want the sample", err)
	}
	// A megabyte of blanks is a kilobyte on the wire: the limit is on what comes out.
	c = serve(t, Config{MaxBody: 1 << 20}, func(w http.ResponseWriter, r *http.Request) {
		zip(w, sampleBody+strings.Repeat(" ", 1<<20), 0)
	})
	if f := fetchFails(t, c); f.Kind != task.FailTooLarge {
		t.Errorf("Fetch of a bomb = %v, want %s", f, task.FailTooLarge)
	}
	c = serve(t, Config{}, func(w http.ResponseWriter, r *http.Request) { zip(w, sampleBody, 20) })
	if f := fetchFails(t, c); f.Kind != task.FailTruncated {
		t.Errorf("Fetch of half a compressed answer = %v, want %s", f, task.FailTruncated)
	}
}

// TestFetchLimit: exactly the limit is fine, one byte more is not, announced or not.
func TestFetchLimit(t *testing.T) {
	for _, chunked := range []bool{false, true} {
		for _, over := range []int{0, 1} {
			c := serve(t, Config{MaxBody: int64(len(sampleBody) - over)}, func(w http.ResponseWriter, r *http.Request) {
				if chunked {
					w.(http.Flusher).Flush()
				} else {
					w.Header().Set("Content-Length", fmt.Sprint(len(sampleBody)))
				}
				io.WriteString(w, sampleBody)
			})
			if over == 0 {
				if _, err := c.Fetch(t.Context(), sampleID, ""); err != nil {
					t.Errorf("chunked %v: Fetch at the limit: %v", chunked, err)
				}
			} else if f := fetchFails(t, c); f.Kind != task.FailTooLarge || f.HTTPStatus != 200 {
				t.Errorf("chunked %v: Fetch over the limit = %v, want %s", chunked, f, task.FailTooLarge)
			}
		}
	}
}

func TestFetchCancelled(t *testing.T) {
	var outcome string
	ctx, cancel := context.WithCancel(t.Context())
	c := serve(t, Config{Observe: func(_, o string, _ time.Duration) { outcome = o }},
		func(w http.ResponseWriter, r *http.Request) {
			cancel()
			<-r.Context().Done()
		})
	_, err := c.Fetch(ctx, sampleID, "")
	var f *task.Failure
	if !errors.Is(err, context.Canceled) || errors.As(err, &f) || outcome != "cancelled" {
		t.Errorf("Fetch = %v, observed %q, want context.Canceled and no *task.Failure", err, outcome)
	}
}

func TestFetchOfNoID(t *testing.T) {
	c := newClient(t, Config{BaseURL: "http://ocp", Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		t.Errorf("sent %s", r.URL)
		return nil, errors.New("no")
	})})
	for _, id := range []task.ID{0, -1} {
		_, err := c.Fetch(t.Context(), id, "")
		var f *task.Failure
		if !errors.As(err, &f) || f.Kind != task.FailNotFound {
			t.Errorf("Fetch(%d) = %v, want %s", id, err, task.FailNotFound)
		}
	}
}

// TestFetchConcurrently is for the race detector.
func TestFetchConcurrently(t *testing.T) {
	c := serve(t, Config{}, func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/429") {
			w.WriteHeader(429)
			return
		}
		io.WriteString(w, sampleBody)
	})
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			id := task.ID(sampleID)
			if i == 10 {
				id = 429
			}
			_, err := c.Fetch(t.Context(), id, "")
			var f *task.Failure
			if err != nil && (!errors.As(err, &f) || f.Kind != task.FailThrottled) {
				t.Errorf("Fetch(%d) = %v, want the task or %s", id, err, task.FailThrottled)
			}
		})
	}
	all.Wait()
}

func TestNewRefuses(t *testing.T) {
	good := Config{Name: "prod", BaseURL: "https://ocp:8080", Auth: Basic{"u", "hidden-pw"}}
	if _, err := New(good); err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*Config){
		"no name":             func(c *Config) { c.Name = "" },
		"bad name":            func(c *Config) { c.Name = "Prod:1" },
		"no address":          func(c *Config) { c.BaseURL = "" },
		"no scheme":           func(c *Config) { c.BaseURL = "ocp:8080" },
		"other scheme":        func(c *Config) { c.BaseURL = "ftp://ocp" },
		"no host":             func(c *Config) { c.BaseURL = "https:///x" },
		"bad address":         func(c *Config) { c.BaseURL = "https://u:hidden-pw@ocp:port" },
		"account in address":  func(c *Config) { c.BaseURL = "https://u:hidden-pw@ocp" },
		"query in address":    func(c *Config) { c.BaseURL = "https://ocp/?token=hidden-pw" },
		"host not ASCII":      func(c *Config) { c.BaseURL = "https://ö" },
		"no account":          func(c *Config) { c.Auth = nil },
		"no user":             func(c *Config) { c.Auth = Basic{"", "hidden-pw"} },
		"colon in user":       func(c *Config) { c.Auth = Basic{"u:v", "hidden-pw"} },
		"no password":         func(c *Config) { c.Auth = Basic{"u", ""} },
		"no access key":       func(c *Config) { c.Auth = AKSK{"", "hidden-pw"} },
		"line end in key":     func(c *Config) { c.Auth = AKSK{"a\n", "hidden-pw"} },
		"no secret key":       func(c *Config) { c.Auth = AKSK{"a", ""} },
		"negative time-out":   func(c *Config) { c.Timeout = -1 },
		"negative body limit": func(c *Config) { c.MaxBody = -1 },
	} {
		c := good
		change(&c)
		if _, err := New(c); err == nil || strings.Contains(err.Error(), "hidden-pw") {
			t.Errorf("New with %s = %v, want an error without the password", name, err)
		}
	}
}

func TestAs(t *testing.T) {
	var users []string
	status := 429
	c := newClient(t, Config{BaseURL: "http://ocp", Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		user, _, _ := r.BasicAuth()
		users = append(users, user)
		return respond(status, sampleBody), nil
	})})
	fetchFails(t, c)
	other, err := c.As(Basic{"other", "pw"})
	if err != nil {
		t.Fatal(err)
	}
	status = 200
	if _, err := other.Fetch(t.Context(), sampleID, ""); err != nil || other.Account() != "other" || other.Source() != "prod" {
		t.Errorf("Fetch as %s = %v, want no error: only viewer is throttled", other.Account(), err)
	}
	if want := []string{"viewer", "other"}; !reflect.DeepEqual(users, want) {
		t.Errorf("users = %v, want %v", users, want)
	}
	if _, err := c.As(nil); err == nil {
		t.Error("As(nil) = nil, want an error")
	}
}
