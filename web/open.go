package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// serveOpen is GET /open?task=…: it goes to the task that was typed or pasted.
func (s *server) serveOpen(c echo.Context) error {
	in, err := permalink.ParseInput(c.QueryParam("task"))
	if err != nil {
		return err
	}
	ref := in.Ref
	if in.Host != "" && !in.Own {
		ref.Source = s.sourceAt(in.Host)
	}
	return c.Redirect(http.StatusSeeOther, permalink.ToTask(visitOf(c).Reader.Short(ref)).String())
}

// sourceAt is the name of the source at a host, "" when none is: then the
// default is as good a guess as any. A port decides between two on one host.
func (s *server) sourceAt(host string) string {
	byName := ""
	for _, source := range s.Sources {
		switch {
		case source.URL == nil:
		case strings.EqualFold(source.URL.Host, host):
			return source.Name
		case byName == "" && strings.EqualFold(source.URL.Hostname(), (&url.URL{Host: host}).Hostname()):
			byName = source.Name
		}
	}
	return byName
}

// servePick is GET /compare?pick=…&pick=…: the ticks of the history page, two to
// eight. The browser sends them in the order of the list; the earliest is the
// base.
func (s *server) servePick(c echo.Context) error {
	picks := c.QueryParams()["pick"]
	if n := len(picks); n < 2 || n > permalink.MaxRuns {
		return &permalink.BadParam{Name: "pick", Value: fmt.Sprint(n), Want: permalink.Want{Kind: permalink.WantPick, Least: 2, Most: permalink.MaxRuns}}
	}
	if len(picks) == 2 {
		u, err := permalink.ParseCompare(picks[0]+"..."+picks[1], nil)
		if err != nil {
			return err
		}
		if later(c.Request().Context(), visitOf(c), u.Base, u.Head) {
			u = u.Swapped()
		}
		return c.Redirect(http.StatusSeeOther, u.String())
	}
	u, err := permalink.ParseRuns(strings.Join(picks, "..."), nil)
	if err != nil {
		return err
	}
	// One after another, for what history does not have is in no order.
	for k := range u.Refs {
		for n := k; n > 0 && later(c.Request().Context(), visitOf(c), u.Refs[n-1], u.Refs[n]); n-- {
			u.Refs[n-1], u.Refs[n] = u.Refs[n], u.Refs[n-1]
		}
	}
	return c.Redirect(http.StatusSeeOther, u.String())
}

// later says whether a began after b. What history does not have is in no
// order: the comparison itself says what is wrong with it.
func later(ctx context.Context, v *visit, a, b task.Ref) bool {
	one, errOne := v.Reader.Load(ctx, a)
	two, errTwo := v.Reader.Load(ctx, b)
	if errOne != nil || errTwo != nil {
		return false
	}
	if one.Ref.Newest() == two.Ref.Newest() { // two snapshots of one task
		return one.Ref.Snapshot > two.Ref.Snapshot
	}
	return two.Task.Started.Or(two.Task.Created).Before(one.Task.Started.Or(one.Task.Created))
}
