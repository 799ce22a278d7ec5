package permalink

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"taskscope/internal/task"
)

// TrendScale is what the trend's axis of makespans is.
type TrendScale string

// The scales, the default first.
const (
	ScaleAuto   TrendScale = "auto" // logarithmic where the runs are too different for one that is not
	ScaleLinear TrendScale = "linear"
	ScaleLog    TrendScale = "log"
)

// TrendScales are all scales, the default first.
func TrendScales() []TrendScale { return []TrendScale{ScaleAuto, ScaleLinear, ScaleLog} }

// Trend is the URL of the runs of a task name: /trend?source=…&name=…
type Trend struct {
	Source string // "" is the default source
	Name   string
	// Cluster and Tenant narrow it to one; "" is all of them, NoPlace those of
	// tasks that have none.
	Cluster, Tenant string
	States          []task.State // only these; empty is all. Sorted, without repeats
	From, To        Moment       // of the task's start
	Scale           TrendScale
	Zone            Zone
}

// NoPlace stands for having no cluster, or no tenant. No name of OCP's is a
// hyphen.
const NoPlace = "-"

// ToTrend is the plain trend of a name.
func ToTrend(source, name string) Trend {
	return Trend{Source: source, Name: name, Scale: ScaleAuto, Zone: ZoneOCP}
}

// HasTrend says whether the runs of a name have a URL: a name that a query
// cannot carry as it is has none.
func HasTrend(name string) bool {
	return name != "" && len(name) <= MaxText && strings.TrimSpace(name) == name && utf8.ValidString(name) && !strings.ContainsRune(name, 0)
}

// ParseTrend reads the query.
func ParseTrend(query url.Values) (Trend, error) {
	r := reader{query: query}
	u := Trend{
		Source: r.source("source"), Name: r.text("name"), Cluster: r.text("cluster"), Tenant: r.text("tenant"),
		States: r.states("state", task.TaskStates()), From: r.moment("from"), To: r.moment("to"),
		Scale: choice(&r, "scale", TrendScales()), Zone: r.zone("tz"),
	}
	if u.Name == "" {
		r.fail("name", "", Want{Kind: WantTaskName})
	}
	r.inOrder(u.From, u.To)
	return u, r.err
}

// String is the whole URL.
func (u Trend) String() string { return "/trend" + writer(u.Params()).String() }

// Params are the URL's parameters, for a form that leads to it.
func (u Trend) Params() []Param {
	var w writer
	w.put("source", u.Source)
	w.put("name", u.Name)
	w.put("cluster", u.Cluster)
	w.put("tenant", u.Tenant)
	w.states("state", u.States)
	w.put("from", u.From.Text)
	w.put("to", u.To.Text)
	word(&w, "scale", u.Scale, TrendScales())
	w.zone("tz", u.Zone)
	return w
}

// Short leaves the source out where it is the default.
func (u Trend) Short(source string) Trend {
	if u.Source == source {
		u.Source = ""
	}
	return u
}

// Unfiltered is the same page with no run left out.
func (u Trend) Unfiltered() Trend {
	u.Cluster, u.Tenant, u.States, u.From, u.To = "", "", nil, Moment{}, Moment{}
	return u
}

// Filtered says whether runs may be left out.
func (u Trend) Filtered() bool {
	return u.Cluster != "" || u.Tenant != "" || len(u.States) > 0 || u.From.MS.OK || u.To.MS.OK
}

// In is the same page with times in another zone.
func (u Trend) In(z Zone) Trend { u.Zone = z; return u }
