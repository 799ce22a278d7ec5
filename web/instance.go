package web

import (
	"strings"

	"github.com/labstack/echo/v4"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// ocpPrefix is where OCP's own contract is answered.
const ocpPrefix = "/api/"

func isAPI(path string) bool { return strings.HasPrefix(path, ocpPrefix) }

// serveInstance is GET /api/v2/tasks/instances/{id}[?source=]: OCP's own call,
// answered from the newest snapshot with the body as it was received. OCP is
// not asked, so scripts can read what it no longer has.
func (s *server) serveInstance(c echo.Context) error {
	id, err := task.ParseID(param(c, "id"))
	if err != nil {
		return &permalink.BadParam{Name: "id", Value: clip(param(c, "id")), Want: permalink.Want{Kind: permalink.WantTaskID}}
	}
	source := c.QueryParam("source")
	if source != "" && !task.ValidSource(source) {
		return &permalink.BadParam{Name: "source", Value: clip(source), Want: permalink.Want{Kind: permalink.WantSource}}
	}
	snap, err := visitOf(c).Reader.Load(c.Request().Context(), task.Ref{Source: source, Task: id})
	if err != nil {
		return err
	}
	return send(c, "application/json", revalidate, snap.Body)
}

// ocpError is OCP's error envelope.
type ocpError struct {
	Error      ocpErrorDetail `json:"error"`
	Successful bool           `json:"successful"`
	Status     int            `json:"status"`
	Timestamp  string         `json:"timestamp"`
	TraceID    string         `json:"traceId"`
	Server     string         `json:"server"`
}

type ocpErrorDetail struct {
	Code    any    `json:"code"` // OCP's own: text from 4.2.2 on, 0 where it has none
	Message string `json:"message"`
}

func (s *server) ocpError(c echo.Context, f fault) ocpError {
	code := any(0)
	if f.code == "no_snapshot" {
		code = "TSK10001"
	}
	return ocpError{
		Error:   ocpErrorDetail{Code: code, Message: s.english(f)},
		Status:  f.status,
		TraceID: visitOf(c).ID, Server: "taskscope",
		Timestamp: s.Now().UTC().Format("2006-01-02T15:04:05.999Z07:00"),
	}
}
