// Package taskpage is the page of one task: header, diagnosis, state chips,
// timeline, graph, table, the selected subtask's panel, and the raw answer. It
// turns the domain's values into typed view models, in which everything is
// decided and formatted, and templates that only loop, branch and print.
package taskpage

import (
	"slices"

	"taskscope/internal/baseline"
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/gantt"
	"taskscope/views/graphview"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// Input is what the page is made of.
type Input struct {
	URL      permalink.Task // what was asked; its Ref is written as the reader wrote it
	Snapshot *task.Snapshot
	Graph    *dag.Graph
	Analysis *timeline.Analysis
	Problems []task.Problem // of decoding, graph and times, in this order
	// Seen is what earlier snapshots tell of the subtasks that ran more than
	// once, by index; nil for nothing.
	Seen []timeline.Seen
	// Usual is what the other runs of the task tell of it.
	Usual baseline.Usual

	Now     task.Instant // the moment it is drawn for: the server's clock
	Pinned  bool         // the URL names this very snapshot
	Newest  int          // number of the newest snapshot of the task; 0 when not recorded
	ReadMS  int64        // Taskscope's clock, UTC ms: for the snapshot's age
	Banners []ui.Banner
	Remarks []task.Remarks // on the task's snapshots, highest number first
	Runs    []task.Summary // other runs of the same name, best to compare with first
	Replay  Replay         // its snapshots, to go through
	Changes []Change       // what they differ in, for the view of that
	// ChangesCut says that some of the snapshots before were left out of Changes.
	ChangesCut bool
	// Suggested are the runs that the task is best compared with, by what they are to it.
	Suggested []Suggested
	SourceIs  string   // what the source is, for people: an address, "simulated OCP"
	Default   string   // name of the default source, left out of Refs
	Regions   []Region // only these are made; none for the whole page
	Follow    bool     // its source can be asked how it goes on

	// Layout lays a graph out, perhaps from memory; nil is the graph's own.
	Layout func(*dag.Graph, dag.Options) *dag.Layout
}

// Page is the model of the whole page.
type Page struct {
	ui.Page
	Banners   []ui.Banner
	Header    Header
	Follow    LiveBar
	Note      NoteBox
	Chips     Chips
	Tabs      []Tab
	Exports   []ExportLink
	Holds     string // what those files are of
	View      permalink.View
	Timeline  *gantt.View
	Graph     *graphview.Graph
	Table     *Table
	Panel     *Panel
	Tip       []PanelFact // see RegionTip
	Changes   *Changes
	Raw       *Raw
	Problems  []ProblemLine
	Oddities  int // how many problems there are, listed or not
	Compare   []RunLine
	Copy      string   // path and query of the page pinned to this snapshot
	Analysis  string   // URL of analysis.json
	Unmatched bool     // a subtask was asked for that the task does not have
	First     string   // id of the subtask that went wrong, to begin with; "" for none
	Regions   []Region // what was asked for; none for all of it

	failed int // subtasks
}

// Tab leads to a view.
type Tab struct {
	Name    string
	URL     string
	Current bool
	Key     string // that leads there; "" for none
}

// pageOf is what every part of the page needs to be built.
type pageOf struct {
	Input
	text  text.Printer
	clock text.Clock
	task  *task.Task
	filtered
	// selects makes the URL that selects a subtask.
	selects around
	// diagnosed is what matters first.
	diagnosed timeline.Diagnosis
	index     map[task.SubtaskID]int
}

// The overview lists all subtasks where that stays readable, and says where the
// rest is above this size.
const overviewTable = 60

// newPageOf prepares what the parts share.
func newPageOf(p text.Printer, in Input) *pageOf {
	b := &pageOf{
		Input: in, text: p, clock: text.NewClock(in.URL.Zone), task: &in.Snapshot.Task,
		index: make(map[task.SubtaskID]int, len(in.Snapshot.Task.Subtasks)),
	}
	for i := len(b.task.Subtasks) - 1; i >= 0; i-- { // of equal ids the first wins
		b.index[b.task.Subtasks[i].ID] = i
	}
	b.filtered, b.selects = b.filter(), b.links()
	b.diagnosed = b.Analysis.Diagnose()
	return b
}

// New makes the model.
func New(p ui.Page, in Input) Page {
	_, whole := Begin(p, in)
	return whole()
}

// Begin makes the model of what a reader sees first, which takes little however
// many subtasks there are, and what makes the whole, to be called once.
func Begin(p ui.Page, in Input) (top Page, whole func() Page) {
	b := newPageOf(p.Text, in)
	top = b.top(p)
	return top, func() Page { return b.whole(top) }
}

// framed is what is known of the frame before anything of the task is.
func framed(p ui.Page) ui.Page {
	p.Live = "task"
	return p
}

// top is the page without what comes after its header.
func (b *pageOf) top(p ui.Page) Page {
	state := b.task.State()
	done, of, _ := b.task.Progress()
	p.Title = p.Text.T("task.title", "Sign", text.Sign(state), "State", p.Text.State(state), "Done", done, "Of", of, "Name", b.task.Name)
	p = framed(p)
	p.Icon, p.Here = state, b.URL.String()
	p.Skips = []ui.Skip{{Text: b.text.T("timeline.skip_to"), URL: "#" + gantt.RowsID, Hidden: !b.hasTimeline()}}

	page := Page{
		Page: p, Banners: b.Banners, View: b.URL.View, Regions: b.Regions, Copy: b.URL.String(),
		Analysis: permalink.AnalysisJSON(b.URL.Ref),
	}
	if n := b.Snapshot.Ref.Snapshot; n > 0 {
		page.Copy = b.URL.Pinned(n).String()
	}
	if i := b.diagnosed.First; i >= 0 && b.Analysis.States[i].Bad() {
		page.First = b.task.Subtasks[i].ID.String()
	}
	if b.wants(RegionHead) {
		page.Header, page.Note = b.header(), b.noteBox()
	}
	if len(b.Regions) == 0 {
		page.Preview = b.preview(p.Text, p.Title)
	}
	page.Follow, page.failed = b.liveBar(), b.diagnosed.Failed
	page.Problems, page.Oddities = b.problems(), len(b.Input.Problems)
	return page
}

// whole is the page with all that was asked for.
func (b *pageOf) whole(page Page) Page {
	if b.wants(RegionPanel) {
		page.Panel = b.panel()
		page.Unmatched = b.URL.Subtask != 0 && page.Panel == nil
	}
	if slices.Contains(b.Regions, RegionTip) {
		page.Tip = b.tip()
	}
	if b.wants(RegionChips) || b.wants(RegionViews) {
		page.Chips = b.chips()
	}
	if b.wants(RegionMore) {
		page.Compare = b.runs()
	}
	if b.wants(RegionViews) {
		page.Tabs, page.Exports, page.Holds = b.tabs(), b.exports(), b.holds()
		b.views(&page)
	} else {
		page.Timeline = b.timelineParts()
	}
	return page
}

// views fills in what the asked view shows.
func (b *pageOf) views(page *Page) {
	switch b.URL.View {
	case permalink.Timeline:
		page.Timeline = b.timeline()
	case permalink.Graph:
		page.Graph = b.graph(false)
	case permalink.Subtasks:
		page.Table = b.table(b.rows, allColumns)
	case permalink.Changes:
		page.Changes = b.changes()
	case permalink.Raw:
		page.Raw = b.raw()
	default:
		page.Timeline = b.timeline()
		page.Graph = b.graph(true)
		page.Table = b.overviewTable()
	}
}

func (b *pageOf) tabs() []Tab {
	var tabs []Tab
	for _, v := range permalink.Views() {
		tabs = append(tabs, Tab{
			Name: b.text.T("task.view_" + string(v)), URL: b.URL.Show(v).Query(), Current: v == b.URL.View, Key: tabKeys()[v],
		})
	}
	return tabs
}
