package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"taskscope/internal/history"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/trendpage"
)

// serveTrend is GET /trend?source=…&name=…: the runs of a task name over time.
func (s *server) serveTrend(c echo.Context) error {
	u, err := permalink.ParseTrend(c.QueryParams())
	if err != nil {
		return err
	}
	q := history.TrendQuery{Source: u.Source, Name: u.Name, Cluster: placed(u.Cluster), Tenant: placed(u.Tenant),
		States: u.States, FromMS: u.From.MS, ToMS: u.To.MS}
	if q.Source == "" {
		q.Source = s.DefaultSource
	}
	found, err := visitOf(c).History.Trend(c.Request().Context(), q)
	if err != nil {
		return err
	}
	in := trendpage.Input{URL: u, Runs: found.Runs, More: found.More, Default: s.DefaultSource}
	for _, p := range found.Places {
		in.Places = append(in.Places, trendpage.Place(p))
	}
	return s.page(c, http.StatusOK, trendpage.View(trendpage.New(s.frame(c), in)))
}

// placed is a cluster or tenant to narrow to.
func placed(name string) task.Opt[string] {
	switch name {
	case "":
		return task.Opt[string]{}
	case permalink.NoPlace:
		return task.Some("")
	}
	return task.Some(name)
}
