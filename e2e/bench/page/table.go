package page

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"text/tabwriter"
)

// result is what was measured for one n, medians all.
type result struct {
	n    int
	ours sample
	base sample
}

// table prints the results side by side with what is owed, one block for each n.
func table(out io.Writer, results []result) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, r := range results {
		var base100 sample
		for _, other := range results {
			if other.n == 100 {
				base100 = other.base
			}
		}
		fmt.Fprintf(w, "\nn = %d\tours\tbaseline\tratio\towed\t\t\n", r.n)
		for _, o := range budget(r.n, r.base, base100) {
			ours, base := value(r.ours, o.figure), value(r.base, o.figure)
			if math.IsNaN(ours) && math.IsNaN(base) || o.figure == jaeger && math.IsNaN(o.most) {
				continue
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t\n", o.figure,
				number(ours, o.unit), number(base, o.unit), ratio(ours, base), limit(o), o.verdict(ours))
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print table: %w", err)
	}
	return nil
}

func value(s sample, f figure) float64 {
	if v, ok := s[f]; ok {
		return v
	}
	return math.NaN()
}

// number prints with three digits, and whole numbers whole.
func number(v float64, unit string) string {
	if math.IsNaN(v) {
		return "-"
	}
	digits := 0
	if v != math.Trunc(v) {
		digits = max(0, 2-int(math.Floor(math.Log10(math.Abs(v)))))
	}
	text := strconv.FormatFloat(v, 'f', min(digits, 2), 64)
	if unit != "" {
		text += " " + unit
	}
	return text
}

func ratio(ours, base float64) string {
	if math.IsNaN(ours) || math.IsNaN(base) || base == 0 {
		return "-"
	}
	return strconv.FormatFloat(ours/base, 'f', 2, 64)
}

func limit(o owed) string {
	if math.IsNaN(o.most) {
		return ""
	}
	text := "<= " + number(o.most, o.unit)
	if o.why != "" {
		text += " (" + o.why + ")"
	}
	return text
}
