package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"github.com/labstack/echo/v4"

	"taskscope/internal/live"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

const (
	// beat is how often a stream says that it is alive; static/js/live.js takes
	// it for dead after three.
	beat = 10 * time.Second
	// patience is how long a client may take to receive an event.
	patience = 30 * time.Second
	// mostStreams bounds what streams take together: each is a connection.
	mostStreams = 2000
)

// serveLive is GET /tasks/{ref}/live?…: Server-Sent Events that keep a page of
// these parameters up to date while its task runs. Each update carries the
// rendered parts that changed, and its id is what the page then shows. A page
// that reconnects names that (since, or Last-Event-ID) and is told the rest.
func (s *server) serveLive(c echo.Context) error {
	u, err := permalink.ParseLive(param(c, "ref"), c.QueryParams())
	if err != nil {
		return err
	}
	if last, ok := permalink.ParseShown(c.Request().Header.Get("Last-Event-ID")); ok && last != (permalink.Shown{}) {
		u.Since = last
	}
	if c.Request().Method == http.MethodHead {
		return c.NoContent(http.StatusOK)
	}
	if err := s.mayFollow(c.Request().Context(), u.Ref, visitOf(c)); err != nil {
		return err
	}
	if s.streams.Add(1) > mostStreams {
		s.streams.Add(-1)
		return errManyStreams
	}
	defer s.streams.Add(-1)
	s.Metrics.streams.Inc()
	defer s.Metrics.streams.Dec()
	v := visitOf(c)
	f := &stream{s: s, c: c, u: u, v: v, topic: s.topic(u.Ref, v), begun: time.Now()}
	return f.run(c.Request().Context())
}

// mayFollow is why a visitor may not see the task, or why there is none.
func (s *server) mayFollow(ctx context.Context, ref task.Ref, v *visit) error {
	_, err := v.Reader.Load(ctx, ref)
	if errors.Is(err, task.ErrNoSnapshot) {
		_, err = s.shared(ctx, ref, v)
	}
	if err != nil {
		return fmt.Errorf("follow: %w", err)
	}
	return nil
}

// stream is one page that is followed.
type stream struct {
	s     *server
	c     echo.Context
	u     permalink.Live
	v     *visit
	topic live.Topic
	has   *keptDrawing // what the page shows; nil is not known
	rc    *http.ResponseController
	gzip  *gzipped // nil for a client that does not take it
	begun time.Time
}

func (f *stream) run(ctx context.Context) error {
	how := live.Look{Fetch: lookOf(f.u.Ref, f.v), Hidden: f.u.Hidden}
	if view, ok := openShown(ctx, f.u.Ref, f.u.Since, f.v); ok {
		has, err := f.s.drawing(ctx, f.topic, f.u, view, f.v, true)
		if err != nil {
			return err
		}
		f.has = has.keptDrawing
		if view.Now == view.Snapshot.LastNow { // nobody has seen a later moment
			how.Seen = time.UnixMilli(view.Snapshot.SeenMS)
		}
	}
	sub := f.s.Hub.Subscribe(f.topic, how)
	defer sub.Close()
	if err := f.begin(); err != nil {
		return gone(err)
	}
	told := f.follow
	if f.u.Hidden {
		told = f.glance
	}
	err := told(ctx, sub)
	if err == nil && f.gzip != nil {
		err = f.write(f.gzip.end())
	}
	return gone(err)
}

// begin sends the headers, so that the page knows that it is followed.
func (f *stream) begin() error {
	h := f.c.Response().Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("X-Accel-Buffering", "no")       // of proxies that hold answers back
	h.Set(gzhttp.HeaderNoCompression, "1") // it would hold events back
	if takes(f.c.Request(), "gzip") {
		f.gzip = &gzipped{}
		h.Set("Content-Encoding", "gzip")
	}
	f.rc = http.NewResponseController(f.c.Response())
	// The server's own limits are for answers that end.
	if err := f.rc.SetReadDeadline(time.Time{}); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("begin the stream: %w", err)
	}
	f.v.Stream = true
	f.c.Response().WriteHeader(http.StatusOK)
	if f.gzip != nil {
		if err := f.write([]byte(gzipHeader)); err != nil {
			return err
		}
	}
	return f.put(&telling{text: []byte(": " + f.topic.Ref.String() + "\n\n")})
}

// follow tells each update until the task or the client ends.
func (f *stream) follow(ctx context.Context, sub *live.Subscription) error {
	seq := 0
	for {
		pause, cancel := context.WithTimeout(ctx, beat)
		u, err := sub.Next(pause, seq)
		cancel()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			err = f.send(eventBeat, struct{}{})
		default:
			seq = u.Seq
			err = f.tell(ctx, u)
		}
		if err != nil || u.End != live.EndNone {
			return err
		}
	}
}

// glance tells a page in the background what there is.
func (f *stream) glance(ctx context.Context, sub *live.Subscription) error {
	u, err := sub.Glance(ctx)
	if err != nil {
		return err
	}
	if u.Seq > 0 {
		if err := f.tell(ctx, u); err != nil || u.End != live.EndNone {
			return err
		}
	}
	return f.send(eventLater, struct{}{})
}

// tell tells what an update changes of the page, and whether it is the last.
func (f *stream) tell(ctx context.Context, u live.Update) error {
	if view := u.View; view.Snapshot.Body != nil && !f.s.Hub.Closing() {
		var failure *task.Failure
		if errors.As(u.Err, &failure) {
			view.Failure, view.Fresh = failure, false
		}
		drawn, err := f.s.drawing(ctx, f.topic, f.u, view, f.v, false)
		if err != nil {
			return err
		}
		events, err := drawn.after(f.has, f.v, f.s)
		if err != nil {
			return err
		}
		for _, event := range events {
			if err := f.put(event); err != nil {
				return err
			}
		}
		if len(events) > 0 && u.Err == nil {
			f.s.Metrics.told(time.Since(latest(u.At, f.begun)))
		}
		f.has = drawn.keptDrawing
	}
	if u.End == live.EndNone {
		return nil
	}
	words := f.s.words.In(f.v.Lang)
	end := ending{Why: string(u.End)}
	switch u.End {
	case live.EndGone:
		end.Words = words.T("live.say_gone")
	case live.EndRefused:
		end.Words = words.T("live.say_refused")
	}
	return f.send(eventEnd, end)
}

// latest is the later of two moments.
func latest(a, b time.Time) time.Time {
	if a.Before(b) {
		return b
	}
	return a
}

func (f *stream) send(name string, data any) error {
	event, err := encode(name, "", data)
	if err != nil {
		return err
	}
	return f.put(&telling{text: event})
}

// put sends an event in the way that the client takes.
func (f *stream) put(e *telling) error {
	if f.gzip == nil {
		return f.write(e.text)
	}
	b, err := f.gzip.bytes(e)
	if err != nil {
		return err
	}
	return f.write(b)
}

// write sends bytes at once.
func (f *stream) write(event []byte) error {
	if err := f.rc.SetWriteDeadline(time.Now().Add(patience)); err != nil && !errors.Is(err, http.ErrNotSupported) {
		return fmt.Errorf("write: %w: %w", errClientLeft, err)
	}
	if _, err := f.c.Response().Write(event); err != nil {
		return fmt.Errorf("write: %w: %w", errClientLeft, err)
	}
	if err := f.rc.Flush(); err != nil {
		return fmt.Errorf("write: %w: %w", errClientLeft, err)
	}
	return nil
}

// gone says that a client who leaves is no failure.
func gone(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, errClientLeft) {
		return nil
	}
	return err
}
