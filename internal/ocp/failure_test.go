package ocp

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"taskscope/internal/task"
)

const loginPage = "<!DOCTYPE html><html><title>Login</title></html>"

// errorBody is OCP's error envelope.
func errorBody(status int, code, message string) string {
	return fmt.Sprintf(`{"error":{"code":%s,"message":%q},"successful":false,"status":%d,`+
		`"timestamp":"2021-08-25T15:10:13+08:00","traceId":"feedfacefeedface","server":"10.9.8.7"}`, code, message, status)
}

// TestFailures has every answer of the design's error table, and how many
// requests it may cost.
func TestFailures(t *testing.T) {
	write := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(status)
			io.WriteString(w, body)
		}
	}
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		kind    task.FailureKind
		status  int
		code    string
		hits    int32
	}{
		{"404 of OCP 4.2.2", write(404, errorBody(404, `"TSK10001"`, "gone")), task.FailNotFound, 404, "TSK10001", 1},
		{"404 of OCP 3", write(404, errorBody(404, `4001`, "gone")), task.FailNotFound, 404, "4001", 1},
		{"404 of no OCP, as text", write(404, "404 page not found"), task.FailNotFound, 404, "", 1},
		{"404 of a proxy", write(404, loginPage), task.FailNotJSON, 404, "", 1},
		{"401", write(401, errorBody(401, `"IAM10001"`, "who")), task.FailUnauthorized, 401, "IAM10001", 1},
		{"401 without a body", write(401, ""), task.FailUnauthorized, 401, "", 1},
		{"403", write(403, errorBody(403, `"IAM11000"`, "no")), task.FailForbidden, 403, "IAM11000", 1},
		{"429", write(429, errorBody(429, `0`, "slow")), task.FailThrottled, 429, "0", 1},
		{"400", write(400, errorBody(400, `0`, "what")), task.FailRejected, 400, "0", 1},
		{"400 with a code that says more", write(400, errorBody(400, `30014`, "no")), task.FailForbidden, 400, "30014", 1},
		{"409", write(409, ""), task.FailRejected, 409, "", 1},
		{"500", write(500, errorBody(500, `"COM1"`, "oops")), task.FailServer, 500, "COM1", 1},
		{"501", write(501, "no"), task.FailServer, 501, "", 1},
		{"502 of a proxy", write(502, "<html>Bad Gateway</html>"), task.FailServer, 502, "", 3},
		{"503", write(503, errorBody(503, `0`, "starting")), task.FailServer, 503, "0", 3},
		{"504", write(504, ""), task.FailServer, 504, "", 3},
		{"web page", write(200, loginPage), task.FailNotJSON, 200, "", 1},
		{"plain text", write(200, "OK"), task.FailNotJSON, 200, "", 1},
		{"nothing", write(200, ""), task.FailNoData, 200, "", 1},
		{"204", write(204, ""), task.FailNoData, 204, "", 1},
		{"no data", write(200, `{"successful":true}`), task.FailNoData, 200, "", 1},
		{"data null", write(200, `{"successful":true,"data":null}`), task.FailNoData, 200, "", 1},
		{"no id", write(200, `{"data":{"name":"x"}}`), task.FailNoData, 200, "", 1},
		{"too deep", write(200, strings.Repeat("[", 100)+strings.Repeat("]", 100)), task.FailNoData, 200, "", 1},
		{"JSON that ends early", write(200, sampleBody[:2000]), task.FailTruncated, 200, "", 1},
		{"another task", write(200, strings.Replace(sampleBody, "35000312", "35000313", 1)), task.FailOtherTask, 200, "", 1},
		{"too large", write(200, sampleBody+strings.Repeat(" ", 1<<20)), task.FailTooLarge, 200, "", 1},
		{"successful=false: not found by code", write(200, errorBody(200, `20000`, "gone")), task.FailNotFound, 200, "20000", 1},
		{"successful=false: not found by status", write(200, errorBody(404, `7`, "gone")), task.FailNotFound, 200, "7", 1},
		{"successful=false: forbidden by code", write(200, errorBody(200, `30014`, "no")), task.FailForbidden, 200, "30014", 1},
		{"successful=false: forbidden by status", write(200, errorBody(403, `7`, "no")), task.FailForbidden, 200, "7", 1},
		{"successful=false: unauthorized", write(200, errorBody(401, `7`, "who")), task.FailUnauthorized, 200, "7", 1},
		{"successful=false: throttled", write(200, errorBody(429, `0`, "slow")), task.FailThrottled, 200, "0", 1},
		{"successful=false: broken", write(200, errorBody(500, `0`, "oops")), task.FailServer, 200, "0", 1},
		{"successful=false: away, but it did answer", write(200, errorBody(503, `0`, "oops")), task.FailServer, 200, "0", 1},
		{"successful=false: nothing said", write(200, `{"successful":false}`), task.FailRejected, 200, "", 1},
		{"shorter than announced", func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(len(sampleBody)))
			io.WriteString(w, sampleBody[:1000])
		}, task.FailTruncated, 200, "", 3},
		{"chunks that end early", func(w http.ResponseWriter, r *http.Request) {
			io.WriteString(w, sampleBody[:1000])
			w.(http.Flusher).Flush()
			panic(http.ErrAbortHandler)
		}, task.FailTruncated, 200, "", 3},
		{"closed without an answer", func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) },
			task.FailReset, 0, "", 3},
		{"reset without an answer", func(w http.ResponseWriter, r *http.Request) { reset(w, "") }, task.FailReset, 0, "", 3},
		{"no HTTP", func(w http.ResponseWriter, r *http.Request) { hijack(w, "SSH-2.0-OpenSSH_9.6\r\n", false) },
			task.FailReset, 0, "", 3},
	} {
		t.Run(c.name, func(t *testing.T) {
			var hits atomic.Int32
			client := serve(t, Config{MaxBody: 1 << 20}, func(w http.ResponseWriter, r *http.Request) {
				hits.Add(1)
				c.handler(w, r)
			})
			f := fetchFails(t, client)
			if f.Kind != c.kind || f.HTTPStatus != c.status || f.Code != c.code {
				t.Errorf("Fetch = %s, HTTP %d, code %q (%v), want %s, %d, %q", f.Kind, f.HTTPStatus, f.Code, f.Err, c.kind, c.status, c.code)
			}
			if f.Err == nil {
				t.Error("Err = nil, want the cause for the log")
			}
			if hits.Load() != c.hits {
				t.Errorf("requests = %d, want %d", hits.Load(), c.hits)
			}
			if strings.Contains(f.Code, "TSK") && (f.Message != "gone" || f.TraceID != "feedfacefeedface" || f.Server != "10.9.8.7") {
				t.Errorf("failure = %+v, want OCP's message, trace id and server", f)
			}
		})
	}
}

