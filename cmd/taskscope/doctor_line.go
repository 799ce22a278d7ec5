package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"
)

// reachTimeout is how long a name, a connection or a handshake may take.
const reachTimeout = 5 * time.Second

// soon is how long before a certificate ends somebody should know.
const soon = 30 * 24 * time.Hour

// checkLine follows the way to a source as far as it goes: name, connection,
// certificate. It is false when there is no getting through.
func checkLine(ctx context.Context, f *findings, a address, config *tls.Config) bool {
	proxy, err := http.ProxyFromEnvironment(&http.Request{URL: a.url})
	if err != nil {
		f.add(finding{stateFailed, a.name + ": proxy", "the proxy of the environment has an address that cannot be read", "correct HTTP_PROXY or HTTPS_PROXY"})
		return false
	}
	if proxy != nil {
		f.add(finding{stateWarning, a.name + ": proxy", "requests go through the proxy " + proxy.Host + ", as the environment says",
			"put " + a.url.Hostname() + " into NO_PROXY if they should not"})
		return checkReach(ctx, f, a.name, proxy) // what is behind it, only a request tells
	}
	if !checkReach(ctx, f, a.name, a.url) {
		return false
	}
	if a.url.Scheme == "http" {
		if ip, err := netip.ParseAddr(a.url.Hostname()); err != nil || !ip.IsLoopback() {
			f.add(finding{stateWarning, a.name + ": TLS", "none: the account and all tasks go over the network as plain text",
				"give an https:// address if OCP has one"})
		}
		return true
	}
	return checkTLS(ctx, f, a, config)
}

// checkReach resolves a name and connects.
func checkReach(ctx context.Context, f *findings, source string, u *url.URL) bool {
	ctx, cancel := context.WithTimeout(ctx, reachTimeout)
	defer cancel()
	host := u.Hostname()
	if _, err := netip.ParseAddr(host); err != nil {
		ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		if err != nil {
			f.add(finding{stateFailed, source + ": address", fmt.Sprintf("no address is found for %s: %v", host, err),
				"check the spelling in --ocp, and /etc/resolv.conf of this machine"})
			return false
		}
		texts := make([]string, len(ips))
		for i, ip := range ips {
			texts[i] = ip.Unmap().String()
		}
		f.ok(source+": address", "%s is %s", host, strings.Join(texts, ", "))
	}
	at := hostPort(u)
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", at)
	if err != nil {
		f.add(finding{stateFailed, source + ": connection", fmt.Sprintf("none to %s: %v", at, err),
			"is OCP running, is that its port, and does a firewall let this machine through?"})
		return false
	}
	_ = conn.Close() // nothing was sent
	f.ok(source+": connection", "%s accepts one", at)
	return true
}

func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port)
}

// checkTLS shakes hands as the client would.
func checkTLS(ctx context.Context, f *findings, a address, config *tls.Config) bool {
	ctx, cancel := context.WithTimeout(ctx, reachTimeout)
	defer cancel()
	config = config.Clone()
	config.ServerName = a.url.Hostname()
	conn, err := (&tls.Dialer{Config: config}).DialContext(ctx, "tcp", hostPort(a.url))
	about := a.name + ": TLS"
	if err != nil {
		text, toDo := handshakeFailed(err)
		f.add(finding{stateFailed, about, text, toDo})
		return false
	}
	defer conn.Close()
	ends := time.Time{}
	for _, chain := range conn.(*tls.Conn).ConnectionState().VerifiedChains {
		if e := chainEnds(chain); e.After(ends) {
			ends = e // any chain will do, so the last one to end counts
		}
	}
	f.add(lasts(about, "the certificate is trusted", ends, "have OCP's certificate renewed in time"))
	return true
}

// chainEnds is when the first certificate of a chain ends.
func chainEnds(chain []*x509.Certificate) time.Time {
	ends := chain[0].NotAfter
	for _, c := range chain[1:] {
		if c.NotAfter.Before(ends) {
			ends = c.NotAfter
		}
	}
	return ends
}

// lasts is the finding of a certificate that is good until ends.
func lasts(about, text string, ends time.Time, toDo string) finding {
	left := time.Until(ends)
	text = fmt.Sprintf("%s until %s, for %d days", text, ends.UTC().Format("2006-01-02 15:04 UTC"), int(left.Hours()/24))
	switch {
	case left <= 0:
		return finding{stateFailed, about, "the certificate ended on " + ends.UTC().Format("2006-01-02 15:04 UTC"), toDo}
	case left < soon:
		return finding{stateWarning, about, text, toDo}
	}
	return finding{stateOK, about, text, ""}
}

// handshakeFailed says why, and what to do.
func handshakeFailed(err error) (text, toDo string) {
	var plain tls.RecordHeaderError
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	var name x509.HostnameError
	switch {
	case errors.As(err, &plain):
		return "this port does not speak TLS", "give http:// instead of https:// in --ocp, or OCP's TLS port"
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		c := invalid.Cert
		return fmt.Sprintf("the certificate is good from %s until %s, not now", c.NotBefore.UTC().Format(time.DateOnly), c.NotAfter.UTC().Format(time.DateOnly)),
			"have OCP's certificate renewed; or set this machine's clock, if that is wrong"
	case errors.As(err, &name):
		return name.Error(), "write --ocp with a name that the certificate has, or have a certificate made for this one"
	case errors.As(err, &unknown):
		return "the certificate is signed by nobody that this machine trusts",
			"save the certificate that signed it as a PEM file and give it as --ocp-ca-file"
	case errors.Is(err, context.DeadlineExceeded):
		return "the handshake does not end", "is that OCP's TLS port?"
	}
	return "the handshake fails: " + err.Error(), "is that OCP's TLS port, and does it speak TLS 1.2 or later?"
}
