package ocp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"taskscope/internal/task"
)

// ErrOpenDoor says that OCP answers those who do not say who they are just as
// it answers an account, so that its answer proves no password.
var ErrOpenDoor = errors.New("OCP answers without asking for an account")

// Verify finds out whether the account's credentials are right. The call is
// the list of tasks with one line,
//
//	GET {base}/api/v2/tasks/instances?page=1&size=1
//
// because it is the neighbour of the only call that Taskscope needs, and no OCP
// gives it to strangers; /info, /time and /status may be open to everybody. It
// is right when OCP answers with the list, or that the account lacks the
// permission (403): OCP finds out who asks before what they may. Verify asks
// once, since OCP locks an account after 20 wrong passwords.
//
// The error is a *task.Failure, of kind FailUnauthorized for wrong credentials
// and of any other when OCP did not decide, or the context's.
func (c *Client) Verify(ctx context.Context, lang string) error {
	_, err := c.Probe(ctx, lang)
	return err
}

// Closed makes sure that OCP does not give what Verify asks for to somebody
// who says nothing of an account: ErrOpenDoor when it does. A failure that
// leaves it open is one of Verify's.
func (c *Client) Closed(ctx context.Context) error {
	stranger, err := c.As(NoAccount{})
	if err != nil {
		return err
	}
	err = stranger.Verify(ctx, "")
	var f *task.Failure
	switch {
	case err == nil:
		return fmt.Errorf("source %s: %w", c.config.Name, ErrOpenDoor)
	case errors.As(err, &f) && f.HTTPStatus >= 200 && f.HTTPStatus < 500 && f.Kind != task.FailThrottled:
		return nil // whatever that answer was, it was not the one that lets in
	}
	return err
}

func (c *Client) named(q query, f *task.Failure) error {
	f.Source, f.Account = c.config.Name, c.Account()
	if f.TraceID == "" {
		f.TraceID = q.trace
	}
	return fmt.Errorf("verify an account: %w", f)
}

// judgeList says what an answer to Verify means. Only OCP's own envelope counts:
// a proxy's 403, or a page that every address has, proves nothing.
func (c *Client) judgeList(a answer) *task.Failure {
	if described := DecodeError(a.body); described != nil {
		return c.describe(a, described)
	}
	switch {
	case a.status == http.StatusUnauthorized: // also without an envelope: nobody is let in
		return c.judgeError(a)
	case a.status < 200 || a.status > 299:
		f := c.judgeError(a)
		if f.Kind == task.FailForbidden {
			f.Kind = task.FailRejected
		}
		return f
	}
	var list struct {
		Data       json.RawMessage `json:"data"`
		Successful bool            `json:"successful"`
	}
	if err := json.Unmarshal(a.body, &list); err != nil {
		kind := task.FailNotJSON
		if a.redirected != "" {
			kind = task.FailRedirect
		}
		return &task.Failure{Kind: kind, HTTPStatus: a.status, Err: errors.New("the answer is no JSON: a login page or another program")}
	}
	if !list.Successful || len(list.Data) == 0 {
		return &task.Failure{Kind: task.FailNoData, HTTPStatus: a.status, Err: errors.New("the answer has no list in it")}
	}
	return nil
}
