package filter

import (
	"strings"

	"taskscope/internal/permalink"
	"taskscope/views/text"
)

// Words say in a line what a file shows, since nobody sees the page's filters
// in it: which states, traits and text were asked for, how many of the subtasks
// that is, and which part of the makespan was looked at. It is "" when all is
// shown.
func Words(p text.Printer, u permalink.Task, s Set, makespanMS int64) string {
	var parts, states, traits []string
	for _, state := range u.States {
		states = append(states, p.State(state))
	}
	for _, t := range u.Traits {
		traits = append(traits, p.T("trait."+string(t)))
	}
	if len(states) > 0 {
		parts = append(parts, p.T("ticket.states", "List", strings.Join(states, p.T("ticket.or"))))
	}
	if len(traits) > 0 {
		parts = append(parts, p.T("ticket.traits", "List", strings.Join(traits, p.T("ticket.or"))))
	}
	if u.Q != "" {
		parts = append(parts, p.T("ticket.text", "Q", u.Q))
	}
	if u.Filtered() {
		parts = append(parts, p.N("ticket.shown", len(s.Hits), "Of", p.Count(len(s.Order))))
	}
	if u.From.OK || u.To.OK {
		parts = append(parts, p.T("ticket.range", "From", p.Exact(u.From.Or(0)), "To", p.Exact(u.To.Or(makespanMS))))
		if s.Ranged {
			parts = append(parts, p.N("ticket.in_range", len(s.Held), "Of", p.Count(len(s.Hits))))
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return p.T("ticket.filter") + p.T("task.colon") + strings.Join(parts, p.T("ticket.then"))
}
