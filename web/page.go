package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"sync"

	"github.com/a-h/templ"
	"github.com/andybalholm/brotli/matchfinder"
	"github.com/labstack/echo/v4"

	"taskscope/views/ui"
)

// held is how much of a page is held back, in bytes: until then an error still
// becomes an error page. It is more than most pages have.
const held = 64 << 10

// page renders a page. What is larger than held, or has a part that is to be there
// before the rest is made (ui.Send), is sent while it is rendered. If that
// fails, the reader is told that what there is, is not all, and the connection
// is cut (see observe).
func (s *server) page(c echo.Context, status int, view templ.Component) error {
	room := rooms.Get().(*[]byte)
	defer rooms.Put(room)
	w := &pageWriter{c: c, status: status, buf: (*room)[:0], brotli: takes(c.Request(), "br")}
	ctx := ui.WithSend(c.Request().Context(), w.send)
	err := guarded(func() error { return view.Render(ctx, w) })
	if err == nil {
		return w.end()
	}
	if w.begun {
		w.cut(ctx, ui.CutOff(s.words.In(visitOf(c).Lang), visitOf(c).ID))
	}
	return fmt.Errorf("render: %w", err)
}

// rooms are what pages are held back in: held, and what is written at once
// beyond it.
var rooms = sync.Pool{New: func() any {
	room := make([]byte, 0, held+8<<10)
	return &room
}}

const htmlType = "text/html; charset=utf-8"

// pageWriter holds the start of a page back and passes the rest on. It squeezes
// pages for those who take brotli; for others the middleware does.
type pageWriter struct {
	c        echo.Context
	status   int
	buf      []byte
	begun    bool
	brotli   bool
	squeezed *matchfinder.Writer // once the answer has begun
}

func (w *pageWriter) Write(p []byte) (int, error) {
	if w.begun && !w.brotli {
		return w.c.Response().Write(p)
	}
	w.buf = append(w.buf, p...)
	if len(w.buf) < held {
		return len(p), nil
	}
	pass := w.pass
	if !w.begun {
		pass = w.send // so that its reader has something
	}
	if err := pass(); err != nil {
		return 0, err
	}
	return len(p), nil
}

// pass passes on what is held back; that may wait for more.
func (w *pageWriter) pass() error {
	if !w.begun {
		w.begin()
	}
	var out io.Writer = w.c.Response()
	if w.brotli {
		out = w.squeezed
	}
	if _, err := out.Write(w.buf); err != nil {
		return fmt.Errorf("send the page: %w", err)
	}
	w.buf = w.buf[:0]
	return nil
}

// send passes on what is held back, and does not wait for more.
func (w *pageWriter) send() error {
	err := w.pass()
	if err == nil {
		w.c.Response().Flush()
	}
	return err
}

// cut ends a page that has begun with the word that it is cut off there.
func (w *pageWriter) cut(ctx context.Context, word templ.Component) {
	if err := word.Render(ctx, w); err != nil {
		return // nobody is there to be told
	}
	_ = w.send() // nobody is there to be told
}

func (w *pageWriter) begin() {
	w.begun = true
	h := w.c.Response().Header()
	h.Add("Vary", "Cookie")
	h.Add("Vary", "Accept-Language")
	h.Set("Content-Type", htmlType)
	if w.status == http.StatusOK {
		h.Set("Cache-Control", revalidate)
	}
	if w.brotli {
		h.Set("Content-Encoding", "br")
		w.squeezed = newBrotli(w.c.Response())
	}
	w.c.Response().WriteHeader(w.status)
}

// end sends the rest.
func (w *pageWriter) end() error {
	if !w.begun {
		w.brotli = w.brotli && len(w.buf) >= leastSqueezed
		w.begin()
	}
	var err error
	if w.brotli {
		err = endBrotli(w.squeezed, w.buf)
	} else if len(w.buf) > 0 {
		_, err = w.c.Response().Write(w.buf)
	}
	if err != nil {
		return fmt.Errorf("send the page: %w", err)
	}
	return nil
}
