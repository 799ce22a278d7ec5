package web

import (
	"github.com/labstack/echo/v4"

	"taskscope/internal/compare"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/comparepage"
)

// comparedLink is where exactly what was exported is seen, for somebody without
// this browser.
func (s *server) comparedLink(c echo.Context, in comparepage.Input) string {
	u := in.URL
	if base, head := in.Base.Snapshot.Ref.Snapshot, in.Head.Snapshot.Ref.Snapshot; base > 0 && head > 0 {
		u = u.Pinned(base, head)
	}
	return s.Access.Base(c.Request()) + u.String()
}

// sendCompared answers with a file made of a comparison, named after its runs.
func sendCompared(c echo.Context, runs []*task.Snapshot, kind permalink.CompareExport, disposition, contentType string, body []byte) error {
	h := c.Response().Header()
	h.Set("Content-Disposition", disposition+runsName(runs, string(kind)))
	h.Add("Vary", "Cookie")
	h.Add("Vary", "Accept-Language")
	return send(c, contentType, revalidate, body)
}

// serveCompareCSV is GET /compare/{base}...{head}/subtasks.csv, of two runs or
// more: every place that passes the filter by name, in the order of the page.
func (s *server) serveCompareCSV(c echo.Context) error {
	if permalink.IsRuns(param(c, "pair")) {
		return s.serveRunsCSV(c)
	}
	p, err := readPair(c)
	if err != nil {
		return err
	}
	in := s.compared(c, p)
	places := comparepage.Places(s.words.In(visitOf(c).Lang), in)
	body, err := csvFile(compare.Columns(), p.result.Records(p.base.run(), p.head.run(), places))
	if err != nil {
		return err
	}
	return sendCompared(c, in.Snapshots(), permalink.CompareCSV, "attachment", contentCSV, body)
}

// serveCompareSummary is GET /compare/{base}...{head}/summary.txt: the summary,
// for a ticket.
func (s *server) serveCompareSummary(c echo.Context) error {
	p, err := readPair(c)
	if err != nil {
		return err
	}
	in := s.compared(c, p)
	body := comparepage.SummaryText(s.words.In(visitOf(c).Lang), in, s.comparedLink(c, in))
	return sendCompared(c, in.Snapshots(), permalink.CompareSummary, "inline", "text/plain; charset=utf-8", []byte(body))
}

// serveCompareSVG is GET /compare/{base}...{head}/compare.svg, of two runs or
// more: the summary, the waterfall and both timelines in a picture that needs
// nothing else.
func (s *server) serveCompareSVG(c echo.Context) error {
	if permalink.IsRuns(param(c, "pair")) {
		return s.serveRunsSVG(c)
	}
	p, err := readPair(c)
	if err != nil {
		return err
	}
	in := s.compared(c, p)
	body, err := svgFile(c, comparepage.DrawPicture(comparepage.NewPicture(s.words.In(visitOf(c).Lang), in, s.comparedLink(c, in))))
	if err != nil {
		return err
	}
	return sendCompared(c, in.Snapshots(), permalink.CompareSVG, "inline", contentSVG, body)
}
