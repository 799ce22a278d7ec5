package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"

	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/taskpage"
	"taskscope/views/ui"
)

// regionHeader is sent by the page's script when it wants only some regions of
// the page: their names, with commas.
const regionHeader = "Taskscope-Region"

// maxRuns is how many other runs the page offers to compare with.
const maxRuns = 10

// serveTask is GET /tasks/{ref}?view=…
func (s *server) serveTask(c echo.Context) error {
	region := c.Request().Header.Get(regionHeader)
	regions, ok := taskpage.ParseRegions(region)
	if !ok {
		return &permalink.BadParam{Name: regionHeader, Value: clip(region), Want: permalink.Want{Kind: permalink.WantRegions}}
	}
	u, view, err := s.openPage(c)
	if err != nil {
		return err
	}
	v, ctx := visitOf(c), c.Request().Context()
	u.Ref = v.Reader.Short(u.Ref)
	in := s.taskInput(ctx, u, view, v)
	in.Banners, in.Regions = s.banners(v, view), regions
	c.Response().Header().Add("Vary", regionHeader)
	c.Response().Header().Add("Vary", shownHeader)
	stamp := s.usualStamp(ctx, v, &view.Snapshot)
	if tag, ok := s.taskTag(c, view, &in, region, stamp); ok && unchanged(c, tag) {
		return c.NoContent(http.StatusNotModified)
	}
	in.Replay = s.replay(ctx, v, view, in.Newest)
	if err := s.addChanges(ctx, v, view, &in); err != nil {
		return err
	}
	frame := s.frame(c)
	begin := func() (top taskpage.Page, whole func() taskpage.Page) {
		s.analyse(ctx, v, view, &in, stamp)
		return taskpage.Begin(frame, in)
	}
	if len(regions) > 0 {
		_, whole := begin()
		return s.page(c, http.StatusOK, taskpage.Parts(whole()))
	}
	return s.page(c, http.StatusOK, taskpage.View(frame, begin))
}

// taskInput is what the page of a task is made of, before anything is computed.
func (s *server) taskInput(ctx context.Context, u permalink.Task, view live.View, v *visit) taskpage.Input {
	in := taskpage.Input{
		URL: u, Now: view.Now, Pinned: view.Pinned, ReadMS: s.Now().UnixMilli(), Default: s.DefaultSource,
		SourceIs: s.describe(view.Snapshot.Ref.Source), Layout: s.drawn.draw, Follow: follows(view, v),
	}
	s.around(ctx, v, &view, &in)
	return in
}

// addChanges fills in what snapshots differ in, where that is asked for. The rest
// of the input is there already.
func (s *server) addChanges(ctx context.Context, v *visit, view live.View, in *taskpage.Input) error {
	if in.URL.View != permalink.Changes {
		return nil
	}
	changes, read, err := s.changes(ctx, v, view)
	in.Changes, in.ChangesCut = changes, read < in.Replay.At
	return err
}

// analyse fills in what is computed of the view; stamp is its usualStamp. Nothing
// of it can fail: the page has begun by then.
func (s *server) analyse(ctx context.Context, v *visit, view live.View, in *taskpage.Input, stamp task.Opt[uint64]) {
	r := newReading(in.URL, view)
	in.Snapshot, in.Graph, in.Analysis, in.Problems = &r.view.Snapshot, r.graph, r.analysis, r.problems
	in.Seen = s.seen(ctx, v, view, r.analysis)
	in.Usual = s.usualOf(ctx, v, r, stamp)
}

// taskTag names what the page would be, before any of it is computed. There is
// none for a page with a banner, nor for one that stands in for a source which
// failed. The page tells how long ago the snapshot was seen, so its name changes
// each minute, and, for one that nothing was asked for, with that moment.
func (s *server) taskTag(c echo.Context, view live.View, in *taskpage.Input, region string, stamp task.Opt[uint64]) (string, bool) {
	if view.Failure != nil || len(in.Banners) > 0 {
		return "", false
	}
	seen := int64(0)
	if !view.Pinned && !view.Fresh {
		seen = view.Snapshot.SeenMS
	}
	return s.tag(c, view.Snapshot.Ref, view.Now, seen, in.URL.String(), in.Newest, in.Runs, wordsOn(in.Remarks),
		stampOf(in.Suggested), stamp, in.ReadMS/60_000, region), true
}

// wordsOn is what remarks are, without addresses of memory.
func wordsOn(all []task.Remarks) []string {
	words := make([]string, len(all))
	for i, r := range all {
		words[i] = fmt.Sprintf("%s %d %t", r.Ref, r.Note.Version, r.Pin != nil)
	}
	return words
}

// around adds what history knows beside the snapshot. A page is not refused
// because its lists cannot be read.
func (s *server) around(ctx context.Context, v *visit, view *live.View, in *taskpage.Input) {
	ref, t := view.Snapshot.Ref, &view.Snapshot.Task
	var latestErr, remarksErr error
	in.Newest, latestErr = v.History.Latest(ctx, ref)
	in.Remarks, remarksErr = v.History.Remarks(ctx, ref)
	q := history.RunsQuery{Source: ref.Source, Name: t.Name, Except: t.ID, Limit: maxRuns}
	q.Cluster, q.Tenant = place(t)
	var runsErr, suggestErr error
	if t.Name != "" {
		in.Runs, runsErr = v.History.Runs(ctx, q)
	}
	in.Suggested, suggestErr = s.suggested(ctx, v, view)
	for _, err := range []error{latestErr, remarksErr, runsErr, suggestErr} {
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
		Signed: len(v.User.Accounts) > 0,
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
