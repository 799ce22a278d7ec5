package ocp

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"taskscope/internal/task"
)

const (
	listBody   = `{"data":{"contents":[],"page":{}},"successful":true,"status":200}`
	refused401 = `{"error":{"code":"IAM10000","message":"Authentication failed"},"successful":false,"status":401}`
	refused403 = `{"error":{"code":"IAM11000","message":"no permission"},"successful":false,"status":403}`
)

func TestVerify(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		want   task.FailureKind // "" lets in
	}{
		{"the list", 200, listBody, ""},
		{"no permission", 403, refused403, ""},
		{"no permission, OCP Express", 403, `{"error":{"code":30014,"message":"no"},"successful":false}`, ""},
		{"no permission with status 200", 200, refused403, ""},
		{"wrong", 401, refused401, task.FailUnauthorized},
		{"wrong with status 200", 200, refused401, task.FailUnauthorized},
		{"wrong, a bare 401", 401, "", task.FailUnauthorized},
		{"a proxy's 403", 403, "<html>Forbidden</html>", task.FailRejected},
		{"a login page", 200, "<html><form></form></html>", task.FailNotJSON},
		{"another program", 200, `{"hello":"world"}`, task.FailNoData},
		{"null", 200, `null`, task.FailNoData},
		{"throttled", 429, "", task.FailThrottled},
		{"down", 503, "", task.FailServer},
		{"unknown URL", 400, `{"error":{"code":0,"message":"No handler found"},"successful":false}`, task.FailRejected},
	} {
		t.Run(c.name, func(t *testing.T) {
			sent := 0
			client := newClient(t, Config{BaseURL: "http://ocp/x", Now: func() time.Time { return time.Unix(0, 0) },
				Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
					sent++
					if got := r.Method + " " + r.URL.String(); got != "GET http://ocp/x/api/v2/tasks/instances?page=1&size=1" {
						t.Errorf("sent %s", got)
					}
					if user, password, ok := r.BasicAuth(); !ok || user != "viewer" || password != "s3cret-pass" {
						t.Error("sent without the account")
					}
					return respond(c.status, c.body), nil
				})})
			err := client.Verify(t.Context(), "en")
			var f *task.Failure
			switch {
			case c.want == "":
				if err != nil {
					t.Errorf("Verify = %v, want nil", err)
				}
			case !errors.As(err, &f) || f.Kind != c.want || f.Account != "viewer" || f.TraceID == "":
				t.Errorf("Verify = %v, want %s of viewer", err, c.want)
			case strings.Contains(err.Error(), "s3cret"):
				t.Errorf("the error shows the password: %v", err)
			}
			if sent != 1 {
				t.Errorf("%d requests, want one: each wrong one counts at OCP", sent)
			}
		})
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := newClient(t, Config{BaseURL: "http://127.0.0.1:1"}).Verify(ctx, "en"); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestClosed(t *testing.T) {
	for _, c := range []struct {
		name   string
		status int
		body   string
		open   bool
		ok     bool
	}{
		{"asks who", 401, refused401, false, true},
		{"leads to the login page", 302, "", false, true},
		{"a proxy's 403", 403, "no", false, true},
		{"the list for everybody", 200, listBody, true, false},
		{"403 for everybody", 403, refused403, true, false},
		{"down", 503, "", false, false},
		{"throttled", 429, "", false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			client := newClient(t, Config{BaseURL: "http://ocp", Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
				if r.Header.Get("Authorization") != "" {
					t.Error("the account was shown")
				}
				return respond(c.status, c.body), nil
			})})
			err := client.Closed(t.Context())
			if errors.Is(err, ErrOpenDoor) != c.open || (err == nil) != c.ok {
				t.Errorf("Closed = %v, want open %v, ok %v", err, c.open, c.ok)
			}
		})
	}
}

// TestThrottledAsOneAccount: each request is made by a client of its own.
func TestThrottledAsOneAccount(t *testing.T) {
	sent := 0
	now := time.Unix(0, 0)
	base := newClient(t, Config{BaseURL: "http://ocp", Auth: NoAccount{}, Now: func() time.Time { return now },
		Transport: roundTrip(func(*http.Request) (*http.Response, error) { sent++; return respond(429, ""), nil })})
	fetch := func(user string) {
		t.Helper()
		c, err := base.As(Basic{User: user, Password: "any"})
		if err != nil {
			t.Fatal(err)
		}
		if f := fetchFails(t, c); f.Kind != task.FailThrottled {
			t.Errorf("%s: %v", user, f)
		}
	}
	fetch("alice")
	fetch("alice")
	if sent != 1 {
		t.Errorf("%d requests after a 429, want no second one", sent)
	}
	fetch("bob")
	if sent != 2 {
		t.Errorf("%d requests, want one of another account", sent)
	}
	for i := range 3 * manyGates {
		now = now.Add(time.Hour)
		base.gates.of(string(rune('a'+i%26))+time.Duration(i).String(), now)
	}
	if n := len(base.gates.byName); n > manyGates {
		t.Errorf("%d gates are kept, want at most %d", n, manyGates)
	}
}
