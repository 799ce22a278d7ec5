package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"taskscope/internal/live"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// shownHeader is sent by the script of a page that is followed when it wants
// parts of it: what the page shows, as permalink.Shown writes it. They are drawn
// for that, so that all parts of a page are of one moment, and OCP is not asked.
const shownHeader = "Taskscope-At"

// justNow is how old a view may be that a page is opened with while others
// follow its task: until the next poll can be due.
const justNow = 2 * time.Second

// openPage is open for a page, which shares what is read of a task with all who
// follow it.
func (s *server) openPage(c echo.Context) (permalink.Task, live.View, error) {
	u, err := permalink.ParseTask(param(c, "ref"), c.QueryParams())
	if err != nil {
		return u, live.View{}, err
	}
	asked := c.Request().Header.Get(shownHeader)
	shown, ok := permalink.ParseShown(asked)
	if !ok {
		return u, live.View{}, &permalink.BadParam{Name: shownHeader, Value: clip(asked), Want: permalink.Form("{snapshot}.{ms}")}
	}
	if view, ok := openShown(c.Request().Context(), u.Ref, shown, visitOf(c)); ok {
		return u, view, nil
	}
	view, err := s.shared(c.Request().Context(), u.Ref, visitOf(c))
	return u, view, err
}

// topic is what the visitor shares with others who look at the task: in sign-in
// mode only those who see it through the same account.
func (s *server) topic(ref task.Ref, v *visit) live.Topic {
	t := live.Topic{Ref: v.Reader.Full(ref.Newest())}
	if s.library.signIn == nil {
		return t
	}
	if account, ok := v.User.Account(t.Ref.Source); ok {
		t.Account = account.Key()
	} else {
		t.Account = "nobody " + v.ID // shares nothing, and is refused
	}
	return t
}

// shared reads a task, or takes what somebody has read just now.
func (s *server) shared(ctx context.Context, ref task.Ref, v *visit) (live.View, error) {
	if ref.Snapshot > 0 {
		return openRef(ctx, ref, v)
	}
	topic := s.topic(ref, v)
	if view, ok := s.Hub.Latest(topic, justNow); ok {
		return view, nil
	}
	view, err := openRef(ctx, ref, v)
	if err == nil {
		s.Hub.Offer(topic, view)
	}
	return view, err
}

// openShown is a view that a page already shows, from history; false for one
// that history does not have, or has not seen at that moment.
func openShown(ctx context.Context, ref task.Ref, shown permalink.Shown, v *visit) (live.View, bool) {
	if shown.Snapshot == 0 || ref.Snapshot > 0 {
		return live.View{}, false
	}
	snap, err := v.Reader.Load(ctx, ref.At(shown.Snapshot))
	if err != nil {
		return live.View{}, false
	}
	first, last := snap.Now(), snap.LastNow
	if shown.NowMS < first.MS || shown.NowMS > max(first.MS, last.MS) {
		return live.View{}, false
	}
	return live.View{Snapshot: snap, Now: task.At(shown.NowMS, first.Offset), Fresh: true}, true
}

// follows says whether a view can be followed: what it shows is not over, and
// its source may say more.
func follows(view live.View, v *visit) bool {
	if view.Pinned || view.Snapshot.Task.Over() || view.Failure != nil && view.Failure.Kind == task.FailNotFound {
		return false
	}
	return v.Reader.Asks(view.Snapshot.Ref.Source)
}

// lookOf is how a visitor looks at a task: with their own account.
func lookOf(ref task.Ref, v *visit) live.Fetch {
	return func(ctx context.Context) (live.View, error) {
		view, err := openRef(ctx, ref.Newest(), v)
		if err != nil {
			if status := explain(err).status; status == http.StatusUnauthorized || status == http.StatusForbidden {
				return view, fmt.Errorf("%w: %w", live.ErrRefused, err)
			}
		}
		return view, err
	}
}
