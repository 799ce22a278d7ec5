package web

import (
	"context"
	"slices"

	"github.com/labstack/echo/v4"

	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/permalink"
	"taskscope/internal/timeline"
	"taskscope/views/taskpage"
)

// replay are the snapshots of a task that a reader can go through. A page is not
// refused because they are not known.
func (s *server) replay(ctx context.Context, v *visit, view live.View, newest int) taskpage.Replay {
	ref := view.Snapshot.Ref
	if ref.Snapshot == 0 || newest < 2 {
		return taskpage.Replay{}
	}
	there := func(m history.Mark) bool { return m.Ref.Snapshot == ref.Snapshot }
	all, cut, err := v.History.Moments(ctx, ref.Newest())
	if err == nil && !slices.ContainsFunc(all, there) { // it lies further back: those up to it
		all, cut, err = v.History.Moments(ctx, ref)
	}
	if err != nil {
		s.Logger.WarnContext(ctx, "page without its snapshots", "ref", ref.String(), "error", err)
		return taskpage.Replay{}
	}
	r := taskpage.Replay{At: slices.IndexFunc(all, there), Cut: cut}
	for _, m := range all {
		r.Moments = append(r.Moments, taskpage.Moment{Snapshot: m.Ref.Snapshot, NowMS: m.NowMS})
	}
	return r
}

// changes are what consecutive snapshots of a task differ in, up to the one
// that is shown; read is how many snapshots before it that is.
func (s *server) changes(ctx context.Context, v *visit, view live.View) (all []taskpage.Change, read int, err error) {
	_, err = s.earlier(ctx, v, view, always, func(course *timeline.Course, trail []history.Mark, first int64) {
		found := course.Changes(&view.Snapshot.Task, first, view.Now.MS)
		all, read = make([]taskpage.Change, len(found)), len(trail)
		for k := range found {
			all[k] = taskpage.Change{Change: found[k], Snapshot: numberAt(trail, view, found[k].To.First, first)}
		}
	})
	return all, read, err
}

// always says that all is worth reading.
func always([]history.Mark, int) bool { return true }

// numberAt is the snapshot that was first seen at a moment.
func numberAt(trail []history.Mark, view live.View, ms, first int64) int {
	if ms >= first {
		return view.Snapshot.Ref.Snapshot
	}
	k, _ := slices.BinarySearchFunc(trail, ms+1, func(m history.Mark, ms int64) int { return int(m.NowMS - ms) })
	if k == 0 {
		return 0
	}
	return trail[k-1].Ref.Snapshot
}

// serveChangesCSV is GET /tasks/{ref}/changes.csv: a row for each change between
// consecutive snapshots.
func (s *server) serveChangesCSV(c echo.Context) error {
	e, err := s.export(c)
	if err != nil {
		return err
	}
	changes, _, err := s.changes(c.Request().Context(), visitOf(c), e.view)
	if err != nil {
		return err
	}
	var records [][]string
	names := timeline.NamesByID(&e.view.Snapshot.Task)
	for k := range changes {
		records = append(records, changes[k].Record(changes[k].Snapshot, names[changes[k].Subtask]))
	}
	body, err := csvFile(timeline.ChangeColumns(), records)
	if err != nil {
		return err
	}
	return sendFile(c, e, permalink.ChangesCSV, "attachment", contentCSV, body)
}
