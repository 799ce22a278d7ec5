package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"time"

	"taskscope/internal/access"
)

// accessFlags say who may come in, and what they then see.
type accessFlags struct {
	Auth string `help:"Whose account reads from OCP: ${enum}. service is that of the configuration, for every visitor; ocp is each visitor's own, with which they sign in." enum:"service,ocp" default:"service"`

	TrustedProxy   []string `help:"Addresses of the proxy in front; with --auth service it names the users." placeholder:"CIDR"`
	UserHeader     string   `help:"Header in which the trusted proxy names the user, such as X-Forwarded-User." placeholder:"NAME"`
	AllowAnonymous bool     `help:"Let in everybody who can reach the server."`

	SecureCookie bool          `help:"With --auth ocp: there is TLS in front of this server, though requests do not tell."`
	SessionIdle  time.Duration `help:"Sign out after that long without a request (${default})." default:"2h" placeholder:"DURATION"`
	SessionMax   time.Duration `help:"Sign out after that long (${default})." default:"12h" placeholder:"DURATION"`
	GrantTtl     time.Duration `help:"How long a task that OCP showed to a visitor is shown without asking again (${default})." default:"24h" placeholder:"DURATION"`

	TlsCertFile string `help:"PEM file with this server's certificate and those that vouch for it: serve https." placeholder:"FILE"`
	TlsKeyFile  string `help:"PEM file with the certificate's key." placeholder:"FILE"`
}

func (f *accessFlags) policy() (access.Policy, error) {
	policy := access.Policy{AllowAnonymous: f.AllowAnonymous, UserHeader: f.UserHeader,
		SignIn: f.Auth == "ocp", SecureCookie: f.SecureCookie, TLS: f.TlsCertFile != ""}
	for _, text := range f.TrustedProxy {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			return policy, fmt.Errorf("--trusted-proxy: %q is not of the form 10.0.0.0/8", text)
		}
		policy.TrustedProxies = append(policy.TrustedProxies, prefix.Masked())
	}
	switch {
	case (f.TlsCertFile == "") != (f.TlsKeyFile == ""):
		return policy, errors.New("--tls-cert-file and --tls-key-file go together")
	case f.SessionIdle <= 0, f.SessionMax <= 0, f.GrantTtl <= 0:
		return policy, errors.New("--session-idle, --session-max and --grant-ttl have to be above zero")
	}
	return policy, policy.Check()
}

// secured speaks TLS on l where a certificate is given.
func (f *accessFlags) secured(l net.Listener) (net.Listener, error) {
	if f.TlsCertFile == "" {
		return l, nil
	}
	pair, err := tls.LoadX509KeyPair(f.TlsCertFile, f.TlsKeyFile)
	if err != nil {
		return nil, fmt.Errorf("--tls-cert-file %s, --tls-key-file %s: %w", f.TlsCertFile, f.TlsKeyFile, cause(err))
	}
	return tls.NewListener(l, &tls.Config{MinVersion: tls.VersionTLS12, Certificates: []tls.Certificate{pair},
		NextProtos: []string{"h2", "http/1.1"}}), nil
}

// sources refuses what sign-in mode keeps for itself.
func (f *accessFlags) sources(all []address) error {
	for _, a := range all {
		if f.Auth == "ocp" && access.IsOwnSource(a.name) {
			return fmt.Errorf("--ocp: the name %q is kept for what visitors import: choose one that does not start so", a.name)
		}
	}
	return nil
}
