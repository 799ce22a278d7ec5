package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strings"

	"github.com/labstack/echo/v4"
)

// contentPolicy lets a page load from this server and nowhere else, and run no
// script or style that is not a file of it.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// observe is around every request: it names it, sets the headers that every
// answer has, turns an error into an answer, and writes one log record.
func (s *server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		start := s.Now()
		v := s.newVisit(c.Request())
		c.Set(visitKey, v)
		secure(c.Response().Header())
		c.Response().Header().Set("X-Request-Id", v.ID)
		c.Response().Before(func() { s.keepPrivate(c.Response().Header(), v) })

		err := guarded(func() error { return next(c) })
		status, level := c.Response().Status, slog.LevelInfo
		answered := !c.Response().Committed // then an error still gets its own answer
		if err != nil {
			f := s.fail(c, err)
			status, level = f.status, f.level()
		}
		took := s.Now().Sub(start)
		route := c.Path()
		if route == "" {
			route = "unknown"
		}
		s.Metrics.served(route, c.Request().Method, status, took, v.Stream)
		attrs := []slog.Attr{
			slog.String("id", v.ID), slog.String("method", c.Request().Method), slog.String("route", route),
			slog.String("path", c.Request().URL.Path), slog.Int("status", status),
			slog.Int64("bytes", c.Response().Size), slog.Int64("ms", took.Milliseconds()),
		}
		if v.User.Name != "" {
			attrs = append(attrs, slog.String("user", v.User.Name))
		}
		if err != nil {
			attrs = append(attrs, slog.String("error", err.Error()))
		}
		s.Logger.LogAttrs(c.Request().Context(), level, "request", attrs...)
		if err != nil && !answered {
			// The answer has begun and cannot be finished: a reader must not
			// take a part of it for the whole.
			panic(http.ErrAbortHandler)
		}
		return nil
	}
}

// panicked is a panic of a handler. Its stack is for the log alone.
type panicked struct {
	value any
	stack []byte
}

func (p *panicked) Error() string { return fmt.Sprintf("panic: %v\n%s", p.value, p.stack) }

// guarded makes an error of a panic.
func guarded(work func() error) (err error) {
	defer func() {
		p := recover()
		if p == nil {
			return
		}
		if abort, ok := p.(error); ok && errors.Is(abort, http.ErrAbortHandler) {
			panic(p) // net/http's own way to end a connection
		}
		err = &panicked{value: p, stack: debug.Stack()}
	}()
	return work()
}

func secure(h http.Header) {
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	// What is not said to be cachable is not cached.
	h.Set("Cache-Control", "no-store")
}

// keepPrivate has the last word on what may be kept of an answer, whatever its
// handler said: a cache that people share keeps nothing that is not public, and
// in sign-in mode nor does the browser, which others may use after a sign-out.
func (s *server) keepPrivate(h http.Header, v *visit) {
	if v.Public {
		return
	}
	keep := h.Get("Cache-Control")
	if s.Access.SignIn || !strings.HasPrefix(keep, "private") {
		h.Set("Cache-Control", "no-store")
	}
	if s.Access.SignIn {
		h.Del("ETag")
	}
}

// admit lets in whom the policy names, and refuses a POST that another site's
// page made. In sign-in mode it also wants a session, unless the route is an
// entrance.
func (s *server) admit(next echo.HandlerFunc, entrance bool) echo.HandlerFunc {
	return func(c echo.Context) error {
		r, v := c.Request(), visitOf(c)
		visitor, err := s.Access.Visitor(r)
		if err != nil {
			return err
		}
		if err := s.cross.Check(r); err != nil {
			return fmt.Errorf("%w: %w", errCrossOrigin, err)
		}
		if signIn := s.library.signIn; signIn != nil {
			visitor, err = signIn.Sessions.Visitor(r.Context(), s.Access.Token(r))
			if err != nil && !entrance {
				return err
			}
		}
		v.User = visitor
		v.Reader, v.History = s.library.shelf(visitor)
		return next(c)
	}
}

// public marks the answer as one that is for everybody alike.
func public(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		visitOf(c).Public = true
		return next(c)
	}
}
