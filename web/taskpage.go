package web

import (
	"context"

	"github.com/labstack/echo/v4"

	"taskscope/internal/history"
	"taskscope/internal/task"
	"taskscope/views/taskpage"
	"taskscope/views/ui"
)

// regionHeader is sent by the page's script when it wants only a part of the
// page; regionPanel is the selected subtask.
const (
	regionHeader = "Taskscope-Region"
	regionPanel  = "panel"
)

// maxRuns is how many other runs the page offers to compare with.
const maxRuns = 10

// serveTask is GET /tasks/{ref}?view=…
func (s *server) serveTask(c echo.Context) error {
	r, err := s.read(c)
	if err != nil {
		return err
	}
	in := taskpage.Input{
		URL: r.url, Snapshot: &r.view.Snapshot, Graph: r.graph, Analysis: r.analysis, Problems: r.problems,
		Pinned: r.view.Pinned, ReadMS: s.Now().UnixMilli(), Default: s.DefaultSource,
		SourceIs: s.describe(r.view.Snapshot.Ref.Source),
	}
	in.URL.Ref = s.Reader.Short(in.URL.Ref)
	c.Response().Header().Add("Vary", regionHeader)
	if c.Request().Header.Get(regionHeader) == regionPanel {
		return s.page(c, 200, taskpage.PanelRegion(taskpage.New(s.frame(c), in)))
	}
	in.Banners = s.banners(c, r)
	s.around(c.Request().Context(), r, &in)
	return s.page(c, 200, taskpage.View(taskpage.New(s.frame(c), in)))
}

// around adds what history knows beside the snapshot. A page is not refused
// because its lists cannot be read.
func (s *server) around(ctx context.Context, r *reading, in *taskpage.Input) {
	ref, t := r.view.Snapshot.Ref, &r.view.Snapshot.Task
	newest, err := s.History.Snapshots(ctx, ref.Source, ref.Task, 1)
	if err == nil && len(newest) > 0 {
		in.Newest = newest[0].Ref.Snapshot
	}
	q := history.RunsQuery{Source: ref.Source, Name: t.Name, Except: t.ID, Limit: maxRuns}
	if t.Cluster != nil {
		q.Cluster = t.Cluster.Name
	}
	if t.Tenant != nil {
		q.Tenant = t.Tenant.Name
	}
	var runsErr error
	if t.Name != "" {
		in.Runs, runsErr = s.History.Runs(ctx, q)
	}
	for _, err := range []error{err, runsErr} {
		if err != nil {
			s.Logger.WarnContext(ctx, "page without its lists", "ref", ref.String(), "error", err)
		}
	}
}

// describe says what a source is, for people: its address.
func (s *server) describe(source string) string {
	for _, known := range s.Sources {
		switch {
		case known.Name != source || known.URL == nil:
		case s.Demo:
			return ""
		default:
			return known.URL.Scheme + "://" + known.URL.Host
		}
	}
	return ""
}

// frame is what every page has.
func (s *server) frame(c echo.Context) ui.Page {
	v := visitOf(c)
	return ui.Page{
		Text: s.words.In(v.Lang), Theme: v.Theme, Static: s.static.Prefix(),
		Here: here(c), Icon: task.Unknown, User: v.User.Name, Demo: s.Demo,
	}
}

// here is the page to come back to after a change of settings. What was posted
// cannot be come back to.
func here(c echo.Context) string {
	if c.Request().Method != "GET" {
		return localPath(c.Request().URL.Path)
	}
	return localPath(c.Request().URL.RequestURI())
}
