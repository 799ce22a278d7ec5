package comparepage

import "taskscope/views/text"

// signed is an exact difference with its sign always written.
func (b *pageOf) signed(ms int64) string {
	switch {
	case ms > 0:
		return "+" + b.text.Exact(ms)
	case ms == 0:
		return "±0"
	}
	return b.text.Exact(ms)
}

// signedPercent is a difference in percent of what it was, "" where that was
// nothing.
func signedPercent(t text.Printer, delta, was int64) string {
	switch {
	case was <= 0:
		return ""
	case delta == 0:
		return "±0 %"
	}
	sign := "+"
	if delta < 0 {
		sign = "−"
	}
	n := (size(delta)*100 + was/2) / was
	if n == 0 {
		return sign + "<1 %"
	}
	return sign + t.Count(int(n)) + " %"
}
