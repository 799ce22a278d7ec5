package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"taskscope/internal/permalink"
	"taskscope/views/comparepage"
)

// serveCompare is GET /compare/{base}...{head}, and of more than two runs
// GET /compare/{a}...{b}...{c}.
func (s *server) serveCompare(c echo.Context) error {
	if permalink.IsRuns(param(c, "pair")) {
		return s.serveRuns(c)
	}
	p, err := readPair(c)
	if err != nil {
		return err
	}
	return s.page(c, http.StatusOK, comparepage.View(comparepage.New(s.frame(c), s.compared(c, p))))
}

// compared is a comparison as the page and its files are made of it.
func (s *server) compared(c echo.Context, p *pairing) comparepage.Input {
	u := p.url
	u.Base, u.Head = visitOf(c).Reader.Short(u.Base), visitOf(c).Reader.Short(u.Head)
	return comparepage.Input{URL: u, Base: side(p.base), Head: side(p.head), Result: p.result, Layout: s.drawn.draw,
		Banners: s.banners(visitOf(c), p.base.view, p.head.view)}
}

func side(r *reading) comparepage.Run {
	return comparepage.Run{Snapshot: &r.view.Snapshot, Graph: r.graph, Analysis: r.analysis}
}
