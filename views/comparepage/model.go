// Package comparepage is the page of two runs held against each other: by how
// much the makespans differ, which subtasks that difference is made of, both
// timelines on one axis, and every pair of subtasks. Differences are head −
// base; above zero means that head took longer.
package comparepage

import (
	"taskscope/internal/compare"
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Input is what the page is made of.
type Input struct {
	URL        permalink.Compare // what was asked; its Refs are written as the reader wrote them
	Base, Head Run
	Result     *compare.Result
	Banners    []ui.Banner // of either run, e.g. that OCP no longer has it
}

// Run is one side.
type Run struct {
	Snapshot *task.Snapshot
	Graph    *dag.Graph
	Analysis *timeline.Analysis
}

// Page is the model of the whole page.
type Page struct {
	ui.Page
	Banners     []ui.Banner
	Header      Header
	Summary     []string // plain sentences, the difference first
	Identical   bool     // nothing differs: the page stops after saying so
	Attribution *Attribution
	Timeline    Timeline
	Find        Find
	Table       Table
	OnlyBase    Only
	OnlyHead    Only
}

// pageOf is what every part of the page needs to be built.
type pageOf struct {
	Input
	text  text.Printer
	clock text.Clock
	// baseNames and headNames are what the subtasks are called, by index.
	baseNames, headNames []string

	rows []row // all places, matched or not, that pass the filter
	all  int   // how many there are without it
}

// New makes the model.
func New(p ui.Page, in Input) Page {
	b := &pageOf{Input: in, text: p.Text, clock: text.NewClock(in.URL.Zone)}
	b.name()
	b.collect()
	page := Page{Banners: b.notes(), Header: b.header(), Summary: b.summary(), Identical: b.identical(),
		Attribution: b.attribution(), Timeline: b.timeline(), Find: b.find(), Table: b.table(),
		OnlyBase: b.only(onlyBase), OnlyHead: b.only(onlyHead)}
	p.Title = p.Text.T("compare.doc_title", "Base", in.URL.Base.String(), "Head", in.URL.Head.String())
	if in.Result.OK {
		p.Title = p.Text.Delta(in.Result.DeltaMS) + " " + p.Title
	}
	p.Live, p.Here = "compare", in.URL.String()
	page.Page = p
	return page
}

// base and head are the subtasks of a row; nil where the run does not have it.
func (b *pageOf) base(r row) *task.Subtask { return at(b.Base, r.base) }
func (b *pageOf) head(r row) *task.Subtask { return at(b.Head, r.head) }

func at(run Run, i int) *task.Subtask {
	if i < 0 {
		return nil
	}
	return &run.Snapshot.Task.Subtasks[i]
}

// exact is a difference in whole ms with its sign always written.
func exact(p text.Printer, ms int64) string {
	if ms > 0 {
		return "+" + p.MS(ms)
	}
	return p.MS(ms)
}

func size(n int64) int64 {
	if n < 0 {
		return -n
	}
	return n
}
