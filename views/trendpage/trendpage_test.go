package trendpage

import (
	"math/rand/v2"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

const start = 1629875371740 // 2021-08-25 15:09:31.740 +08:00

// run is one run: so many minutes after start, of so many ms; -1 still runs.
func run(id task.ID, minute, ms int64, st task.State) task.Summary {
	s := task.Summary{Ref: task.Ref{Source: "prod", Task: id, Snapshot: 4}, Name: "Backup", State: st, RawStatus: task.StatusSuccessful,
		Cluster: "obcluster", Tenant: "orders", Started: task.At(start+minute*60_000, 28800), MakespanMS: task.Some(ms), Newest: true}
	if ms < 0 {
		s.MakespanMS = task.Opt[int64]{}
	}
	return s
}

func some() []task.Summary {
	return []task.Summary{
		run(1, 0, 10_000, task.Succeeded), run(2, 10, 11_000, task.Succeeded), run(3, 20, 12_000, task.Succeeded),
		run(4, 30, 90_000, task.Failed), run(5, 40, 13_000, task.Succeeded), run(6, 50, 14_000, task.Succeeded),
		run(7, 60, 60_000, task.Succeeded), run(8, 70, -1, task.Running),
	}
}

func draw(t *testing.T, lang text.Lang, query string, in Input) (Page, *goquery.Document) {
	t.Helper()
	values, err := url.ParseQuery("name=Backup&" + query)
	if err != nil {
		t.Fatal(err)
	}
	if in.URL, err = permalink.ParseTrend(values); err != nil {
		t.Fatal(err)
	}
	in.Default = "prod"
	page := New(viewtest.Frame(t, lang), in)
	return page, viewtest.Draw(t, View(page))
}

func TestTrend(t *testing.T) {
	_, doc := draw(t, text.English, "", Input{Runs: some(), Places: []Place{{"obcluster", "orders"}}})
	if got := doc.Find("a.point").Length(); got != 7 {
		t.Errorf("%d points, want one for each run that has a makespan", got)
	}
	fourth := doc.Find("a.point").Eq(3)
	if fourth.AttrOr("href", "") != "/tasks/4" || !fourth.HasClass("s-failed") || fourth.Find("use").AttrOr("href", "") != "#t-cross" {
		t.Errorf("the failed run is drawn as %s %s", fourth.AttrOr("href", ""), fourth.AttrOr("class", ""))
	}
	if got, want := fourth.AttrOr("aria-label", ""), "4, failed, 1 m 30 s, started 2021-08-25 15:39:31 +08:00, obcluster / orders"; got != want {
		t.Errorf("label = %q, want %q", got, want)
	}
	doc.Find("a.point use").Each(func(_ int, s *goquery.Selection) {
		if id := s.AttrOr("href", ""); doc.Find(id).Length() != 1 {
			t.Errorf("there is no shape %s", id)
		}
	})
	words := strings.Join(strings.Fields(doc.Find("main").Text()), " ")
	for _, want := range []string{"takes 12.500 s (median), 9 of 10 take at most 1 m 00 s (n = 6)", "1 run without a makespan is only in the table", "8 runs",
		"2021-08-25 +08:00", "15:20"} {
		if !strings.Contains(words, want) {
			t.Errorf("the page does not say %q:\n%s", want, words)
		}
	}
	rows := doc.Find("tbody tr")
	if got := strings.Join(viewtest.Texts(rows.First().Children()), "|"); got != "Tick Backup, 8, to compare|8|running: SUCCESSFUL|obcluster|orders|2021-08-25 16:19:31 +08:00|–|" &&
		got != "Tick Backup, 8, to compare|8|running|obcluster|orders|2021-08-25 16:19:31 +08:00|–|" {
		t.Errorf("the latest run = %q", got)
	}
	if got := rows.Length(); got != 8 || doc.Find("form[action='/compare'] input[name=pick]").Length() != 8 {
		t.Errorf("%d rows, want 8, each to be ticked", got)
	}
	if doc.Find("select").Length() != 0 {
		t.Error("there is a choice of one cluster")
	}
}

func TestFilters(t *testing.T) {
	page, doc := draw(t, text.Chinese, "cluster=-&state=failed&from=2021-08-25&scale=log&tz=utc",
		Input{Runs: some()[3:4], Places: []Place{{"", "x"}, {"a", "x"}}, More: true})
	if got := doc.Find("select[name=cluster] option[selected]").AttrOr("value", ""); got != permalink.NoPlace {
		t.Errorf("chosen cluster = %q", got)
	}
	if doc.Find("input[name=state][checked]").AttrOr("value", "") != "failed" || doc.Find("input[name=from]").AttrOr("value", "") != "2021-08-25" {
		t.Error("the form does not show what was asked for")
	}
	if got := doc.Find("form.filters input[type=hidden]").Map(func(_ int, s *goquery.Selection) string { return s.AttrOr("name", "") + "=" + s.AttrOr("value", "") }); strings.Join(got, " ") != "name=Backup scale=log tz=utc" {
		t.Errorf("the form carries %v along", got)
	}
	if got := doc.Find(".trend-zone a").AttrOr("href", ""); got != "/trend?name=Backup&cluster=-&state=failed&from=2021-08-25&scale=log" {
		t.Errorf("the other zone is %s", got)
	}
	if page.Clear != "/trend?name=Backup&scale=log&tz=utc" || page.More == "" || page.Chart == nil || page.Chart.Band != nil {
		t.Errorf("clear %q, more %q, chart %+v", page.Clear, page.More, page.Chart)
	}
}

func TestNothingToDraw(t *testing.T) {
	for _, tt := range []struct {
		name, query, want string
		runs              []task.Summary
	}{
		{"no runs", "", "History has no run of this name", nil},
		{"none passes", "state=failed", "No run passes the filter", nil},
		{"all still run", "", "None of these runs has a makespan", some()[7:]},
	} {
		page, doc := draw(t, text.English, tt.query, Input{Runs: tt.runs})
		if !strings.Contains(doc.Find(".empty").Text(), tt.want) || page.Chart != nil {
			t.Errorf("%s: %q", tt.name, doc.Find(".empty").Text())
		}
	}
}

// TestPlaces: a later run is further right, a longer one higher, all inside the
// plot, on either scale; the axis marks some makespans, at most twice as many
// as it aims for.
func TestPlaces(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 5))
		var runs []task.Summary
		at, most := int64(0), int64(1)<<r.IntN(34)
		for k := range 1 + r.IntN(40) {
			at += r.Int64N(3000)
			runs = append(runs, run(task.ID(1+k), at, r.Int64N(most), task.TaskStates()[r.IntN(len(task.TaskStates()))]))
		}
		u := permalink.ToTrend("", "Backup")
		u.Scale = permalink.TrendScales()[r.IntN(3)]
		c := New(viewtest.Frame(t, text.English), Input{URL: u, Runs: runs}).Chart
		if len(c.Points) != len(runs) {
			t.Fatalf("seed %d: %d points of %d runs", seed, len(c.Points), len(runs))
		}
		for k, p := range c.Points {
			if p.X < 0 || p.X > 100 || p.Y < 0 || p.Y > Height {
				t.Fatalf("seed %d: a point at %v, %d", seed, p.X, p.Y)
			}
			for j := range k {
				q := c.Points[j]
				if q.X > p.X || (runs[j].MakespanMS.V < runs[k].MakespanMS.V && q.Y < p.Y) {
					t.Fatalf("seed %d: %s (%d ms) at %v, %d; %s (%d ms) at %v, %d", seed,
						q.Ref, runs[j].MakespanMS.V, q.X, q.Y, p.Ref, runs[k].MakespanMS.V, p.X, p.Y)
				}
			}
		}
		last := Height + 1
		for _, l := range c.Levels {
			if l.Y >= last || l.Y < 0 {
				t.Fatalf("seed %d: levels %v", seed, c.Levels)
			}
			last = l.Y
		}
		if len(c.Levels) > 2*mostLevels+1 || c.Scales[0].Chosen && len(c.Levels) < 2 {
			t.Fatalf("seed %d: %d levels up to %d ms", seed, len(c.Levels), most)
		}
	}
}

