package historypage

import (
	"slices"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

// Form is the filter form, filled in.
type Form struct {
	Q       string
	Fields  []Field // whole values
	Sources []Choice
	States  []StateBox
	From    string
	To      string
	Pinned  bool
	Noted   bool
	All     bool
	More    bool // a filter beyond text and states is set: the rest is shown open
}

// Field is an input for text.
type Field struct{ Name, Label, Value string }

// Choice is a source to choose; the first has no value and means all.
type Choice struct {
	Value, Label string
	Chosen       bool
}

// StateBox is the check box of a state.
type StateBox struct {
	State task.State
	Word  string
	On    bool
}

func (b *builder) form() Form {
	u, t := b.in.URL, b.text
	f := Form{Q: u.Q, From: u.From.Text, To: u.To.Text, All: u.All, Pinned: u.Pinned, Noted: u.Noted,
		More: u.Name != "" || u.Cluster != "" || u.Tenant != "" || u.Creator != "" || u.Executor != "" || u.Source != "" ||
			u.From.Text != "" || u.To.Text != "",
		Fields: []Field{
			{"name", t.T("history.task"), u.Name}, {"cluster", t.T("history.cluster"), u.Cluster},
			{"tenant", t.T("history.tenant"), u.Tenant}, {"creator", t.T("history.creator"), u.Creator},
			{"executor", t.T("task.executor"), u.Executor},
		}}
	for _, s := range task.TaskStates() {
		f.States = append(f.States, StateBox{s, t.State(s), slices.Contains(u.States, s)})
	}
	sources := b.in.Sources
	if u.Source != "" && !slices.Contains(sources, u.Source) { // a link may name one that is gone
		sources = append(slices.Clone(sources), u.Source)
	}
	if len(sources) > 1 || u.Source != "" {
		f.Sources = append(f.Sources, Choice{"", t.T("history.all_sources"), u.Source == ""})
		for _, s := range sources {
			f.Sources = append(f.Sources, Choice{s, s, s == u.Source})
		}
	}
	return f
}

// active lists the conditions with links that drop one each. A link starts at
// the first page: a cursor belongs to the list it was made for.
func (b *builder) active() []Filter {
	var all []Filter
	u := b.in.URL.Page("", "")
	add := func(key, value string, without permalink.History) {
		if value != "" {
			all = append(all, Filter{b.text.T("history.filter", "Name", b.text.T(key), "Value", value), without.String()})
		}
	}
	drop := func(f func(*permalink.History)) permalink.History { v := u; f(&v); return v }
	add("history.q", u.Q, drop(func(v *permalink.History) { v.Q = "" }))
	add("history.task", u.Name, drop(func(v *permalink.History) { v.Name = "" }))
	add("history.cluster", u.Cluster, drop(func(v *permalink.History) { v.Cluster = "" }))
	add("history.tenant", u.Tenant, drop(func(v *permalink.History) { v.Tenant = "" }))
	add("history.creator", u.Creator, drop(func(v *permalink.History) { v.Creator = "" }))
	add("task.executor", u.Executor, drop(func(v *permalink.History) { v.Executor = "" }))
	add("history.source", u.Source, drop(func(v *permalink.History) { v.Source = "" }))
	for i, s := range u.States {
		rest := slices.Delete(slices.Clone(u.States), i, i+1)
		add("history.state", b.text.State(s), drop(func(v *permalink.History) { v.States = rest }))
	}
	add("history.from", u.From.Text, drop(func(v *permalink.History) { v.From = permalink.Moment{} }))
	add("history.to", u.To.Text, drop(func(v *permalink.History) { v.To = permalink.Moment{} }))
	flag := func(key string, on bool, without permalink.History) {
		if on {
			all = append(all, Filter{b.text.T(key), without.String()})
		}
	}
	flag("history.pinned", u.Pinned, drop(func(v *permalink.History) { v.Pinned = false }))
	flag("history.noted", u.Noted, drop(func(v *permalink.History) { v.Noted = false }))
	return all
}
