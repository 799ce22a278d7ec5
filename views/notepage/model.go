// Package notepage is the page on which the note on a snapshot is written. When
// somebody else was faster it shows both texts, so that none is lost.
package notepage

import (
	"unicode/utf8"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/markdown"
	"taskscope/views/ui"
)

// Input is what the page is made of.
type Input struct {
	Ref      task.Ref // with its number, as a reader writes it
	Task     string   // name of the task
	Note     task.Note
	Title    string // what stands in the form: the note's, or what was posted
	Text     string
	Conflict bool // somebody else changed the note; Note is what it says now
	Back     string
}

// Page is the model of the page.
type Page struct {
	ui.Page
	Banners  []ui.Banner
	About    string
	TaskURL  string
	Action   string
	Version  int
	Line     string // the title in the form
	Body     string // the text in the form
	Back     string
	Conflict bool
	Theirs   []markdown.Node
	Heading  string // of theirs
}

// New makes the model.
func New(p ui.Page, in Input) Page {
	t := p.Text
	p.Title, p.Nav = t.T("note.page", "Ref", in.Ref.String()), ui.NavNone
	name := in.Task
	if name == "" {
		name = t.T("task.unnamed")
	}
	page := Page{Page: p, About: t.T("note.about", "Name", name, "N", in.Ref.Snapshot), TaskURL: in.Back,
		Action: permalink.Note(in.Ref), Version: in.Note.Version, Line: in.Title, Body: in.Text, Back: in.Back}
	switch {
	case in.Conflict:
		page.Conflict, page.Heading, page.Theirs = true, in.Note.Title, markdown.Parse(in.Note.Text)
		page.Banners = append(page.Banners, ui.Banner{Kind: ui.Warning, Title: t.T("note.conflict"), Lines: []string{t.T("note.conflict_hint")}})
	case task.Note{Title: in.Title, Text: in.Text}.TooLong():
		page.Banners = append(page.Banners, ui.Banner{Kind: ui.Error, Title: t.T("note.too_long"), Lines: []string{t.T("note.too_long_hint",
			"Title", t.Count(task.MaxTitle), "Text", t.Count(task.MaxNote), "TitleIs", t.Count(utf8.RuneCountInString(in.Title)), "TextIs", t.Count(utf8.RuneCountInString(in.Text)))}})
	}
	return page
}
