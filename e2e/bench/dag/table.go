package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"text/tabwriter"
)

// row is one graph's line; Dot is nil where dot did not draw it.
type row struct {
	Name  string  `json:"name"`
	Nodes int     `json:"nodes"`
	Edges int     `json:"edges"`
	Ours  *result `json:"ours"`
	Dot   *result `json:"dot,omitempty"`
}

func readRows(file string) (map[string]row, error) {
	rows := map[string]row{}
	if file == "" {
		return rows, nil
	}
	body, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read former rows: %w", err)
	}
	var list []row
	if err := json.Unmarshal(body, &list); err != nil {
		return nil, fmt.Errorf("decode former rows of %s: %w", file, err)
	}
	for _, r := range list {
		rows[r.Name] = r
	}
	return rows, nil
}

func writeRows(file string, rows []row) error {
	if file == "" {
		return nil
	}
	body, err := json.MarshalIndent(rows, "", " ")
	if err != nil {
		return fmt.Errorf("encode rows: %w", err)
	}
	if err := os.WriteFile(file, body, 0o644); err != nil {
		return fmt.Errorf("keep rows: %w", err)
	}
	return nil
}

// table prints the rows, and the geometric means of the ratios. Crossings are
// compared with one added to both, so that graphs without any count as well.
func table(out io.Writer, rows []row, before map[string]row) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "graph\tnodes\tedges\tms\tcrossings\tarea Mpx\tlength kpx\t| dot ms\tcrossings\tarea\tlength\t| ratio: crossings\tarea\tlength")
	if len(before) > 0 {
		fmt.Fprint(w, "\t| before: ms\tcrossings\tratio: ms\tcrossings")
	}
	fmt.Fprintln(w)
	var crossings, area, length, speed, ms, was mean
	worst, where := 0.0, ""
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%d\t%d\t%.2f\t%d\t%.2f\t%.1f", r.Name, r.Nodes, r.Edges,
			r.Ours.MS, r.Ours.Crossings, r.Ours.Area/1e6, r.Ours.Length/1e3)
		if d := r.Dot; d != nil {
			c := ratio(r.Ours.Crossings, d.Crossings)
			if c > worst {
				worst, where = c, r.Name
			}
			crossings.add(c)
			area.add(r.Ours.Area / d.Area)
			speed.add(d.MS / max(r.Ours.MS, 1e-3))
			length.add((r.Ours.Length + 1) / (d.Length + 1))
			fmt.Fprintf(w, "\t| %.0f\t%d\t%.2f\t%.1f\t| %.2f\t%.2f\t%.2f", d.MS, d.Crossings, d.Area/1e6, d.Length/1e3,
				c, r.Ours.Area/d.Area, (r.Ours.Length+1)/(d.Length+1))
		} else {
			fmt.Fprint(w, "\t|\t\t\t\t|\t\t")
		}
		if old, ok := before[r.Name]; ok {
			ms.add(r.Ours.MS / old.Ours.MS)
			was.add(ratio(r.Ours.Crossings, old.Ours.Crossings))
			fmt.Fprintf(w, "\t| %.2f\t%d\t%.2f\t%.2f", old.Ours.MS, old.Ours.Crossings,
				r.Ours.MS/old.Ours.MS, ratio(r.Ours.Crossings, old.Ours.Crossings))
		}
		fmt.Fprintln(w)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print table: %w", err)
	}
	if crossings.n > 0 {
		fmt.Fprintf(out, "\nto dot, geometric means over %d graphs: crossings %.3f (worst %.2f, %s), area %.2f, length %.2f; %.0f times as quick\n",
			crossings.n, crossings.value(), worst, where, area.value(), length.value(), speed.value())
	}
	if ms.n > 0 {
		fmt.Fprintf(out, "to the former run, over %d graphs: ms %.2f, crossings %.3f\n", ms.n, ms.value(), was.value())
	}
	return nil
}

func ratio(a, b int) float64 { return float64(a+1) / float64(b+1) }

// mean is a geometric mean.
type mean struct {
	logs float64
	n    int
}

func (m *mean) add(x float64) { m.logs += math.Log(x); m.n++ }

func (m *mean) value() float64 { return math.Exp(m.logs / float64(m.n)) }
