package ocp

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"syscall"

	"taskscope/internal/task"
)

// maxErrorBody is how much of an answer other than 200 is read: OCP's error
// envelope, or the beginning of somebody's error page.
const maxErrorBody = 1 << 20

var (
	errTooLarge  = errors.New("the answer is over the limit")
	errTruncated = errors.New("the answer is shorter than announced")
)

// read reads a body to its end and not beyond the limit.
func (c *Client) read(response *http.Response) ([]byte, error) {
	if response.StatusCode < 200 || response.StatusCode > 299 {
		// The status says what happened; the body only has details.
		body, _ := io.ReadAll(io.LimitReader(response.Body, maxErrorBody))
		return body, nil
	}
	limit := c.config.MaxBody
	if response.ContentLength > limit {
		return nil, fmt.Errorf("%d bytes: %w of %d", response.ContentLength, errTooLarge, limit)
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, limit+1))
	switch {
	case int64(len(body)) > limit:
		return nil, fmt.Errorf("%w of %d bytes", errTooLarge, limit)
	case errors.Is(err, io.ErrUnexpectedEOF), err == nil && int64(len(body)) < response.ContentLength:
		return nil, fmt.Errorf("after %d bytes: %w", len(body), errTruncated)
	case err != nil:
		return nil, fmt.Errorf("after %d bytes: %w", len(body), err)
	}
	return body, nil
}

// broken says what kind of failure stopped an exchange. Connected is whether
// there was a connection, TLS included, when it broke.
func (c *Client) broken(err error, connected bool) *task.Failure {
	var address *url.Error
	if errors.As(err, &address) {
		err = address.Err // without the URL
	}
	kind := task.FailRefused
	var timeout net.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &timeout) && timeout.Timeout():
		kind = task.FailTimeout
	case errors.Is(err, errTooLarge):
		kind = task.FailTooLarge
	case errors.Is(err, errTruncated):
		kind = task.FailTruncated
	case connected, errors.Is(err, syscall.ECONNRESET), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		kind = task.FailReset
	}
	return &task.Failure{Kind: kind, Err: err}
}
