package comparepage

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline/timelinetest"
	"taskscope/views/text"
)

// pairsOfRuns are comparisons of all sorts: the example, two real runs, and
// random tasks, sane ones and ones as odd as OCP's can be.
func pairsOfRuns(tb testing.TB) map[string]Input {
	base, now := timelinetest.Load(tb, timelinetest.BlastBase)
	head, _ := timelinetest.Load(tb, timelinetest.BlastHead)
	sample, _ := timelinetest.Load(tb, timelinetest.Sample)
	all := map[string]Input{
		"example": example(),
		"blast":   input(runOf(base, "local", now), runOf(head, "local", now)),
		"idle": input(runOf(made(3, 100_000, sub(1, "Prepare", 1000, 2000), sub(2, "Wait", 82_000, 99_000, 1)), "local", now),
			runOf(made(4, 140_000, sub(11, "Prepare", 1500, 2000), sub(12, "Wait", 95_000, 139_000, 11)), "local", now)),
		"unlike": input(runOf(sample, "local", now), runOf(head, "local", now)),
	}
	r := rand.New(rand.NewPCG(7, 11))
	for i := range 24 {
		a, b := timelinetest.Sane(r, 1+r.IntN(40)), timelinetest.Odd(r, r.IntN(40))
		if i%2 == 0 {
			a, b = timelinetest.Odd(r, r.IntN(40)), timelinetest.Odd(r, r.IntN(40))
		}
		b, _ = timelinetest.Disguise(r, b) // OCP gives every run ids of its own
		a.ID, b.ID = 1, 2
		all["random "+strconv.Itoa(i)] = input(runOf(a, "local", timelinetest.Now()), runOf(b, "local", timelinetest.Now()))
	}
	return all
}

// TestPrintedPartsAddUp reads the printed lines back: they are the difference
// to the millisecond, in the text and in the exact title alike.
func TestPrintedPartsAddUp(t *testing.T) {
	seen := 0
	for name, in := range pairsOfRuns(t) {
		_, doc := draw(t, text.English, in)
		table := doc.Find(".waterfall")
		if table.Length() == 0 {
			if in.Result.OK && in.Result.DeltaMS != 0 {
				t.Errorf("%s: a difference of %d ms is made of nothing", name, in.Result.DeltaMS)
			}
			continue
		}
		seen++
		var titles, texts int64
		table.Find("tbody .step .part .delta").Each(func(_ int, s *goquery.Selection) {
			titles += msOf(t, s.AttrOr("title", ""))
			texts += msOf(t, s.Text())
		})
		total := table.Find("tfoot .total-delta .delta")
		if got := msOf(t, total.AttrOr("title", "")); titles != got || texts != got || got != in.Result.DeltaMS {
			t.Errorf("%s: parts add up to %d and %d, total %d, want %d", name, titles, texts, got, in.Result.DeltaMS)
		}
		// Wait and run of a line are the line.
		table.Find("tbody tr.step, tbody tr.member").Each(func(_ int, s *goquery.Selection) {
			cells := s.Find("td .delta")
			if cells.Length() != 3 {
				return // the tail
			}
			wait, run, part := cells.Eq(0), cells.Eq(1), cells.Eq(2)
			if msOf(t, wait.Text())+msOf(t, run.Text()) != msOf(t, part.Text()) {
				t.Errorf("%s: %q + %q is not %q", name, wait.Text(), run.Text(), part.Text())
			}
		})
	}
	if seen < 20 {
		t.Errorf("only %d comparisons had a difference to explain", seen)
	}
}

