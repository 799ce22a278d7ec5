// Package historypage is the list of what history keeps: filters in a form
// that needs no script, one line per task or per snapshot with what people said
// of it, ticks to compare, a pin to keep, and pages by key.
package historypage

import (
	"strconv"
	"strings"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/markdown"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Input is what the page is made of.
type Input struct {
	URL     permalink.History
	Items   []task.Summary // in their order: newest start first
	Next    string         // cursor of the page after this one; "" for none
	Prev    string         // cursor of the page before; "" for none
	Sources []string       // names of all sources that can be asked for
	Default string         // name of the default source, left out of Refs
	Banners []ui.Banner
}

// Page is the model of the page.
type Page struct {
	ui.Page
	Banners []ui.Banner
	Form    Form
	Active  []Filter // what narrows the list, each with a link that drops it
	Clear   string   // URL of the whole list, "" when nothing narrows it
	Rows    []Row
	Caption string
	Next    string // URL; "" for none
	Prev    string // URL; "" for none
	Empty   *Empty // why there are no rows
	Compare bool   // there are two rows to tick
	Back    string // this page, to come back to after a pin
}

// Filter is one condition that narrows the list.
type Filter struct {
	Text  string // "Cluster: obtest"
	Clear string // URL of the list without it
}

// Empty says why the list is empty and what to do.
type Empty struct {
	Title, Advice string
	Links         []ui.Link
}

// Row is one snapshot.
type Row struct {
	Name     string
	URL      string
	Ref      string // as a reader writes it, with its number when all snapshots are listed
	State    task.State
	Raw      task.Status
	Progress string
	Cluster  string
	Tenant   string
	Creator  string
	Started  task.Instant
	Makespan string
	Exact    string // Makespan in whole ms
	Trend    string // URL of the runs of its name; "" for none
	Snapshot string // its number, or how many there are of the task
	Title    string // what people wrote
	Note     string // its start, without marks
	Said     string // both, where the line is too short for them
	NoteURL  string // of the snapshot that it was written on, where that is not this line's
	NoteRef  string // "@2", with NoteURL
	Pinned   bool
	PinURL   string
	PinValue string       // what to post there
	PinWord  string       // what that does, for a screen reader
	Recorded task.Instant // in the zone of Started: one line has one zone
	Clock    text.Clock
	Origin   string // "" when it was read from OCP
	Tick     string // what the tick box says to a screen reader
}

// New makes the model.
func New(p ui.Page, in Input) Page {
	b := builder{in: in, text: p.Text}
	p.Title, p.Nav = p.Text.T("history.title"), ui.NavHistory
	page := Page{Page: p, Banners: in.Banners, Form: b.form(), Active: b.active(), Compare: len(in.Items) > 1, Back: in.URL.String()}
	if len(page.Active) > 0 {
		page.Clear = permalink.History{All: in.URL.All}.String()
	}
	for i := range in.Items {
		page.Rows = append(page.Rows, b.row(&in.Items[i]))
	}
	page.Caption = b.caption()
	if in.Next != "" {
		page.Next = in.URL.Page(in.Next, "").String()
	}
	if in.Prev != "" {
		page.Prev = in.URL.Page("", in.Prev).String()
	}
	if len(in.Items) == 0 {
		page.Empty = b.empty()
	}
	return page
}

type builder struct {
	in   Input
	text text.Printer
}

func (b *builder) caption() string {
	if b.in.URL.Snapshots() {
		return b.text.N("history.caption_all", len(b.in.Items))
	}
	return b.text.N("history.caption", len(b.in.Items))
}

func (b *builder) row(s *task.Summary) Row {
	ref := ui.Short(s.Ref, b.in.Default)
	snapshots := b.text.Count(s.Snapshots)
	if b.in.URL.Snapshots() {
		snapshots = b.text.T("history.snapshot_of", "N", s.Ref.Snapshot, "Of", s.Snapshots)
	} else {
		ref = ref.Newest()
	}
	r := Row{
		Name: s.Name, URL: permalink.ToTask(ref).String(), Ref: ref.String(),
		State: s.State, Raw: s.RawStatus,
		Progress: b.text.Count(s.Done) + "/" + b.text.Count(s.Of),
		Cluster:  s.Cluster, Tenant: s.Tenant, Creator: s.Creator,
		Started: s.Started, Recorded: task.At(s.RecordedMS, s.Started.Offset), Makespan: "–",
		Snapshot: snapshots,
		Tick:     b.text.T("history.tick", "Name", s.Name, "Ref", ref.String()),
	}
	if r.Name == "" {
		r.Name = b.text.T("task.unnamed")
	}
	b.remarks(&r, s)
	if s.MakespanMS.OK {
		r.Makespan, r.Exact = b.text.Duration(s.MakespanMS.V), b.text.MS(s.MakespanMS.V)
	}
	if permalink.HasTrend(s.Name) {
		r.Trend = permalink.ToTrend(s.Ref.Source, s.Name).Short(b.in.Default).String()
	}
	if s.Origin == task.OriginImport {
		r.Origin = b.text.T("history.imported")
	}
	return r
}

// noteStart is how much of a note a line shows, in characters.
const noteStart = 120

// remarks adds what people said of the snapshot, or, in a list of tasks, of the
// last snapshot that they said something of. A pin is set on what the line
// shows, and taken away where it was set.
func (b *builder) remarks(r *Row, s *task.Summary) {
	r.Title, r.Note = s.Title, markdown.Plain(s.Note, noteStart)
	r.Said = strings.TrimSpace(r.Title + "\n" + r.Note)
	if s.Noted != 0 && s.Noted != s.Ref.Snapshot {
		of := ui.Short(s.Ref.At(s.Noted), b.in.Default)
		r.NoteURL, r.NoteRef = permalink.ToTask(of).String(), "@"+strconv.Itoa(s.Noted)
	}
	pin, word := s.Ref, "history.pin"
	r.PinValue = "1"
	if s.Pinned != 0 {
		r.Pinned, r.PinValue, pin, word = true, "0", s.Ref.At(s.Pinned), "history.unpin"
	}
	pin = ui.Short(pin, b.in.Default)
	r.PinURL, r.PinWord = permalink.Pin(pin), b.text.T(word, "Name", r.Name, "Ref", pin.String())
}

func (b *builder) empty() *Empty {
	t := b.text
	whole := ui.Link{Text: t.T("history.show_all"), URL: permalink.History{All: b.in.URL.All}.String()}
	switch u := b.in.URL; {
	case u.Filtered():
		return &Empty{Title: t.T("history.none_match"), Advice: t.T("history.none_match_advice"), Links: []ui.Link{whole}}
	case u.After != "" || u.Before != "":
		return &Empty{Title: t.T("history.none_here"), Advice: t.T("history.none_here_advice"), Links: []ui.Link{whole}}
	}
	return &Empty{Title: t.T("history.none"), Advice: t.T("history.none_advice"), Links: []ui.Link{
		{Text: t.T("history.open"), URL: permalink.Home}, {Text: t.T("app.import"), URL: permalink.Import},
	}}
}
