package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"taskscope/views/comparepage"
)

// serveCompare is GET /compare/{base}...{head}.
func (s *server) serveCompare(c echo.Context) error {
	p, err := s.pair(c)
	if err != nil {
		return err
	}
	u := p.url
	u.Base, u.Head = visitOf(c).Reader.Short(u.Base), visitOf(c).Reader.Short(u.Head)
	in := comparepage.Input{URL: u, Base: side(p.base), Head: side(p.head), Result: p.result,
		Banners: append(s.banners(visitOf(c), p.base.view), s.banners(visitOf(c), p.head.view)...)}
	return s.page(c, http.StatusOK, comparepage.View(comparepage.New(s.frame(c), in)))
}

func side(r *reading) comparepage.Run {
	return comparepage.Run{Snapshot: &r.view.Snapshot, Graph: r.graph, Analysis: r.analysis}
}