// reset breaks the connection with a TCP reset after sending begin.
func reset(w http.ResponseWriter, begin string) { hijack(w, begin, true) }

func hijack(w http.ResponseWriter, begin string, reset bool) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err != nil {
		panic(err)
	}
	io.WriteString(conn, begin)
	if reset {
		conn.(*net.TCPConn).SetLinger(0)
	}
	conn.Close()
}

// TestResetMidBody: a reset may overtake the bytes before it on the wire, so
// the connection's end is scripted here, at the transport.
func TestResetMidBody(t *testing.T) {
	attempts := 0
	c := newClient(t, Config{BaseURL: "http://ocp", Transport: roundTrip(func(*http.Request) (*http.Response, error) {
		attempts++
		r := respond(200, "")
		r.ContentLength = -1
		r.Body = io.NopCloser(io.MultiReader(strings.NewReader(sampleBody[:500]),
			failingReader{&net.OpError{Op: "read", Err: syscall.ECONNRESET}}))
		return r, nil
	})})
	if f := fetchFails(t, c); f.Kind != task.FailReset || f.HTTPStatus != 200 || attempts != 3 {
		t.Errorf("Fetch = %v after %d attempts, want %s after 3", f, attempts, task.FailReset)
	}
}

type failingReader struct{ err error }

func (r failingReader) Read([]byte) (int, error) { return 0, r.err }

