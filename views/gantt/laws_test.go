package gantt

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/timeline/timelinetest"
	"taskscope/views/chart"
)

// ways are queries that ask for a timeline in every way.
func ways() []string {
	return []string{"", "fold=all", "fold=none&sort=-start", "lane=executor", "lane=stage", "align=left", "gaps=folded&time=relative",
		"from=2000&to=9000", "from=500000&to=500001", "tz=Asia/Kathmandu&sort=name&fold=all&subtask=1003", "to=1"}
}

// Whatever the data and the question, every subtask is there once, parts and
// overlay are as high as their lines, and places agree with the scale.
func TestLaws(t *testing.T) {
	for seed := range uint64(40) {
		r := rand.New(rand.NewPCG(seed, 4))
		tk := timelinetest.Odd(r, 1+r.IntN(90))
		for _, query := range ways() {
			what := fmt.Sprintf("seed %d, %q", seed, query)
			in := input(t, tk, query)
			v, doc := draw(t, in)
			holdEverySubtaskOnce(t, what, &in, v, doc)
			holdHeights(t, what, v)
			holdPlaces(t, what, &in, v)
			holdMarkup(t, what, doc)
			if t.Failed() {
				return
			}
		}
	}
}

func holdEverySubtaskOnce(t *testing.T, what string, in *Input, v *View, doc *goquery.Document) {
	t.Helper()
	var want []string
	for i := range in.Task.Subtasks {
		want = append(want, in.Task.Subtasks[i].ID.String())
	}
	slices.Sort(want)
	for _, selector := range []string{".tl-names a[data-id], .tl-without a", ".tl-bars a[data-id], .tl-without a"} {
		if v.Lanes && strings.HasPrefix(selector, ".tl-names") {
			continue
		}
		got := doc.Find(selector).Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("data-id", "") })
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s: %s has %v, want every subtask once: %v", what, selector, got, want)
		}
	}
}

func holdHeights(t *testing.T, what string, v *View) {
	t.Helper()
	visible := 0
	for k := range v.Parts {
		p := &v.Parts[k]
		if p.Height != len(p.Rows)*RowHeight || len(p.Rows) > chart.PartRows || len(p.Rows) == 0 {
			t.Errorf("%s: a part of %d rows is %d px high", what, len(p.Rows), p.Height)
		}
		if !p.Folded {
			visible += len(p.Rows)
		}
		for n := range p.Rows {
			if p.Rows[n].Y != n*RowHeight {
				t.Errorf("%s: row %d of a part lies at %d", what, n, p.Rows[n].Y)
			}
		}
	}
	if want := visible * RowHeight; !v.Left && v.Over.Height != want {
		t.Errorf("%s: the overlay is %d px high, want %d", what, v.Over.Height, want)
	}
	for _, l := range slices.Concat(v.Over.Steps, v.Over.Lines) {
		if l.Y1 < 0 || l.Y2 < 0 || l.Y1 > v.Over.Height || l.Y2 > v.Over.Height {
			t.Errorf("%s: a line across rows from %d to %d leaves the %d px of the rows", what, l.Y1, l.Y2, v.Over.Height)
		}
	}
}

// holdPlaces holds each run against its span, and what lies in one row against
// each other.
func holdPlaces(t *testing.T, what string, in *Input, v *View) {
	t.Helper()
	p := newPlan(in)
	index := map[string]int{}
	for i := range in.Task.Subtasks {
		index[in.Task.Subtasks[i].ID.String()] = i
	}
	each := func(r *Row) {
		span := &in.Analysis.Spans[index[r.ID]]
		end := -math.MaxFloat64
		for _, m := range r.Marks {
			if m.Width < 0 || m.X < -reach || m.End() > 100+reach {
				t.Errorf("%s: %s has a mark from %v to %v", what, r.ID, m.X, m.End())
			}
			switch {
			case m.Kind == KindSlack || m.Kind == KindPath || m.Kind == KindSeam || m.Kind == KindStop:
				continue
			case float64(m.X) < end-1e-6:
				t.Errorf("%s: %s has marks that overlap at %v: %v", what, r.ID, m.X, r.Marks)
			}
			end = float64(m.End())
			if (m.Kind == KindRun || m.Kind == KindUnseen) && span.OK && !v.Left && m.X > -reach {
				if want := p.X(span.Start); math.Abs(float64(m.X-want)) > 1e-6 {
					t.Errorf("%s: %s runs from %v, want %v", what, r.ID, m.X, want)
				}
			}
		}
	}
	for k := range v.Parts {
		for n := range v.Parts[k].Rows {
			switch r := &v.Parts[k].Rows[n]; {
			case r.Lane:
				for b := range r.Bars {
					each(&r.Bars[b])
				}
			case r.Group == nil:
				each(r)
			}
		}
	}
}

func holdMarkup(t *testing.T, what string, doc *goquery.Document) {
	t.Helper()
	ids := map[string]bool{}
	doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
		if id := s.AttrOr("id", ""); ids[id] {
			t.Errorf("%s: id %s is there twice", what, id)
		} else {
			ids[id] = true
		}
	})
	doc.Find("a:not(.skip, .tl-bars [data-id]:not([href]))").Each(func(_ int, s *goquery.Selection) {
		if href := s.AttrOr("href", ""); !strings.HasPrefix(href, "?") {
			t.Errorf("%s: link %q leads to %q", what, s.Text(), href)
		}
	})
	html, err := doc.Html()
	if err != nil {
		t.Fatal(err)
	}
	if doc.Find("[style]").Length() > 0 || strings.Contains(html, "[tl.") || strings.Contains(html, "NaN") || strings.Contains(html, "Inf%") {
		t.Errorf("%s: style, a missing word or no number in the page", what)
	}
}

// However many subtasks there are, the minimap stays small.
func TestMapIsBounded(t *testing.T) {
	in := input(t, timelinetest.Sane(rand.New(rand.NewPCG(3, 3)), 10_000), "")
	v := New(in, Only{Map: true})
	size := len(v.Map.Path)
	for _, s := range append(v.Map.States, v.Map.Bad...) {
		size += len(s.Path)
	}
	if size > 40_000 || len(v.Map.States) == 0 {
		t.Errorf("the minimap of 10,000 subtasks has %d bytes and %d states", size, len(v.Map.States))
	}
	if v.Parts != nil || v.Axis.Ticks != nil || v.Range != nil || v.Over.Lines != nil || v.Over.Steps != nil {
		t.Error("asked for the minimap alone, New made more")
	}
}
