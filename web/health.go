package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"taskscope/internal/history"
)

// serveHealthz is GET /healthz: the process answers.
func (s *server) serveHealthz(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// serveReadyz is GET /readyz: 503 with the reason while history cannot keep
// what is read. A source that is down does not count: history is then what
// Taskscope is there for.
func (s *server) serveReadyz(c echo.Context) error {
	err := s.library.history.Check(c.Request().Context())
	if err == nil {
		return c.String(http.StatusOK, "ok\n")
	}
	reason := "unknown"
	if e := (*history.Error)(nil); errors.As(err, &e) {
		reason = string(e.Reason) // its text may name the file
	}
	s.Logger.WarnContext(c.Request().Context(), "not ready", "id", visitOf(c).ID, "error", err)
	return c.String(http.StatusServiceUnavailable, "history cannot be written: "+reason+"\n")
}

// serveMetrics is GET /metrics.
func (s *server) serveMetrics(c echo.Context) error {
	s.Metrics.measure(c.Request().Context(), s.library.history)
	promhttp.HandlerFor(s.Metrics.registry, promhttp.HandlerOpts{DisableCompression: true}).
		ServeHTTP(c.Response(), c.Request())
	return nil
}
