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
	u, err := permalink.ParseTask(param(c, "ref"), c.QueryParams())
	if err != nil {
		return nil, err
	}
	v := visitOf(c)
	// One id follows the request from the browser into OCP's log.
	return s.readAt(ocp.WithTraceID(c.Request().Context(), v.ID), u, v)
}

func (s *server) readAt(ctx context.Context, u permalink.Task, v *visit) (*reading, error) {
	view, err := s.Reader.Open(ctx, u.Ref, v.ocpLang())
	if err != nil {
		return nil, err
	}
	return newReading(u, view), nil
}

func newReading(u permalink.Task, view live.View) *reading {
	r := &reading{url: u, view: view}
	var edges []task.Problem
	r.graph, edges = dag.Build(&r.view.Snapshot.Task)
	r.analysis = timeline.Analyze(&r.view.Snapshot.Task, r.graph, view.Now)
	r.problems = slices.Concat(view.Snapshot.Problems, edges, r.analysis.Problems)
	return r
}
