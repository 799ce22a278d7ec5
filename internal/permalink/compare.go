package permalink

import (
	"net/url"
	"path"
	"strings"

	"taskscope/internal/task"
)

// DeltaSort is the order of a comparison's rows. A leading hyphen turns it round.
type DeltaSort string

// The orders, the default first: largest difference first.
const (
	ByDelta       DeltaSort = "delta"
	ByRunDelta    DeltaSort = "run"
	ByRunPercent  DeltaSort = "runpct"
	ByWaitDelta   DeltaSort = "wait"
	ByWaitPercent DeltaSort = "waitpct"
	DeltaOrder    DeltaSort = "order"
	DeltaName     DeltaSort = "name"
)

func deltaSorts() []DeltaSort {
	return bothWays(ByDelta, ByRunDelta, ByRunPercent, ByWaitDelta, ByWaitPercent, DeltaOrder, DeltaName)
}

// Compare is the URL of a comparison: /compare/{base}...{head}
type Compare struct {
	Base, Head task.Ref
	Sort       DeltaSort
	Q          string
	Worth      Worth
	// Subtask is the difference that is looked at, by the id that it has in
	// head, or in base where head does not have it; 0 is none.
	Subtask task.SubtaskID
	// Align is the subtask at which both runs are laid over each other, named
	// in the same way; 0 is the start of the tasks.
	Align task.SubtaskID
	Gaps  Gaps
	Zone  Zone
	// Graph is how the merged graph is drawn; of its fields those of the graph
	// count, and no others.
	Graph Task
}

// ToCompare is the plain comparison of two runs.
func ToCompare(base, head task.Ref) Compare {
	return Compare{Base: base, Head: head, Sort: ByDelta, Worth: DefaultWorth(), Gaps: GapsAuto, Zone: ZoneOCP, Graph: plainGraph()}
}

// plainGraph is a graph as a URL draws it that says nothing.
func plainGraph() Task { return ToTask(task.Ref{}).Show(Graph) }

// ParseCompare reads the {base}...{head} of the path and the query. A Ref has
// no dots, so the first three are the separator.
func ParseCompare(pair string, query url.Values) (Compare, error) {
	wanted := Want{Kind: WantPair, Words: []string{refForm}}
	left, right, _ := strings.Cut(pair, "...")
	base, err := task.ParseRef(left)
	if err != nil {
		return Compare{}, bad("base", left, wanted)
	}
	head, err := task.ParseRef(right)
	if err != nil {
		return Compare{}, bad("head", right, wanted)
	}
	r := reader{query: query}
	u := Compare{
		Base: base, Head: head,
		Sort:    choice(&r, "sort", deltaSorts()),
		Q:       r.text("q"),
		Worth:   r.worth(),
		Subtask: r.subtask("subtask"),
		Align:   r.subtask("align"),
		Gaps:    choice(&r, "gaps", gapsWays()),
		Zone:    r.zone("tz"),
		Graph:   plainGraph(),
	}
	r.graph(&u.Graph)
	return u, r.err
}

// Path is the URL's path.
func (u Compare) Path() string { return "/compare/" + u.Base.String() + "..." + u.Head.String() }

// Query is the URL without its path, for links within the page.
func (u Compare) Query() string { return within(u.query()) }

// String is the whole URL.
func (u Compare) String() string { return u.Path() + u.query() }

func (u Compare) query() string { return writer(u.Params()).String() }

// Params are the URL's parameters, for a form that leads to it.
func (u Compare) Params() []Param {
	var w writer
	w.subtask("subtask", u.Subtask)
	w.subtask("align", u.Align)
	word(&w, "sort", u.Sort, deltaSorts())
	w.put("q", u.Q)
	w.worth(u.Worth)
	word(&w, "gaps", u.Gaps, gapsWays())
	w.graph(u.Graph)
	w.zone("tz", u.Zone)
	return w
}

// In is the same page with times in another zone.
func (u Compare) In(z Zone) Compare { u.Zone = z; return u }

// Unfiltered is the same page with nothing hidden by a name.
func (u Compare) Unfiltered() Compare { u.Q = ""; return u }

// Above is the same page with another threshold.
func (u Compare) Above(w Worth) Compare { u.Worth = w; return u }

// ShowAll is the same page with the rows that are not worth it shown, or not.
func (u Compare) ShowAll(all bool) Compare { u.Worth.All = all; return u }

// Select is the same page with one difference looked at; 0 ends it.
func (u Compare) Select(id task.SubtaskID) Compare { u.Subtask = id; return u }

// AlignAt is the same page with both runs laid over each other at a subtask; 0
// is their start.
func (u Compare) AlignAt(id task.SubtaskID) Compare { u.Align = id; return u }

// Fold is the same page with idle stretches folded, or open.
func (u Compare) Fold(g Gaps) Compare { u.Gaps = g; return u }

// Drawn is the same page with its graph drawn as the task page of t draws its own.
func (u Compare) Drawn(t Task) Compare {
	u.Graph = plainGraph()
	u.Graph.Fold, u.Graph.Toggled, u.Graph.Dir, u.Graph.Draw = t.Fold, t.Toggled, t.Dir, t.Draw
	u.Graph.Focus, u.Graph.Up, u.Graph.Down = t.Focus, t.Up, t.Down
	u.Graph.Heat, u.Graph.Chains, u.Graph.Links = t.Heat, t.Chains, t.Links
	return u
}

// Key is the order without its direction; desc says that it is turned round.
func (s DeltaSort) Key() (key DeltaSort, desc bool) { return keyOf(s) }

// Swapped is the comparison seen from the other side.
func (u Compare) Swapped() Compare { u.Base, u.Head = u.Head, u.Base; return u }

// SortBy is the same page in another order; the present one is turned round.
func (u Compare) SortBy(s DeltaSort) Compare {
	u.Sort = turned(u.Sort, s)
	return u
}

// Pinned is the comparison of exactly these two snapshots.
func (u Compare) Pinned(base, head int) Compare {
	u.Base.Snapshot, u.Head.Snapshot = base, head
	return u
}

// AnalysisJSON is the comparison's figures.
func (u Compare) AnalysisJSON() string { return u.Path() + "/analysis.json" }

// CompareExport is a file made of what a comparison shows.
type CompareExport string

// The files.
const (
	CompareSVG     CompareExport = "compare.svg"
	CompareCSV     CompareExport = "subtasks.csv"
	CompareSummary CompareExport = "summary.txt"
)

// Kind is the ending of the file's name: csv, svg or txt.
func (e CompareExport) Kind() string { return strings.TrimPrefix(path.Ext(string(e)), ".") }

// CompareExports are all files, so that a test can try each.
func CompareExports() []CompareExport {
	return []CompareExport{CompareSVG, CompareCSV, CompareSummary}
}

// Export is the URL of a file of what this page shows.
func (u Compare) Export(e CompareExport) string { return u.Path() + "/" + string(e) + u.query() }
