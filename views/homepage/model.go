// Package homepage is the first page: a box that opens a task from whatever
// one has of it, what was read last, and in the demo everything that the
// simulated OCP can show.
package homepage

import (
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Input is what the page is made of.
type Input struct {
	Offers  []Offer        // of the demo; none otherwise
	Latest  []task.Summary // of history, newest start first
	Default string         // name of the default source, left out of Refs
	Banners []ui.Banner
}

// Offer is a task of the simulated OCP. Scenario is the key of what it shows:
// the words are in the catalogue as demo.<scenario>.
type Offer struct {
	ID       task.ID
	Name     string // OCP's name of the type of task
	Scenario string
}

// Page is the model of the page.
type Page struct {
	ui.Page
	Banners []ui.Banner
	Latest  []Line
	More    string // URL of all of history
	Groups  []Group
}

// Line is a task that history has.
type Line struct {
	Name     string
	URL      string
	Ref      string
	State    task.State
	Raw      task.Status
	Progress string
	Where    string // cluster and tenant
	Started  task.Instant
	Clock    text.Clock
	Makespan string
	Exact    string
}

// New makes the model.
func New(p ui.Page, in Input) Page {
	p.Title, p.Nav, p.Opens = "", ui.NavHome, true
	page := Page{Page: p, Banners: in.Banners, More: permalink.History{}.String(), Groups: groups(p.Text, in.Offers)}
	for i := range in.Latest {
		page.Latest = append(page.Latest, newLine(p.Text, &in.Latest[i], in.Default))
	}
	return page
}

func newLine(t text.Printer, s *task.Summary, defaultSource string) Line {
	ref := ui.Short(s.Ref.Newest(), defaultSource)
	l := Line{
		Name: s.Name, URL: permalink.ToTask(ref).String(), Ref: ref.String(), State: s.State, Raw: s.RawStatus,
		Progress: t.Count(s.Done) + "/" + t.Count(s.Of), Where: s.Cluster,
		Started: s.Started, Makespan: "–",
	}
	if s.Tenant != "" {
		l.Where += " / " + s.Tenant
	}
	if l.Name == "" {
		l.Name = t.T("task.unnamed")
	}
	if s.MakespanMS.OK {
		l.Makespan, l.Exact = t.Duration(s.MakespanMS.V), t.MS(s.MakespanMS.V)
	}
	return l
}
