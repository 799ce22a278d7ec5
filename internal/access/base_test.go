package access

import (
	"crypto/tls"
	"net/http"
	"net/netip"
	"testing"
)

func TestBase(t *testing.T) {
	proxy := Policy{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, UserHeader: "X-Forwarded-User"}
	forwarded := http.Header{"X-Forwarded-Proto": {"https"}, "X-Forwarded-Host": {"tasks.example"}}
	for _, c := range []struct {
		name    string
		policy  Policy
		host    string
		remote  string
		tls     bool
		headers http.Header
		want    string
	}{
		{"plain", Policy{}, "127.0.0.1:8080", "127.0.0.1:9", false, nil, "http://127.0.0.1:8080"},
		{"over TLS", Policy{}, "tasks.example", "127.0.0.1:9", true, nil, "https://tasks.example"},
		{"an IPv6 address", Policy{}, "[::1]:8080", "[::1]:9", false, nil, "http://[::1]:8080"},
		{"nobody is trusted", Policy{}, "localhost", "127.0.0.1:9", false, forwarded, "http://localhost"},
		{"a trusted proxy", proxy, "inner:8080", "10.0.0.1:9", false, forwarded, "https://tasks.example"},
		{"somebody else", proxy, "inner:8080", "192.0.2.1:9", false, forwarded, "http://inner:8080"},
		{"a proxy that says nothing", proxy, "inner:8080", "10.0.0.1:9", false, nil, "http://inner:8080"},
		{"headers that the client sent too", proxy, "inner", "10.0.0.1:9", false,
			http.Header{"X-Forwarded-Proto": {"https", "http"}, "X-Forwarded-Host": {"evil.example", "tasks.example"}}, "http://inner"},
		{"another scheme", proxy, "inner", "10.0.0.1:9", false, http.Header{"X-Forwarded-Proto": {"javascript"}}, "http://inner"},
		{"no host", proxy, "inner", "10.0.0.1:9", false, http.Header{"X-Forwarded-Host": {"a b/?<x>"}}, ""},
		{"a host with a path", Policy{}, "evil.example/x", "127.0.0.1:9", false, nil, ""},
		{"a host with a user", Policy{}, "a@evil.example", "127.0.0.1:9", false, nil, ""},
		{"none", Policy{}, "", "127.0.0.1:9", false, nil, ""},
	} {
		r := &http.Request{Host: c.host, RemoteAddr: c.remote, Header: c.headers}
		if c.headers == nil {
			r.Header = http.Header{}
		}
		if c.tls {
			r.TLS = &tls.ConnectionState{}
		}
		if got := c.policy.Base(r); got != c.want {
			t.Errorf("%s: Base = %q, want %q", c.name, got, c.want)
		}
	}
}
