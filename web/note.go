package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"taskscope/internal/history"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/notepage"
)

// noteBody bounds the body of a note's form: what may be written, escaped.
const noteBody = 512 << 10

// serveNoteForm is GET /tasks/{ref}/note: the page on which the note is written.
// Without a number it is that of the newest snapshot.
func (s *server) serveNoteForm(c echo.Context) error {
	ref, name, err := s.noted(c)
	if err != nil && ref.Task != 0 && ref.Snapshot == 0 {
		view, err := openRef(c.Request().Context(), ref, visitOf(c))
		if err == nil && view.NotRecorded != nil {
			err = view.NotRecorded
		}
		if err != nil {
			return err
		}
		return c.Redirect(http.StatusSeeOther, permalink.Note(visitOf(c).Reader.Short(view.Snapshot.Ref)))
	}
	if err != nil {
		return err
	}
	note, err := noteOn(c.Request().Context(), ref, visitOf(c))
	if err != nil {
		return err
	}
	return s.notePage(c, http.StatusOK, notepage.Input{Ref: ref, Task: name, Note: note, Title: note.Title, Text: note.Text})
}

// serveNote is POST /tasks/{ref}/note: title, text, and the version that was
// read. What somebody else wrote meanwhile is shown beside it, not overwritten.
func (s *server) serveNote(c echo.Context) error {
	ref, name, err := s.noted(c)
	if err != nil {
		return err
	}
	form, err := smallForm(c, noteBody)
	if err != nil {
		return err
	}
	version, err := strconv.Atoi(form.Get("version"))
	if err != nil || version < 0 {
		return &permalink.BadParam{Name: "version", Value: clip(form.Get("version")), Want: permalink.Want{Kind: permalink.WantVersion}}
	}
	in := notepage.Input{Ref: ref, Task: name, Title: oneLine(form.Get("title")), Text: lines(form.Get("text")), Back: localPath(form.Get("back"))}
	in.Note = task.Note{Version: version, Title: in.Title, Text: in.Text, Author: visitOf(c).User.Name}
	if in.Note.TooLong() {
		return s.notePage(c, http.StatusUnprocessableEntity, in)
	}
	in.Note, err = visitOf(c).History.SetNote(c.Request().Context(), visitOf(c).Reader.Full(ref), in.Note)
	if errors.Is(err, history.ErrNoteChanged) {
		in.Conflict = true
		return s.notePage(c, http.StatusConflict, in)
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, backTo(in.Back, ref))
}

// servePin is POST /tasks/{ref}/pin: pinned is 1 or 0.
func (s *server) servePin(c echo.Context) error {
	ref, _, err := s.noted(c)
	if err != nil {
		return err
	}
	form, err := smallForm(c, smallBody)
	if err != nil {
		return err
	}
	pinned, err := strconv.ParseBool(form.Get("pinned"))
	if err != nil {
		return &permalink.BadParam{Name: "pinned", Value: clip(form.Get("pinned")), Want: permalink.OneOf("1", "0")}
	}
	if err := visitOf(c).History.SetPin(c.Request().Context(), visitOf(c).Reader.Full(ref), pinned, visitOf(c).User.Name); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, backTo(localPath(form.Get("back")), ref))
}

// noted is the snapshot that the URL names, and the name of its task. It has to
// be one that the reader may see.
func (s *server) noted(c echo.Context) (task.Ref, string, error) {
	ref, err := task.ParseRef(param(c, "ref"))
	if err != nil || ref.Snapshot == 0 {
		return ref, "", &permalink.BadParam{Name: "ref", Value: clip(param(c, "ref")), Want: permalink.Form("[source:]taskID@snapshot")}
	}
	view, err := openRef(c.Request().Context(), ref, visitOf(c))
	if err != nil {
		return ref, "", err
	}
	return visitOf(c).Reader.Short(ref), view.Snapshot.Task.Name, nil
}

// noteOn is the note on a snapshot, the zero one when there is none.
func noteOn(ctx context.Context, ref task.Ref, v *visit) (task.Note, error) {
	all, err := v.History.Remarks(ctx, v.Reader.Full(ref))
	if err != nil {
		return task.Note{}, fmt.Errorf("read the note: %w", err)
	}
	for _, r := range all {
		if r.Ref.Snapshot == ref.Snapshot {
			return r.Note, nil
		}
	}
	return task.Note{}, nil
}

func (s *server) notePage(c echo.Context, status int, in notepage.Input) error {
	in.Back = backTo(in.Back, in.Ref)
	return s.page(c, status, notepage.View(notepage.New(s.frame(c), in)))
}

// backTo is the page to come back to, else that of the snapshot.
func backTo(back string, ref task.Ref) string {
	if back == "" || back == permalink.Home {
		return permalink.ToTask(ref).String()
	}
	return back
}

// lines is a text as a form sends it, with the line ends of Unix.
func lines(s string) string {
	return strings.TrimSpace(strings.ToValidUTF8(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\ufffd").Replace(s), "\ufffd"))
}

// oneLine is a text on one line.
func oneLine(s string) string { return strings.Join(strings.Fields(lines(s)), " ") }
