package permalink

import (
	"fmt"
	"net/url"
	"strings"

	"taskscope/internal/task"
)

// MaxRuns is how many runs are held side by side at most: more do not fit on
// a screen.
const MaxRuns = 8

// RunsSort is the order of the rows of several runs.
type RunsSort string

// The orders, the default first: those that differ most first.
const (
	BySpread  RunsSort = "spread"
	ByMax     RunsSort = "max"
	ByMedian  RunsSort = "median"
	RunsOrder RunsSort = "order"
	RunsName  RunsSort = "name"
)

func runsSorts() []RunsSort { return bothWays(BySpread, ByMax, ByMedian, RunsOrder, RunsName) }

// Key is the order without its direction; desc says that it is turned round.
func (s RunsSort) Key() (key RunsSort, desc bool) { return keyOf(s) }

// Runs is the URL of three to MaxRuns runs side by side: /compare/{a}...{b}...{c}
type Runs struct {
	Refs  []task.Ref
	Base  int // number of the run that the others are held against, from 1
	Sort  RunsSort
	Q     string
	Worth Worth
	Gaps  Gaps
	Zone  Zone
}

// IsRuns says whether the path of a comparison names more than two runs.
func IsRuns(path string) bool { return strings.Count(path, "...") > 1 }

// ParseRuns reads the {a}...{b}...{c} of the path and the query.
func ParseRuns(path string, query url.Values) (Runs, error) {
	want := Want{Kind: WantRuns, Words: []string{refForm}, Least: 2, Most: MaxRuns}
	parts := strings.Split(path, "...")
	if len(parts) > MaxRuns {
		return Runs{}, bad("runs", fmt.Sprintf("%d runs", len(parts)), want)
	}
	var refs []task.Ref
	for _, p := range parts {
		ref, err := task.ParseRef(p)
		if err != nil {
			return Runs{}, bad("runs", p, want)
		}
		refs = append(refs, ref)
	}
	r := reader{query: query}
	u := Runs{
		Refs: refs, Base: r.run("base", len(refs)),
		Sort: choice(&r, "sort", runsSorts()), Q: r.text("q"), Worth: r.worth(), Gaps: choice(&r, "gaps", gapsWays()), Zone: r.zone("tz"),
	}
	return u, r.err
}

// run reads the number of one of n runs.
func (r *reader) run(name string, n int) int {
	return int(r.whole(name, wholeFrom(1, int64(n))).Or(1))
}

// Path is the URL's path.
func (u Runs) Path() string {
	refs := make([]string, len(u.Refs))
	for k, ref := range u.Refs {
		refs[k] = ref.String()
	}
	return "/compare/" + strings.Join(refs, "...")
}

// Query is the URL without its path, for links within the page.
func (u Runs) Query() string { return within(u.query()) }

// String is the whole URL.
func (u Runs) String() string { return u.Path() + u.query() }

func (u Runs) query() string { return writer(u.Params()).String() }

// Params are the URL's parameters, for a form that leads to it.
func (u Runs) Params() []Param {
	var w writer
	w.number("base", int64(u.Base), 1)
	word(&w, "sort", u.Sort, runsSorts())
	w.put("q", u.Q)
	w.worth(u.Worth)
	word(&w, "gaps", u.Gaps, gapsWays())
	w.zone("tz", u.Zone)
	return w
}

// Against is the same page with another run as base; its number is from 1.
func (u Runs) Against(run int) Runs { u.Base = run; return u }

// SortBy is the same page in another order; the present one is turned round.
func (u Runs) SortBy(s RunsSort) Runs { u.Sort = turned(u.Sort, s); return u }

// Unfiltered is the same page with nothing hidden by a name.
func (u Runs) Unfiltered() Runs { u.Q = ""; return u }

// ShowAll is the same page with the rows that are not worth it shown, or not.
func (u Runs) ShowAll(all bool) Runs { u.Worth.All = all; return u }

// In is the same page with times in another zone.
func (u Runs) In(z Zone) Runs { u.Zone = z; return u }

// Fold is the same page with idle stretches folded, or open.
func (u Runs) Fold(g Gaps) Runs { u.Gaps = g; return u }

// Pinned is the page of exactly these snapshots, one for each run.
func (u Runs) Pinned(snapshots []int) Runs {
	refs := make([]task.Ref, len(u.Refs))
	for k, ref := range u.Refs {
		ref.Snapshot = snapshots[k]
		refs[k] = ref
	}
	u.Refs = refs
	return u
}

// Pair is the comparison of a run, by its number from 1, with the base.
func (u Runs) Pair(run int) Compare {
	c := ToCompare(u.Refs[u.Base-1], u.Refs[run-1])
	c.Worth, c.Zone = u.Worth, u.Zone
	return c
}

// AnalysisJSON are the figures of all runs.
func (u Runs) AnalysisJSON() string { return u.Path() + "/analysis.json" }

// RunsExports are the files that several runs can be had as.
func RunsExports() []CompareExport { return []CompareExport{CompareCSV, CompareSVG} }

// Export is the URL of a file of what this page shows, one of RunsExports.
func (u Runs) Export(e CompareExport) string {
	return u.Path() + "/" + string(e) + u.query()
}
