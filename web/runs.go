package web

import (
	"net/http"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/errgroup"

	"taskscope/internal/compare"
	"taskscope/internal/live"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/comparepage"
	"taskscope/views/runspage"
)

// company is several runs as their page and their JSON start.
type company struct {
	url  permalink.Runs
	runs []*reading
	many *compare.Many
}

// readCompany reads all runs, at the same time, and compares them.
func readCompany(c echo.Context) (*company, error) {
	u, err := permalink.ParseRuns(param(c, "pair"), c.QueryParams())
	if err != nil {
		return nil, err
	}
	m := &company{url: u}
	if m.runs, err = readRuns(c, u.Refs); err != nil {
		return nil, err
	}
	m.many = compare.CompareMany(m.list(), comparepage.Threshold(u.Worth))
	return m, nil
}

func (m *company) list() []compare.Run {
	list := make([]compare.Run, len(m.runs))
	for k, r := range m.runs {
		list[k] = r.run()
	}
	return list
}

// readRuns reads what can be shown of several tasks, at the same time.
func readRuns(c echo.Context, refs []task.Ref) ([]*reading, error) {
	v, all := visitOf(c), make([]*reading, len(refs))
	group, ctx := errgroup.WithContext(c.Request().Context())
	for k, ref := range refs {
		group.Go(func() error {
			view, err := openRef(ctx, ref, v)
			if err == nil {
				all[k] = newReading(permalink.ToTask(ref), view)
			}
			return err
		})
	}
	return all, group.Wait()
}

// serveRuns is GET /compare/{a}...{b}...{c} of three to eight runs.
func (s *server) serveRuns(c echo.Context) error {
	m, err := readCompany(c)
	if err != nil {
		return err
	}
	return s.page(c, http.StatusOK, runspage.View(runspage.New(s.frame(c), s.accompanied(c, m))))
}

// accompanied are several runs as their page and its files are made of them.
func (s *server) accompanied(c echo.Context, m *company) runspage.Input {
	in := runspage.Input{URL: m.url, Many: m.many}
	in.URL.Refs = make([]task.Ref, len(m.url.Refs))
	views := make([]live.View, len(m.runs))
	for k, r := range m.runs {
		in.URL.Refs[k] = visitOf(c).Reader.Short(m.url.Refs[k])
		in.Runs = append(in.Runs, side(r))
		views[k] = r.view
	}
	in.Banners = s.banners(visitOf(c), views...)
	return in
}
