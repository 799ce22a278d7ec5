package ocp

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"taskscope/internal/task"
)

const (
	aPassword = "correct-horse"
	aSecret   = "2fc0c299cc94c6be266f2ceece765d4d"
)

// TestAccountsDoNotShow prints, logs and encodes accounts in every way there is.
func TestAccountsDoNotShow(t *testing.T) {
	for _, auth := range []Auth{Basic{"viewer", aPassword}, &Basic{"viewer", aPassword}, AKSK{"AK1", aSecret}, &AKSK{"AK1", aSecret}} {
		config := Config{Name: "prod", BaseURL: "https://u:" + aPassword + "@ocp/?t=" + aSecret, Auth: auth}
		good := config
		good.BaseURL = "https://ocp"
		client, err := New(good)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for _, v := range []any{auth, config, &config, client, []Auth{auth}, map[string]Auth{"a": auth}, struct{ Auth Auth }{auth}} {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%T"} {
				fmt.Fprintf(&out, verb+"\n", v)
			}
			for _, h := range []slog.Handler{slog.NewTextHandler(&out, nil), slog.NewJSONHandler(&out, nil)} {
				slog.New(h).With("with", v).Info("hello", "value", v, slog.Group("g", "value", v))
			}
		}
		encoded, err := json.Marshal(map[string]any{"auth": auth})
		if err != nil {
			t.Fatal(err)
		}
		out.Write(encoded)
		for _, secret := range []string{aPassword, aSecret, fmt.Sprintf("%x", aPassword), fmt.Sprintf("%x", aSecret)} {
			if strings.Contains(out.String(), secret) {
				t.Errorf("%q shows in:\n%s", secret, out.String())
			}
		}
		if !strings.Contains(out.String(), auth.Account()) {
			t.Errorf("the account %s does not show", auth.Account())
		}
	}
}

// TestFailuresDoNotShowSecrets: whatever happens, and even if the other side
// says back what it was sent, no secret is in the error or in the log.
func TestFailuresDoNotShowSecrets(t *testing.T) {
	for _, auth := range []Auth{Basic{"viewer", aPassword}, AKSK{"AK1", aSecret}} {
		echo := func(status int) roundTrip {
			return func(r *http.Request) (*http.Response, error) {
				_, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
				said := fmt.Sprintf("you sent %s, which is %s %s", token, aPassword, aSecret)
				body, err := json.Marshal(map[string]any{"successful": false, "traceId": said, "server": said,
					"error": map[string]string{"code": said, "message": said}})
				if err != nil {
					return nil, err
				}
				response := respond(status, string(body))
				response.Header.Set("Location", "https://other/"+strings.Repeat("x", 9)+"?"+aPassword+aSecret+token)
				return response, nil
			}
		}
		transports := map[string]roundTrip{"200": echo(200), "302": echo(302), "401": echo(401), "429": echo(429), "500": echo(500), "503": echo(503),
			"refused": func(r *http.Request) (*http.Response, error) { return nil, errors.New("connection refused") },
			"HTML": func(r *http.Request) (*http.Response, error) {
				return respond(200, "<html>"+aPassword+aSecret+r.Header.Get("Authorization")), nil
			},
			"reset": func(r *http.Request) (*http.Response, error) {
				response := respond(200, "")
				response.ContentLength, response.Body = -1, io.NopCloser(failingReader{errors.New("reset")})
				return response, nil
			},
		}
		for name, transport := range transports {
			var out bytes.Buffer
			var sent string
			c := newClient(t, Config{BaseURL: "https://ocp", Auth: auth,
				Logger: slog.New(slog.NewTextHandler(&out, &slog.HandlerOptions{Level: slog.LevelDebug})),
				Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
					_, sent, _ = strings.Cut(r.Header.Get("Authorization"), " ")
					return transport(r)
				})})
			_, err := c.Fetch(t.Context(), sampleID, "")
			f := fetchFailure(t, err)
			fmt.Fprintf(&out, "%v %+v %#v", err, *f, *f)
			for e := err; e != nil; e = errors.Unwrap(e) {
				fmt.Fprintf(&out, "%+v %#v", e, e)
			}
			secrets := []string{aPassword, aSecret}
			if _, ok := auth.(Basic); ok {
				secrets = []string{aPassword, sent}
			} else {
				secrets = secrets[1:]
			}
			for _, secret := range secrets {
				if strings.Contains(out.String(), secret) {
					t.Errorf("%s: %q shows in %s", name, secret, out.String())
				}
			}
		}
	}
}

func fetchFailure(t testing.TB, err error) *task.Failure {
	t.Helper()
	var f *task.Failure
	if !errors.As(err, &f) {
		t.Fatalf("Fetch = %v, want a *task.Failure", err)
	}
	return f
}
