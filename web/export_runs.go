package web

import (
	"github.com/labstack/echo/v4"

	"taskscope/internal/compare"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/comparepage"
	"taskscope/views/runspage"
)

// serveRunsCSV is GET /compare/{a}...{b}...{c}/subtasks.csv: every row that
// passes the filter by name, in the order of the page.
func (s *server) serveRunsCSV(c echo.Context) error {
	m, err := readCompany(c)
	if err != nil {
		return err
	}
	rows := runspage.Rows(s.words.In(visitOf(c).Lang), s.accompanied(c, m))
	body, err := csvFile(compare.ManyColumns(len(m.runs)), m.many.Records(m.list(), rows))
	if err != nil {
		return err
	}
	return sendCompared(c, m.snapshots(), permalink.CompareCSV, "attachment", contentCSV, body)
}

// serveRunsSVG is GET /compare/{a}...{b}...{c}/compare.svg: the runs as small
// timelines and the subtasks that differ most, in a picture that needs nothing
// else.
func (s *server) serveRunsSVG(c echo.Context) error {
	m, err := readCompany(c)
	if err != nil {
		return err
	}
	in := s.accompanied(c, m)
	picture := runspage.NewPicture(s.words.In(visitOf(c).Lang), in, s.Access.Base(c.Request())+in.Pinned().String())
	body, err := svgFile(c, comparepage.DrawPicture(picture))
	if err != nil {
		return err
	}
	return sendCompared(c, m.snapshots(), permalink.CompareSVG, "inline", contentSVG, body)
}

func (m *company) snapshots() []*task.Snapshot {
	all := make([]*task.Snapshot, len(m.runs))
	for k, r := range m.runs {
		all[k] = &r.view.Snapshot
	}
	return all
}
