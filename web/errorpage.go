package web

import (
	"context"
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"taskscope/internal/live"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/errorpage"
	"taskscope/views/notice"
	"taskscope/views/ui"
)

// errorPage answers with the page of a fault.
func (s *server) errorPage(c echo.Context, err error, f fault, signIn permalink.SignIn) error {
	v := visitOf(c)
	in := errorpage.Input{
		Status: f.status, Kind: errorpage.Kind(f.code), Failure: f.failure, Param: f.param, Document: f.document,
		RequestID: v.ID, Limited: s.library.signIn != nil, RetryMS: f.retry.Milliseconds(),
	}
	if c.Request().Method == http.MethodGet {
		in.Asked = here(c)
	}
	if ref, err := task.ParseRef(param(c, "ref")); err == nil {
		in.Ref = v.Reader.Short(ref)
	}
	if f.code == "signed_out" {
		in.SignIn = signIn.String()
	}
	if bad := (*badDocument)(nil); errors.As(err, &bad) {
		in.File = bad.name
	}
	if f.failure != nil && f.failure.Kind == task.FailNotFound {
		in.Others = s.elsewhere(c.Request().Context(), v, f.failure)
	}
	frame := s.frame(c)
	if f.param != nil && f.param.Name == "task" {
		frame.Search = c.QueryParam("task") // to be corrected
	}
	return s.page(c, f.status, errorpage.View(errorpage.New(frame, in)))
}

// elsewhere are the tasks of the same id that history has from other sources.
func (s *server) elsewhere(ctx context.Context, v *visit, f *task.Failure) []task.Ref {
	names, err := v.History.Sources(ctx, f.Task)
	if err != nil {
		s.Logger.WarnContext(ctx, "other sources not read", "task", f.Task.String(), "error", err)
	}
	var refs []task.Ref
	for _, name := range names {
		if name != f.Source {
			refs = append(refs, v.Reader.Short(task.Ref{Source: name, Task: f.Task}))
		}
	}
	return refs
}

// banners are what the reader of these tasks has to know first. Of a task that
// is compared with itself it is said once.
func (s *server) banners(v *visit, views ...live.View) []ui.Banner {
	words := s.words.In(v.Lang)
	said := map[task.Ref]bool{}
	var all []ui.Banner
	for _, view := range views {
		if said[view.Snapshot.Ref] {
			continue
		}
		said[view.Snapshot.Ref] = true
		if view.NotRecorded != nil {
			all = append(all, notice.NotRecorded(words))
		}
		if f := view.Failure; f != nil {
			all = append(all, notice.Stale(words, f, view.Snapshot.Origin, s.Now().UnixMilli()-view.Snapshot.SeenMS))
		}
	}
	return all
}
