package ocpsim

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
	"unicode/utf8"
)

// got is what a client sees of one answer.
type got struct {
	resp    *http.Response // nil when none came
	body    []byte
	err     error // of the request
	readErr error // of the body
}

func (s served) try(t *testing.T, ctx context.Context, id int64) got {
	t.Helper()
	resp, err := s.client.Do(s.request(t, "GET", taskPath(id)).WithContext(ctx))
	if err != nil {
		return got{err: err}
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	return got{resp: resp, body: body, readErr: err}
}

func (g got) status() int {
	if g.resp == nil {
		return 0
	}
	return g.resp.StatusCode
}

func (g got) json(want bool) bool { return json.Valid(g.body) == want }

func (g got) errorCode() string {
	var e errorAnswer
	if json.Unmarshal(g.body, &e) != nil || e.Successful == nil || *e.Successful || e.Data != nil {
		return "no error envelope"
	}
	return string(e.Error.Code)
}

func (g got) fine(id int64) bool {
	var doc jsonAnswer
	return g.status() == 200 && g.readErr == nil && json.Unmarshal(g.body, &doc) == nil && int64(doc.Data.ID) == id &&
		len(doc.Data.Subtasks) == 11
}

// Every fault but those that hang or drip does over real HTTP what it says.
func TestFaults(t *testing.T) {
	s := serve(t, Config{RedirectTo: "http://127.0.0.1:9/"})
	isReset := func(err error) bool { return errors.Is(err, syscall.ECONNRESET) }
	isShort := func(err error) bool { return errors.Is(err, io.ErrUnexpectedEOF) }
	always := func(check func(g got) bool) []func(g got, id int64) bool {
		f := func(g got, _ int64) bool { return check(g) }
		return []func(got, int64) bool{f, f}
	}
	fine := func(g got, id int64) bool { return g.fine(id) }
	html := func(status int) func(g got, _ int64) bool {
		return func(g got, _ int64) bool {
			return g.status() == status && strings.HasPrefix(g.resp.Header.Get("Content-Type"), "text/html") && bytes.Contains(g.body, []byte("<html"))
		}
	}
	refused := func(status int, code string) func(g got) bool {
		return func(g got) bool { return g.status() == status && g.errorCode() == code }
	}
	redirect := func(location string) func(g got) bool {
		return func(g got) bool { return g.status() == 302 && g.resp.Header.Get("Location") == location }
	}
	checks := map[Fault][]func(g got, id int64) bool{ // one per request, in order
		FaultInternal:       always(refused(500, `"COM10000"`)),
		FaultBadGateway:     {html(502), html(502)},
		FaultUnavailable:    always(refused(503, `"COM10002"`)),
		FaultGatewayTimeout: {html(504), html(504)},
		FaultFlap:           {html(502), fine, html(502), fine},
		FaultReset:          always(func(g got) bool { return isReset(g.err) }),
		FaultResetMidBody:   always(func(g got) bool { return isReset(g.err) || isReset(g.readErr) }),
		FaultTruncated: always(func(g got) bool {
			return g.status() == 200 && isShort(g.readErr) && int64(len(g.body)) == g.resp.ContentLength/2
		}),
		FaultTruncatedChunked: always(func(g got) bool { return g.status() == 200 && isShort(g.readErr) && len(g.body) > 1000 }),
		FaultCutJSON:          always(func(g got) bool { return g.status() == 200 && g.readErr == nil && len(g.body) > 1000 && g.json(false) }),
		FaultLengthShort: always(func(g got) bool {
			return g.status() == 200 && g.readErr == nil && int64(len(g.body)) == g.resp.ContentLength && g.json(false)
		}),
		FaultLengthLong: always(func(g got) bool {
			return g.status() == 200 && isShort(g.readErr) && g.resp.ContentLength == int64(len(g.body))+100 && g.json(true)
		}),
		FaultLoginPage: {func(g got, id int64) bool {
			return html(200)(got{g.resp, []byte("<html" + string(g.body)), g.err, g.readErr}, id) && bytes.Contains(g.body, []byte("<form"))
		}},
		FaultRedirectLogin: always(redirect("/login")),
		FaultRedirectHost:  always(redirect("http://127.0.0.1:9" + taskPath(FaultRedirectHost.ID()))),
		FaultRedirectLoop:  always(redirect(taskPath(FaultRedirectLoop.ID()))),
		FaultTooLarge: {func(g got, _ int64) bool {
			return g.status() == 200 && len(g.body) == 65<<20 && g.resp.ContentLength == -1
		}},
		FaultTooLargeLength: {func(g got, _ int64) bool {
			return g.status() == 200 && len(g.body) == 65<<20 && g.resp.ContentLength == 65<<20
		}},
		FaultGzipBomb: {func(g got, _ int64) bool { return g.status() == 200 && len(g.body) == 65<<20 && g.resp.Uncompressed }},
		FaultThrottled: always(func(g got) bool {
			return refused(429, "0")(g) && g.resp.Header.Get("RateLimit-Reset") == "7" && bytes.Contains(g.body, []byte(`"traceId":""`))
		}),
		FaultThrottledOnce: {func(g got, _ int64) bool { return g.status() == 429 && g.resp.Header.Get("RateLimit-Reset") == "1" }, fine, fine},
		FaultNoData: always(func(g got) bool {
			return g.status() == 200 && g.json(true) && !bytes.Contains(g.body, []byte(`"data"`)) && bytes.Contains(g.body, []byte(`"successful":true`))
		}),
		FaultNullData: always(func(g got) bool {
			return g.status() == 200 && g.json(true) && bytes.Contains(g.body, []byte(`"data":null`))
		}),
		FaultListData: always(func(g got) bool {
			return g.status() == 200 && g.json(true) && bytes.Contains(g.body, []byte(`"contents":[]`))
		}),
		FaultUnsuccessful: always(refused(200, `"COM10000"`)),
		FaultOtherTask: {func(g got, id int64) bool {
			var doc jsonAnswer
			return json.Unmarshal(g.body, &doc) == nil && g.status() == 200 && doc.Data.ID != 0 && int64(doc.Data.ID) != id
		}},
		FaultNotJSON:       always(func(g got) bool { return g.status() == 200 && len(g.body) > 0 && g.json(false) }),
		FaultEmptyBody:     always(func(g got) bool { return g.status() == 200 && len(g.body) == 0 && g.readErr == nil }),
		FaultRevoked:       always(refused(401, `"IAM10000"`)),
		FaultForbidden:     always(refused(403, `"IAM11000"`)),
		FaultGone:          {fine, func(g got, _ int64) bool { return refused(404, `"TSK10001"`)(g) }, func(g got, _ int64) bool { return refused(404, `"TSK10001"`)(g) }},
		FaultProxyNotFound: {html(404), html(404)},
		FaultDeep: always(func(g got) bool {
			return g.status() == 200 && bytes.Count(g.body, []byte("[")) > 100_000 && bytes.Count(g.body, []byte("[")) == bytes.Count(g.body, []byte("]"))
		}),
		FaultBadUTF8: always(func(g got) bool { return g.status() == 200 && len(g.body) > 1000 && !utf8.Valid(g.body) }),
	}
	slow := map[Fault]bool{FaultHang: true, FaultHangMidBody: true, FaultDrip: true}
	for _, f := range Faults() {
		if slow[f] {
			continue
		}
		t.Run(string(f), func(t *testing.T) {
			s := served{s.Sim, s.url, &http.Client{CheckRedirect: s.client.CheckRedirect, Transport: &http.Transport{DisableKeepAlives: true}}}
			if checks[f] == nil {
				t.Fatal("nothing checks it")
			}
			for n, check := range checks[f] {
				if g := s.try(t, t.Context(), f.ID()); !check(g, f.ID()) {
					t.Errorf("request %d: HTTP %d, %d bytes, errors %v, %v: %.200s", n+1, g.status(), len(g.body), g.err, g.readErr, g.body)
				}
			}
		})
	}
	if resp, _ := s.get(t, "GET", taskPath(FaultInternal.ID()), "Authorization", ""); resp.StatusCode != 401 {
		t.Errorf("a fault without an account: HTTP %d, want 401", resp.StatusCode)
	}
}

func TestGzipBombIsSmallOnTheWire(t *testing.T) {
	s := serve(t, Config{})
	resp, body := s.get(t, "GET", taskPath(FaultGzipBomb.ID()), "Accept-Encoding", "gzip")
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	z.Multistream(false)
	n, err := io.Copy(io.Discard, z)
	if err != nil || n != 1<<20 || len(body) > 256<<10 || resp.Header.Get("Content-Encoding") != "gzip" {
		t.Errorf("%d bytes on the wire, %d in the first of 65 parts, %v; want few that hold a MiB", len(body), n, err)
	}
}

// A drip comes byte by byte and is the whole answer in the end.
func TestDrip(t *testing.T) {
	s := serve(t, Config{Drip: time.Nanosecond})
	if g := s.try(t, t.Context(), FaultDrip.ID()); !g.fine(FaultDrip.ID()) {
		t.Errorf("drip: HTTP %d, %d bytes, %v %v", g.status(), len(g.body), g.err, g.readErr)
	}
	slow := serve(t, Config{Drip: time.Hour})
	resp, err := slow.client.Do(slow.request(t, "GET", taskPath(FaultDrip.ID())))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	first := make([]byte, 100)
	n, err := resp.Body.Read(first)
	if n != 1 || err != nil || first[0] != '{' || resp.ContentLength < 1000 {
		t.Errorf("the first read gives %q, %v, Content-Length %d; want one byte", first[:n], err, resp.ContentLength)
	}
	slow.Close()
	if rest, err := io.ReadAll(resp.Body); err == nil {
		t.Errorf("after Close the drip ends in order with %d bytes", len(rest))
	}
}

// What hangs ends when the client leaves, and when the Sim is closed.
func TestHang(t *testing.T) {
	for _, f := range []Fault{FaultHang, FaultHangMidBody} {
		t.Run(string(f), func(t *testing.T) {
			s := newSim(t, Config{})
			arrived, left := make(chan bool, 2), make(chan bool, 2)
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				defer func() { left <- true }()
				arrived <- true
				s.Handler().ServeHTTP(w, r)
			}))
			defer srv.Close()
			sv := served{s, srv.URL, srv.Client()}

			ctx, cancel := context.WithCancel(t.Context())
			answers := make(chan got)
			ask := func(ctx context.Context) { answers <- sv.try(t, ctx, f.ID()) }
			go ask(ctx)
			<-arrived
			cancel()
			if g := <-answers; g.err == nil && g.readErr == nil {
				t.Errorf("answered HTTP %d with %d bytes", g.status(), len(g.body))
			}
			<-left // the handler ends because the client left

			go ask(t.Context())
			<-arrived
			s.Close()
			if g := <-answers; g.err == nil && g.readErr == nil {
				t.Errorf("after Close: answered HTTP %d with %d bytes", g.status(), len(g.body))
			}
			<-left
			s.Close() // twice is fine
		})
	}
}