// msOf reads a printed difference, such as "+1 h 02 m 03.004 s", "−1,234 ms", "±0".
func msOf(t *testing.T, s string) int64 {
	t.Helper()
	var ms int64
	sign := int64(1)
	s, _, _ = strings.Cut(s, "▲")
	s, _, _ = strings.Cut(s, "▼")
	fields := strings.Fields(strings.NewReplacer("+", "", ",", "", "±", "").Replace(s))
	if len(fields) > 0 && strings.HasPrefix(fields[0], "−") {
		sign, fields[0] = -1, strings.TrimPrefix(fields[0], "−")
	}
	if len(fields) == 1 && fields[0] == "0" {
		return 0
	}
	for i := 0; i+1 < len(fields); i += 2 {
		unit := map[string]float64{"d": 86_400_000, "h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}[fields[i+1]]
		n, err := strconv.ParseFloat(fields[i], 64)
		if err != nil || unit == 0 {
			t.Fatalf("%q is not a difference", s)
		}
		ms += int64(n*unit + 0.5)
	}
	return sign * ms
}

// TestBarsStayInTheChart: every place lies in 0 to 100 %, and so does its end.
func TestBarsStayInTheChart(t *testing.T) {
	bars := 0
	for name, in := range pairsOfRuns(t) {
		_, doc := draw(t, text.English, in)
		percent := func(s *goquery.Selection, attribute string) float64 {
			v, err := strconv.ParseFloat(strings.TrimSuffix(s.AttrOr(attribute, "0%"), "%"), 64)
			if err != nil || v < 0 || v > 100.001 {
				t.Errorf("%s: %s=%q", name, attribute, s.AttrOr(attribute, ""))
			}
			return v
		}
		doc.Find(".tl-bars rect:not(.hatch, .fold), .waterfall rect, .diverge rect").Each(func(_ int, s *goquery.Selection) {
			bars++
			if x, w := percent(s, "x"), percent(s, "width"); x+w > 100.001 {
				t.Errorf("%s: a bar ends at %v %%", name, x+w)
			}
		})
		doc.Find(".tl-bars line, .tl-bars circle, .tl-axis text, .waterfall line").Each(func(_ int, s *goquery.Selection) {
			for _, a := range []string{"x1", "x2", "cx", "x"} {
				percent(s, a)
			}
		})
	}
	if bars < 500 {
		t.Errorf("only %d bars were looked at", bars)
	}
}

// TestEverySubtaskIsShownOnce: in the timeline, and in a table of its kind.
func TestEverySubtaskIsShownOnce(t *testing.T) {
	for name, in := range pairsOfRuns(t) {
		in.URL.Worth.All = true
		page, doc := draw(t, text.Chinese, in)
		if page.Identical {
			continue
		}
		r := in.Result
		all := len(r.Pairs) + len(r.OnlyBase) + len(r.OnlyHead)
		if got := len(page.Timeline.Rows); got != all {
			t.Errorf("%s: %d rows in the timeline, want %d", name, got, all)
		}
		if got := doc.Find(".subtasks tbody tr").Length(); got != len(r.Pairs) {
			t.Errorf("%s: %d rows of pairs, want %d", name, got, len(r.Pairs))
		}
		if got := doc.Find(".only tbody tr").Length(); got != len(r.OnlyBase)+len(r.OnlyHead) {
			t.Errorf("%s: %d rows without a counterpart, want %d", name, got, len(r.OnlyBase)+len(r.OnlyHead))
		}
		for _, row := range page.Timeline.Rows {
			if (row.Tag != "") != (strings.Contains(row.Class, "only-")) {
				t.Errorf("%s: %q is marked by its shape or by its word alone", name, row.Name)
			}
		}
	}
}

// TestSignificantIsColourAndWord: neither without the other.
func TestSignificantIsColourAndWord(t *testing.T) {
	marked := 0
	for name, in := range pairsOfRuns(t) {
		_, doc := draw(t, text.English, in)
		doc.Find(".subtasks .delta").Each(func(_ int, s *goquery.Selection) {
			word, colour := s.Find(".way").Text(), s.HasClass("longer") || s.HasClass("shorter")
			if (word != "") != colour || strings.Contains(word, "▲") != s.HasClass("longer") {
				t.Errorf("%s: class %q with the word %q", name, s.AttrOr("class", ""), word)
			}
			if colour {
				marked++
			}
		})
	}
	if marked < 20 {
		t.Errorf("only %d significant differences were looked at", marked)
	}
}

func TestSorts(t *testing.T) {

	base, now := timelinetest.Load(t, timelinetest.BlastBase)
	head, _ := timelinetest.Load(t, timelinetest.BlastHead)
	in := input(runOf(base, "local", now), runOf(head, "local", now))
	keys := map[permalink.DeltaSort]func(row) int64{
		permalink.ByRunPercent:  func(r row) int64 { return -size(share(r.pair.RunDeltaMS.V, in.Base.Analysis.Spans[r.base].RunMS)) },
		permalink.ByWaitPercent: func(r row) int64 { return -size(share(r.pair.WaitDeltaMS.V, in.Base.Analysis.Spans[r.base].WaitMS)) },
		permalink.ByDelta:       func(r row) int64 { return -size(r.pair.ContributionMS) },
		permalink.ByRunDelta:    func(r row) int64 { return -size(r.pair.RunDeltaMS.V) },
		permalink.ByWaitDelta:   func(r row) int64 { return -size(r.pair.WaitDeltaMS.V) },
		permalink.DeltaOrder:    func(r row) int64 { return int64(in.Head.Graph.Rank[r.head]) },
	}
	for by, key := range keys {
		for _, sort := range []permalink.DeltaSort{by, "-" + by} {
			in.URL.Sort, in.URL.Worth.All = sort, true
			b := &pageOf{Input: in}
			b.name()
			b.collect()
			var got []int64
			for _, r := range b.pairs() {
				got = append(got, key(r))
			}
			if sort != by {
				slices.Reverse(got)
			}
			if !slices.IsSorted(got) || len(got) != len(in.Result.Pairs) {
				t.Errorf("sort=%s gives %v", sort, got)
			}
			_, doc := draw(t, text.English, in)
			if n := doc.Find("th[aria-sort]").Length(); by != permalink.DeltaOrder && n != 1 {
				t.Errorf("sort=%s is shown at %d columns, want 1", sort, n)
			}
		}
	}
}

// TestManyPairs: above a screenful the timeline has what differs and the critical
// paths, says what it leaves out, and has all on request.
func TestManyPairs(t *testing.T) {
	var was, is []task.Subtask
	for i := range task.SubtaskID(300) {
		was = append(was, sub(i+1, "Step "+i.String(), int64(i)*100, int64(i)*100+50))
		is = append(is, was[i])
	}
	is[250].Finished.MS += 20_000
	now := task.At(start+200_000, 28800)
	in := input(runOf(made(1, 100_000, was...), "local", now), runOf(made(2, 160_000, is...), "local", now))
	page, doc := draw(t, text.English, in)
	var shown []string
	for _, r := range page.Timeline.Rows {
		shown = append(shown, r.Name)
	}
	if want := []string{"Step 250", "Step 299"}; !slices.Equal(shown, want) {
		t.Errorf("the rows are %v, want what differs and what is critical: %v", shown, want)
	}
	if got := doc.Find(".timeline .section-head").Text(); !strings.Contains(got, "298 subtasks") {
		t.Errorf("caption = %q, want the 298 that are hidden", got)
	}
	if got := doc.Find(".subtasks .section-head").Text(); !strings.Contains(got, "299 are hidden") || doc.Find(".subtasks tbody tr").Length() != 1 {
		t.Errorf("table says %q with %d rows, want 299 hidden, 1 shown", got, doc.Find(".subtasks tbody tr").Length())
	}
	all, ok := doc.Find(`.subtasks .section-head a[href="?all=1"]`).Attr("href")
	if !ok || all != "?all=1" {
		t.Error("there is no link that shows all")
	}
	in.URL = in.URL.ShowAll(true)
	if page, doc := draw(t, text.English, in); len(page.Timeline.Rows) != 300 || doc.Find(".subtasks tbody tr").Length() != 300 {
		t.Errorf("all=1 shows %d rows", len(page.Timeline.Rows))
	}
}

func TestFilterByName(t *testing.T) {
	in := example()
	in.URL.Q, in.URL.Sort = "BOOT", permalink.ByRunDelta
	page, doc := draw(t, text.English, in)
	if len(page.Timeline.Rows) != 1 || len(page.Table.Rows) != 1 || len(page.OnlyBase.Lines) != 0 {
		t.Errorf("q=BOOT shows %d rows, %d pairs", len(page.Timeline.Rows), len(page.Table.Rows))
	}
	if got := doc.Find(".compare-find [role=status]").Text(); !strings.Contains(got, "1 of 5 shown") {
		t.Errorf("status = %q, want what is hidden to be said", got)
	}
	if doc.Find(`.compare-find input[type=hidden][name=sort][value=run]`).Length() != 1 || doc.Find(`.compare-find input[type=hidden][name=q]`).Length() != 0 {
		t.Error("the form does not keep the order, or sends q twice")
	}
	if got := doc.Find(".compare-find [role=status] a").AttrOr("href", ""); got != "?sort=run" {
		t.Errorf("clear = %q", got)
	}
	// The sum is of the whole runs, whatever is searched for.
	if got := doc.Find(".waterfall tbody tr.step").Length(); got != 3 {
		t.Errorf("%d lines in the sum, want 3: a subtask, where the paths part, the tail", got)
	}
}

// TestNamesTellCopiesApart: OCP repeats names in one task.
func TestNamesTellCopiesApart(t *testing.T) {
	now := task.At(start+100_000, 28800)
	split := sub(9, "Install rpm", 5000, 6000)
	split.ParallelIdx = task.Some[int64](2)
	base := made(1, 9000, sub(1, "Wait node", 0, 1), sub(2, "Wait node", 2, 3), sub(3, "Wait node", 4, 5), split)
	head := made(2, 9000, sub(1, "Wait node", 0, 1), sub(2, "Wait node", 2, 900), split)
	page, _ := draw(t, text.English, input(runOf(base, "local", now), runOf(head, "local", now)))
	var names []string
	for _, r := range page.Timeline.Rows {
		names = append(names, r.Name)
	}
	if want := []string{"Wait node", "Wait node (2)", "Wait node (3)", "Install rpm #2"}; !slices.Equal(names, want) {
		t.Errorf("names = %q, want %q", names, want)
	}
}
