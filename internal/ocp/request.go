package ocp

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strings"

	"taskscope/internal/task"
)

// maxRedirects is how often a fetch lets itself be sent on.
const maxRedirects = 3

// query is what one Fetch asks.
type query struct {
	id       task.ID
	list     bool   // the shortest list of tasks, in the place of a task
	language string // of Accept-Language
	trace    string // of x-trace-id, the same for all attempts
}

// answer is a complete answer of whatever answered.
type answer struct {
	status     int
	header     http.Header
	body       []byte
	redirected string // where redirects led to; "" without any
}

type traceKey struct{}

// WithTraceID makes fetches under ctx send this x-trace-id (16 hex digits), so
// that a request can be followed from the browser into OCP's log.
func WithTraceID(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, traceKey{}, id)
}

func traceID(ctx context.Context) string {
	id, _ := ctx.Value(traceKey{}).(string)
	if len(id) != 16 || strings.Trim(id, "0123456789abcdefABCDEF") != "" {
		return ""
	}
	return id
}

func acceptLanguage(lang string) string {
	if strings.HasPrefix(strings.ToLower(lang), "zh") {
		return "zh-CN"
	}
	return "en-US"
}

// ask sends one request and follows its redirects, each signed anew.
func (c *Client) ask(ctx context.Context, q query) (answer, *task.Failure) {
	target := c.base.JoinPath("tasks", "instances", q.id.String())
	if q.list {
		target = c.base.JoinPath("tasks", "instances")
		target.RawQuery = "page=1&size=1"
	}
	for hops := 0; ; hops++ {
		got, failure := c.get(ctx, target, q)
		if failure != nil {
			return got, failure
		}
		if hops > 0 {
			got.redirected = displayURL(target)
		}
		if got.status < 300 || got.status > 399 {
			return got, nil
		}
		next, err := c.follow(target, got, hops)
		if err != nil {
			return got, &task.Failure{Kind: task.FailRedirect, HTTPStatus: got.status, Err: err}
		}
		target = next
	}
}

// follow says where a redirect goes on, if that is a place for credentials:
// the same host, and not from TLS to plain text.
func (c *Client) follow(from *url.URL, got answer, hops int) (*url.URL, error) {
	location := got.header.Get("Location")
	if location == "" {
		return nil, fmt.Errorf("OCP answered %d without saying where to", got.status)
	}
	to, err := from.Parse(location)
	if err != nil {
		return nil, errors.New("OCP redirected to an address that cannot be read")
	}
	to.User, to.Fragment, to.RawFragment = nil, "", ""
	upgrade := from.Scheme == "http" && to.Scheme == "https"
	switch {
	case from.Scheme == "https" && to.Scheme != "https":
		err = fmt.Errorf("OCP redirected from https to %s, which would show the account", displayURL(to))
	case !strings.EqualFold(from.Hostname(), to.Hostname()), port(from) != port(to) && !upgrade, to.Scheme != from.Scheme && !upgrade:
		err = fmt.Errorf("OCP redirected to another host, %s: check the address, or the sign-in proxy before it", displayURL(to))
	case hops >= maxRedirects:
		err = fmt.Errorf("OCP redirected %d times, at last to %s", hops+1, displayURL(to))
	}
	return to, err
}

// get sends one GET and reads its answer to the end.
func (c *Client) get(ctx context.Context, target *url.URL, q query) (answer, *task.Failure) {
	connected := false
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { connected = true },
	})
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, target.String(), nil)
	if err != nil {
		return answer{}, &task.Failure{Kind: task.FailRefused, Err: errors.New("the address of OCP makes no request")}
	}
	r.Host = hostHeader(target)
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Accept-Language", q.language)
	r.Header.Set("User-Agent", c.config.UserAgent)
	r.Header.Set("X-Trace-Id", q.trace)
	r.Header.Set("Date", c.config.Now().UTC().Format(http.TimeFormat))
	c.config.Auth.authorize(r)
	response, err := c.config.Transport.RoundTrip(r)
	if err != nil {
		return answer{}, c.broken(err, connected)
	}
	defer response.Body.Close()
	got := answer{status: response.StatusCode, header: response.Header}
	got.body, err = c.read(response)
	if err != nil {
		failure := c.broken(err, true)
		failure.HTTPStatus = got.status
		return got, failure
	}
	return got, nil
}

// hostHeader is the Host to send: without the scheme's own port, because OCP
// signs what it received and a proxy may have normalised it.
func hostHeader(u *url.URL) string {
	host := u.Hostname()
	host, _, _ = strings.Cut(host, "%") // the zone of an IPv6 address is for us alone
	switch p := port(u); {
	case u.Scheme == "https" && p == "443", u.Scheme == "http" && p == "80":
		if strings.Contains(host, ":") {
			return "[" + host + "]"
		}
		return host
	default:
		return net.JoinHostPort(host, p)
	}
}

func port(u *url.URL) string {
	switch p := u.Port(); {
	case p != "":
		return p
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}
