package gantt

import (
	"slices"

	"taskscope/internal/permalink"
	"taskscope/internal/timeline"
)

// way is a link to the page with one thing as set has it.
func (v *drawing) way(words string, on bool, set func(u *permalink.Task)) Link {
	u := v.in.URL
	set(&u)
	return Link{Text: words, URL: u.Query(), On: on}
}

// lanes are what has a row: a subtask, an executor, a stage.
func (v *drawing) lanes() Choice {
	c := Choice{Name: v.in.Text.T("tl.rows"), Sets: "lane"}
	for _, lane := range permalink.Lanes() {
		c.Links = append(c.Links, v.way(v.in.Text.T("tl.rows_"+string(lane)), v.in.URL.Lane == lane, func(u *permalink.Task) { u.Lane = lane }))
	}
	return c
}

// folds are for groups: where there are none, there is neither folded nor open.
func (v *drawing) folds() Choice {
	n, u, t := v.plan.groupLines(), v.in.URL, v.in.Text
	if n == 0 {
		return Choice{}
	}
	return Choice{Name: t.N("tl.groups", n), Sets: "fold", Links: []Link{
		{Text: t.T("tl.fold_all"), URL: u.FoldAll(permalink.FoldAll).Query(), On: v.all(true), Key: "]"},
		{Text: t.T("tl.fold_none"), URL: u.FoldAll(permalink.FoldNone).Query(), On: v.all(false), Key: "["},
	}}
}

// all says whether all groups that are shown are folded, or all open; the one that
// is open because of the selected subtask alone is folded but for that.
func (v *drawing) all(folded bool) bool {
	for k := range v.plan.Lines {
		if l := &v.plan.Lines[k]; l.Subtask < 0 && (l.Folded || l.Group == v.heldGroup()) != folded {
			return false
		}
	}
	return true
}

// orders are the orders of rows; the present one turns itself round.
func (v *drawing) orders() Choice {
	u, t := v.in.URL, v.in.Text
	c := Choice{Name: t.T("tl.sort"), Sets: "sort"}
	key, reverse := u.Sort.Key()
	for _, s := range []permalink.Sort{permalink.ByOrder, permalink.ByStart, permalink.ByDuration, permalink.ByWait, permalink.ByName} {
		l := Link{Text: t.T("tl.sort_" + string(s)), URL: u.SortBy(s).Query(), On: key == s}
		if l.On {
			l.Title = t.T("tl.sort_turn")
			l.Value = "↓"
			if reverse {
				l.Value = "↑"
			}
		}
		c.Links = append(c.Links, l)
	}
	return c
}

// aligns are where bars begin; those of lanes follow one another.
func (v *drawing) aligns() Choice {
	if v.plan.Lanes != nil {
		return Choice{}
	}
	align := func(a permalink.Align, words string) Link {
		return v.way(words, v.in.URL.Align == a, func(u *permalink.Task) { u.Align = a })
	}
	return Choice{Name: v.in.Text.T("tl.bars"), Sets: "align", Links: []Link{
		align(permalink.AlignTime, v.in.Text.T("tl.bars_time")), align(permalink.AlignLeft, v.in.Text.T("tl.bars_left")),
	}}
}

// clocks are times of day, or since the task's start; one key leads to the other.
func (v *drawing) clocks() Choice {
	times := func(k permalink.Times, words string) Link {
		l := v.way(words, v.in.URL.Times == k, func(u *permalink.Task) { u.Times = k })
		if !l.On {
			l.Key = "T"
		}
		return l
	}
	return Choice{Name: v.in.Text.T("tl.times"), Sets: "time", Links: []Link{
		times(permalink.Absolute, v.in.Text.T("tl.times_absolute")), times(permalink.Relative, v.in.Text.T("tl.times_relative")),
	}}
}

// zones are those that the server knows of; a script adds the reader's.
func (v *drawing) zones() Choice {
	u, t := v.in.URL, v.in.Text
	c := Choice{Name: t.T("tl.zone"), Sets: "tz", Zones: true, Links: []Link{
		{Text: t.T("tl.zone_ocp"), URL: u.In(permalink.ZoneOCP).Query(), On: u.Zone == permalink.ZoneOCP},
		{Text: "UTC", URL: u.In(permalink.ZoneUTC).Query(), On: u.Zone == permalink.ZoneUTC},
	}}
	if u.Zone != permalink.ZoneOCP && u.Zone != permalink.ZoneUTC {
		c.Links = append(c.Links, Link{Text: string(u.Zone), URL: u.Query(), On: true})
	}
	return c
}

// gaps are the idle stretches, where there are any.
func (v *drawing) gaps() Choice {
	gaps, t := v.plan.Gaps, v.in.Text
	if len(gaps) == 0 {
		return Choice{}
	}
	way := func(g permalink.Gaps, words string, on bool) Link {
		return v.way(words, on, func(u *permalink.Task) { u.Gaps = g })
	}
	return Choice{Name: t.N(gapWords(gaps), len(gaps), "For", t.Duration(total(gaps))), Sets: "gaps", Links: []Link{
		way(permalink.GapsOpen, t.T("tl.gaps_open"), !v.plan.Folded), way(permalink.GapsFolded, t.T("tl.gaps_folded"), v.plan.Folded),
	}}
}

// gapWords name the gaps: in some a subtask that was run several times may have
// run.
func gapWords(gaps []timeline.Gap) string {
	if slices.ContainsFunc(gaps, func(g timeline.Gap) bool { return g.Mixed }) {
		return "tl.gaps_mixed"
	}
	return "tl.gaps"
}
