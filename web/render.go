package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// The ways in which an answer may be kept by the browser. None is ever kept by
// a cache that people share.
const (
	revalidate = "private, no-cache"                    // kept, but asked for each time
	forever    = "private, max-age=31536000, immutable" // bytes that cannot change
)

// tag is a validator of a page that shows these parts to this reader. It holds
// as long as the process does: another version may draw the same otherwise.
func (s *server) tag(c echo.Context, parts ...any) string {
	v := visitOf(c)
	sum := sha256.New()
	sum.Write(s.boot[:])
	fmt.Fprintf(sum, "%q %q %q %+v", v.Lang, v.Theme, v.User.Name, parts)
	return weak(sum.Sum(nil))
}

func weak(sum []byte) string { return `W/"` + hex.EncodeToString(sum[:12]) + `"` }

// unchanged sets the validator and says whether the reader has what it names.
func unchanged(c echo.Context, tag string) bool {
	h := c.Response().Header()
	h.Set("ETag", tag)
	if !holds(c.Request().Header.Get("If-None-Match"), tag) {
		return false
	}
	h.Set("Cache-Control", revalidate)
	h.Add("Vary", "Cookie")
	h.Add("Vary", "Accept-Language")
	return true
}

// send answers with bytes that are their own validator.
func send(c echo.Context, contentType, keep string, body []byte) error {
	sum := sha256.Sum256(body)
	return sendTagged(c, contentType, keep, weak(sum[:]), body)
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
