package ocp

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"net/http"

	"taskscope/internal/task"
)

// judge says what a complete answer means.
func (c *Client) judge(q query, a answer) (Fetched, *task.Failure) {
	if a.status < 200 || a.status > 299 {
		return Fetched{}, c.judgeError(a)
	}
	response, err := Decode(a.body)
	var described *APIError
	switch {
	case errors.As(err, &described):
		return Fetched{}, c.describe(a, described)
	case err != nil:
		return Fetched{}, c.judgeNotATask(a, err)
	case response.Task.ID != q.id:
		return Fetched{}, &task.Failure{Kind: task.FailOtherTask, HTTPStatus: a.status,
			TraceID: response.Envelope.TraceID, Server: response.Envelope.Server,
			Err: fmt.Errorf("the answer is about task %s", response.Task.ID)}
	}
	trace := cmp.Or(response.Envelope.TraceID, q.trace)
	return Fetched{Body: a.body, Response: response, TraceID: trace}, nil
}

// judgeError says what an answer with an HTTP error means.
func (c *Client) judgeError(a answer) *task.Failure {
	if described := DecodeError(a.body); described != nil {
		return c.describe(a, described)
	}
	failure := c.describe(a, &APIError{})
	failure.Err = fmt.Errorf("HTTP %d without OCP's error envelope", a.status)
	if a.status == http.StatusNotFound && isHTML(a.body) {
		// OCP says in JSON that a task does not exist. This is a proxy, or the
		// wrong base path; nobody must be told that the task is gone.
		failure.Kind = task.FailNotJSON
		failure.Err = errors.New("HTTP 404 with a web page: check the address of OCP and its path")
	}
	return failure
}

// describe makes a failure of OCP's own words.
func (c *Client) describe(a answer, e *APIError) *task.Failure {
	hide := c.config.Auth.hide
	f := &task.Failure{Kind: e.kind(a.status), HTTPStatus: a.status, Code: hide(clip(e.Code)),
		Message: hide(clipTo(e.Message, maxMessage)), TraceID: hide(clip(e.TraceID)), Server: hide(clip(e.Server))}
	f.Err = fmt.Errorf("OCP says: %s %s", f.Code, f.Message)
	if f.Kind == task.FailThrottled {
		now := c.config.Now()
		f.RetryAfter = retryAfter(a.header, now)
		c.gate.shut(now, cmp.Or(f.RetryAfter, shortestWindow))
	}
	return f
}

// maxMessage is how much of OCP's message is passed on, in bytes.
const maxMessage = 2000

// judgeNotATask says what a 200 without a task in it means.
func (c *Client) judgeNotATask(a answer, err error) *task.Failure {
	f := &task.Failure{Kind: task.FailNoData, HTTPStatus: a.status, Err: err}
	var not *task.NotATask
	if !errors.As(err, &not) {
		return f
	}
	switch not.Reason {
	case task.ReasonHTML, task.ReasonSyntax:
		f.Kind = task.FailNotJSON
		if a.redirected != "" {
			f.Kind = task.FailRedirect
			f.Err = fmt.Errorf("OCP redirected to %s, which is no API but most likely a login page: %w", a.redirected, err)
		}
	case task.ReasonTruncated:
		f.Kind = task.FailTruncated
	case task.ReasonTooLarge:
		f.Kind = task.FailTooLarge
	}
	return f
}

func isHTML(body []byte) bool {
	i := space(body, 0)
	return bytes.HasPrefix(body[i:], []byte("<"))
}
