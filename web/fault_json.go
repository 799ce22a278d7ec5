package web

import (
	"fmt"

	"github.com/labstack/echo/v4"

	"taskscope/internal/task"
	"taskscope/views/text"
)

// errorBody is an error for scripts.
type errorBody struct {
	Error errorDetail `json:"error"`
}

type errorDetail struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	TraceID string `json:"trace_id"` // OCP's where it has one, else the request's
}

func (s *server) errorJSON(c echo.Context, f fault) errorBody {
	detail := errorDetail{Code: f.code, Message: s.english(f), TraceID: visitOf(c).ID}
	if f.failure != nil && f.failure.TraceID != "" {
		detail.TraceID = f.failure.TraceID
	}
	return errorBody{detail}
}

// english says in one line what is wrong, for scripts.
func (s *server) english(f fault) string {
	words := s.words.In(text.English)
	switch {
	case f.failure != nil:
		return failureLine(words, f.failure)
	case f.param != nil:
		return fmt.Sprintf("%s=%q: want %s", f.param.Name, f.param.Value, words.Want(f.param.Want))
	case f.document != nil:
		return documentLine(words, f.document)
	}
	switch f.code {
	case "no_snapshot":
		return "History has no such snapshot."
	case "signed_out":
		return "Sign in with an OCP account first."
	case "no_page":
		return "There is no such page."
	case "no_method":
		return "This address does not take that method."
	case "history_unavailable":
		return "History cannot be read or written."
	case "internal":
		return "Taskscope made a mistake. Its log has the details under the trace id."
	}
	return "The request is refused: " + f.code + "."
}

func failureLine(words text.Printer, f *task.Failure) string {
	line := words.Failure(f.Kind)
	if f.HTTPStatus != 0 {
		line += fmt.Sprintf(" (HTTP %d)", f.HTTPStatus)
	}
	if f.Code != "" {
		line += " " + f.Code
	}
	if f.Message != "" {
		line += " " + f.Message
	}
	if f.Kind == task.FailForbidden && f.Account != "" {
		line += fmt.Sprintf(" Account %s needs TASK_VIEWER.", f.Account)
	}
	return line
}

func documentLine(words text.Printer, e *task.NotATask) string {
	line := words.NotATask(e.Reason)
	if e.Line > 0 {
		line += fmt.Sprintf(" Line %d.", e.Line)
	}
	if e.Field != "" {
		line += " Field " + e.Field + "."
	}
	return line
}
