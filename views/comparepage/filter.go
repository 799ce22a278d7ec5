package comparepage

import (
	"strconv"

	"taskscope/internal/permalink"
	"taskscope/views/text"
)

// Filter is the form that says which rows are shown: a name, and above what a
// difference counts.
type Filter struct {
	Action  string
	Q       string
	MS, Pct string            // of the threshold, as numbers
	Keep    []permalink.Param // the other parameters of the URL
	Shown   string            // how many pass the name; "" without one
	Clear   string            // URL without the name
	Reset   string            // URL with the usual threshold; "" where it is that
}

// NewFilter is the form of a page with these parameters.
func NewFilter(action, q string, w permalink.Worth, params []permalink.Param) Filter {
	f := Filter{Action: action, Q: q, MS: strconv.FormatInt(w.MS, 10), Pct: strconv.FormatInt(w.Percent, 10)}
	for _, p := range params {
		if p.Name != "q" && p.Name != "ms" && p.Name != "pct" {
			f.Keep = append(f.Keep, p)
		}
	}
	return f
}

func (b *pageOf) filter() Filter {
	u := b.URL
	f := NewFilter(u.Path(), u.Q, u.Worth, u.Params())
	if u.Q != "" {
		f.Shown = b.text.N("compare.shown", len(b.rows), "Of", b.text.Count(b.all))
		f.Clear = u.Unfiltered().Query()
	}
	if usual := u.Worth.Usual(); u.Worth != usual {
		f.Reset = u.Above(usual).Query()
	}
	return f
}

// rule is the threshold in words.
func (b *pageOf) rule() string {
	return Rule(b.text, b.URL.Worth)
}

// Rule is a threshold in words: "1 s or 20 %".
func Rule(t text.Printer, w permalink.Worth) string {
	ms := t.Duration(w.MS)
	if w.MS < 60_000 && w.MS%1000 == 0 {
		ms = t.T("compare.tick_s", "S", w.MS/1000)
	}
	return t.T("compare.rule", "MS", ms, "Percent", w.Percent)
}
