package access

import (
	"context"
	"errors"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func TestCheckListen(t *testing.T) {
	lookup := func(_ context.Context, _, host string) ([]netip.Addr, error) {
		known := map[string][]netip.Addr{
			"localhost": {netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("::1")},
			"db-host":   {netip.MustParseAddr("10.0.0.7")},
			"both":      {netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("10.0.0.7")},
			"mapped":    {netip.MustParseAddr("::ffff:10.0.0.7")},
		}
		if ips, ok := known[host]; ok {
			return ips, nil
		}
		return nil, errors.New("no such host")
	}
	proxy := Policy{TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, UserHeader: "X-Forwarded-User"}
	tests := []struct {
		addr   string
		policy Policy
		ok     bool
	}{
		{"127.0.0.1:8080", Policy{}, true},
		{"127.0.0.1:0", Policy{}, true},
		{"127.9.9.9:8080", Policy{}, true},
		{"[::1]:8080", Policy{}, true},
		{"[::ffff:127.0.0.1]:8080", Policy{}, true},
		{"localhost:8080", Policy{}, true},
		{":8080", Policy{}, false},
		{"0.0.0.0:8080", Policy{}, false},
		{"[::]:8080", Policy{}, false},
		{"[::ffff:0.0.0.0]:8080", Policy{}, false},
		{"10.0.0.7:8080", Policy{}, false},
		{"db-host:8080", Policy{}, false},
		{"both:8080", Policy{}, false},
		{"mapped:8080", Policy{}, false},
		{"nowhere:8080", Policy{}, false},
		{"8080", Policy{}, false},
		{"", Policy{}, false},
		{"0.0.0.0:8080", Policy{AllowAnonymous: true}, true},
		{":8080", proxy, true},
		{"8080", Policy{AllowAnonymous: true}, false},
		{"127.0.0.1:8080", Policy{UserHeader: "X-User"}, false},
		{"127.0.0.1:8080", Policy{TrustedProxies: proxy.TrustedProxies}, false},
		{":8080", Policy{TrustedProxies: proxy.TrustedProxies, UserHeader: "X-User", AllowAnonymous: true}, false},
		{"127.0.0.1:8080", Policy{SignIn: true}, true},
		{":8080", Policy{SignIn: true}, false},
		{"10.0.0.7:8080", Policy{SignIn: true}, false},
		{":8080", Policy{SignIn: true, TLS: true}, true},
		{":8080", Policy{SignIn: true, SecureCookie: true}, true},
		{":8080", Policy{SignIn: true, TrustedProxies: proxy.TrustedProxies}, true},
		{":8080", Policy{TLS: true}, false},
		{"127.0.0.1:8080", Policy{SignIn: true, AllowAnonymous: true}, false},
		{"127.0.0.1:8080", Policy{SignIn: true, TrustedProxies: proxy.TrustedProxies, UserHeader: "X-User"}, false},
		{"127.0.0.1:8080", Policy{SecureCookie: true}, false},
	}
	for _, tt := range tests {
		err := checkListen(t.Context(), tt.addr, tt.policy, lookup)
		if (err == nil) != tt.ok {
			t.Errorf("CheckListen(%q, %+v) = %v, want allowed %t", tt.addr, tt.policy, err, tt.ok)
		}
	}
	if err := CheckListen(t.Context(), "localhost:0", Policy{}); err != nil {
		t.Errorf("CheckListen(localhost:0) = %v with the machine's own resolver", err)
	}
}

func TestVisitor(t *testing.T) {
	proxy := Policy{
		TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")},
		UserHeader:     "X-Forwarded-User",
	}
	tests := []struct {
		name    string
		policy  Policy
		remote  string
		host    string
		headers []string
		want    string
		err     error
	}{
		{"loopback, localhost", Policy{}, "127.0.0.1:5000", "localhost:8080", nil, "", nil},
		{"loopback, address", Policy{}, "127.0.0.1:5000", "127.0.0.1", nil, "", nil},
		{"loopback, IPv6", Policy{}, "[::1]:5000", "[::1]:8080", nil, "", nil},
		{"loopback, rebound name", Policy{}, "127.0.0.1:5000", "evil.example:8080", nil, "", ErrForeignHost},
		{"loopback, lookalike", Policy{}, "127.0.0.1:5000", "127.0.0.1.evil.example", nil, "", ErrForeignHost},
		{"loopback, no host", Policy{}, "127.0.0.1:5000", "", nil, "", ErrForeignHost},
		{"loopback, header is not believed", Policy{}, "127.0.0.1:5000", "localhost", []string{"root"}, "", nil},
		{"anonymous, any name", Policy{AllowAnonymous: true}, "192.0.2.1:5000", "taskscope.example", nil, "", nil},
		{"through the proxy", proxy, "10.1.2.3:5000", "taskscope.example", []string{"alice"}, "alice", nil},
		{"mapped address", proxy, "[::ffff:10.1.2.3]:5000", "x", []string{"alice"}, "alice", nil},
		{"IPv6 proxy", proxy, "[fd00::1%eth0]:5000", "x", []string{" alice "}, "alice", nil},
		{"past the proxy", proxy, "192.0.2.1:5000", "x", []string{"alice"}, "", ErrNotProxied},
		{"past the proxy from loopback", proxy, "127.0.0.1:5000", "localhost", []string{"alice"}, "", ErrNotProxied},
		{"no peer", proxy, "@", "x", []string{"alice"}, "", ErrNotProxied},
		{"no header", proxy, "10.1.2.3:5000", "x", nil, "", ErrNoUser},
		{"empty header", proxy, "10.1.2.3:5000", "x", []string{" "}, "", ErrNoUser},
		{"two headers", proxy, "10.1.2.3:5000", "x", []string{"root", "alice"}, "", ErrNoUser},
		{"signing in, any name", Policy{SignIn: true}, "192.0.2.1:5000", "tasks.example", []string{"root"}, "", nil},
		{"signing in, past the proxy", Policy{SignIn: true, TrustedProxies: proxy.TrustedProxies}, "192.0.2.1:5000", "x", nil, "", ErrNotProxied},
		{"control character", proxy, "10.1.2.3:5000", "x", []string{"ali\x00ce"}, "", ErrNoUser},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			r := httptest.NewRequest("GET", "/", nil)
			r.RemoteAddr, r.Host = tt.remote, tt.host
			r.Header["X-Forwarded-User"] = tt.headers
			got, err := tt.policy.Visitor(r)
			if got.Name != tt.want || !errors.Is(err, tt.err) {
				t.Errorf("Visitor = %q, %v, want %q, %v", got.Name, err, tt.want, tt.err)
			}
		})
	}
}
