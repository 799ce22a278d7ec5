package taskpage

import (
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/markdown"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// NoteBox is what people said of the snapshot on the page, and the forms to say
// something. Without a recorded snapshot there is nothing to say it of.
type NoteBox struct {
	OK       bool // the snapshot is recorded
	Written  bool
	Title    string
	Text     []markdown.Node
	By       string // who wrote it and when
	EditURL  string // of the page where it is written
	EditWord string // "Edit the note"
	PinURL   string // where the pin is posted
	Pinned   bool
	PinnedBy string    // who and when
	Back     string    // the page to come back to
	Others   []ui.Link // to the task's other snapshots that have a note or a pin
}

// previewText is how much of a note a link preview shows, in characters.
const previewText = 300

func (b *pageOf) noteBox() NoteBox {
	ref := b.Snapshot.Ref
	if ref.Snapshot == 0 {
		return NoteBox{}
	}
	here := ui.Short(ref, b.Default)
	n := NoteBox{OK: true, EditURL: permalink.Note(here), PinURL: permalink.Pin(here), Back: b.URL.String(), EditWord: b.text.T("note.add")}
	for _, r := range b.Remarks {
		if r.Ref.Snapshot != ref.Snapshot {
			if link, ok := b.otherNote(&r); ok {
				n.Others = append(n.Others, link)
			}
			continue
		}
		if r.Pin != nil {
			n.Pinned, n.PinnedBy = true, b.by("note.pinned_by", "note.pinned_by_nobody", r.Pin.Author, r.Pin.MS)
		}
		if !r.Note.Empty() {
			n.Written, n.Title, n.Text = true, r.Note.Title, markdown.Parse(r.Note.Text)
			n.By, n.EditWord = b.by("note.by", "note.by_nobody", r.Note.Author, r.Note.MS), b.text.T("note.edit")
		}
	}
	return n
}

// otherNote leads to another snapshot of the task.
func (b *pageOf) otherNote(r *task.Remarks) (ui.Link, bool) {
	words := r.Note.Title
	if words == "" {
		words = markdown.Plain(r.Note.Text, 60)
	}
	if words == "" && r.Pin == nil {
		return ui.Link{}, false
	}
	if words == "" {
		words = b.text.T("note.pinned")
	}
	u := permalink.ToTask(ui.Short(r.Ref, b.Default))
	u.Zone = b.URL.Zone
	return ui.Link{Text: b.text.T("note.other", "N", r.Ref.Snapshot, "Text", words), URL: u.String()}, true
}

// by is who did something and when, in the zone of the page; nobody may be known.
func (b *pageOf) by(key, nobody, author string, ms int64) string {
	when := b.clock.Short(task.At(ms, b.Now.Offset))
	if author == "" {
		return b.text.T(nobody, "When", when)
	}
	return b.text.T(key, "Name", author, "When", when)
}

// preview is what a chat shows of a link to the page: the note where there is
// one, and how the task went.
func (b *pageOf) preview(p text.Printer, title string) *ui.Preview {
	v := &ui.Preview{Title: title, Text: b.diagnosis()}
	for _, r := range b.Remarks {
		if r.Ref.Snapshot != b.Snapshot.Ref.Snapshot {
			continue
		}
		if r.Note.Title != "" {
			v.Title = p.T("note.preview_title", "Title", r.Note.Title, "Task", title)
		}
		if note := markdown.Plain(r.Note.Text, previewText); note != "" {
			v.Text = note + " · " + v.Text
		}
	}
	return v
}
