package web

import (
	"context"
	"slices"

	"github.com/labstack/echo/v4"

	"taskscope/internal/dag"
	"taskscope/internal/live"
	"taskscope/internal/ocp"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// reading is a task as every page and export of it starts: what can be shown,
// its graph and its times.
type reading struct {
	url      permalink.Task
	view     live.View
	graph    *dag.Graph
	analysis *timeline.Analysis
	problems []task.Problem // of the data: decoding, edges, times
}

// read parses the URL of a task and reads what can be shown for it.
func (s *server) read(c echo.Context) (*reading, error) {
	u, view, err := s.open(c)
	if err != nil {
		return nil, err
	}
	return newReading(u, view), nil
}

// open is read without its analysis.
func (s *server) open(c echo.Context) (permalink.Task, live.View, error) {
	u, err := permalink.ParseTask(param(c, "ref"), c.QueryParams())
	if err != nil {
		return u, live.View{}, err
	}
	view, err := openRef(c.Request().Context(), u.Ref, visitOf(c))
	return u, view, err
}

// openRef lets one id follow the request from the browser into OCP's log.
func openRef(ctx context.Context, ref task.Ref, v *visit) (live.View, error) {
	return v.Reader.Open(ocp.WithTraceID(ctx, v.ID), ref, v.ocpLang())
}

func newReading(u permalink.Task, view live.View) *reading {
	r := &reading{url: u, view: view}
	var edges []task.Problem
	r.graph, edges = dag.Build(&r.view.Snapshot.Task)
	r.analysis = timeline.Analyze(&r.view.Snapshot.Task, r.graph, view.Now)
	r.problems = slices.Concat(view.Snapshot.Problems, edges, r.analysis.Problems)
	return r
}
