// Package runspage is the page of three to eight runs side by side: each as a
// small timeline on one axis, and of each subtask the least, median and longest
// run time, with the run that was slowest. Each run leads to its comparison with
// the one that was chosen as base.
package runspage

import (
	"slices"
	"strconv"
	"strings"

	"taskscope/internal/compare"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/comparepage"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Input is what the page is made of.
type Input struct {
	URL     permalink.Runs    // its Refs are written as the reader wrote them
	Runs    []comparepage.Run // in the order of the Refs
	Many    *compare.Many
	Banners []ui.Banner
}

// Pinned is the URL of exactly these snapshots; as it was asked for where one of
// them is not kept.
func (in *Input) Pinned() permalink.Runs {
	numbers := make([]int, len(in.Runs))
	for k, r := range in.Runs {
		if numbers[k] = r.Snapshot.Ref.Snapshot; numbers[k] == 0 {
			return in.URL
		}
	}
	return in.URL.Pinned(numbers)
}

// Page is the model of the page.
type Page struct {
	ui.Page
	Banners  []ui.Banner
	Clock    text.Clock
	Links    Links
	Runs     []Run
	Makespan string // least, median and longest of all
	Chart    Chart
	Filter   comparepage.Filter
	Table    Table
}

// Links are what can be done with the page.
type Links struct {
	Copy, Analysis, Zone, ZoneName string
	Files                          []ui.Link // what else the page can be had as
}

// Run is one of the runs.
type Run struct {
	Letter   string // A to H
	Name     string
	Ref      string
	URL      string // the task's page
	State    task.State
	Raw      task.Status
	Started  task.Instant
	Makespan string
	Exact    string
	Delta    string // to the base; "" for the base itself
	Mark     string // "▲ longer"; "" where it is not worth a colour
	Class    string
	Pair     string // URL of the comparison with the base; "" for the base
	Base     string // URL of the page with this run as base; "" where it is
}

// pageOf is what every part of the page needs.
type pageOf struct {
	Input
	text  text.Printer
	clock text.Clock
	worth compare.Threshold
	names []string // by row
}

func newPageOf(t text.Printer, in Input) *pageOf {
	b := &pageOf{Input: in, text: t, clock: text.NewClock(in.URL.Zone), worth: comparepage.Threshold(in.URL.Worth)}
	b.name()
	return b
}

// New makes the model.
func New(p ui.Page, in Input) Page {
	b := newPageOf(p.Text, in)
	page := Page{Banners: b.notes(), Clock: b.clock, Links: b.links(), Runs: b.runs(), Makespan: b.makespans(), Chart: b.chart(), Filter: b.filter(), Table: b.table()}
	refs := make([]string, len(in.URL.Refs))
	for k, r := range in.URL.Refs {
		refs[k] = r.String()
	}
	p.Title = strings.Join(refs, " … ")
	p.Live, p.Here = "compare", in.URL.String()
	page.Page = p
	return page
}

// name gives rows of one name their number.
func (b *pageOf) name() {
	nth := map[string]int{}
	for _, r := range b.Many.Rows {
		k := slices.IndexFunc(r.At, func(i int) bool { return i >= 0 }) // each row is of some run
		n := text.Name(&b.Runs[k].Snapshot.Task.Subtasks[r.At[k]])
		nth[n]++
		if k := nth[n]; k > 1 {
			n += " (" + strconv.Itoa(k) + ")"
		}
		b.names = append(b.names, n)
	}
}

// letter names a run.
func letter(k int) string { return string(rune('A' + k)) }

func (b *pageOf) links() Links {
	u := b.URL
	l := Links{Copy: b.Pinned().String(), Analysis: u.AnalysisJSON()}
	for _, e := range permalink.RunsExports() {
		l.Files = append(l.Files, ui.Link{Text: b.text.T("compare.export_" + e.Kind()), URL: u.Export(e)})
	}
	other, zone := permalink.ZoneUTC, "task.zone_utc"
	if u.Zone == permalink.ZoneUTC {
		other, zone = permalink.ZoneOCP, "task.zone_ocp"
	}
	l.Zone, l.ZoneName = u.In(other).Query(), b.text.T(zone)
	return l
}

func (b *pageOf) runs() []Run {
	base := b.Runs[b.URL.Base-1].Analysis
	list := make([]Run, len(b.Runs))
	for k, r := range b.Runs {
		t, a, u := &r.Snapshot.Task, r.Analysis, permalink.ToTask(b.URL.Refs[k])
		u.Zone = b.URL.Zone
		run := Run{Letter: letter(k), Name: t.Name, Ref: b.URL.Refs[k].String(), URL: u.String(), State: t.State(), Raw: t.Status, Started: t.Started, Makespan: "–"}
		if run.Name == "" {
			run.Name = b.text.T("task.unnamed")
		}
		if a.OK {
			run.Makespan, run.Exact = b.text.Exact(a.MakespanMS), b.text.MS(a.MakespanMS)
		}
		if k != b.URL.Base-1 {
			run.Base, run.Pair = b.URL.Against(k+1).Query(), b.URL.Pair(k+1).String()
			if a.OK && base.OK {
				ms := a.MakespanMS - base.MakespanMS
				run.Delta = b.text.Delta(ms)
				run.Mark, run.Class = comparepage.Mark(b.text, ms, b.worth.Exceeded(base.MakespanMS, a.MakespanMS))
			}
		}
		list[k] = run
	}
	return list
}

// makespans say how the whole runs spread.
func (b *pageOf) makespans() string {
	values := make([]task.Opt[int64], len(b.Runs))
	for k, r := range b.Runs {
		if r.Analysis.OK {
			values[k] = task.Some(r.Analysis.MakespanMS)
		}
	}
	s := compare.SpreadOf(values)
	if s.N == 0 {
		return b.text.T("runs.no_times")
	}
	args := []any{"Min", b.text.Exact(s.Min), "Median", b.text.Exact(s.Median), "Max", b.text.Exact(s.Max)}
	if s.Slowest < 0 {
		return b.text.T("runs.makespans_same", args...)
	}
	return b.text.T("runs.makespans", append(args, "Slowest", letter(s.Slowest))...)
}

// notes are the banners of the runs, then what to bear in mind.
func (b *pageOf) notes() []ui.Banner {
	var lines []string
	names := map[string]bool{}
	var differing []string
	for k, r := range b.Runs {
		t := &r.Snapshot.Task
		if !names[t.Name] {
			names[t.Name] = true
			differing = append(differing, t.Name)
		}
		switch s := t.State(); {
		case t.Running():
			lines = append(lines, b.text.T("compare.still_running", "Run", letter(k)))
		case s.Bad() || s == task.RolledBack:
			lines = append(lines, b.text.T("compare.ended_early", "Run", letter(k), "State", b.text.State(s)))
		}
	}
	if len(differing) > 1 {
		lines = append([]string{b.text.T("runs.other_names", "Names", strings.Join(differing, b.text.T("compare.and")))}, lines...)
	}
	notes := b.Banners
	if len(lines) > 0 {
		notes = append(notes[:len(notes):len(notes)], ui.Banner{Kind: ui.Info, Title: b.text.T("compare.mind"), Lines: lines})
	}
	return notes
}
