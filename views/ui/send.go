package ui

import (
	"context"
	"fmt"
	"io"

	"github.com/a-h/templ"
)

type sendKey struct{}

// WithSend gives the page that is rendered in this context a way to send what it
// has so far.
func WithSend(ctx context.Context, send func() error) context.Context {
	return context.WithValue(ctx, sendKey{}, send)
}

// Send sends what the page has so far, so that its reader sees that while the
// rest is made. Where nobody waits for it (see WithSend), it does nothing. It is
// not templ.Flush, since what that calls is called at the end of a page, too, and
// of one that failed: no error page could take its place.
func Send() templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		send, ok := ctx.Value(sendKey{}).(func() error)
		if !ok {
			return nil
		}
		if buffer, ok := w.(interface{ Flush() error }); ok {
			if err := buffer.Flush(); err != nil {
				return fmt.Errorf("send the page so far: %w", err)
			}
		}
		return send()
	})
}
