package ocp

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"taskscope/internal/task"
)

// The defaults of a Config, and the API paths of OCP and of OCP Express.
const (
	DefaultTimeout = 10 * time.Second
	DefaultMaxBody = 64 << 20
	PathOCP        = "/api/v2"
	PathExpress    = "/api/v1"
)

// Config is one OCP to read from. Name, BaseURL and Auth are required.
type Config struct {
	Name      string        // of the source, as in a Ref
	BaseURL   string        // https://host:port, with a path prefix if OCP is behind one
	APIPath   string        // "" is PathOCP
	Auth      Auth          // Basic or AKSK
	Timeout   time.Duration // of a whole Fetch, retries and pauses included; 0 is DefaultTimeout
	MaxBody   int64         // bytes after decompression; 0 is DefaultMaxBody
	UserAgent string        // "" is "taskscope"

	Transport http.RoundTripper // nil is NewTransport(nil)
	Logger    *slog.Logger      // nil is none
	// Observe is told of each Fetch that ended: outcome is "ok", "cancelled",
	// "not_sent" while OCP is left alone, or a task.FailureKind.
	Observe func(source, outcome string, took time.Duration)

	Now     func() time.Time                                 // nil is time.Now
	Sleep   func(ctx context.Context, d time.Duration) error // nil waits, or until ctx ends
	Jitter  func() float64                                   // in [0, 1); nil is random
	TraceID func() string                                    // 16 hex digits; nil is random
}

// String names the source; it shows no secret.
func (c Config) String() string {
	return fmt.Sprintf("source %s at %s as %v", c.Name, display(c.BaseURL), c.Auth)
}

// Format prints String for every verb.
func (c Config) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, c.String()) }

// LogValue logs String.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

// NewTransport is the transport of a client that is given none: as patient as
// the fetch, TLS 1.2 or later, proxies as the environment says. TLS may hold
// the certificates of an OCP that signs its own.
func NewTransport(config *tls.Config) *http.Transport {
	if config == nil {
		config = &tls.Config{MinVersion: tls.VersionTLS12}
	}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{KeepAlive: 30 * time.Second}).DialContext,
		TLSClientConfig:        config,
		ForceAttemptHTTP2:      true,
		MaxIdleConns:           32,
		MaxIdleConnsPerHost:    8,
		IdleConnTimeout:        30 * time.Second,
		MaxResponseHeaderBytes: 1 << 20,
	}
}

// parseBase reads the address of an OCP. Its errors never repeat the text,
// which may hold a password.
func parseBase(base, api string) (*url.URL, error) {
	u, err := url.Parse(base)
	switch {
	case err != nil, u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "", u.Opaque != "":
		return nil, errors.New("the address of OCP is not of the form https://host:port")
	case u.User != nil:
		return nil, errors.New("the address of OCP has a user in it: give the account apart")
	case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
		return nil, errors.New("the address of OCP has a query or a fragment in it")
	}
	for _, c := range u.Host {
		if c > 0x7f {
			return nil, errors.New("the address of OCP has a host name that is not ASCII: give its xn-- form")
		}
	}
	u = u.JoinPath(api)
	u.Path, u.RawPath = strings.TrimSuffix(u.Path, "/"), strings.TrimSuffix(u.RawPath, "/")
	return u, nil
}

// display is an address without what may be secret in it: user and query.
func display(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "an address that cannot be read"
	}
	return displayURL(u)
}

func displayURL(u *url.URL) string {
	path, _, _ := strings.Cut(u.Path, ";") // ;jsessionid=…
	return (&url.URL{Scheme: u.Scheme, Host: u.Host, Path: path}).String()
}

func (c Config) check() error {
	if !task.ValidSource(c.Name) {
		return fmt.Errorf("%q is not the name of a source: want a lower-case letter, then letters, digits and hyphens", c.Name)
	}
	if c.Auth == nil {
		return errors.New("no OCP account is given")
	}
	return c.Auth.check()
}
