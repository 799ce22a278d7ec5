package access

import (
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"unicode"
)

// Policy says who is let in. The zero Policy is for a server on loopback: it
// lets everybody in who reaches it under a loopback name.
type Policy struct {
	AllowAnonymous bool           // everybody who reaches the server
	TrustedProxies []netip.Prefix // peers whose UserHeader is believed
	UserHeader     string         // e.g. X-Forwarded-User
	SignIn         bool           // visitors sign in with their own OCP accounts
	SecureCookie   bool           // with SignIn: there is TLS before this server, whatever requests look like
	TLS            bool           // this server itself speaks TLS
}

// Check refuses a policy that means two things.
func (p Policy) Check() error {
	switch {
	case p.SignIn && p.AllowAnonymous:
		return errors.New("who signs in is not anonymous")
	case p.SignIn && p.UserHeader != "":
		return errors.New("visitors either sign in or are named by a proxy, not both")
	case p.SecureCookie && !p.SignIn:
		return errors.New("there is no session cookie without signing in")
	case p.SignIn:
		return nil
	case len(p.TrustedProxies) > 0 && p.UserHeader == "":
		return errors.New("a trusted proxy needs the header in which it names the user")
	case len(p.TrustedProxies) == 0 && p.UserHeader != "":
		return errors.New("a user header needs the trusted proxy that sets it: from anybody else it proves nothing")
	case len(p.TrustedProxies) > 0 && p.AllowAnonymous:
		return errors.New("a trusted proxy names every user, so anonymous ones cannot be allowed too")
	}
	return nil
}

// proxied says whether a proxy has to name every user.
func (p Policy) proxied() bool { return len(p.TrustedProxies) > 0 }

// Why a request is refused.
var (
	// ErrNotProxied: the request came past the proxy.
	ErrNotProxied = errors.New("the request did not come through the trusted proxy")
	// ErrNoUser: the proxy did not name a user.
	ErrNoUser = errors.New("the trusted proxy did not name a user")
	// ErrForeignHost: a server on loopback was asked under another name. A web
	// page can make a browser do so by pointing its own name at 127.0.0.1, and
	// would then read the answers (DNS rebinding).
	ErrForeignHost = errors.New("a server on loopback answers to loopback names only")
)

// maxUser is the longest user name, in bytes.
const maxUser = 256

// Visitor says who makes the request, or why it is refused. In sign-in mode it
// only says whether the request may come in; who makes it is in Sessions.
func (p Policy) Visitor(r *http.Request) (Visitor, error) {
	switch {
	case p.SignIn && p.proxied() && !p.trusts(r.RemoteAddr):
		return Visitor{}, ErrNotProxied
	case p.SignIn:
		// Under a foreign name a browser sends no session, so nothing can be
		// read by rebinding.
		return Visitor{}, nil
	case p.proxied():
		return p.named(r)
	case p.AllowAnonymous, loopbackName(r.Host):
		return Visitor{}, nil
	}
	return Visitor{}, ErrForeignHost
}

func (p Policy) named(r *http.Request) (Visitor, error) {
	if !p.trusts(r.RemoteAddr) {
		return Visitor{}, ErrNotProxied
	}
	// Two values mean that the proxy added its own to one the client sent.
	values := r.Header.Values(p.UserHeader)
	if len(values) != 1 {
		return Visitor{}, ErrNoUser
	}
	name := strings.TrimSpace(values[0])
	if name == "" || len(name) > maxUser || strings.ContainsFunc(name, unicode.IsControl) {
		return Visitor{}, ErrNoUser
	}
	return Visitor{Name: name}, nil
}

func (p Policy) trusts(remote string) bool {
	peer, err := netip.ParseAddrPort(remote)
	if err != nil {
		return false
	}
	return p.trustsAddr(peer.Addr().Unmap().WithZone(""))
}

func (p Policy) trustsAddr(addr netip.Addr) bool {
	for _, prefix := range p.TrustedProxies {
		if prefix.Contains(addr) {
			return true
		}
	}
	return false
}

// loopbackName says whether the Host header can only mean this machine.
func loopbackName(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.TrimSuffix(strings.ToLower(strings.Trim(host, "[]")), ".")
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}
