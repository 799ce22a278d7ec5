package gantt

import (
	"slices"

	"taskscope/internal/permalink"
	"taskscope/internal/timeline"
)

// Toolbar is how the reader may have the timeline otherwise: links all, so
// that each way of looking has a URL.
type Toolbar struct {
	Fit     string   // shows the whole; "" when it is shown
	Choices []Choice // what is looked at first: rows, groups
	Menu    []Choice // the rest: order, bars, times, zone, gaps
	Exports []Link
	Browser string // the same page; a script adds the reader's own zone to it
	Offset  string // of OCP's zone, seconds east of UTC: the reader's may be the same
}

// Choice is one thing that can be had in several ways. Sets are the parameters,
// parted by spaces, of which its links have the say even where they do not change
// them: scripts follow a link from another address than it was drawn for, and the
// way that was present then must lead back to itself.
type Choice struct {
	Name  string
	Sets  string
	Links []Link
	Zones bool // a script adds the reader's own zone
}

func (v *drawing) toolbar() Toolbar {
	u, t := v.in.URL, v.in.Text
	b := Toolbar{Browser: u.In(permalink.ZoneOCP).Query(), Offset: itoa(int64(v.in.Analysis.Offset))}
	if u.From.OK || u.To.OK {
		b.Fit = u.Fit().Query()
	}
	rows := Choice{Name: t.T("tl.rows"), Sets: "lane"}
	for _, lane := range permalink.Lanes() {
		n := u
		n.Lane = lane
		rows.Links = append(rows.Links, Link{Text: t.T("tl.rows_" + string(lane)), URL: n.Query(), On: u.Lane == lane})
	}
	b.Choices = append(b.Choices, rows)
	if n := v.plan.groupLines(); n > 0 { // of none there is neither folded nor open
		b.Choices = append(b.Choices, Choice{Name: t.N("tl.groups", n), Sets: "fold", Links: []Link{
			{Text: t.T("tl.fold_all"), URL: u.FoldAll(permalink.FoldAll).Select(0).Query(), On: v.all(true), Key: "]", Sets: "fold subtask"},
			{Text: t.T("tl.fold_none"), URL: u.FoldAll(permalink.FoldNone).Query(), On: v.all(false), Key: "["},
		}})
	}
	b.Menu = append(b.Menu, v.orders())
	if v.plan.Lanes == nil {
		align := func(a permalink.Align, key string) Link {
			n := u
			n.Align = a
			return Link{Text: t.T(key), URL: n.Query(), On: u.Align == a}
		}
		b.Menu = append(b.Menu, Choice{Name: t.T("tl.bars"), Sets: "align", Links: []Link{align(permalink.AlignTime, "tl.bars_time"), align(permalink.AlignLeft, "tl.bars_left")}})
	}
	times := func(k permalink.Times, key string) Link {
		n := u
		n.Times = k
		l := Link{Text: t.T(key), URL: n.Query(), On: u.Times == k}
		if !l.On {
			l.Key = "T"
		}
		return l
	}
	b.Menu = append(b.Menu, Choice{Name: t.T("tl.times"), Sets: "time", Links: []Link{times(permalink.Absolute, "tl.times_absolute"), times(permalink.Relative, "tl.times_relative")}})
	b.Menu = append(b.Menu, Choice{Name: t.T("tl.zone"), Sets: "tz", Links: v.zoneLinks(), Zones: true})
	if len(v.plan.Gaps) > 0 {
		gaps := func(g permalink.Gaps, key string, on bool) Link {
			n := u
			n.Gaps = g
			return Link{Text: t.T(key), URL: n.Query(), On: on}
		}
		b.Menu = append(b.Menu, Choice{Name: t.N(gapWords(v.plan.Gaps), len(v.plan.Gaps), "For", t.Duration(total(v.plan.Gaps))), Sets: "gaps",
			Links: []Link{gaps(permalink.GapsOpen, "tl.gaps_open", !v.plan.Folded), gaps(permalink.GapsFolded, "tl.gaps_folded", v.plan.Folded)}})
	}
	if c, ok := v.usualChoice(); ok {
		b.Menu = append(b.Menu, c)
	}
	for _, e := range v.in.Exports {
		b.Exports = append(b.Exports, Link{Text: string(e), URL: u.Export(e)})
	}
	return b
}

// all says whether all groups that are shown are folded, or all open.
func (v *drawing) all(folded bool) bool {
	for k := range v.plan.Lines {
		if l := &v.plan.Lines[k]; l.Subtask < 0 && l.Folded != folded {
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

// zoneLinks are the zones that the server knows of; a script adds the reader's.
func (v *drawing) zoneLinks() []Link {
	u, t := v.in.URL, v.in.Text
	links := []Link{
		{Text: t.T("tl.zone_ocp"), URL: u.In(permalink.ZoneOCP).Query(), On: u.Zone == permalink.ZoneOCP},
		{Text: "UTC", URL: u.In(permalink.ZoneUTC).Query(), On: u.Zone == permalink.ZoneUTC},
	}
	if u.Zone != permalink.ZoneOCP && u.Zone != permalink.ZoneUTC {
		links = append(links, Link{Text: string(u.Zone), URL: u.Query(), On: true})
	}
	return links
}

// gapWords name the gaps: in some a subtask that was run several times may have
// run.
func gapWords(gaps []timeline.Gap) string {
	if slices.ContainsFunc(gaps, func(g timeline.Gap) bool { return g.Mixed }) {
		return "tl.gaps_mixed"
	}
	return "tl.gaps"
}
