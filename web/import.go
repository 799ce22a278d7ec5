package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"

	"github.com/labstack/echo/v4"

	"taskscope/internal/live"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// maxImport bounds the whole body of an import.
const maxImport = 64 << 20

// document is one response to import.
type document struct {
	name string // of its file; "" when it was pasted
	body []byte
}

// badDocument is why one of several documents was refused.
type badDocument struct {
	name string
	err  error
}

func (e *badDocument) Error() string { return fmt.Sprintf("document %q: %v", e.name, e.err) }
func (e *badDocument) Unwrap() error { return e.err }

// serveImport is POST /import: files, pasted text, or a response as the body
// itself. Either all are stored or none.
func (s *server) serveImport(c echo.Context) error {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, maxImport)
	docs, source, err := documents(r)
	if err != nil {
		return err
	}
	if source != "" && !task.ValidSource(source) {
		return &permalink.BadParam{Name: "source", Value: clip(source), Want: "the name of a source"}
	}
	if len(docs) == 0 {
		return &badDocument{err: &task.NotATask{Reason: task.ReasonEmpty}}
	}
	answers := make([]live.Answer, len(docs))
	for i, d := range docs {
		if answers[i], err = s.Reader.Read(d.body); err != nil {
			return &badDocument{name: d.name, err: err}
		}
	}
	var ref task.Ref
	for i, answer := range answers {
		if ref, err = s.Reader.Import(r.Context(), source, answer); err != nil {
			return &badDocument{name: docs[i].name, err: err}
		}
	}
	if len(docs) > 1 {
		return c.Redirect(http.StatusSeeOther, permalink.History{}.String())
	}
	return c.Redirect(http.StatusSeeOther, permalink.ToTask(s.Reader.Short(ref)).String())
}

// documents takes the responses out of a form or a plain body.
func documents(r *http.Request) (docs []document, source string, err error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil && r.Header.Get("Content-Type") != "" {
		return nil, "", badForm(err)
	}
	switch kind {
	case "multipart/form-data":
		return parts(r)
	case "application/x-www-form-urlencoded":
		if err := r.ParseForm(); err != nil {
			return nil, "", badForm(err)
		}
		if body := []byte(r.PostForm.Get("text")); !blank(body) {
			docs = append(docs, document{body: body})
		}
		return docs, r.PostForm.Get("source"), nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, "", badForm(err)
	}
	if !blank(body) {
		docs = append(docs, document{body: body})
	}
	return docs, r.URL.Query().Get("source"), nil
}

// parts reads a multipart form as it comes: nothing of it goes to the disk.
func parts(r *http.Request) (docs []document, source string, err error) {
	form, err := r.MultipartReader()
	if err != nil {
		return nil, "", badForm(err)
	}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return docs, source, nil
		}
		if err != nil {
			return nil, "", badForm(err)
		}
		body, err := io.ReadAll(part)
		if err != nil {
			return nil, "", badForm(err)
		}
		switch {
		case part.FormName() == "source" && part.FileName() == "":
			source = string(body)
		case part.FormName() == "file" && part.FileName() != "":
			docs = append(docs, document{part.FileName(), body}) // an empty file is refused by name
		case part.FormName() == "text" && !blank(body):
			docs = append(docs, document{body: body})
		}
	}
}

func blank(b []byte) bool { return len(bytes.TrimSpace(b)) == 0 }
