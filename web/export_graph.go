package web

import (
	"github.com/labstack/echo/v4"

	"taskscope/internal/permalink"
	"taskscope/views/graphview"
	"taskscope/views/text"
)

// graphOf is the graph as the page of e's URL draws it, in the reader's words.
func (s *server) graphOf(c echo.Context, e *exported) (*graphview.Graph, text.Printer) {
	words := s.words.In(visitOf(c).Lang)
	return graphview.New(graphview.Input{
		URL: e.url, Task: &e.view.Snapshot.Task, Graph: e.graph, Analysis: e.analysis, Dimmed: e.Dimmed,
		Layout: s.drawn.draw, Text: words,
	}), words
}

// graphTitle says whose graph it is.
func graphTitle(e *exported, words text.Printer) string {
	t := &e.view.Snapshot.Task
	return words.T("graph.file_title", "Name", t.Name, "ID", t.ID.String(), "State", words.State(t.State()))
}

// serveGraphSVG is GET /tasks/{ref}/graph.svg?fold=…&focus=…: the graph that is
// seen.
func (s *server) serveGraphSVG(c echo.Context) error {
	e, err := s.export(c)
	if err != nil {
		return err
	}
	g, words := s.graphOf(c, e)
	clock := text.NewClock(e.url.Zone)
	lines := []string{words.T("graph.as_of", "At", clock.Date(e.view.Now)), s.link(c, e)}
	body, err := svgFile(c, graphview.File(graphview.NewPicture(g, graphTitle(e, words), lines)))
	if err != nil {
		return err
	}
	return sendFile(c, e, permalink.GraphSVG, "inline", contentSVG, body)
}

// serveGraphDOT is GET /tasks/{ref}/graph.dot: for Graphviz.
func (s *server) serveGraphDOT(c echo.Context) error {
	e, err := s.export(c)
	if err != nil {
		return err
	}
	g, words := s.graphOf(c, e)
	return sendFile(c, e, permalink.GraphDOT, "attachment", "text/vnd.graphviz; charset=utf-8", []byte(g.DOT(graphTitle(e, words))))
}

// serveGraphMMD is GET /tasks/{ref}/graph.mmd: for documents that draw Mermaid.
func (s *server) serveGraphMMD(c echo.Context) error {
	e, err := s.export(c)
	if err != nil {
		return err
	}
	g, words := s.graphOf(c, e)
	return sendFile(c, e, permalink.GraphMMD, "attachment", "text/vnd.mermaid; charset=utf-8", []byte(g.Mermaid(graphTitle(e, words), words)))
}
