// Package comparepage is the page of two runs held against each other: by how
// much the makespans differ, which subtasks that difference is made of, how the
// critical path moved, both timelines on one axis, every pair of subtasks, and
// the graph of both. Differences are head − base; above zero means that head
// took longer. The text for a ticket, the CSV and the picture are made from the
// same model.
//
// The words:
//
//   - A step is a stretch of the two critical paths laid beside each other
//     (compare.Step); the waterfall goes down them from the one makespan to the
//     other.
//   - A difference is a row that is worth being looked at: a pair whose run or
//     wait passes the threshold of the URL, a pair that ended in another state,
//     a subtask that only one run has. The page steps through these.
package comparepage

import (
	"taskscope/internal/compare"
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/graphview"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Input is what the page is made of.
type Input struct {
	URL        permalink.Compare // what was asked; its Refs are written as the reader wrote them
	Base, Head Run
	Result     *compare.Result
	Banners    []ui.Banner // of either run, e.g. that OCP no longer has it
	// Layout draws a graph, and may remember drawings; nil is Graph.Layout.
	Layout func(*dag.Graph, dag.Options) *dag.Layout
}

// Snapshots are what is compared, base first.
func (in *Input) Snapshots() []*task.Snapshot {
	return []*task.Snapshot{in.Base.Snapshot, in.Head.Snapshot}
}

// Run is one side.
type Run struct {
	Snapshot *task.Snapshot
	Graph    *dag.Graph
	Analysis *timeline.Analysis
}

// Threshold is what the URL holds worth a colour.
func Threshold(w permalink.Worth) compare.Threshold {
	return compare.Threshold{MS: w.MS, Percent: w.Percent}
}

// Page is the model of the whole page.
type Page struct {
	ui.Page
	Banners   []ui.Banner
	Header    Header
	Summary   []string // at most five plain sentences, the difference first
	Identical bool     // nothing differs: the page stops after saying so
	Waterfall *Waterfall
	Paths     *Paths
	Filter    Filter
	Steps     Steps
	Timeline  Timeline
	Table     Table
	OnlyBase  Only
	OnlyHead  Only
	Graph     *graphview.Graph
}

// pageOf is what every part of the page needs to be built.
type pageOf struct {
	Input
	text  text.Printer
	clock text.Clock
	worth compare.Threshold
	// baseNames and headNames are what the subtasks are called, by index.
	baseNames, headNames []string

	rows     []row // all places, matched or not, that pass the filter by name
	all      int   // how many there are without it
	selected int   // index into rows of the difference that is looked at, -1 for none
}

func newPageOf(p text.Printer, in Input) *pageOf {
	b := &pageOf{Input: in, text: p, clock: text.NewClock(in.URL.Zone), worth: Threshold(in.URL.Worth)}
	b.name()
	b.collect()
	return b
}

// New makes the model.
func New(p ui.Page, in Input) Page {
	b := newPageOf(p.Text, in)
	page := Page{Banners: b.notes(), Header: b.header(), Summary: b.summary(), Identical: b.identical()}
	if !page.Identical {
		page.Waterfall, page.Paths = b.waterfall(), b.paths()
		page.Table, page.OnlyBase, page.OnlyHead = b.table(), b.only(onlyBase), b.only(onlyHead)
		page.Filter, page.Steps, page.Timeline, page.Graph = b.filter(), b.steps(), b.timeline(), b.graph()
	}
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

// critical says whether a run has the subtask on its critical path.
func critical(run Run, i int) bool { return i >= 0 && run.Analysis.Spans[i].Critical }

// exact is a difference in whole ms with its sign always written.
func exact(p text.Printer, ms int64) string {
	if ms > 0 {
		return "+" + p.MS(ms)
	}
	return p.MS(ms)
}

func size(n int64) int64 { return max(n, -n) }

// rows is how many rows the page has in all its tables.
func (p *Page) rows() int {
	return len(p.Timeline.Rows) + len(p.Table.Rows) + len(p.OnlyBase.Lines) + len(p.OnlyHead.Lines)
}
