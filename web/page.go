package web

import (
	"fmt"
	"net/http"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// held is how much of a page is held back, in bytes: until then an error still
// becomes an error page. It is more than most pages have, and of a large one
// more than the first screen.
const held = 64 << 10

// page renders a page. What is larger than held is sent while it is rendered,
// so that the browser draws the top of a large task while the rest is made; if
// that fails the connection is cut (see observe).
func (s *server) page(c echo.Context, status int, view templ.Component) error {
	w := &pageWriter{c: c, status: status}
	if err := view.Render(c.Request().Context(), w); err != nil {
		return fmt.Errorf("render: %w", err)
	}
	if w.begun {
		return nil
	}
	w.headers()
	return c.Blob(status, htmlType, w.buf)
}

const htmlType = "text/html; charset=utf-8"

// pageWriter holds the start of a page back and passes the rest on.
type pageWriter struct {
	c      echo.Context
	status int
	buf    []byte
	begun  bool
}

func (w *pageWriter) Write(p []byte) (int, error) {
	if w.begun {
		return w.c.Response().Write(p)
	}
	w.buf = append(w.buf, p...)
	if len(w.buf) < held {
		return len(p), nil
	}
	w.begun = true
	w.headers()
	response := w.c.Response()
	response.Header().Set("Content-Type", htmlType)
	response.WriteHeader(w.status)
	if _, err := response.Write(w.buf); err != nil {
		return 0, fmt.Errorf("begin the answer: %w", err)
	}
	w.buf = nil
	response.Flush()
	return len(p), nil
}

func (w *pageWriter) headers() {
	h := w.c.Response().Header()
	h.Add("Vary", "Cookie")
	h.Add("Vary", "Accept-Language")
	if w.status == http.StatusOK {
		h.Set("Cache-Control", revalidate)
	}
}
