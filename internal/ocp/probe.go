package ocp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"taskscope/internal/task"
)

// Probed is what one answer to Verify's call tells of an OCP. What the answer
// did not say is zero.
type Probed struct {
	Permitted bool            // OCP gave the list; else it said that the account lacks the permission
	Tasks     task.Opt[int64] // how many tasks the account may see
	Server    string          // the OCP server that answered

	// Clock is what OCP's clock showed at some moment between Sent and
	// Received, which are our clock's, within Precision.
	Clock          time.Time
	Precision      time.Duration
	Sent, Received time.Time
}

// Ahead is how far OCP's clock is before ours, negative when it is behind, and
// how much of that may be the way of the answer; false when OCP did not say
// what time it is.
func (p Probed) Ahead() (ahead, within time.Duration, ok bool) {
	if p.Clock.IsZero() {
		return 0, 0, false
	}
	way := p.Received.Sub(p.Sent)
	middle := p.Sent.Add(way / 2)
	return p.Clock.Add(p.Precision / 2).Sub(middle), (way + p.Precision) / 2, true
}

// Probe makes Verify's call, once, and tells what its answer tells besides. The
// error is one of Verify's; then Probed still has what was learnt of the clock.
func (c *Client) Probe(ctx context.Context, lang string) (Probed, error) {
	q := query{list: true, language: acceptLanguage(lang), trace: traceID(ctx)}
	if q.trace == "" {
		q.trace = c.config.TraceID()
	}
	if left := c.gate.left(c.config.Now()); left > 0 {
		return Probed{}, c.named(q, &task.Failure{Kind: task.FailThrottled, RetryAfter: left, Err: errors.New("not sent: OCP asked to wait")})
	}
	asked, cancel := context.WithTimeout(ctx, c.config.Timeout)
	defer cancel()
	p := Probed{Sent: c.config.Now()}
	a, failure := c.ask(asked, q)
	p.Received = c.config.Now()
	p.read(a)
	if failure == nil {
		failure = c.judgeList(a)
	}
	log := c.config.Logger.With("id", q.trace, "source", c.config.Name, "account", c.Account(), "ms", p.Received.Sub(p.Sent).Milliseconds())
	if failure == nil || !silence(failure) {
		c.breaker.note(nil, false, false, p.Sent, p.Received) // it is back; that it is not, fetches tell
	}
	switch {
	case failure == nil, failure.Kind == task.FailForbidden && failure.HTTPStatus != 0:
		p.Permitted = failure == nil
		log.InfoContext(ctx, "account verified", "permitted", p.Permitted)
		return p, nil
	case errors.Is(ctx.Err(), context.Canceled):
		log.DebugContext(ctx, "account not verified: cancelled")
		return p, fmt.Errorf("verify an account of %s: %w", c.config.Name, ctx.Err())
	}
	log.WarnContext(ctx, "account not verified", "kind", failure.Kind, "status", failure.HTTPStatus, "trace", failure.TraceID, "error", failure.Err)
	return p, c.named(q, failure)
}

// read takes in what the envelope says, else what a header does.
func (p *Probed) read(a answer) {
	if at, err := http.ParseTime(a.header.Get("Date")); err == nil {
		p.Clock, p.Precision = at, time.Second
	}
	d, err := parse(a.body)
	if err != nil {
		return
	}
	top := span{space(d.body, 0), len(d.body)}
	if d.kind(top) != '{' {
		return
	}
	said := d.envelope(top)
	p.Server = said.Server
	if said.Timestamp.Set {
		p.Clock, p.Precision = time.UnixMilli(said.Timestamp.MS), time.Millisecond
	}
	var list struct {
		Data struct {
			Page struct {
				Total *int64 `json:"totalElements"`
			} `json:"page"`
		} `json:"data"`
	}
	if json.Unmarshal(d.body, &list) == nil && list.Data.Page.Total != nil {
		p.Tasks = task.Some(*list.Data.Page.Total)
	}
}
