package ocp

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"taskscope/internal/task"
)

// TestRedirects scripts a chain of Locations, "" being the end of it.
func TestRedirects(t *testing.T) {
	for _, c := range []struct {
		name  string
		base  string
		chain []string
		body  string
		kind  task.FailureKind // "" is success
		says  string
		sent  int
	}{
		{"same host", "https://ocp", []string{"/new", ""}, sampleBody, "", "", 2},
		{"same host, spelt out", "https://ocp", []string{"https://OCP:443/new", ""}, sampleBody, "", "", 2},
		{"three times", "https://ocp", []string{"/1", "/2", "3", ""}, sampleBody, "", "", 4},
		{"four times", "https://ocp", []string{"/1", "/2", "/3", "/4", ""}, sampleBody, task.FailRedirect, "4 times", 4},
		{"round and round", "https://ocp", []string{"/1", "/1", "/1", "/1", "/1"}, sampleBody, task.FailRedirect, "4 times", 4},
		{"to TLS", "http://ocp:8080", []string{"https://ocp:8443/new", ""}, sampleBody, "", "", 2},
		{"from TLS", "https://ocp", []string{"http://ocp/new", ""}, sampleBody, task.FailRedirect, "https", 1},
		{"another host", "https://ocp", []string{"https://sso.example.com/login?ticket=hush"}, "", task.FailRedirect, "sso.example.com", 1},
		{"another port", "https://ocp", []string{"https://ocp:8443/"}, "", task.FailRedirect, "another host", 1},
		{"a subdomain", "https://ocp", []string{"https://x.ocp/"}, "", task.FailRedirect, "another host", 1},
		{"no host", "http://ocp", []string{"mailto:admin@ocp"}, "", task.FailRedirect, "another host", 1},
		{"not an address", "https://ocp", []string{"https://ocp:x/%zz"}, "", task.FailRedirect, "cannot be read", 1},
		{"nowhere", "https://ocp", []string{"-"}, "", task.FailRedirect, "without saying where", 1},
		{"a login page", "https://ocp", []string{"/login;jsessionid=hush?ticket=hush", ""}, loginPage, task.FailRedirect, "https://ocp/login, ", 2},
		{"a missing page", "https://ocp", []string{"/login", ""}, `{"successful":true}`, task.FailNoData, "", 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			sent := 0
			client := newClient(t, Config{BaseURL: c.base, Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
				if _, password, _ := r.BasicAuth(); r.Method != "GET" || password != "s3cret-pass" || r.Host != hostHeader(r.URL) {
					t.Errorf("request %d = %s %s, Host %s", sent, r.Method, r.URL, r.Host)
				}
				location := c.chain[sent]
				sent++
				if location == "" {
					return respond(200, c.body), nil
				}
				response := respond([]int{301, 302, 303, 307, 308}[sent%5], "")
				if location != "-" {
					response.Header.Set("Location", location)
				}
				return response, nil
			})})
			_, err := client.Fetch(t.Context(), sampleID, "")
			if sent != c.sent {
				t.Errorf("sent %d requests, want %d", sent, c.sent)
			}
			if c.kind == "" {
				if err != nil {
					t.Errorf("Fetch: %v", err)
				}
				return
			}
			f := fetchFailure(t, err)
			if f.Kind != c.kind || !strings.Contains(f.Err.Error(), c.says) || strings.Contains(fmt.Sprint(err), "hush") {
				t.Errorf("Fetch = %v, want %s that says %q and nothing of the query", err, c.kind, c.says)
			}
		})
	}
}
