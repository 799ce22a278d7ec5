package gantt

import "taskscope/internal/task"

// Sign is a mark and what it means.
type Sign struct {
	Kind  Kind
	State task.State // of the line that it is of, for those kinds that look so
	Word  string
}

// class is its state's; "" for a kind that looks the same in all.
func (s *Sign) class() string {
	switch {
	case !s.Kind.stated():
		return ""
	case s.Kind == KindMixed:
		return stateClass(s.State) + " mixed"
	}
	return stateClass(s.State)
}

// legend explains what is drawn, and only that.
func (v *drawing) legend() []Sign {
	t, a := v.in.Text, v.in.Analysis
	var signs []Sign
	add := func(kind Kind, key string) {
		if v.used[kind] {
			state := task.Succeeded // as most are
			switch kind {
			case KindUnseen:
				state = task.Unknown
			case KindStop:
				state = task.Failed
			}
			signs = append(signs, Sign{kind, state, t.T(key)})
		}
	}
	add(KindBlock, "legend.blocked")
	add(KindWaiting, "legend.waiting")
	add(KindHeld, "legend.held")
	add(KindQueued, "legend.queued")
	present := map[task.State]bool{}
	for _, i := range v.in.Rows {
		if a.Spans[i].OK {
			present[a.States[i]] = true
		}
		for _, run := range v.in.seen(i).Attempts { // each is drawn as it ended
			present[run.State()] = true
		}
	}
	for _, s := range task.SubtaskStates() {
		if present[s] {
			signs = append(signs, Sign{KindRun, s, t.State(s)})
		}
	}
	add(KindMixed, "legend.mixed")
	add(KindPause, "legend.pause")
	add(KindUnseen, "legend.unseen")
	add(KindTiny, "legend.tiny")
	add(KindStop, "legend.stop")
	add(KindPath, "legend.critical")
	add(KindSlack, "legend.slack")
	add(KindUsual, "legend.usual")
	if v.used[KindTick] {
		add(KindTick, "legend.group")
	} else {
		add(KindGroup, "legend.group_span")
	}
	add(KindNear, "legend.near")
	if v.used[KindBreak] {
		signs = append(signs, Sign{Kind: KindBreak, Word: t.T(v.foldedWords(), "For", t.Exact(v.plan.Scale.FoldedMS()))})
	}
	add(KindNow, "legend.now")
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