// A client that follows the redirect to the other host arrives there.
func TestRedirectToAnotherHost(t *testing.T) {
	var mu sync.Mutex
	var paths []string
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		paths = append(paths, r.URL.Path)
	}))
	defer other.Close()
	s := serve(t, Config{RedirectTo: other.URL})
	s.client.CheckRedirect = nil
	s.try(t, t.Context(), FaultRedirectHost.ID())
	if mu.Lock(); len(paths) != 1 || paths[0] != taskPath(FaultRedirectHost.ID()) {
		t.Errorf("the other host got %v", paths)
	}
	mu.Unlock()
}

func TestControls(t *testing.T) {
	s := serve(t, Config{})
	s.client.Transport = &http.Transport{DisableKeepAlives: true}
	status := func(id int64) int { return s.try(t, t.Context(), id).status() }
	step := func(what string, id int64, want int) {
		t.Helper()
		if got := status(id); got != want {
			t.Errorf("%s: task %d answers %d, want %d", what, id, got, want)
		}
	}
	step("at first", Succeeded, 200)
	s.SetFault(Succeeded, FaultUnavailable)
	step("with a fault", Succeeded, 503)
	step("with another's fault", Retried, 200)
	s.SetFault(0, FaultInternal)
	step("with a fault for all", Retried, 500)
	step("with its own fault", Succeeded, 503)
	s.SetFault(0, "")
	s.SetFault(Succeeded, FaultFlap)
	step("flapping", Succeeded, 502)
	step("flapping", Succeeded, 200)
	s.SetFault(Succeeded, FaultGone)
	step("the turns begin anew", Succeeded, 200)
	step("gone", Succeeded, 404)
	s.SetFault(Succeeded, "")
	step("mended", Succeeded, 200)
	s.SetFault(FaultInternal.ID(), "")
	step("a mended fault", FaultInternal.ID(), 200)
	s.SetFault(Succeeded, "no such fault")
	step("an unknown fault", Succeeded, 500)
	s.SetFault(Succeeded, FaultOtherTask)
	if g := s.try(t, t.Context(), Succeeded); g.status() != 200 || bytes.Contains(g.body, []byte(`"id":`+strconv.FormatInt(Succeeded, 10))) {
		t.Errorf("another task's answer: HTTP %d %.200s", g.status(), g.body)
	}
	s.SetFault(Succeeded, "")
	before := s.Requests(Succeeded)
	s.SetDown(true)
	if g := s.try(t, t.Context(), Succeeded); !errors.Is(g.err, syscall.ECONNRESET) {
		t.Errorf("down: HTTP %d, %v, want a reset connection", g.status(), g.err)
	}
	if got := s.Requests(Succeeded); got != before+1 {
		t.Errorf("Requests = %d, want %d: those while down count", got, before+1)
	}
	s.SetDown(false)
	step("up again", Succeeded, 200)
	s.Forget(Succeeded)
	step("forgotten", Succeeded, 404)
	if s.Requests(Skipped) != 0 {
		t.Error("requests of a task that nobody asked for")
	}
}

func TestFaultIDs(t *testing.T) {
	if FaultInternal.ID() != 990001 || FaultBadUTF8.ID() != FaultFirst+int64(len(Faults()))-1 || Fault("x").ID() != 0 {
		t.Errorf("ids: %d, %d, %d", FaultInternal.ID(), FaultBadUTF8.ID(), Fault("x").ID())
	}
}
