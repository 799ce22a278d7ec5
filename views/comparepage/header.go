package comparepage

import (
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Header is both runs, the difference, and what can be done with the page.
type Header struct {
	Runs     [2]RunHead // base, head
	Delta    Delta      // of the makespans
	NoDelta  string     // why there is none; "" when there is
	Swap     string     // URL of the comparison from the other side
	Analysis string     // URL of analysis.json
	Files    []ui.Link  // what else the page can be had as
	Text     string     // URL of the summary as plain text
	Copy     string     // path and query of the page pinned to these snapshots
	ZoneURL  string     // the same page in the other zone
	ZoneName string
	Clock    text.Clock
}

// RunHead is what one run is and how it went.
type RunHead struct {
	Role     string // "Base", "Head"
	Class    string
	Name     string
	Ref      string
	URL      string
	State    task.State
	Raw      task.Status
	Progress string
	Facts    []ui.Fact
	Started  task.Instant
	Makespan string // "–" when there is none
	Exact    string
}

// Delta is a difference of two durations.
type Delta struct {
	OK    bool
	Text  string // with its sign
	Exact string // in whole ms, with its sign
	Mark  string // "▲ longer" or "▼ shorter" where it is worth a colour, "" otherwise
	Class string
}

// whole is delta without anything cut, for figures that add up to each other.
func (b *pageOf) whole(ms int64, significant bool) Delta {
	d := b.delta(ms, significant)
	if ms > 0 {
		d.Text = "+" + b.text.Exact(ms)
	} else if ms < 0 {
		d.Text = b.text.Exact(ms)
	}
	return d
}

func (b *pageOf) delta(ms int64, significant bool) Delta {
	d := Delta{OK: true, Text: b.text.Delta(ms), Exact: exact(b.text, ms), Class: "delta"}
	if mark, class := Mark(b.text, ms, significant); mark != "" {
		d.Mark, d.Class = mark, "delta "+class
	}
	return d
}

// Mark is the word of a difference that is worth a colour, and its class; ""
// for one that is not.
func Mark(t text.Printer, ms int64, significant bool) (word, class string) {
	switch {
	case !significant:
	case ms > 0:
		return t.T("compare.longer_mark"), "longer"
	case ms < 0:
		return t.T("compare.shorter_mark"), "shorter"
	}
	return "", ""
}

func (b *pageOf) header() Header {
	u := b.URL
	h := Header{
		Runs:  [2]RunHead{b.run("compare.base", "is-base", u.Base, b.Base), b.run("compare.head", "is-head", u.Head, b.Head)},
		Clock: b.clock, Swap: u.Swapped().String(), Analysis: u.AnalysisJSON(), Copy: u.String(),
	}
	if base, head := b.Base.Snapshot.Ref.Snapshot, b.Head.Snapshot.Ref.Snapshot; base > 0 && head > 0 {
		h.Copy = u.Pinned(base, head).String()
	}
	h.Text = u.Export(permalink.CompareSummary)
	for _, e := range []permalink.CompareExport{permalink.CompareCSV, permalink.CompareSVG} {
		h.Files = append(h.Files, ui.Link{Text: b.text.T("compare.export_" + e.Kind()), URL: u.Export(e)})
	}
	if b.Result.OK {
		h.Delta = b.whole(b.Result.DeltaMS, b.Result.Significant)
	} else {
		h.NoDelta = b.text.T("compare.no_delta")
	}
	other, zone := permalink.ZoneUTC, "task.zone_utc"
	if u.Zone == permalink.ZoneUTC {
		other, zone = permalink.ZoneOCP, "task.zone_ocp"
	}
	h.ZoneURL, h.ZoneName = u.In(other).Query(), b.text.T(zone)
	return h
}

func (b *pageOf) run(role, class string, ref task.Ref, run Run) RunHead {
	t, a := &run.Snapshot.Task, run.Analysis
	done, of, forward := t.Progress()
	key := "task.progress"
	if !forward {
		key = "task.progress_back"
	}
	r := RunHead{Role: b.text.T(role), Class: class, Name: t.Name, Ref: ref.String(),
		State: t.State(), Raw: t.Status, Progress: b.text.N(key, of, "Done", b.text.Count(done)),
		Started: t.Started, Makespan: "–"}
	to := permalink.ToTask(ref)
	to.Zone = b.URL.Zone
	r.URL = to.String()
	if r.Name == "" {
		r.Name = b.text.T("task.unnamed")
	}
	fact := func(key, value string) {
		if value != "" {
			r.Facts = append(r.Facts, ui.Fact{Name: b.text.T(key), Value: value})
		}
	}
	if c := t.Cluster; c != nil {
		fact("task.cluster", c.Name)
	}
	if n := t.Tenant; n != nil {
		fact("task.tenant", n.Name)
	}
	fact("task.creator", t.Creator.Name)
	fact("task.source", run.Snapshot.Ref.Source)
	if n := run.Snapshot.Ref.Snapshot; n > 0 {
		fact("task.snapshot", b.text.Count(n))
	}
	if a.OK {
		r.Makespan, r.Exact = b.text.Exact(a.MakespanMS), b.text.MS(a.MakespanMS)
	}
	return r
}

// notes are the banners: those of the runs, then what to bear in mind. Runs
// that are not alike are compared all the same.
func (b *pageOf) notes() []ui.Banner {
	base, head := &b.Base.Snapshot.Task, &b.Head.Snapshot.Task
	var lines []string
	if base.Name != head.Name {
		lines = append(lines, b.text.T("compare.other_name", "Base", base.Name, "Head", head.Name))
	}
	if b.Base.Snapshot.Ref.Source != b.Head.Snapshot.Ref.Source {
		lines = append(lines, b.text.T("compare.other_source", "Base", b.Base.Snapshot.Ref.Source, "Head", b.Head.Snapshot.Ref.Source))
	}
	for _, r := range []struct {
		role string
		task *task.Task
	}{{"compare.base", base}, {"compare.head", head}} {
		switch s := r.task.State(); {
		case r.task.Running():
			lines = append(lines, b.text.T("compare.still_running", "Run", b.text.T(r.role)))
		case s.Bad() || s == task.RolledBack:
			lines = append(lines, b.text.T("compare.ended_early", "Run", b.text.T(r.role), "State", b.text.State(s)))
		}
	}
	notes := b.Banners
	if len(lines) > 0 {
		notes = append(notes[:len(notes):len(notes)], ui.Banner{Kind: ui.Info, Title: b.text.T("compare.mind"), Lines: lines})
	}
	return notes
}
