package permalink

import "strconv"

// The threshold that a URL has when it names none: a difference counts above
// 1 s and 20 %.
const (
	DefaultOverMS      = 1000
	DefaultOverPercent = 20
	maxPercent         = 100_000
)

// Worth is above what a difference is worth a colour, and a row among those
// that are shown first: both must be passed. The zero Worth is any difference.
type Worth struct {
	MS      int64
	Percent int64
	All     bool // rows that are not worth it are shown as well
}

// DefaultWorth is that of a URL that says nothing.
func DefaultWorth() Worth { return Worth{MS: DefaultOverMS, Percent: DefaultOverPercent} }

// Usual is the threshold of a URL that names none, with as many rows shown.
func (w Worth) Usual() Worth {
	return Worth{MS: DefaultOverMS, Percent: DefaultOverPercent, All: w.All}
}

func (r *reader) worth() Worth {
	return Worth{
		MS:      r.whole("ms", wholeFrom(0, maxMS)).Or(DefaultOverMS),
		Percent: r.whole("pct", wholeFrom(0, maxPercent)).Or(DefaultOverPercent),
		All:     r.yes("all"),
	}
}

func (w *writer) worth(v Worth) {
	w.number("ms", v.MS, DefaultOverMS)
	w.number("pct", v.Percent, DefaultOverPercent)
	w.yes("all", v.All)
}

func (w *writer) number(name string, n, otherwise int64) {
	if n != otherwise {
		w.put(name, strconv.FormatInt(n, 10))
	}
}
