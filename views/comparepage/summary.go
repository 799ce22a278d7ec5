package comparepage

import (
	"slices"
	"strings"

	"taskscope/internal/compare"
	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/ui"
)

// identical says whether nothing at all differs.
func (b *pageOf) identical() bool {
	r := b.Result
	if r.DeltaMS != 0 || r.TailDeltaMS != 0 || len(r.Attribution) > 0 || len(r.OnlyBase) > 0 || len(r.OnlyHead) > 0 ||
		b.Base.Snapshot.Task.State() != b.Head.Snapshot.Task.State() {
		return false
	}
	for _, p := range r.Pairs {
		if p.StateBase != p.StateHead || p.RunDeltaMS.V != 0 || p.WaitDeltaMS.V != 0 {
			return false
		}
	}
	return true
}

// same says whether both sides are one snapshot.
func (b *pageOf) same() bool {
	base, head := b.Base.Snapshot.Ref, b.Head.Snapshot.Ref
	return base == head && base.Snapshot > 0 || b.URL.Base == b.URL.Head
}

// SummaryText is the summary for a ticket: what is compared, the sentences one
// to a line, and where to see it; link is absolute, of exactly these snapshots.
func SummaryText(p text.Printer, in Input, link string) string {
	b := newPageOf(p, in)
	var w strings.Builder
	for _, line := range slices.Concat([]string{b.titled()}, b.summary(), []string{link}) {
		w.WriteString(text.Line(line))
		w.WriteByte('\n')
	}
	return w.String()
}

// titled is what is compared: the name of both, and their Refs.
func (b *pageOf) titled() string {
	name := b.called(b.Head)
	if base := b.called(b.Base); base != name {
		name = b.text.T("compare.two_names", "Base", base, "Head", name)
	}
	return b.text.T("compare.text_title", "Name", name, "Base", b.URL.Base.String(), "Head", b.URL.Head.String())
}

// called is the name of a run's task.
func (b *pageOf) called(run Run) string {
	if name := run.Snapshot.Task.Name; name != "" {
		return name
	}
	return b.text.T("task.unnamed")
}

// summary says in at most five sentences where the difference is: how large it
// is and whether that is noise, whether it was run or waited, on which subtasks
// of the critical path, what else differs, and what only one run has.
func (b *pageOf) summary() []string {
	t, r := b.text, b.Result
	switch {
	case b.same():
		return []string{t.T("compare.same_snapshot")}
	case b.identical():
		return []string{t.T("compare.identical")}
	}
	var lines []string
	where, counts := b.where(), b.counts()
	if len(r.Pairs) == 0 { // to say which subtask it comes from would say nothing
		where, counts = t.T("compare.nothing_matched"), ""
	}
	if r.OK {
		lines = append(lines, b.difference(), b.split(), where)
	} else {
		lines = append(lines, t.T("compare.no_delta"))
	}
	lines = append(lines, counts, b.unmatched())
	return slices.DeleteFunc(lines, func(l string) bool { return l == "" })
}

// difference is how large it is.
func (b *pageOf) difference() string {
	t, r := b.text, b.Result
	args := []any{"Base", t.Exact(r.BaseMakespanMS), "Head", t.Exact(r.HeadMakespanMS), "Delta", b.signed(r.DeltaMS),
		"BaseRun", b.who("compare.who_base", b.URL.Base, b.Base), "HeadRun", b.who("compare.who_head", b.URL.Head, b.Head)}
	share := signedPercent(t, r.DeltaMS, r.BaseMakespanMS)
	noise := ""
	if !r.Significant {
		noise = t.T("compare.noise", "Rule", b.rule())
	}
	switch {
	case r.DeltaMS == 0:
		return t.T("compare.equal", args...)
	case share == "": // base took no time: there is nothing to take a share of
		return t.T("compare.against_nothing", append(args, "Noise", noise)...)
	}
	return t.T("compare.against", append(args, "Share", share, "Noise", noise)...)
}

// who is a run: its role, its Ref, its name where the other has another, and how
// it ended unless it succeeded.
func (b *pageOf) who(role string, ref task.Ref, run Run) string {
	who := b.text.T(role, "Ref", ref.String())
	if b.Base.Snapshot.Task.Name != b.Head.Snapshot.Task.Name {
		who = b.text.T("compare.who_named", "Who", who, "Name", b.called(run))
	}
	if s := run.Snapshot.Task.State(); s != task.Succeeded {
		who = b.text.T("compare.who_state", "Who", who, "State", ui.StateWord(b.text, s, run.Snapshot.Task.Status))
	}
	return who
}

// split says how much of the difference is work and how much is waiting.
func (b *pageOf) split() string {
	base, head, t := b.Base.Analysis, b.Head.Analysis, b.text
	if b.Result.DeltaMS == 0 || len(base.Path) == 0 || len(head.Path) == 0 {
		return ""
	}
	var parts, still []string
	for _, p := range []struct {
		key   string
		delta int64
	}{{"compare.of_run", head.CriticalRunMS - base.CriticalRunMS}, {"compare.of_wait", head.CriticalWaitMS - base.CriticalWaitMS},
		{"compare.of_tail", b.Result.TailDeltaMS}} {
		if p.delta == 0 {
			still = append(still, t.T(p.key))
		} else {
			parts = append(parts, t.T("compare.of", "Part", t.T(p.key), "Delta", b.signed(p.delta)))
		}
	}
	if len(still) > 0 {
		return t.T("compare.split_still", "Parts", join(t, parts), "Still", join(t, still))
	}
	return t.T("compare.split", "Parts", join(t, parts))
}

// counts say how the paths and the pairs differ.
func (b *pageOf) counts() string {
	r, t := b.Result, b.text
	significant, states, first := 0, 0, ""
	for _, p := range r.Pairs {
		if p.Significant {
			significant++
		}
		if p.StateBase != p.StateHead {
			if states++; states == 1 {
				first = t.T("compare.state_changed", "Name", b.headNames[p.Head], "Base", t.State(p.StateBase), "Head", t.State(p.StateHead))
			}
		}
	}
	line := t.N("compare.matched", len(r.Pairs), "Differ", t.Count(significant))
	if states > 0 {
		line += t.N("compare.states_differ", states, "First", first)
	}
	if common, left, came := along(r.Steps); r.OK && common+left+came > 0 {
		line += t.T("compare.path_moved", "Common", t.Count(common), "Left", t.Count(left), "Came", t.Count(came))
	}
	return t.T("compare.sentence", "Text", line)
}

// along counts the subtasks of the critical paths: on both, on base's alone, on
// head's alone.
func along(steps []compare.Step) (common, left, came int) {
	for _, s := range steps {
		if s.Common {
			common++
			continue
		}
		left, came = left+len(s.Base), came+len(s.Head)
	}
	return common, left, came
}
