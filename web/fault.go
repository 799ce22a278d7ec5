package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"taskscope/internal/access"
	"taskscope/internal/history"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

var (
	errCrossOrigin = errors.New("the request comes from another site's page")
	errManyStreams = errors.New("more pages are followed than the server takes")
	errClientLeft  = errors.New("the client has left")
	errTooLarge    = errors.New("the body is larger than accepted")
)

// fault is an error as the outside may know it: no stack, credential or path.
// Exactly one of Failure, Param and Document is set, or none.
type fault struct {
	status   int
	code     string // stable, for scripts; also names the words of the page
	failure  *task.Failure
	param    *permalink.BadParam
	document *task.NotATask
	retry    time.Duration // 0: nothing is said of trying again
}

// statusGone is what proxies log for a client that left; nobody receives it.
const statusGone = 499

// explain turns an error into a fault. What it does not know is our own
// mistake: 500.
func explain(err error) fault {
	var (
		failure  *task.Failure
		param    *permalink.BadParam
		document *task.NotATask
		store    *history.Error
		large    *http.MaxBytesError
		routing  *echo.HTTPError
	)
	switch {
	case errors.As(err, &failure):
		return failed(failure)
	case errors.As(err, &param):
		return fault{status: http.StatusBadRequest, code: "bad_parameter", param: param}
	case errors.As(err, &document):
		return fault{status: http.StatusUnprocessableEntity, code: "not_a_task", document: document}
	case errors.Is(err, task.ErrNoSnapshot):
		return fault{status: http.StatusNotFound, code: "no_snapshot"}
	case errors.Is(err, access.ErrNoUser):
		return fault{status: http.StatusUnauthorized, code: "no_user"}
	case errors.Is(err, access.ErrSignedOut):
		return fault{status: http.StatusUnauthorized, code: "signed_out"}
	case errors.Is(err, access.ErrPlain):
		return fault{status: http.StatusForbidden, code: "plain_http"}
	case errors.Is(err, access.ErrNotProxied):
		return fault{status: http.StatusForbidden, code: "not_proxied"}
	case errors.Is(err, access.ErrForeignHost):
		return fault{status: http.StatusMisdirectedRequest, code: "foreign_host"}
	case errors.Is(err, errCrossOrigin):
		return fault{status: http.StatusForbidden, code: "cross_origin"}
	case errors.Is(err, errTooLarge), errors.As(err, &large):
		return fault{status: http.StatusRequestEntityTooLarge, code: "too_large"}
	case errors.Is(err, errManyStreams):
		return fault{status: http.StatusServiceUnavailable, code: "many_streams", retry: 30 * time.Second}
	case errors.Is(err, context.Canceled):
		return fault{status: statusGone, code: "gone"}
	case errors.As(err, &store):
		return fault{status: http.StatusServiceUnavailable, code: "history_unavailable", retry: 30 * time.Second}
	case errors.Is(err, context.DeadlineExceeded):
		return fault{status: http.StatusGatewayTimeout, code: "timeout"}
	case errors.As(err, &routing) && routing.Code == http.StatusNotFound:
		return fault{status: http.StatusNotFound, code: "no_page"}
	case errors.As(err, &routing) && routing.Code == http.StatusMethodNotAllowed:
		return fault{status: http.StatusMethodNotAllowed, code: "no_method"}
	}
	return fault{status: http.StatusInternalServerError, code: "internal"}
}

// failed is the fault of a source that did not give the task.
func failed(f *task.Failure) fault {
	out := fault{status: http.StatusBadGateway, code: string(f.Kind), failure: f}
	switch f.Kind {
	case task.FailNotFound:
		out.status = http.StatusNotFound
	case task.FailForbidden:
		out.status = http.StatusForbidden
	case task.FailThrottled:
		out.status, out.retry = http.StatusServiceUnavailable, time.Second
	case task.FailTimeout:
		out.status = http.StatusGatewayTimeout
	}
	if f.Silent > 0 || f.RetryAfter > 0 {
		out.retry = max(f.RetryAfter, time.Second)
	}
	return out
}

// level is how grave the fault is for the log.
func (f fault) level() slog.Level {
	switch {
	case f.status == statusGone:
		return slog.LevelDebug
	case f.failure != nil && f.status >= 500:
		return slog.LevelWarn // OCP's, not ours
	case f.status >= 500:
		return slog.LevelError
	}
	return slog.LevelInfo
}

// left says whether the client is gone; net/http also finds out by a write that fails.
func left(c echo.Context) bool { return errors.Is(c.Request().Context().Err(), context.Canceled) }

// fail answers with the error. It is the only place that does.
func (s *server) fail(c echo.Context, err error) fault {
	f := explain(err)
	if crashed := (*panicked)(nil); f.code == "internal" && left(c) && !errors.As(err, &crashed) {
		f = fault{status: statusGone, code: "gone"} // nobody is there to read an answer
	}
	in := permalink.SignIn{}
	if s.library.signIn != nil {
		f, in = s.signedOut(c, err, f)
	}
	if c.Response().Committed || f.status == statusGone {
		return f
	}
	if f.retry > 0 {
		c.Response().Header().Set("Retry-After", seconds(f.retry))
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	c.Response().Header().Del("ETag")
	path := c.Request().URL.Path
	var write error
	switch {
	case f.code == "signed_out" && navigates(c.Request()):
		f.status = http.StatusSeeOther
		write = c.Redirect(f.status, in.String())
	case isAPI(path):
		write = c.JSON(f.status, s.ocpError(c, f))
	case strings.HasSuffix(path, ".json"):
		write = c.JSON(f.status, s.errorJSON(c, f))
	default:
		write = s.errorPage(c, err, f, in)
	}
	if write != nil && !left(c) {
		s.Logger.ErrorContext(c.Request().Context(), "error not answered", "id", visitOf(c).ID, "error", write)
	}
	return f
}
