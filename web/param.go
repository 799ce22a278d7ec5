package web

import (
	"net/url"

	"github.com/labstack/echo/v4"
)

// param is a part of the path as it was meant: echo matches the escaped path
// and leaves what it finds as it was written.
func param(c echo.Context, name string) string {
	raw := c.Param(name)
	if c.Request().URL.RawPath == "" {
		return raw
	}
	if s, err := url.PathUnescape(raw); err == nil {
		return s
	}
	return raw
}
