package gantt

import "taskscope/internal/task"

// Sign is a mark and what it means.
type Sign struct {
	Kind  string // how it is drawn: the class of the mark
	Class string // the state's
	Word  string
}

// legend explains what is drawn, and only that.
func (v *drawing) legend() []Sign {
	t, a := v.in.Text, v.in.Analysis
	var signs []Sign
	add := func(kind, class, key string) {
		if v.used[kind] {
			signs = append(signs, Sign{Kind: kind, Class: class, Word: t.T(key)})
		}
	}
	add("block", "", "legend.blocked")
	add("waiting", "", "legend.waiting")
	add("held", "", "legend.held")
	add("queued", "", "legend.queued")
	present := map[task.State]bool{}
	for _, i := range v.in.Rows {
		if a.Spans[i].OK {
			present[a.States[i]] = true
		}
	}
	for _, s := range task.SubtaskStates() {
		if present[s] {
			signs = append(signs, Sign{Kind: "run", Class: "s-" + s.String(), Word: t.State(s)})
		}
	}
	if v.used["mixed"] {
		signs = append(signs, Sign{Kind: "mixed", Class: "s-succeeded mixed", Word: t.T("legend.mixed")})
	}
	add("pause", "", "legend.pause")
	add("unseen", "s-unknown", "legend.unseen")
	add("tiny", "s-succeeded", "legend.tiny")
	add("stop", "s-failed", "legend.stop")
	add("path", "", "legend.critical")
	add("slack", "", "legend.slack")
	add("usual", "s-succeeded", "legend.usual")
	if v.used["tick"] {
		add("tick", "s-succeeded", "legend.group")
	} else {
		add("group", "s-succeeded", "legend.group_span")
	}
	add("near", "", "legend.near")
	if v.used["break"] {
		signs = append(signs, Sign{Kind: "break", Word: t.T(v.foldedWords(), "For", t.Exact(v.plan.Scale.FoldedMS()))})
	}
	add("now", "", "legend.now")
	return signs
}

// foldedWords tell of what the axis leaves out: nothing ran there, or nobody
// knows whether a subtask that was run several times did.
func (v *drawing) foldedWords() string {
	for _, b := range v.plan.Scale.Breaks() {
		for _, g := range v.plan.Gaps {
			if g.Mixed && g.From < b.To && b.From < g.To {
				return "legend.break_mixed"
			}
		}
	}
	return "legend.break"
}

// hatched are the states whose hatches a bar may have before the whole timeline
// is drawn anew: of a task that is over those that there are, else all.
func (v *drawing) hatched() map[string]bool {
	all := map[string]bool{}
	if !v.in.Task.Over() {
		for _, s := range task.SubtaskStates() {
			all[s.String()] = true
		}
		return all
	}
	for i, s := range v.in.Analysis.States {
		all[s.String()] = true
		for _, a := range v.in.seen(i).Attempts {
			all[a.State().String()] = true
		}
	}
	return all
}
