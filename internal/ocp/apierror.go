package ocp

import (
	"fmt"
	"net/http"

	"taskscope/internal/task"
)

// APIError is what OCP's error envelope says:
//
//	{"error":{"code":"TSK10001","message":"…"},"successful":false,"status":404,"traceId":"…","server":"…"}
type APIError struct {
	Code    string // a number up to OCP 4.2.0 ("4001"), then with a prefix ("TSK10001"); "" when not said
	Message string // in the language that was asked for
	TraceID string
	Server  string
	Status  int // repeats the HTTP status; 0 when not said
}

func (e *APIError) Error() string {
	return fmt.Sprintf("OCP says: code %q, status %d: %s", e.Code, e.Status, e.Message)
}

// DecodeError reads an error envelope. It is nil when the body is not one.
func DecodeError(body []byte) *APIError {
	d, err := parse(body)
	if err != nil {
		return nil
	}
	top := span{space(d.body, 0), len(d.body)}
	if d.kind(top) != '{' {
		return nil
	}
	said := false
	for key, v := range d.members(top) {
		switch string(key) {
		case "error":
			said = said || d.kind(v) != 'n'
		case "successful":
			said = said || d.denies(v)
		}
	}
	if !said {
		return nil
	}
	return d.apiError(top)
}

// apiError reads the envelope at top. An error may also be plain text, as
// Spring writes it when OCP's own handler was never reached.
func (d *decoder) apiError(top span) *APIError {
	var e APIError
	var spring string
	for key, v := range d.members(top) {
		switch string(key) {
		case "error":
			if d.kind(v) == '"' {
				spring = d.unquoted(v)
			} else if d.kind(v) == '{' {
				e.Code, e.Message = d.codeAndMessage(v)
			}
		case "message":
			if e.Message == "" {
				e.Message = d.text("message", v)
			}
		case "status":
			if n := d.integer("status", v).V; n >= 100 && n <= 599 {
				e.Status = int(n)
			}
		case "traceId":
			e.TraceID = d.text("traceId", v)
		case "server":
			e.Server = d.text("server", v)
		}
	}
	if e.Message == "" {
		e.Message = spring
	}
	return &e
}

func (d *decoder) codeAndMessage(v span) (code, message string) {
	for key, v := range d.members(v) {
		switch string(key) {
		case "code":
			code = d.text("code", v)
		case "message":
			message = d.text("message", v)
		}
	}
	return code, message
}

// kind says what an error means. A status that speaks for itself goes first:
// codes changed between OCP's versions, statuses did not. Http is the status
// of the answer, which may be 200.
func (e *APIError) kind(http int) task.FailureKind {
	status := http
	if status < 400 {
		status = e.Status
	}
	if kind, ok := kindOfStatus(status); ok {
		return kind
	}
	switch e.Code {
	case "TSK10001", "20000", "4001": // OCP from 4.2.2 on, OCP Express, OCP 3.x
		return task.FailNotFound
	case "IAM11000", "30014":
		return task.FailForbidden
	}
	return task.FailRejected
}

// kindOfStatus is the meaning of a status that has one of its own.
func kindOfStatus(status int) (task.FailureKind, bool) {
	switch {
	case status == http.StatusUnauthorized:
		return task.FailUnauthorized, true
	case status == http.StatusForbidden:
		return task.FailForbidden, true
	case status == http.StatusNotFound:
		return task.FailNotFound, true
	case status == http.StatusTooManyRequests:
		return task.FailThrottled, true
	case status >= 500:
		return task.FailServer, true
	}
	return task.FailRejected, false
}
