package ocp

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	mathrand "math/rand/v2"
	"net/url"
	"time"

	"taskscope/internal/task"
)

// Client reads tasks from one OCP with one account. It is safe for concurrent
// use.
type Client struct {
	config  Config // with its defaults filled in
	base    *url.URL
	gate    *gate
	gates   *gates // of the accounts that As was given
	lockout lockout
	breaker *breaker // of the source, for all accounts
}

// New checks a Config and makes its client. It connects to nothing.
func New(config Config) (*Client, error) {
	if err := config.check(); err != nil {
		return nil, fmt.Errorf("source %q: %w", config.Name, err)
	}
	base, err := parseBase(config.BaseURL, cmp.Or(config.APIPath, PathOCP))
	if err != nil {
		return nil, fmt.Errorf("source %q: %w", config.Name, err)
	}
	config.Timeout = cmp.Or(config.Timeout, DefaultTimeout)
	config.MaxBody = cmp.Or(config.MaxBody, DefaultMaxBody)
	config.UserAgent = cmp.Or(config.UserAgent, "taskscope")
	if config.Timeout < 0 || config.MaxBody < 0 {
		return nil, fmt.Errorf("source %q: the time-out and the body limit have to be above zero", config.Name)
	}
	if config.Transport == nil {
		config.Transport = NewTransport(nil)
	}
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	if config.Observe == nil {
		config.Observe = func(string, string, time.Duration) {}
	}
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Sleep == nil {
		config.Sleep = sleep
	}
	if config.Jitter == nil {
		config.Jitter = mathrand.Float64
	}
	if config.TraceID == nil {
		config.TraceID = randomTraceID
	}
	return &Client{config: config, base: base, gate: &gate{}, gates: newGates(), breaker: &breaker{}}, nil
}

// As is a client of the same OCP for another account, on the same
// connections. It costs next to nothing, so that one can be made for a single
// request and its password forgotten. What OCP throttles for one account is not
// held against another, but against each client of the account.
func (c *Client) As(auth Auth) (*Client, error) {
	config := c.config
	config.Auth = auth
	other, err := New(config)
	if err != nil {
		return nil, err
	}
	other.breaker = c.breaker
	other.gates, other.gate = c.gates, c.gates.of(auth.Account(), c.config.Now())
	return other, nil
}

// Source is the name of the source.
func (c *Client) Source() string { return c.config.Name }

// Account names the account that asks.
func (c *Client) Account() string { return c.config.Auth.Account() }

// Format prints the source for every verb; it shows no secret.
func (c *Client) Format(w fmt.State, _ rune) { _, _ = io.WriteString(w, c.config.String()) }

// LogValue logs the source; it shows no secret.
func (c *Client) LogValue() slog.Value { return c.config.LogValue() }

// Fetched is an answer of the detail API.
type Fetched struct {
	Body     []byte // exactly as received, decompressed
	Response task.Response
	TraceID  string // OCP's, else the one that was sent
	Attempts int    // requests that were needed, redirects not counted
}

// Fetch reads the task with this id. Lang is the language of OCP's messages: "zh…"
// asks for Chinese, anything else for English.
//
// Fetch ends within Config.Timeout, retries included. Its error is a
// *task.Failure, or wraps ctx.Err() when the caller cancelled.
func (c *Client) Fetch(ctx context.Context, id task.ID, lang string) (Fetched, error) {
	start := c.config.Now()
	q := query{id: id, language: acceptLanguage(lang), trace: traceID(ctx)}
	if q.trace == "" {
		q.trace = c.config.TraceID()
	}
	held, try := c.breaker.admit(start)
	got, attempts, failure := Fetched{}, 0, held
	if held == nil {
		got, attempts, failure = c.fetch(ctx, q, try)
		unasked := attempts == 0 || failure != nil && ctx.Err() != nil
		c.breaker.note(failure, unasked, try, start, c.config.Now())
	}
	took := c.config.Now().Sub(start)
	// Id is what was sent: the id of the request that asked. Trace is what OCP
	// says, which is the same unless something before it makes up its own.
	log := c.config.Logger.With("id", q.trace, "source", c.config.Name, "task", int64(id), "ms", took.Milliseconds(), "attempts", attempts)
	switch {
	case failure == nil:
		c.config.Observe(c.config.Name, "ok", took)
		log.InfoContext(ctx, "task read", "bytes", len(got.Body), "trace", got.TraceID)
		got.Attempts = attempts
		return got, nil
	case errors.Is(ctx.Err(), context.Canceled):
		c.config.Observe(c.config.Name, "cancelled", took)
		log.DebugContext(ctx, "task not read: cancelled")
		return Fetched{}, fmt.Errorf("read task %s from %s: %w", id, c.config.Name, ctx.Err())
	}
	failure.Source, failure.Task, failure.Account = c.config.Name, id, c.Account()
	failure.TraceID = cmp.Or(failure.TraceID, q.trace)
	outcome := string(failure.Kind)
	if held != nil {
		outcome = "not_sent"
	}
	c.config.Observe(c.config.Name, outcome, took)
	log.WarnContext(ctx, "task not read", "kind", failure.Kind, "status", failure.HTTPStatus, "code", failure.Code,
		"trace", failure.TraceID, "server", failure.Server, "account", failure.Account, "error", failure.Err)
	return Fetched{}, failure
}

func randomTraceID() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
