package ocp

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"
)

// TestSignature runs the vectors of OCP's documentation (doc) and two that
// were computed apart from this code.
func TestSignature(t *testing.T) {
	const secret, host = "2fc0c299cc94c6be266f2ceece765d4d", "ocp.alibaba.net:8080"
	for _, c := range []struct {
		name string
		r    SignRequest
		want string
	}{
		{"doc: POST with body and x-ocp header", SignRequest{Method: "POST",
			Body:        []byte(`{"name":"test01","description":"test","regionId":1}`),
			ContentType: "application/json", Date: "Tue, 17 Jan 2023 09:13:57 GMT", Host: host,
			Header: http.Header{"X-Ocp-Data": {"A,1"}, "Accept": {"*/*"}}, Path: "/api/v2/compute/idcs"},
			"XN8P+O+v3vUabB16ZCooq5wMJoY="},
		{"doc: GET with query", SignRequest{Method: "GET", ContentType: "application/json;charset=utf-8",
			Date: "Tue, 17 Jan 2023 04:14:02 GMT", Host: host, Path: "/api/v2/compute/idcs",
			Query: url.Values{"size": {"100"}}}, "TsQD6HDOuZuJ409m0wdnZPmijlc="},
		{"a task with content type", SignRequest{Method: "GET", ContentType: "application/json",
			Date: "Tue, 17 Jan 2023 04:14:02 GMT", Host: host, Path: "/api/v2/tasks/instances/35000312"},
			"OR0OXtQTZt5LPnbYEbkltj2ZQP4="},
		{"a task without content type", SignRequest{Method: "get",
			Date: "Tue, 17 Jan 2023 04:14:02 GMT", Host: host, Path: "/api/v2/tasks/instances/35000312"},
			"UrqGEssid3849GlMfMB8ef0pd2g="},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := c.r.Signature(secret); got != c.want {
				t.Errorf("Signature = %s, want %s; signed was %q", got, c.want, c.r.StringToSign())
			}
		})
	}
}

func TestStringToSign(t *testing.T) {
	got := SignRequest{Method: "get", Date: "D", Host: "h:1", Path: "/p",
		Header: http.Header{"X-Ocp-B": {"2", "3"}, "X-Ocp-A": {"1"}, "X-Trace-Id": {"t"}},
		Query:  url.Values{"b": {"z", "a b"}, "a": {"~/"}}}.StringToSign()
	want := "GET\n\n\nD\nh:1\nx-ocp-a:1\nx-ocp-b:2,3\n/p?a=~%2F&b=a%20b,z"
	if got != want {
		t.Errorf("StringToSign = %q, want %q", got, want)
	}
}

// verify is OCP's side of AK/SK, from what arrived, written apart from
// SignRequest's fields being filled in by the client.
func verify(secret string, r *http.Request, now time.Time) error {
	scheme, rest, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	key, signature, _ := strings.Cut(rest, ":")
	if scheme != "OCP-ACCESS-KEY-HMACSHA1" || key != "AK" {
		return fmt.Errorf("Authorization = %s %s:…", scheme, key)
	}
	date, err := time.Parse(time.RFC1123, r.Header.Get("Date"))
	if err != nil || !strings.HasSuffix(r.Header.Get("Date"), " GMT") {
		return fmt.Errorf("Date = %q, want RFC 1123 in GMT", r.Header.Get("Date"))
	}
	if d := now.Sub(date).Abs(); d > 15*time.Minute {
		return fmt.Errorf("Date is %v off", d)
	}
	received := SignRequest{Method: r.Method, ContentType: r.Header.Get("Content-Type"), Date: r.Header.Get("Date"),
		Host: r.Host, Header: r.Header, Path: r.URL.EscapedPath(), Query: r.URL.Query()}
	if want := received.Signature(secret); signature != want {
		return fmt.Errorf("the signature is not of %q", received.StringToSign())
	}
	return nil
}

// TestClientSignsWhatItSends: over real HTTP, behind a path prefix with odd
// characters, and once more after a redirect.
func TestClientSignsWhatItSends(t *testing.T) {
	now := time.Date(2023, 1, 17, 4, 14, 2, 0, time.FixedZone("", 8*3600))
	var paths []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		paths = append(paths, r.URL.EscapedPath())
		if err := verify("the secret key", r, now); err != nil {
			t.Errorf("%s: %v", r.URL, err)
		}
		if len(paths) == 1 {
			http.Redirect(w, r, "/other%2Fpath?b=2&a=1", http.StatusFound)
			return
		}
		fmt.Fprint(w, sampleBody)
	}))
	defer server.Close()
	c := newClient(t, Config{BaseURL: server.URL + "/pre%20fix/", Now: func() time.Time { return now },
		Auth: AKSK{AccessKey: "AK", SecretKey: "the secret key"}})
	if _, err := c.Fetch(t.Context(), sampleID, "en"); err != nil {
		t.Fatal(err)
	}
	if want := "/pre%20fix/api/v2/tasks/instances/35000312"; len(paths) != 2 || paths[0] != want {
		t.Errorf("paths = %q, want %s and the one of the redirect", paths, want)
	}
}

// TestHostHeader: the Host that is signed is the Host that is sent, without
// the port that the scheme implies.
func TestHostHeader(t *testing.T) {
	for _, c := range []struct{ base, want string }{
		{"http://ocp.example.com", "ocp.example.com"},
		{"http://ocp.example.com:80", "ocp.example.com"},
		{"https://ocp.example.com:443/x", "ocp.example.com"},
		{"https://ocp.example.com:80", "ocp.example.com:80"},
		{"http://ocp.example.com:8080", "ocp.example.com:8080"},
		{"http://[::1]", "[::1]"},
		{"http://[fe80::1%25eth0]:8080", "[fe80::1]:8080"},
	} {
		var sent, signed string
		c1 := newClient(t, Config{BaseURL: c.base, Auth: AKSK{AccessKey: "AK", SecretKey: "the secret key"},
			Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
				var wire strings.Builder
				if err := r.Write(&wire); err != nil { // what net/http puts on the wire
					return nil, err
				}
				_, host, _ := strings.Cut(wire.String(), "\r\nHost: ")
				sent, _, _ = strings.Cut(host, "\r\n")
				signed = r.Host
				return respond(200, sampleBody), nil
			})})
		if _, err := c1.Fetch(t.Context(), sampleID, "en"); err != nil {
			t.Fatal(err)
		}
		if sent != c.want || signed != c.want {
			t.Errorf("Host for %s = %q, signed %q, want %q", c.base, sent, signed, c.want)
		}
	}
}
