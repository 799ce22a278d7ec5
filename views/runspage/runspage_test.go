package runspage

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/compare"
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
	"taskscope/views/comparepage"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

func input(tasks ...*task.Task) Input {
	var in Input
	var refs []task.Ref
	var runs []compare.Run
	for k, t := range tasks {
		s := &task.Snapshot{Ref: task.Ref{Source: "local", Task: t.ID, Snapshot: k + 1}, Response: task.Response{Task: *t}}
		g, _ := dag.Build(&s.Task)
		a := timeline.Analyze(&s.Task, g, timelinetest.Now())
		in.Runs = append(in.Runs, comparepage.Run{Snapshot: s, Graph: g, Analysis: a})
		runs = append(runs, compare.Run{Task: &s.Task, Graph: g, Analysis: a})
		refs = append(refs, task.Ref{Task: t.ID})
	}
	in.URL = permalink.Runs{Refs: refs, Base: 1, Sort: permalink.BySpread, Worth: permalink.DefaultWorth(), Gaps: permalink.GapsAuto, Zone: permalink.ZoneOCP}
	in.Many = compare.CompareMany(runs, comparepage.Threshold(in.URL.Worth))
	return in
}

func draw(t *testing.T, lang text.Lang, in Input) (Page, *goquery.Document) {
	t.Helper()
	p := New(viewtest.Frame(t, lang), in)
	return p, viewtest.Draw(t, View(p))
}

// blast are two real runs, and the first again.
func blast(t *testing.T) Input {
	base, _ := timelinetest.Load(t, timelinetest.BlastBase)
	head, _ := timelinetest.Load(t, timelinetest.BlastHead)
	return input(base, head, base)
}

// several are all sorts of runs, sane ones and ones as odd as OCP's can be.
func several(t *testing.T) map[string]Input {
	all := map[string]Input{"blast": blast(t)}
	r := rand.New(rand.NewPCG(4, 4))
	for i := range 16 {
		var tasks []*task.Task
		for k := range 3 + r.IntN(permalink.MaxRuns-2) {
			tk := timelinetest.Odd(r, r.IntN(30))
			tk.ID = task.ID(k + 1)
			tasks = append(tasks, tk)
		}
		all["random "+strconv.Itoa(i)] = input(tasks...)
	}
	return all
}

// TestEveryRunIsThere: in the list, as a small timeline with a description, and
// as a column; and with all=1 every subtask has a row.
func TestEveryRunIsThere(t *testing.T) {
	for name, in := range several(t) {
		for _, lang := range text.Langs() {
			in.URL.Worth.All = true
			page, doc := draw(t, lang, in)
			n := len(in.Runs)
			if len(page.Runs) != n || doc.Find(".small-bars[role=img]").Length() != n {
				t.Errorf("%s: %d runs, %d small timelines, want %d", name, len(page.Runs), doc.Find(".small-bars").Length(), n)
			}
			doc.Find(".small-bars").Each(func(k int, s *goquery.Selection) {
				if label := s.AttrOr("aria-label", ""); !strings.HasPrefix(label, letter(k)+" ") {
					t.Errorf("%s: small timeline %d is described as %q", name, k, label)
				}
			})
			if len(page.Table.Rows) != len(in.Many.Rows) {
				t.Errorf("%s: %d rows, want %d", name, len(page.Table.Rows), len(in.Many.Rows))
			}
			for _, r := range page.Table.Rows {
				if len(r.Cells) != n {
					t.Errorf("%s: %s has %d cells, want %d", name, r.Name, len(r.Cells), n)
				}
			}
		}
	}
}

// TestHiddenAreCounted: rows that are shown and those that are said to be hidden
// are all there are.
func TestHiddenAreCounted(t *testing.T) {
	for name, in := range several(t) {
		page, _ := draw(t, text.English, in)
		hidden := 0
		if page.Table.Hidden != "" {
			first, _, _ := strings.Cut(page.Table.Hidden, " ")
			hidden, _ = strconv.Atoi(first)
		}
		if len(page.Table.Rows)+hidden != len(in.Many.Rows) {
			t.Errorf("%s: %d rows and %q, want %d", name, len(page.Table.Rows), page.Table.Hidden, len(in.Many.Rows))
		}
	}
}

func TestSorts(t *testing.T) {
	in := blast(t)
	keys := map[permalink.RunsSort]func(int) int64{
		permalink.BySpread: func(n int) int64 { return in.Many.Rows[n].Run.Min - in.Many.Rows[n].Run.Max },
		permalink.ByMax:    func(n int) int64 { return -in.Many.Rows[n].Run.Max },
		permalink.ByMedian: func(n int) int64 { return -in.Many.Rows[n].Run.Median },
	}
	for by, key := range keys {
		for _, sort := range []permalink.RunsSort{by, "-" + by} {
			in.URL.Sort = sort
			b := &pageOf{Input: in}
			b.name()
			rows := b.found()
			b.sort(rows)
			got := make([]int64, len(rows))
			for k, n := range rows {
				got[k] = key(n)
			}
			if sort != by {
				slices.Reverse(got)
			}
			if !slices.IsSorted(got) || len(got) != 43 {
				t.Errorf("sort=%s gives %v", sort, got)
			}
		}
	}
}

// TestLongestAndShortestAreMarked: with a sign beside the colour, and by letter.
func TestLongestAndShortestAreMarked(t *testing.T) {
	page, doc := draw(t, text.English, blast(t))
	if len(page.Table.Rows) != 1 || page.Table.Rows[0].Name != "blastall_ID000014" || page.Table.Rows[0].Slowest != "A" {
		t.Fatalf("rows = %+v, want the one that differs, slowest in A", page.Table.Rows)
	}
	var marks []string
	for _, c := range page.Table.Rows[0].Cells {
		marks = append(marks, c.Mark+c.Class)
	}
	if want := []string{"▲longer", "▼shorter", "▲longer"}; !slices.Equal(marks, want) {
		t.Errorf("marks = %q, want %q", marks, want)
	}
	if got := page.Makespan; got != "Makespans: shortest 29.321 s, median 30.202 s, longest 30.202 s (run A)." {
		t.Errorf("makespans = %q", got)
	}
	if doc.Find(`a[href="/compare/36000107...36000108"]`).Length() != 1 || doc.Find(`a[href="?base=2"]`).Length() != 1 {
		t.Error("the second run does not lead to its comparison, or cannot be the base")
	}
}

func TestGolden(t *testing.T) {
	for _, lang := range text.Langs() {
		viewtest.Golden(t, "blast."+string(lang), View(New(viewtest.Frame(t, lang), blast(t))))
	}
}
