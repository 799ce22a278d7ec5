package compare

import (
	"slices"
	"strconv"

	"taskscope/internal/timeline"
)

// ManyColumns are the header of Many's Records: what all runs have together,
// then the same five for each run, which is called a, b, c, … there. They are a
// contract with scripts: new ones go to the end of the five.
func ManyColumns(runs int) []string {
	all := []string{"name", "parallel_idx", "runs", "run_min_ms", "run_median_ms", "run_max_ms",
		"wait_min_ms", "wait_median_ms", "wait_max_ms", "slowest", "significant"}
	for k := range runs {
		for _, name := range []string{"subtask_", "state_", "run_ms_", "wait_ms_", "critical_"} {
			all = append(all, name+Letter(k))
		}
	}
	return all
}

// Letter names a run in a file: a is the first.
func Letter(k int) string { return string(rune('a' + k)) }

// Records are rows, by their index, as rows of a CSV file, a field for each of
// ManyColumns. What is not known, and what a run does not have, is empty.
func (m *Many) Records(runs []Run, rows []int) [][]string {
	records := make([][]string, len(rows))
	for k, n := range rows {
		row := &m.Rows[n]
		slowest := ""
		if row.Run.Slowest >= 0 {
			slowest = Letter(row.Run.Slowest)
		}
		record := slices.Concat([]string{timeline.Inert(row.Name), strconv.FormatInt(row.ParallelIdx, 10), strconv.Itoa(row.present())},
			row.Run.fields(), row.Wait.fields(), []string{slowest, strconv.FormatBool(row.Significant)})
		for r, i := range row.At {
			w := sideOf(runs[r], i)
			record = append(record, w.id, w.state, w.run, w.wait, w.critical)
		}
		records[k] = record
	}
	return records
}

// present is how many runs have the subtask.
func (r *Row) present() int {
	n := 0
	for _, i := range r.At {
		if i >= 0 {
			n++
		}
	}
	return n
}

func (s Spread) fields() []string {
	if s.N == 0 {
		return []string{"", "", ""}
	}
	return []string{ms(s.Min), ms(s.Median), ms(s.Max)}
}