func TestScaleByItself(t *testing.T) {
	for _, tt := range []struct {
		query string
		long  int64
		log   bool
	}{{"", 199_000, false}, {"", 200_000, true}, {"scale=linear", 900_000, false}, {"scale=log", 11_000, true}} {
		page, doc := draw(t, text.English, tt.query, Input{Runs: []task.Summary{run(1, 0, 10_000, task.Succeeded), run(2, 5, tt.long, task.Failed)}})
		on := doc.Find(".choice [aria-current]").Text()
		if linear, log := page.Chart.Scales[0].Chosen, page.Chart.Scales[1].Chosen; linear == log || log != tt.log || on != map[bool]string{false: "linear", true: "logarithmic"}[tt.log] {
			t.Errorf("%s up to %d ms: logarithmic %v, %s is marked", tt.query, tt.long, log, on)
		}
	}
}

func TestHostileNames(t *testing.T) {
	r := run(1, 0, 1000, task.Succeeded)
	r.Name, r.Cluster = viewtest.Hostile, viewtest.Hostile
	u := permalink.ToTrend("", viewtest.Hostile)
	doc := viewtest.Draw(t, View(New(viewtest.Frame(t, text.English), Input{URL: u, Runs: []task.Summary{r}})))
	if doc.Find("main script, main b").Length() > 0 {
		t.Error("a name became markup")
	}
	if _, err := strconv.Atoi(doc.Find("a.point use").AttrOr("y", "")); err != nil {
		t.Error(err)
	}
}
