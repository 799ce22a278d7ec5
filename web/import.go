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
	"taskscope/views/importpage"
)

// maxImport bounds the whole body of an import.
const maxImport = 64 << 20

// maxDocuments bounds how many files one import has: each is decoded, and named
// on the page that refuses them.
const maxDocuments = 500

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

// upload is what somebody wants to import.
type upload struct {
	docs   []document
	source string
	form   bool // it came from a form, which is shown again when it is refused
}

// serveImportForm is GET /import.
func (s *server) serveImportForm(c echo.Context) error {
	return s.page(c, http.StatusOK, importpage.View(importpage.New(s.frame(c), s.importInput())))
}

// serveImport is POST /import: files, pasted text, or a response as the body
// itself. Either all are stored or none.
func (s *server) serveImport(c echo.Context) error {
	r := c.Request()
	r.Body = http.MaxBytesReader(c.Response(), r.Body, maxImport)
	up, err := documents(r)
	if err != nil {
		return err
	}
	if up.source != "" && !task.ValidSource(up.source) {
		return &permalink.BadParam{Name: "source", Value: clip(up.source), Want: permalink.Want{Kind: permalink.WantSource}}
	}
	answers, err := readAll(visitOf(c), up.docs)
	if up.form && err != nil {
		return s.refuseImport(c, up)
	} else if err != nil {
		return err
	}
	var ref task.Ref
	for i, answer := range answers {
		if ref, err = visitOf(c).Reader.Import(r.Context(), up.source, answer); err != nil {
			return &badDocument{name: up.docs[i].name, err: err}
		}
	}
	if len(answers) > 1 {
		return c.Redirect(http.StatusSeeOther, permalink.History{}.String())
	}
	return c.Redirect(http.StatusSeeOther, permalink.ToTask(visitOf(c).Reader.Short(ref)).String())
}

// readAll decodes all documents, or says which one is none.
func readAll(v *visit, docs []document) ([]live.Answer, error) {
	if len(docs) == 0 {
		return nil, &badDocument{err: &task.NotATask{Reason: task.ReasonEmpty}}
	}
	answers := make([]live.Answer, len(docs))
	for i, d := range docs {
		var err error
		if answers[i], err = v.Reader.Read(d.body); err != nil {
			return nil, &badDocument{name: d.name, err: err}
		}
	}
	return answers, nil
}

// refuseImport shows the form again, with what is wrong with each document.
func (s *server) refuseImport(c echo.Context, up upload) error {
	in := s.importInput()
	in.Source = up.source
	docs := up.docs
	if len(docs) == 0 {
		docs = []document{{}}
	}
	for _, d := range docs {
		shown := importpage.Document{File: d.name}
		answer, err := visitOf(c).Reader.Read(d.body)
		if err == nil {
			shown.Task = &answer.Response.Task
		} else if !errors.As(err, &shown.Err) {
			return err
		}
		if d.name == "" {
			in.Text = string(d.body)
		}
		in.Documents = append(in.Documents, shown)
	}
	return s.page(c, http.StatusUnprocessableEntity, importpage.View(importpage.New(s.frame(c), in)))
}

func (s *server) importInput() importpage.Input {
	return importpage.Input{Sources: s.sourceNames(), Default: s.DefaultSource, MaxBytes: maxImport, Own: s.library.signIn != nil}
}

// sourceNames are the configured sources.
func (s *server) sourceNames() []string {
	var names []string
	for _, source := range s.Sources {
		names = append(names, source.Name)
	}
	return names
}

// documents takes the responses out of a form or a plain body.
func documents(r *http.Request) (upload, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil && r.Header.Get("Content-Type") != "" {
		return upload{}, badForm(err)
	}
	switch kind {
	case "multipart/form-data":
		return parts(r)
	case "application/x-www-form-urlencoded":
		if err := r.ParseForm(); err != nil {
			return upload{}, badForm(err)
		}
		up := upload{source: r.PostForm.Get("source"), form: true}
		up.paste([]byte(r.PostForm.Get("text")))
		return up, nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return upload{}, badForm(err)
	}
	up := upload{source: r.URL.Query().Get("source")}
	up.paste(body)
	return up, nil
}

// parts reads a multipart form as it comes: nothing of it goes to the disk.
func parts(r *http.Request) (upload, error) {
	form, err := r.MultipartReader()
	if err != nil {
		return upload{}, badForm(err)
	}
	up := upload{form: true}
	for {
		part, err := form.NextPart()
		if errors.Is(err, io.EOF) {
			return up, nil
		}
		if err != nil {
			return upload{}, badForm(err)
		}
		body, err := io.ReadAll(part)
		if err != nil {
			return upload{}, badForm(err)
		}
		switch {
		case part.FormName() == "source" && part.FileName() == "":
			up.source = string(body)
		case part.FormName() == "file" && part.FileName() != "":
			up.docs = append(up.docs, document{part.FileName(), body}) // an empty file is refused by name
		case part.FormName() == "text":
			up.paste(body)
		}
		if len(up.docs) > maxDocuments {
			return upload{}, errTooLarge
		}
	}
}

// paste takes a text, unless it is blank.
func (u *upload) paste(body []byte) {
	if len(bytes.TrimSpace(body)) > 0 {
		u.docs = append(u.docs, document{body: body})
	}
}