func TestRefused(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	pauses := 0
	c := newClient(t, Config{BaseURL: "http://" + address,
		Sleep: func(context.Context, time.Duration) error { pauses++; return nil }})
	if f := fetchFails(t, c); f.Kind != task.FailRefused || f.HTTPStatus != 0 || pauses != 2 {
		t.Errorf("Fetch = %v after %d pauses, want %s after 2", f, pauses, task.FailRefused)
	}
}

// TestTLS: a certificate that is not trusted, or no TLS at all, does not get
// better by trying again.
func TestTLS(t *testing.T) {
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, sampleBody) })
	quiet := log.New(io.Discard, "", 0)
	secure := httptest.NewUnstartedServer(handler)
	secure.Config.ErrorLog = quiet
	secure.StartTLS()
	defer secure.Close()
	plain := httptest.NewServer(handler)
	defer plain.Close()
	for name, url := range map[string]string{"not trusted": secure.URL, "no TLS": strings.Replace(plain.URL, "http:", "https:", 1)} {
		pauses := 0
		c := newClient(t, Config{BaseURL: url, Sleep: func(context.Context, time.Duration) error { pauses++; return nil }})
		if f := fetchFails(t, c); f.Kind != task.FailRefused || pauses != 0 {
			t.Errorf("%s: Fetch = %v after %d pauses, want %s at once", name, f, pauses, task.FailRefused)
		}
	}
	trusting := &tls.Config{RootCAs: secure.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs, MinVersion: tls.VersionTLS12}
	c := newClient(t, Config{BaseURL: secure.URL, Transport: NewTransport(trusting)})
	if _, err := c.Fetch(t.Context(), sampleID, ""); err != nil {
		t.Errorf("Fetch with the server's certificate: %v", err)
	}
}

// TestTimeout runs on a clock of its own: the time-out covers the answer's
// head and its body, is not retried, and is the same when the caller's own
// deadline comes first.
func TestTimeout(t *testing.T) {
	for _, c := range []struct {
		name     string
		inBody   bool
		deadline time.Duration
		took     time.Duration
	}{
		{"no answer", false, time.Hour, DefaultTimeout},
		{"half an answer", true, time.Hour, DefaultTimeout},
		{"the caller's deadline", false, time.Second, time.Second},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				attempts := 0
				client := newClient(t, Config{BaseURL: "http://ocp", Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
					attempts++
					if !c.inBody {
						<-r.Context().Done()
						return nil, r.Context().Err()
					}
					response := respond(200, "")
					response.ContentLength = -1
					response.Body = io.NopCloser(io.MultiReader(strings.NewReader(sampleBody[:500]), waitingReader{r.Context()}))
					return response, nil
				})})
				ctx, cancel := context.WithTimeout(t.Context(), c.deadline)
				defer cancel()
				start := time.Now()
				_, err := client.Fetch(ctx, sampleID, "")
				var f *task.Failure
				if !errors.As(err, &f) || f.Kind != task.FailTimeout || !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("Fetch = %v, want %s", err, task.FailTimeout)
				}
				if took := time.Since(start); took != c.took || attempts != 1 {
					t.Errorf("Fetch took %v and %d attempts, want %v and 1", took, attempts, c.took)
				}
			})
		})
	}
}

// TestTimeoutOverHTTP: the same, as net/http really reports it.
func TestTimeoutOverHTTP(t *testing.T) {
	for _, begin := range []string{"", sampleBody[:500]} {
		c := serve(t, Config{Timeout: 50 * time.Millisecond}, func(w http.ResponseWriter, r *http.Request) {
			if begin != "" {
				io.WriteString(w, begin)
				w.(http.Flusher).Flush()
			}
			<-r.Context().Done()
		})
		if f := fetchFails(t, c); f.Kind != task.FailTimeout {
			t.Errorf("Fetch after %d bytes = %v, want %s", len(begin), f, task.FailTimeout)
		}
	}
}

type waitingReader struct{ ctx context.Context }

func (r waitingReader) Read([]byte) (int, error) {
	<-r.ctx.Done()
	return 0, r.ctx.Err()
}
