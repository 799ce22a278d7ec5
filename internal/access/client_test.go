package access

import (
	"crypto/tls"
	"errors"
	"net/http"
	"net/netip"
	"testing"
)

func from(remote, host string, headers ...string) *http.Request {
	r := &http.Request{RemoteAddr: remote, Host: host, Header: http.Header{}}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	return r
}

func TestSecure(t *testing.T) {
	proxy := Policy{SignIn: true, TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}
	overTLS := from("192.0.2.1:9", "tasks.example")
	overTLS.TLS = &tls.ConnectionState{}
	for _, c := range []struct {
		name     string
		policy   Policy
		request  *http.Request
		secure   bool
		password bool // may be sent so
	}{
		{"here", Policy{SignIn: true}, from("127.0.0.1:9", "localhost:8080"), false, true},
		{"here, IPv6", Policy{SignIn: true}, from("[::1]:9", "[::1]:8080"), false, true},
		{"through a proxy here that is not known", Policy{SignIn: true}, from("127.0.0.1:9", "tasks.example"), false, false},
		{"from elsewhere", Policy{SignIn: true}, from("192.0.2.1:9", "localhost"), false, false},
		{"no peer", Policy{SignIn: true}, from("@", "localhost"), false, false},
		{"TLS", Policy{SignIn: true}, overTLS, true, true},
		{"vouched for", Policy{SignIn: true, SecureCookie: true}, from("192.0.2.1:9", "tasks.example"), true, true},
		{"a proxy with TLS", proxy, from("10.0.0.1:9", "tasks.example", "X-Forwarded-Proto", "HTTPS"), true, true},
		{"a proxy without", proxy, from("10.0.0.1:9", "tasks.example", "X-Forwarded-Proto", "http"), false, false},
		{"a proxy that says nothing", proxy, from("10.0.0.1:9", "tasks.example"), false, false},
		{"somebody who says so", proxy, from("192.0.2.1:9", "tasks.example", "X-Forwarded-Proto", "https"), false, false},
		{"a proxy that passes on what it got", proxy, from("10.0.0.1:9", "x", "X-Forwarded-Proto", "https", "X-Forwarded-Proto", "http"), false, false},
	} {
		if got := c.policy.Secure(c.request); got != c.secure {
			t.Errorf("%s: Secure = %v", c.name, got)
		}
		if err := c.policy.CheckPassword(c.request); (err == nil) != c.password || err != nil && !errors.Is(err, ErrPlain) {
			t.Errorf("%s: CheckPassword = %v", c.name, err)
		}
		cookie := c.policy.Cookie(c.request, "token")
		if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Secure != c.secure || cookie.Domain != "" {
			t.Errorf("%s: cookie %v", c.name, cookie)
		}
		c.request.AddCookie(cookie)
		if got := c.policy.Token(c.request); got != "token" {
			t.Errorf("%s: Token = %q", c.name, got)
		}
	}
	planted := from("127.0.0.1:9", "tasks.example", "Cookie", "taskscope_session=planted")
	if got := (Policy{SignIn: true, SecureCookie: true}).Token(planted); got != "" {
		t.Errorf("a cookie without the prefix is taken where there is TLS: %q", got)
	}
	if c := (Policy{}).Cookie(planted, ""); c.MaxAge >= 0 {
		t.Errorf("taking it back: %v", c)
	}
}

func TestAddress(t *testing.T) {
	proxy := Policy{SignIn: true, TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}}
	for _, c := range []struct {
		name, remote string
		forwarded    []string
		policy       Policy
		want         string
	}{
		{"itself", "192.0.2.1:9", nil, proxy, "192.0.2.1"},
		{"what it says of others", "192.0.2.1:9", []string{"198.51.100.7"}, proxy, "192.0.2.1"},
		{"behind the proxy", "10.0.0.1:9", []string{"198.51.100.7"}, proxy, "198.51.100.7"},
		{"two proxies", "10.0.0.1:9", []string{"203.0.113.5, 198.51.100.7", "10.9.9.9"}, proxy, "198.51.100.7"},
		{"only proxies", "10.0.0.1:9", []string{"10.0.0.2"}, proxy, "10.0.0.2"},
		{"nonsense", "10.0.0.1:9", []string{"198.51.100.7, who"}, proxy, "10.0.0.1"},
		{"nothing", "10.0.0.1:9", nil, proxy, "10.0.0.1"},
		{"nobody is trusted", "10.0.0.1:9", []string{"198.51.100.7"}, Policy{SignIn: true}, "10.0.0.1"},
		{"IPv6", "[2001:db8:1:2:3::4]:9", nil, proxy, "2001:db8:1:2::/64"},
		{"mapped", "[::ffff:192.0.2.1]:9", nil, proxy, "192.0.2.1"},
		{"no peer", "@", nil, proxy, ""},
	} {
		r := from(c.remote, "x")
		r.Header["X-Forwarded-For"] = c.forwarded
		if got := c.policy.Address(r); got != c.want {
			t.Errorf("%s: Address = %q, want %q", c.name, got, c.want)
		}
	}
}
