package web

import (
	"bytes"
	"encoding/csv"
	"fmt"

	"github.com/labstack/echo/v4"

	"taskscope/internal/compare"
	"taskscope/internal/permalink"
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

// sendCompared answers with a file made of a comparison, named after both runs.
func sendCompared(c echo.Context, in comparepage.Input, kind permalink.CompareExport, disposition, contentType string, body []byte) error {
	h := c.Response().Header()
	h.Set("Content-Disposition", disposition+pairName(in.Base.Snapshot, in.Head.Snapshot, string(kind)))
	h.Add("Vary", "Cookie")
	h.Add("Vary", "Accept-Language")
	return send(c, contentType, revalidate, body)
}

// serveCompareCSV is GET /compare/{base}...{head}/subtasks.csv: every place that
// passes the filter by name, in the order of the page.
func (s *server) serveCompareCSV(c echo.Context) error {
	p, err := readPair(c)
	if err != nil {
		return err
	}
	in := s.compared(c, p)
	places := comparepage.Places(s.words.In(visitOf(c).Lang), in)
	b := bytes.NewBufferString("\ufeff") // tells a spreadsheet that this is UTF-8
	w := csv.NewWriter(b)
	w.UseCRLF = true // RFC 4180
	if err := w.WriteAll(append([][]string{compare.Columns()}, p.result.Records(p.base.run(), p.head.run(), places)...)); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return sendCompared(c, in, permalink.CompareCSV, "attachment", "text/csv; charset=utf-8; header=present", b.Bytes())
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
	return sendCompared(c, in, permalink.CompareSummary, "inline", "text/plain; charset=utf-8", []byte(body))
}

// serveCompareSVG is GET /compare/{base}...{head}/compare.svg: the summary, the
// waterfall and both timelines in a picture that needs nothing else.
func (s *server) serveCompareSVG(c echo.Context) error {
	p, err := readPair(c)
	if err != nil {
		return err
	}
	in := s.compared(c, p)
	b := bytes.NewBufferString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	picture := comparepage.NewPicture(s.words.In(visitOf(c).Lang), in, s.comparedLink(c, in))
	if err := comparepage.DrawPicture(picture).Render(c.Request().Context(), b); err != nil {
		return fmt.Errorf("draw comparison: %w", err)
	}
	return sendCompared(c, in, permalink.CompareSVG, "inline", "image/svg+xml", b.Bytes())
}
