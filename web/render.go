package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// The ways in which an answer may be kept by the browser. None is ever kept by
// a cache that people share.
const (
	revalidate = "private, no-cache"                    // kept, but asked for each time
	forever    = "private, max-age=31536000, immutable" // bytes that cannot change
)

// page renders to a buffer, so that an error can still become an error page,
// and answers 304 when the reader has these very bytes.
func (s *server) page(c echo.Context, status int, view templ.Component) error {
	var b bytes.Buffer
	if err := view.Render(c.Request().Context(), &b); err != nil {
		return fmt.Errorf("render: %w", err)
	}
	h := c.Response().Header()
	h.Add("Vary", "Cookie")
	h.Add("Vary", "Accept-Language")
	if status != http.StatusOK {
		return c.Blob(status, "text/html; charset=utf-8", b.Bytes())
	}
	return send(c, "text/html; charset=utf-8", revalidate, b.Bytes())
}

// send answers with bytes that have a validator of their own.
func send(c echo.Context, contentType, keep string, body []byte) error {
	sum := sha256.Sum256(body)
	return sendTagged(c, contentType, keep, `W/"`+hex.EncodeToString(sum[:12])+`"`, body)
}

func sendTagged(c echo.Context, contentType, keep, tag string, body []byte) error {
	h := c.Response().Header()
	h.Set("Cache-Control", keep)
	h.Set("ETag", tag)
	if holds(c.Request().Header.Get("If-None-Match"), tag) {
		return c.NoContent(http.StatusNotModified)
	}
	return c.Blob(http.StatusOK, contentType, body)
}

// holds says whether an If-None-Match has the tag. Comparison is weak: a
// compressed answer is the same answer.
func holds(header, tag string) bool {
	for t := range strings.SplitSeq(header, ",") {
		t = strings.TrimSpace(t)
		if t == "*" || strings.TrimPrefix(t, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}
