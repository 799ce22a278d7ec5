package web

import (
	"bytes"
	"encoding/csv"
	"fmt"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"taskscope/internal/baseline"
	"taskscope/internal/permalink"
	"taskscope/internal/timeline"
	"taskscope/views/filter"
	"taskscope/views/gantt"
	"taskscope/views/picture"
	"taskscope/views/ticket"
)

// exported is what a file of a task is made of: what the page of the same URL
// shows, by the same rule.
type exported struct {
	*reading
	filter.Set
	seen  []timeline.Seen
	usual baseline.Usual
}

// export reads the URL of a file as that of the page it is made of.
func (s *server) export(c echo.Context) (*exported, error) {
	r, err := s.read(c)
	if err != nil {
		return nil, err
	}
	v := visitOf(c)
	r.url.Ref = v.Reader.Short(r.url.Ref)
	usual := s.usual(c.Request().Context(), v, r)
	return &exported{
		reading: r, Set: filter.Of(r.url, &r.view.Snapshot.Task, r.graph, r.analysis, &usual), usual: usual,
		seen: s.seen(c.Request().Context(), v, r.view, r.analysis),
	}, nil
}

// link is where exactly what was exported is seen, for somebody without this
// browser; only a path where the request does not tell the host.
func (s *server) link(c echo.Context, e *exported) string {
	u := e.url.Show(permalink.Overview)
	if n := e.view.Snapshot.Ref.Snapshot; n > 0 {
		u = u.Pinned(n)
	}
	return s.Access.Base(c.Request()) + u.String()
}

// sendFile answers with a file made of e, whose words may be the reader's.
func sendFile(c echo.Context, e *exported, kind permalink.Export, disposition, contentType string, body []byte) error {
	h := c.Response().Header()
	h.Set("Content-Disposition", disposition+fileName(&e.view.Snapshot, kind))
	h.Add("Vary", "Cookie")
	h.Add("Vary", "Accept-Language")
	return send(c, contentType, revalidate, body)
}

// serveSubtasksCSV is GET /tasks/{ref}/subtasks.csv?state=…&sort=…: the rows
// that are seen; with a range, those of them that ran in it.
func (s *server) serveSubtasksCSV(c echo.Context) error {
	e, err := s.export(c)
	if err != nil {
		return err
	}
	body, err := csvFile(timeline.Columns(), e.analysis.Records(e.Held))
	if err != nil {
		return err
	}
	return sendFile(c, e, permalink.SubtasksCSV, "attachment", contentCSV, body)
}

const (
	contentCSV = "text/csv; charset=utf-8; header=present"
	contentSVG = "image/svg+xml"
)

// csvFile is a table as spreadsheets read it.
func csvFile(columns []string, records [][]string) ([]byte, error) {
	b := bytes.NewBufferString("\ufeff") // says that this is UTF-8
	w := csv.NewWriter(b)
	w.UseCRLF = true // RFC 4180
	if err := w.WriteAll(append([][]string{columns}, records...)); err != nil {
		return nil, fmt.Errorf("write CSV: %w", err)
	}
	return b.Bytes(), nil
}

// svgFile is a picture as a file of its own.
func svgFile(c echo.Context, picture templ.Component) ([]byte, error) {
	b := bytes.NewBufferString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n")
	if err := picture.Render(c.Request().Context(), b); err != nil {
		return nil, fmt.Errorf("draw: %w", err)
	}
	return b.Bytes(), nil
}

// serveTraceJSON is GET /tasks/{ref}/trace.json: Chrome trace events of what is
// seen; with a range, those that touch it, with their true times.
func (s *server) serveTraceJSON(c echo.Context) error {
	e, err := s.export(c)
	if err != nil {
		return err
	}
	of := timeline.TraceOf{List: e.Held, Seen: e.seen}
	if e.Ranged {
		of.From, of.To, _ = e.analysis.Range(e.url.From, e.url.To)
	}
	body, err := toJSON(e.analysis.Trace(of))
	if err != nil {
		return err
	}
	return sendFile(c, e, permalink.TraceJSON, "attachment", "application/json", body)
}

// serveSummary is GET /tasks/{ref}/summary.txt: what is seen, for a ticket.
func (s *server) serveSummary(c echo.Context) error {
	e, err := s.export(c)
	if err != nil {
		return err
	}
	body := ticket.New(ticket.Input{
		Text: s.words.In(visitOf(c).Lang), URL: e.url, Link: s.link(c, e), Snapshot: &e.view.Snapshot,
		Graph: e.graph, Analysis: e.analysis, Now: e.view.Now, Shown: e.Set, Usual: e.usual,
	})
	return sendFile(c, e, permalink.SummaryText, "inline", "text/plain; charset=utf-8", []byte(body))
}

// serveTimelineSVG is GET /tasks/{ref}/timeline.svg?lane=…&fold=…: the timeline
// as the page draws it, in a file that needs nothing else.
func (s *server) serveTimelineSVG(c echo.Context) error {
	e, err := s.export(c)
	if err != nil {
		return err
	}
	in := picture.Input{
		Gantt: gantt.Input{
			URL: e.url.Show(permalink.Timeline), Text: s.words.In(visitOf(c).Lang), Task: &e.view.Snapshot.Task,
			Graph: e.graph, Analysis: e.analysis, Seen: e.seen, Usual: &e.usual, Groups: e.Groups, Rows: e.Rows,
		},
		Shown: e.Set, Snapshot: &e.view.Snapshot, Now: e.view.Now, Link: s.link(c, e),
	}
	if e.url.Filtered() {
		in.Gantt.Dimmed = func(i int) bool { return e.Dimmed[i] }
	}
	body, err := svgFile(c, picture.Draw(picture.New(in)))
	if err != nil {
		return err
	}
	return sendFile(c, e, permalink.TimelineSVG, "inline", contentSVG, body)
}
