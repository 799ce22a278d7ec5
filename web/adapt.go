package web

import (
	"context"
	"fmt"

	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/ocp"
	"taskscope/internal/task"
)

// live, ocp and history do not know each other; these make them fit.

// Store is a history as a live.Reader uses it.
func Store(h *history.Store) live.Store { return store{h} }

// Client is an OCP as a live.Reader reads from it.
func Client(c *ocp.Client) live.Source { return client{c} }

type store struct{ *history.Store }

func (s store) Record(ctx context.Context, e live.Entry) (task.Ref, error) {
	kept, err := s.Store.Record(ctx, history.Entry{Source: e.Source, Origin: e.Origin, Body: e.Body, Response: *e.Response})
	return kept.Ref, err
}

type client struct{ *ocp.Client }

func (c client) Fetch(ctx context.Context, id task.ID, lang string) (live.Answer, error) {
	got, err := c.Client.Fetch(ctx, id, lang)
	if err != nil {
		return live.Answer{}, fmt.Errorf("ask OCP: %w", err)
	}
	return live.Answer{Body: got.Body, Response: got.Response}, nil
}
