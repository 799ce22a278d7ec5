package access

import (
	"context"
	"fmt"
	"net"
	"net/netip"
)

// CheckListen refuses an address that can be reached from other machines,
// unless the policy says who may come in from there. Addr is host:port; a host
// without which the server would listen everywhere is such an address too.
func CheckListen(ctx context.Context, addr string, p Policy) error {
	return checkListen(ctx, addr, p, net.DefaultResolver.LookupNetIP)
}

func checkListen(ctx context.Context, addr string, p Policy,
	lookup func(ctx context.Context, network, host string) ([]netip.Addr, error)) error {
	if err := p.Check(); err != nil {
		return err
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return fmt.Errorf("listen address %q: want host:port", addr)
	}
	if p.AllowAnonymous || p.proxied() || p.SignIn && (p.SecureCookie || p.TLS) {
		return nil
	}
	open := fmt.Errorf("%s can be reached from other machines, and everybody there would see what the OCP account sees: "+
		"listen on 127.0.0.1, put a proxy that signs users in before it (--trusted-proxy, --user-header), or give --allow-anonymous", addr)
	if p.SignIn {
		open = fmt.Errorf("%s can be reached from other machines, and passwords would come there as plain text: "+
			"listen on 127.0.0.1, give --tls-cert-file and --tls-key-file, or put a proxy with TLS before it "+
			"(--trusted-proxy, or --secure-cookie where its address is not known)", addr)
	}
	if host == "" {
		return open
	}
	if ip, err := netip.ParseAddr(host); err == nil {
		if !ip.Unmap().IsLoopback() {
			return open
		}
		return nil
	}
	ips, err := lookup(ctx, "ip", host)
	if err != nil {
		return fmt.Errorf("listen address %q: %w", addr, err)
	}
	for _, ip := range ips {
		if !ip.Unmap().IsLoopback() {
			return open
		}
	}
	return nil
}
