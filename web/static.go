package web

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// serveStatic is GET /static/{hash}/{name}. Of any other hash than ours
// nothing is served: it would be cached for ever under the wrong name.
func (s *server) serveStatic(c echo.Context) error {
	name, ok := strings.CutPrefix(c.Request().URL.Path, s.static.Prefix()+"/")
	if !ok {
		return echo.ErrNotFound
	}
	file, ok := s.static.Open(name)
	if !ok {
		return echo.ErrNotFound
	}
	return sendTagged(c, file.Type, "public, max-age=31536000, immutable", `W/"`+s.static.Hash()+`"`, file.Bytes)
}

// serveFavicon is GET /favicon.ico, which browsers ask for unasked where a
// page does not name an icon: raw JSON, for example.
func (s *server) serveFavicon(c echo.Context) error {
	return c.Redirect(http.StatusFound, s.static.Prefix()+"/icons/favicon.svg")
}
