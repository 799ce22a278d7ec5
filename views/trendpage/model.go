// Package trendpage is how the runs of one task name went over time: a picture
// of their makespans, drawn by the server, in which each run is a link with the
// shape and colour of its state; a form that narrows it; and the same runs as a
// table, two of which can be ticked and compared. A script only saves ticking.
package trendpage

import (
	"slices"

	"taskscope/internal/baseline"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Input is what the page is made of.
type Input struct {
	URL     permalink.Trend // its Source spelt out or not, as the reader wrote it
	Runs    []task.Summary  // in order of their starts
	More    bool            // there are earlier ones, which are not in Runs
	Places  []Place         // where tasks of the name ran
	Default string          // name of the default source, left out of URLs
}

// Place is a cluster and a tenant, by name; "" is none.
type Place struct{ Cluster, Tenant string }

// Page is the model of the page.
type Page struct {
	ui.Page
	Name    string
	Intro   string
	Form    Form
	Clear   string // URL of all runs; "" when none is left out
	Chart   *Chart // nil when no run has a makespan
	Undrawn string // how many runs are not in the chart, and why
	More    string // that there are earlier ones
	Rows    []Row  // the latest first
	Caption string
	Empty   string // why there are no rows
	Compare bool   // there are two rows to tick
}

// Row is one run.
type Row struct {
	Ref, URL        string
	State           task.State
	Raw             task.Status
	Cluster, Tenant string
	Started         task.Instant
	Makespan, Exact string
	Against         string // the median, where it is worth naming
	Tick            string // what the tick box says to a screen reader
	Clock           text.Clock
}

// Form narrows the runs.
type Form struct {
	Keep     []permalink.Param // what it carries along
	Clusters []Option
	Tenants  []Option
	States   []StateBox
	From, To string
}

// Option is one choice of a list.
type Option struct {
	Value, Label string
	Chosen       bool
}

// StateBox is a tick box of a state.
type StateBox struct {
	State task.State
	Word  string
	On    bool
}

type builder struct {
	in    Input
	text  text.Printer
	clock text.Clock
	usual baseline.Figure // of the makespans of successful runs
}

// New makes the model.
func New(p ui.Page, in Input) Page {
	b := &builder{in: in, text: p.Text, clock: text.NewClock(in.URL.Zone)}
	b.usual = b.makespans()
	p.Title, p.Nav, p.Live = p.Text.T("trend.title", "Name", in.URL.Name), ui.NavHistory, "trend"
	page := Page{
		Page: p, Name: in.URL.Name, Intro: b.intro(), Form: b.form(), Compare: len(in.Runs) > 1,
		Chart: b.chart(), Caption: p.Text.N("trend.caption", len(in.Runs)),
	}
	if in.URL.Filtered() {
		page.Clear = in.URL.Unfiltered().String()
	}
	if in.More {
		page.More = p.Text.T("trend.more", "N", p.Text.Count(len(in.Runs)))
	}
	for k := len(in.Runs) - 1; k >= 0; k-- {
		page.Rows = append(page.Rows, b.row(&in.Runs[k]))
	}
	undrawn := 0
	for k := range in.Runs {
		if !drawn(&in.Runs[k]) {
			undrawn++
		}
	}
	if undrawn > 0 && page.Chart != nil {
		page.Undrawn = p.Text.N("trend.undrawn", undrawn)
	}
	switch {
	case len(in.Runs) > 0 && page.Chart == nil:
		page.Empty = p.Text.T("trend.no_makespans")
	case len(in.Runs) == 0 && in.URL.Filtered():
		page.Empty = p.Text.T("trend.none_match")
	case len(in.Runs) == 0:
		page.Empty = p.Text.T("trend.none")
	}
	return page
}

// drawn says whether a run has a place in the chart: one that runs has no
// makespan yet.
func drawn(r *task.Summary) bool { return r.Started.Set && r.MakespanMS.OK }

// makespans is how long successful runs take.
func (b *builder) makespans() baseline.Figure {
	var ms []int64
	for k := range b.in.Runs {
		if r := &b.in.Runs[k]; r.State == task.Succeeded && drawn(r) {
			ms = append(ms, r.MakespanMS.V)
		}
	}
	if len(ms) == 0 {
		return baseline.Figure{}
	}
	slices.Sort(ms)
	return baseline.Figure{Runs: len(ms), Samples: len(ms), MedianMS: baseline.Median(ms), P90MS: baseline.P90(ms)}
}

func (b *builder) intro() string {
	f, p := b.usual, b.text
	switch {
	case len(b.in.Runs) == 0:
		return ""
	case !f.Enough():
		return p.N("trend.few", f.Runs, "Least", baseline.Least)
	}
	return p.T("trend.usual", "N", p.Count(f.Runs), "Median", p.Duration(f.MedianMS), "P90", p.Duration(f.P90MS))
}

func (b *builder) ref(r *task.Summary) task.Ref { return ui.Short(r.Ref, b.in.Default).Newest() }

func (b *builder) row(r *task.Summary) Row {
	ref := b.ref(r)
	row := Row{
		Ref: ref.String(), URL: permalink.ToTask(ref).String(), State: r.State, Raw: r.RawStatus,
		Cluster: r.Cluster, Tenant: r.Tenant, Started: r.Started, Clock: b.clock, Makespan: "–",
		Tick: b.text.T("history.tick", "Name", r.Name, "Ref", ref.String()),
	}
	if r.MakespanMS.OK {
		ms := r.MakespanMS.V
		row.Makespan, row.Exact = b.text.Duration(ms), b.text.MS(ms)
		if s := b.usual.Slower(ms); r.State == task.Succeeded && s.OK() && s.Tenths > 0 {
			row.Against = b.text.T("usual.cell", "Times", b.text.Times(s.Tenths))
		}
	}
	return row
}

func (b *builder) form() Form {
	u, p := b.in.URL, b.text
	plain := u.Unfiltered()
	f := Form{Keep: plain.Params(), From: u.From.Text, To: u.To.Text}
	var clusters, tenants []string
	for _, place := range b.in.Places {
		clusters, tenants = append(clusters, place.Cluster), append(tenants, place.Tenant)
	}
	f.Clusters = b.options(clusters, u.Cluster, p.T("trend.all_clusters"), p.T("trend.no_cluster"))
	f.Tenants = b.options(tenants, u.Tenant, p.T("trend.all_tenants"), p.T("trend.no_tenant"))
	for _, st := range task.TaskStates() {
		f.States = append(f.States, StateBox{State: st, Word: p.State(st), On: slices.Contains(u.States, st)})
	}
	return f
}

// options are the names that occur, and all and none of them; nil where there
// is nothing to choose.
func (b *builder) options(names []string, chosen, all, none string) []Option {
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) < 2 && chosen == "" {
		return nil
	}
	list := []Option{{"", all, chosen == ""}}
	known := chosen == ""
	for _, name := range names {
		o := Option{name, name, name == chosen}
		if name == "" {
			o = Option{permalink.NoPlace, none, chosen == permalink.NoPlace}
		}
		known = known || o.Chosen
		list = append(list, o)
	}
	if !known { // of a link; the list must not say otherwise than the page
		list = append(list, Option{chosen, chosen, true})
	}
	return list
}
