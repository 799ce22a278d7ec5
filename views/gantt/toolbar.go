package gantt

import (
	"slices"

	"taskscope/internal/permalink"
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
	u := v.in.URL
	b := Toolbar{
		Browser: u.In(permalink.ZoneOCP).Query(), Offset: itoa(int64(v.in.Analysis.Offset)),
		Choices: given(v.lanes(), v.folds()),
		Menu:    given(v.orders(), v.aligns(), v.clocks(), v.zones(), v.gaps(), v.usuals()),
	}
	if u.From.OK || u.To.OK {
		b.Fit = u.Fit().Query()
	}
	for _, e := range v.in.Exports {
		b.Exports = append(b.Exports, Link{Text: string(e), URL: u.Export(e)})
	}
	return b
}

// given leaves out the choices of which there are no ways.
func given(all ...Choice) []Choice {
	return slices.DeleteFunc(all, func(c Choice) bool { return len(c.Links) == 0 })
}
