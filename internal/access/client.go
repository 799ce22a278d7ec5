package access

import (
	"errors"
	"net/http"
	"net/netip"
	"strings"
)

// ErrPlain says that a password would come over a line that others can read.
var ErrPlain = errors.New("a password is not taken over plain HTTP from another machine")

// Secure says whether the visitor's browser reached this server by TLS: here,
// at a trusted proxy that says so, or because the operator vouches for it.
func (p Policy) Secure(r *http.Request) bool {
	if p.SecureCookie || r.TLS != nil {
		return true
	}
	return p.trusts(r.RemoteAddr) && strings.EqualFold(only(r, "X-Forwarded-Proto"), "https")
}

// CheckPassword is ErrPlain for a request whose password others could have read:
// it neither came by TLS nor from this machine to this machine.
func (p Policy) CheckPassword(r *http.Request) error {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	here := err == nil && peer.Addr().Unmap().IsLoopback() && loopbackName(r.Host)
	if here || p.Secure(r) {
		return nil
	}
	return ErrPlain
}

// Address is where the visitor comes from, for counting: the nearest machine
// that is no trusted proxy. An IPv6 address stands for its whole /64, all of
// which a visitor may have.
func (p Policy) Address(r *http.Request) string {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	addr := peer.Addr().Unmap().WithZone("")
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && p.trustsAddr(addr); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		addr = hop.Unmap().WithZone("")
	}
	if addr.Is6() {
		if net, err := addr.Prefix(64); err == nil {
			return net.String()
		}
	}
	return addr.String()
}

// The session's cookie. The prefix makes a browser take it from this host alone
// and send it by TLS alone, so that no neighbour can plant one.
const (
	cookieName   = "taskscope_session"
	securePrefix = "__Host-"
)

// Token is the session that the request names, "" for none.
func (p Policy) Token(r *http.Request) string {
	name := cookieName
	if p.Secure(r) {
		name = securePrefix + name
	}
	c, err := r.Cookie(name)
	if err != nil {
		return ""
	}
	return c.Value
}

// Cookie hands a session's token to the visitor; "" takes it back. It ends with
// the browser's own session.
func (p Policy) Cookie(r *http.Request, token string) *http.Cookie {
	c := &http.Cookie{Name: cookieName, Value: token, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode}
	if p.Secure(r) {
		c.Name, c.Secure = securePrefix+c.Name, true
	}
	if token == "" {
		c.MaxAge = -1
	}
	return c
}
