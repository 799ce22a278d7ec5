package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"taskscope/internal/history"
	"taskscope/internal/permalink"
	"taskscope/views/historypage"
)

// serveHistory is GET /history.
func (s *server) serveHistory(c echo.Context) error {
	u, err := permalink.ParseHistory(c.QueryParams())
	if err != nil {
		return err
	}
	page, err := visitOf(c).History.List(c.Request().Context(), history.Query{
		Newest: !u.All, Text: u.Q, Source: u.Source, Name: u.Name, Cluster: u.Cluster, Tenant: u.Tenant, Creator: u.Creator,
		Executor: u.Executor, Pinned: u.Pinned, Noted: u.Noted, States: u.States, FromMS: u.From.MS, ToMS: u.To.MS, After: u.After, Before: u.Before,
	})
	if errors.Is(err, history.ErrBadCursor) {
		return badCursor(u)
	}
	if err != nil {
		return err
	}
	in := historypage.Input{URL: u, Items: page.Items, Next: page.Next, Prev: page.Prev,
		Sources: s.sourceNames(), Default: s.DefaultSource}
	return s.page(c, http.StatusOK, historypage.View(historypage.New(s.frame(c), in)))
}

func badCursor(u permalink.History) error {
	bad := &permalink.BadParam{Name: "after", Value: clip(u.After), Want: permalink.Want{Kind: permalink.WantCursor}}
	if u.Before != "" {
		bad.Name, bad.Value = "before", clip(u.Before)
	}
	return bad
}
