package gantt

import (
	"math/rand/v2"
	"strings"
	"testing"

	"taskscope/internal/baseline"
	"taskscope/internal/timeline/timelinetest"
)

// TestUsualMarks: a mark goes from median to 90th percentile after the start.
func TestUsualMarks(t *testing.T) {
	tk := finished(10_000, sub(1, "A", 0, 6000), sub(2, "B", 6000, 10_000, 1))
	for _, c := range []struct {
		query string
		rows  string // that have a mark
		x, w  float64
	}{
		{"", "1", 20, 10},
		{"usual=all", "1 2", 20, 10},
		{"usual=none", "", 0, 0},
		{"lane=stage&usual=all", "", 0, 0},
		{"align=left", "1", 2000. / 60, 1000. / 60},
	} {
		in := input(t, tk, c.query)
		fig := baseline.Figure{Runs: 9, Samples: 9, MedianMS: 2000, P90MS: 3000}
		in.Usual = &baseline.Usual{Figures: baseline.Figures{fig, fig}, Slow: []baseline.Slower{fig.Slower(6000), {}}}
		v, doc := draw(t, in)
		var rows []string
		for k := range v.Parts {
			for n := range v.Parts[k].Rows {
				r := &v.Parts[k].Rows[n]
				for _, m := range r.Marks {
					if m.Kind != KindUsual {
						continue
					}
					rows = append(rows, r.ID)
					if r.ID == "1" && (abs(float64(m.X)-c.x) > 0.01 || abs(float64(m.Width)-c.w) > 0.01 || m.Y != r.Y+usualY) {
						t.Errorf("%q: the mark is %+v, want %v wide at %v", c.query, m, c.w, c.x)
					}
				}
			}
		}
		if got := strings.Join(rows, " "); got != c.rows {
			t.Errorf("%q: rows %q have a mark, want %q", c.query, got, c.rows)
		}
		legend := doc.Find(".legend .usual").Length() > 0
		if legend != (c.rows != "") || doc.Find("#m-usual").Length() > 0 != legend {
			t.Errorf("%q: legend %v", c.query, legend)
		}
	}
}

func abs(x float64) float64 { return max(x, -x) }

// TestUsualLaws: whatever the data, a line has one such mark at most, and the
// rest of the timeline keeps its laws.
func TestUsualLaws(t *testing.T) {
	marks := 0
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 9))
		tk := timelinetest.Odd(r, 1+r.IntN(60))
		for _, query := range []string{"", "usual=all", "usual=all&align=left&fold=none", "usual=all&from=2000&to=9000"} {
			in := input(t, tk, query)
			in.Usual = &baseline.Usual{}
			for i := range tk.Subtasks {
				f := baseline.Figure{Runs: r.IntN(9), MedianMS: r.Int64N(9000)}
				f.P90MS = f.MedianMS + r.Int64N(4000)
				in.Usual.Figures, in.Usual.Slow = append(in.Usual.Figures, f), append(in.Usual.Slow, f.Slower(in.Analysis.Spans[i].RunMS))
			}
			v, doc := draw(t, in)
			holdEverySubtaskOnce(t, query, &in, v, doc)
			holdHeights(t, query, v)
			for k := range v.Parts {
				for n := range v.Parts[k].Rows {
					had := 0
					for _, m := range v.Parts[k].Rows[n].Marks {
						if m.Kind == KindUsual {
							had++
							marks++
						}
					}
					if had > 1 {
						t.Fatalf("seed %d, %q: a line has %d marks", seed, query, had)
					}
				}
			}
		}
	}
	if marks == 0 {
		t.Fatal("nothing was ever marked: the test shows nothing")
	}
}
