// Package importpage is where saved responses come in: a form for files or
// pasted text, and what became of each of them.
package importpage

import (
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Input is what the page is made of. After a POST that was refused it has the
// documents and what the reader had filled in; before, neither.
type Input struct {
	Sources   []string // names of the sources a document can be filed under
	Default   string   // name of the default source
	Source    string   // the chosen one; "" is the default
	Text      string   // what was pasted
	Documents []Document
	MaxBytes  int64 // most that one import may have
	Banners   []ui.Banner
	Own       bool // it is for the reader alone, and no source is to be chosen
}

// Document is one file or the pasted text, and what became of it: exactly one
// of Err and Task is set.
type Document struct {
	File string // its name; "" when it was pasted
	Err  *task.NotATask
	Task *task.Task // what was read
	Ref  task.Ref   // where it is kept; zero when nothing was stored
}

// Page is the model of the page.
type Page struct {
	ui.Page
	Banners []ui.Banner
	Result  *Result
	Sources []Choice // none when there is nothing to choose
	Pasted  string   // kept from the last try
	Lost    string   // why the pasted text is not repeated; "" when it is
	Limit   string
	Own     bool
}

// Choice is a source to choose.
type Choice struct {
	Value  string
	Chosen bool
}

// Result is what became of the documents.
type Result struct {
	Bad     bool
	Title   string
	Explain string
	Lines   []Line
}

// Line is what became of one document.
type Line struct {
	Name  string // of the file, or that it was pasted
	Bad   bool
	Text  string // the reason, or what was read
	Where string // line and field; "" when not known
	URL   string // of the task; "" when it was not stored
}

// maxKept is how much pasted text is given back for another try, in bytes. A
// browser still handles a text area of that size.
const maxKept = 1 << 20

// New makes the model.
func New(p ui.Page, in Input) Page {
	p.Title, p.Nav = p.Text.T("import.title"), ui.NavImport
	page := Page{Page: p, Banners: in.Banners, Pasted: in.Text, Own: in.Own, Result: result(p.Text, in)}
	if in.MaxBytes > 0 {
		page.Limit = p.Text.T("import.limit", "MiB", p.Text.Count(int(in.MaxBytes>>20)))
	}
	if len(in.Text) > maxKept {
		page.Pasted, page.Lost = "", p.Text.T("import.text_lost")
	}
	if len(in.Sources) > 1 && !in.Own {
		chosen := in.Source
		if chosen == "" {
			chosen = in.Default
		}
		for _, s := range in.Sources {
			page.Sources = append(page.Sources, Choice{s, s == chosen})
		}
	}
	return page
}

func result(t text.Printer, in Input) *Result {
	if len(in.Documents) == 0 {
		return nil
	}
	r := &Result{}
	bad := 0
	for _, d := range in.Documents {
		line := line(t, in, d)
		if line.Bad {
			bad++
		}
		r.Lines = append(r.Lines, line)
	}
	if bad == 0 {
		r.Title, r.Explain = t.N("import.stored", len(r.Lines)), t.T("import.stored_explain")
		return r
	}
	r.Bad, r.Title, r.Explain = true, t.N("import.refused", bad, "Of", t.Count(len(r.Lines))), t.T("import.refused_explain")
	return r
}

func line(t text.Printer, in Input, d Document) Line {
	l := Line{Name: d.File}
	if l.Name == "" {
		l.Name = t.T("import.pasted")
	}
	switch {
	case d.Err != nil:
		l.Bad, l.Text, l.Where = true, t.NotATask(d.Err.Reason), where(t, d.Err)
	case d.Task != nil:
		done, of, _ := d.Task.Progress()
		l.Text = t.T("import.read", "Name", d.Task.Name, "ID", d.Task.ID.String(),
			"State", t.State(d.Task.State()), "Done", t.Count(done), "Of", t.Count(of))
		if d.Ref.Task != 0 {
			l.URL = permalink.ToTask(ui.Short(d.Ref, in.Default)).String()
		}
	}
	return l
}

// where is the place in the document that the reason is about.
func where(t text.Printer, e *task.NotATask) string {
	switch {
	case e.Line > 0 && e.Field != "":
		return t.T("import.line_field", "Line", t.Count(e.Line), "Field", e.Field)
	case e.Line > 0:
		return t.T("import.line", "Line", t.Count(e.Line))
	case e.Field != "":
		return t.T("import.field", "Field", e.Field)
	}
	return ""
}
