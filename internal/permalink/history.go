package permalink

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"taskscope/internal/task"
)

// History is the URL of the list of snapshots: /history?…
type History struct {
	Q        string       // in name, id, cluster, tenant, creator, executors or notes
	Name     string       // of the task, whole
	Cluster  string       // name, whole
	Tenant   string       // name, whole
	Creator  string       // name, whole
	Executor string       // of the task or of a subtask, whole
	Source   string       // name of a source; "" is all
	States   []task.State // task states; empty is all
	From     Moment       // started at or after
	To       Moment       // started before
	Pinned   bool         // snapshots that are pinned
	Noted    bool         // snapshots with a title or a note
	All      bool         // every snapshot, not only the newest of each task
	After    string       // cursor of the next page
	Before   string       // cursor of the page before
}

// Moment is a time as it was written in a URL, and what it means.
type Moment struct {
	Text string          // "" is none
	MS   task.Opt[int64] // UTC ms
}

// momentLayouts are the forms a time may be written in. What has no offset is
// UTC, so that a link means the same to everybody.
var momentLayouts = [...]string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"}

func (r *reader) moment(name string) Moment {
	// A + that was not escaped arrives as a space, and no form has a space.
	s := strings.ReplaceAll(r.query.Get(name), " ", "+")
	if s == "" {
		return Moment{}
	}
	for _, layout := range momentLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return Moment{Text: s, MS: task.Some(t.UnixMilli())}
		}
	}
	r.fail(name, s, Want{Kind: WantMoment, Words: []string{"2024-03-01", "2024-03-01T15:04"}})
	return Moment{}
}

// inOrder refuses a range that is turned round.
func (r *reader) inOrder(from, to Moment) {
	if from.MS.OK && to.MS.OK && from.MS.V >= to.MS.V {
		r.fail("to", to.Text, Want{Kind: WantLater, Words: []string{"from"}})
	}
}

// source reads the name of a source; "" is for any, or the default.
func (r *reader) source(name string) string {
	s := r.query.Get(name)
	if s != "" && !task.ValidSource(s) {
		r.fail(name, s, Want{Kind: WantSource})
	}
	return s
}

// ParseHistory reads the query.
func ParseHistory(query url.Values) (History, error) {
	r := reader{query: query}
	u := History{
		Q: r.text("q"), Name: r.text("name"), Source: r.source("source"),
		Cluster: r.text("cluster"), Tenant: r.text("tenant"), Creator: r.text("creator"),
		Executor: r.text("executor"),
		States:   r.states("state", task.TaskStates()),
		From:     r.moment("from"), To: r.moment("to"),
		Pinned: r.yes("pinned"), Noted: r.yes("noted"), All: r.yes("all"),
		After: r.text("after"), Before: r.text("before"),
	}
	if u.After != "" && u.Before != "" {
		r.fail("before", u.Before, Want{Kind: WantNotBoth, Words: []string{"after", "before"}})
	}
	r.inOrder(u.From, u.To)
	return u, r.err
}

// yes reads a switch that is off by default.
func (r *reader) yes(name string) bool {
	s := r.query.Get(name)
	if s == "" {
		return false
	}
	on, err := strconv.ParseBool(s)
	if err != nil {
		r.fail(name, s, OneOf("1", "0"))
	}
	return on
}

func (w *writer) yes(name string, on bool) {
	if on {
		w.put(name, "1")
	}
}

// String is the whole URL.
func (u History) String() string {
	var w writer
	w.put("q", u.Q)
	w.put("name", u.Name)
	w.put("cluster", u.Cluster)
	w.put("tenant", u.Tenant)
	w.put("creator", u.Creator)
	w.put("executor", u.Executor)
	w.put("source", u.Source)
	w.states("state", u.States)
	w.put("from", u.From.Text)
	w.put("to", u.To.Text)
	w.yes("pinned", u.Pinned)
	w.yes("noted", u.Noted)
	w.yes("all", u.All)
	w.put("after", u.After)
	w.put("before", u.Before)
	return "/history" + w.String()
}

// Page is the same list from another cursor; at most one may be given.
func (u History) Page(after, before string) History {
	u.After, u.Before = after, before
	return u
}

// Snapshots says whether snapshots are listed, of a task perhaps several.
func (u History) Snapshots() bool { return u.All || u.Pinned || u.Noted }

// Filtered says whether snapshots may be left out.
func (u History) Filtered() bool {
	return u.Q != "" || u.Name != "" || u.Cluster != "" || u.Tenant != "" || u.Creator != "" ||
		u.Executor != "" || u.Source != "" || u.Pinned || u.Noted || len(u.States) > 0 || u.From.MS.OK || u.To.MS.OK
}
