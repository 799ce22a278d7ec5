package taskpage

import (
	"strings"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/ui"
)

// Role is what another run is to a task.
type Role string

// The roles.
const (
	LastSuccess Role = "last"
	Previous    Role = "previous"
	Fastest     Role = "fastest"
	Slowest     Role = "slowest"
)

// Suggested is a run to compare with.
type Suggested struct {
	Role Role
	Run  task.Summary
	// Of the fastest and the slowest: of how many; More says that there are more
	// than were counted.
	Of   int
	More bool
}

// Suggestions lead to comparisons, one click each.
type Suggestions struct {
	Links []Suggestion
	Trend string // URL of the runs of the name; "" for a task without one
}

// Suggestion is one run, however many roles it has.
type Suggestion struct {
	Text, Hint, URL string
	State           task.State
}

func (b *pageOf) suggestions() Suggestions {
	var s Suggestions
	if permalink.HasTrend(b.task.Name) {
		s.Trend = permalink.ToTrend(b.Snapshot.Ref.Source, b.task.Name).Short(b.Default).String()
	}
	var order []task.Ref
	roles := map[task.Ref][]string{}
	runs := map[task.Ref]task.Summary{}
	for k := range b.Suggested {
		g := &b.Suggested[k]
		ref := ui.Short(g.Run.Ref, b.Default).Newest()
		if g.alone() && len(roles[ref]) > 0 {
			continue // it has a name, and is the fastest of nothing
		}
		if _, ok := runs[ref]; !ok {
			order = append(order, ref)
			runs[ref] = g.Run
		}
		roles[ref] = append(roles[ref], b.role(g))
	}
	for _, ref := range order {
		run := runs[ref]
		makespan := b.text.State(run.State)
		if run.MakespanMS.OK {
			makespan = b.text.Duration(run.MakespanMS.V)
		}
		where := ""
		if on := join(run.Cluster, run.Tenant); on != "" {
			where = b.text.T("suggest.where", "Where", on)
		}
		s.Links = append(s.Links, Suggestion{
			Text:  b.text.T("suggest.link", "Roles", strings.Join(roles[ref], b.text.T("suggest.and")), "Makespan", makespan),
			Hint:  b.text.T("suggest.hint", "State", b.text.State(run.State), "Started", b.clock.Short(run.Started), "Ref", ref.String(), "Where", where),
			URL:   permalink.ToCompare(ref, b.URL.Ref).String(),
			State: run.State,
		})
	}
	return s
}

// alone says that the run is the fastest or slowest of one.
func (g *Suggested) alone() bool {
	return (g.Role == Fastest || g.Role == Slowest) && g.Of == 1 && !g.More
}

// role is a role in words.
func (b *pageOf) role(g *Suggested) string {
	switch g.Role {
	case LastSuccess: // where none came before, the next
		if b.task.Started.Before(g.Run.Started) {
			return b.text.T("suggest.next")
		}
		return b.text.T("suggest.last")
	case Previous:
		return b.text.T("suggest.previous")
	}
	if g.alone() {
		return b.text.T("suggest.only")
	}
	key := "suggest.fastest"
	if g.Role == Slowest {
		key = "suggest.slowest"
	}
	n := b.text.Count(g.Of)
	if g.More {
		n = b.text.T("suggest.more", "N", n)
	}
	return b.text.N(key, g.Of, "Of", n)
}
