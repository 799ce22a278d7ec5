// Package historypage is the list of what history keeps: filters in a form
// that needs no script, one line per task or per snapshot, two ticks to
// compare, and pages by key.
package historypage

import (
	"strconv"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
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
	Snapshot string
	Newest   bool
	Recorded task.Instant // in the zone of Started: one line has one zone
	Clock    text.Clock
	Origin   string // "" when it was read from OCP
	Tick     string // what the tick box says to a screen reader
}

// New makes the model.
func New(p ui.Page, in Input) Page {
	b := builder{in: in, text: p.Text}
	p.Title, p.Nav = p.Text.T("history.title"), ui.NavHistory
	page := Page{Page: p, Banners: in.Banners, Form: b.form(), Active: b.active(), Compare: len(in.Items) > 1}
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
	if b.in.URL.All {
		return b.text.N("history.caption_all", len(b.in.Items))
	}
	return b.text.N("history.caption", len(b.in.Items))
}

func (b *builder) row(s *task.Summary) Row {
	ref := ui.Short(s.Ref, b.in.Default)
	if !b.in.URL.All {
		ref = ref.Newest()
	}
	r := Row{
		Name: s.Name, URL: permalink.ToTask(ref).String(), Ref: ref.String(),
		State: s.State, Raw: s.RawStatus,
		Progress: b.text.Count(s.Done) + "/" + b.text.Count(s.Of),
		Cluster:  s.Cluster, Tenant: s.Tenant, Creator: s.Creator,
		Started: s.Started, Recorded: task.At(s.RecordedMS, s.Started.Offset), Makespan: "–",
		Snapshot: strconv.Itoa(s.Ref.Snapshot), Newest: s.Newest,
		Tick: b.text.T("history.tick", "Name", s.Name, "Ref", ref.String()),
	}
	if r.Name == "" {
		r.Name = b.text.T("task.unnamed")
	}
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
