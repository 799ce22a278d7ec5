package access

import (
	"net/http"
	"regexp"
	"strings"
)

// hostName is a name or address with or without a port: what a browser puts
// between // and the path.
var hostName = regexp.MustCompile(`^(?:[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?$`)

// Base is where the visitor sees this server, for a link that leaves the
// browser: "https://ocp-tasks.example". A trusted proxy may say so in
// X-Forwarded-Proto and X-Forwarded-Host; from anybody else they prove nothing.
// It is "" when the request does not tell.
func (p Policy) Base(r *http.Request) string {
	scheme, host := "http", r.Host
	if r.TLS != nil {
		scheme = "https"
	}
	if p.proxied() && p.trusts(r.RemoteAddr) {
		if s := strings.ToLower(only(r, "X-Forwarded-Proto")); s == "http" || s == "https" {
			scheme = s
		}
		if h := only(r, "X-Forwarded-Host"); h != "" {
			host = h
		}
	}
	if !hostName.MatchString(host) {
		return ""
	}
	return scheme + "://" + host
}

// only is the value of a header that is there once.
func only(r *http.Request, name string) string {
	values := r.Header.Values(name)
	if len(values) != 1 {
		return ""
	}
	return strings.TrimSpace(values[0])
}
