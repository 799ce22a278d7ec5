package permalink

import (
	"net/url"
	"slices"
	"strings"

	"taskscope/internal/task"
)

// DeltaSort is the order of a comparison's rows. A leading hyphen turns it round.
type DeltaSort string

// The orders, the default first: largest difference first.
const (
	ByDelta     DeltaSort = "delta"
	ByRunDelta  DeltaSort = "run"
	ByWaitDelta DeltaSort = "wait"
	DeltaOrder  DeltaSort = "order"
	DeltaName   DeltaSort = "name"
)

func deltaSorts() []DeltaSort {
	all := []DeltaSort{ByDelta, ByRunDelta, ByWaitDelta, DeltaOrder, DeltaName}
	for _, s := range slices.Clone(all) {
		all = append(all, "-"+s)
	}
	return all
}

// Compare is the URL of a comparison: /compare/{base}...{head}
type Compare struct {
	Base, Head task.Ref
	Sort       DeltaSort
	Q          string
	Zone       Zone
}

// ToCompare is the plain comparison of two runs.
func ToCompare(base, head task.Ref) Compare {
	return Compare{Base: base, Head: head, Sort: ByDelta, Zone: ZoneOCP}
}

// ParseCompare reads the {base}...{head} of the path and the query. A Ref has
// no dots, so the first three are the separator.
func ParseCompare(pair string, query url.Values) (Compare, error) {
	const want = "{base}...{head}, each [source:]taskID[@snapshot]"
	left, right, _ := strings.Cut(pair, "...")
	base, err := task.ParseRef(left)
	if err != nil {
		return Compare{}, bad("base", left, want)
	}
	head, err := task.ParseRef(right)
	if err != nil {
		return Compare{}, bad("head", right, want)
	}
	r := reader{query: query}
	u := Compare{
		Base: base, Head: head,
		Sort: choice(&r, "sort", deltaSorts()),
		Q:    r.text("q"),
		Zone: r.zone("tz"),
	}
	return u, r.err
}

// Path is the URL's path.
func (u Compare) Path() string { return "/compare/" + u.Base.String() + "..." + u.Head.String() }

// Query is the URL without its path, for links within the page.
func (u Compare) Query() string {
	if q := u.query(); q != "" {
		return q
	}
	return "?"
}

// String is the whole URL.
func (u Compare) String() string { return u.Path() + u.query() }

func (u Compare) query() string { return writer(u.Params()).String() }

// Params are the URL's parameters, for a form that leads to it.
func (u Compare) Params() []Param {
	var w writer
	word(&w, "sort", u.Sort, deltaSorts())
	w.put("q", u.Q)
	w.zone("tz", u.Zone)
	return w
}

// In is the same page with times in another zone.
func (u Compare) In(z Zone) Compare { u.Zone = z; return u }

// Unfiltered is the same page with nothing hidden.
func (u Compare) Unfiltered() Compare { u.Q = ""; return u }

// Key is the order without its direction; desc says that it is turned round.
func (s DeltaSort) Key() (key DeltaSort, desc bool) {
	if len(s) > 0 && s[0] == '-' {
		return s[1:], true
	}
	return s, false
}

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
