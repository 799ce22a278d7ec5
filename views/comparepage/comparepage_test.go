package comparepage

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/compare"
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

const start = 1629875371740 // 2021-08-25 15:09:31.740 +08:00

// sub is a subtask that ran from one moment to another, ms from the start.
func sub(id task.SubtaskID, name string, from, to int64, ups ...task.SubtaskID) task.Subtask {
	return task.Subtask{ID: id, Name: name, Status: task.StatusSuccessful, Operation: task.OpExecute,
		ParallelIdx: task.Some[int64](-1), RunTime: task.Some[int64](1),
		Started: task.At(start+from, 28800), Finished: task.At(start+to, 28800), Upstreams: ups}
}

func made(id task.ID, makespan int64, subtasks ...task.Subtask) *task.Task {
	return &task.Task{ID: id, Name: "Start OB cluster", Status: task.StatusSuccessful, Operation: task.OpExecute,
		Creator: task.Creator{Name: "admin"}, Started: task.At(start, 28800), Finished: task.At(start+makespan, 28800), Subtasks: subtasks}
}

// usual and slow are two runs: "Bootstrap ob" ran 60 s longer, a subtask was
// left out, one is new, and the tail is 1 s shorter.
func usual() *task.Task {
	return made(11, 23_000, sub(1, "Prepare", 1000, 2000), sub(2, "Bootstrap ob", 3000, 13_000, 1),
		sub(3, "Wait node", 14_000, 15_000, 2), sub(4, "Old check", 16_000, 21_000, 3))
}

func slow() *task.Task {
	return made(22, 79_000, sub(91, "Prepare", 1000, 2000), sub(92, "Bootstrap ob", 3000, 73_000, 91),
		sub(93, "Wait node", 74_000, 75_000, 92), sub(94, viewtest.Hostile, 75_500, 78_000, 93))
}

func runOf(t *task.Task, source string, now task.Instant) Run {
	s := &task.Snapshot{Ref: task.Ref{Source: source, Task: t.ID, Snapshot: 3}, Response: task.Response{Task: *t}}
	g, _ := dag.Build(&s.Task)
	return Run{Snapshot: s, Graph: g, Analysis: timeline.Analyze(&s.Task, g, now)}
}

func sideOf(r Run) compare.Run {
	return compare.Run{Task: &r.Snapshot.Task, Graph: r.Graph, Analysis: r.Analysis}
}

func input(base, head Run) Input {
	u := permalink.ToCompare(task.Ref{Task: base.Snapshot.Task.ID}, task.Ref{Task: head.Snapshot.Task.ID})
	return Input{URL: u, Base: base, Head: head, Result: compare.Compare(sideOf(base), sideOf(head))}
}

func example() Input {
	now := task.At(start+100_000, 28800)
	return input(runOf(usual(), "local", now), runOf(slow(), "local", now))
}

func draw(tb testing.TB, lang text.Lang, in Input) (Page, *goquery.Document) {
	tb.Helper()
	page := New(viewtest.Frame(tb, lang), in)
	return page, viewtest.Draw(tb, View(page))
}

func TestSummarySaysWhereTheDifferenceIs(t *testing.T) {
	_, doc := draw(t, text.English, example())
	want := []string{
		"Head 22 took 1 m 19.000 s against 23.000 s of base 11: +56.000 s (+243 %).",
		"On the critical paths: running +57.500 s, waiting −0.500 s, the tail −1.000 s.",
		"Where it comes from: +1 m 00.000 s in Bootstrap ob, which waited as long and ran 1 m 00.000 s longer; the rest adds up to −4.000 s.",
		"3 matched subtasks, 1 of them significantly different; the critical paths share 3, 1 left and 1 came.",
		"1 is only in head: " + strings.Join(strings.Fields(text.Isolate(viewtest.Hostile)), " ") + "; 1 is only in base: Old check.",
	}
	if got := viewtest.Texts(doc.Find(".summary .diagnosis")); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("summary = %q, want %q", got, want)
	}
	if got, want := strings.Join(viewtest.Texts(doc.Find(".versus-delta .versus-figure")), ""), "+56.000 s ▲ longer"; got != want {
		t.Errorf("difference = %q, want %q", got, want)
	}
	for _, href := range []string{"/compare/22...11", "/compare/11@3...22@3", "/compare/11...22/analysis.json", "/tasks/11", "/tasks/22", "?tz=utc",
		"/compare/11...22/summary.txt", "/compare/11...22/subtasks.csv", "/compare/11...22/compare.svg"} {
		if doc.Find(`.head a[href="`+href+`"]`).Length() != 1 {
			t.Errorf("the header does not lead to %s", href)
		}
	}
	if got := doc.Find("a[data-copy]").AttrOr("href", ""); got != "/compare/11@3...22@3" {
		t.Errorf("copied is %s, want the pinned comparison", got)
	}
}

func TestSwappedTurnsTheWords(t *testing.T) {
	now := task.At(start+100_000, 28800)
	_, doc := draw(t, text.English, input(runOf(slow(), "local", now), runOf(usual(), "local", now)))
	got := strings.Join(viewtest.Texts(doc.Find(".summary .diagnosis")), "\n")
	for _, want := range []string{"−56.000 s (−71 %)", "−1 m 00.000 s in Bootstrap ob, which waited as long and ran 1 m 00.000 s less", "running −57.500 s, waiting +0.500 s, the tail +1.000 s"} {
		if !strings.Contains(got, want) {
			t.Errorf("summary = %q, want %q in it", got, want)
		}
	}
	if got := doc.Find(".versus-delta .shorter").Length(); got != 1 {
		t.Errorf("%d marks of a shorter makespan, want 1", got)
	}
}

// TestIdentical: compare(a, a) says so and shows no empty tables.
func TestIdentical(t *testing.T) {
	now := task.At(start+100_000, 28800)
	one, other := usual(), usual()
	other.ID = 12
	for _, lang := range text.Langs() {
		texts := map[string]bool{}
		for _, head := range []*task.Task{one, other} {
			page, doc := draw(t, lang, input(runOf(one, "local", now), runOf(head, "local", now)))
			if !page.Identical || doc.Find("table, .tl").Length() != 0 {
				t.Errorf("%s: a run against its like shows differences", lang)
			}
			texts[strings.Join(viewtest.Texts(doc.Find(".summary .diagnosis")), " ")] = true
		}
		if len(texts) != 2 || texts[""] {
			t.Errorf("%s: %v, want words for the same snapshot and for equal runs", lang, texts)
		}
	}
	// A difference in a state alone is one.
	other.Subtasks[3].Operation = task.OpSkip
	if page, _ := draw(t, text.English, input(runOf(one, "local", now), runOf(other, "local", now))); page.Identical {
		t.Error("a skipped subtask counts as identical to one that succeeded")
	}
}

func TestNotesAreCalm(t *testing.T) {
	now := task.At(start+100_000, 28800)
	base, head := usual(), slow()
	base.Name, base.Status, head.Status = "Stop OB cluster", task.StatusFailed, task.StatusRunning
	for _, lang := range text.Langs() {
		_, doc := draw(t, lang, input(runOf(base, "local", now), runOf(head, "prod", now)))
		notes := doc.Find(".banner-info p")
		if notes.Length() != 4 || doc.Find(".banner-error, .banner-warning").Length() != 0 {
			t.Errorf("%s: notes %q, want names, sources, failed base, running head", lang, viewtest.Texts(notes))
		}
		for _, want := range []string{"Stop OB cluster", "prod"} {
			if !strings.Contains(notes.Text(), want) {
				t.Errorf("%s: notes %q lack %s", lang, viewtest.Texts(notes), want)
			}
		}
	}
	if _, doc := draw(t, text.English, example()); doc.Find(".banner").Length() != 0 {
		t.Error("two runs of one task that succeeded have a note")
	}
}

// TestAttemptsAreNotRun: a time that holds a pause between two attempts is not
// called a longer run.
func TestAttemptsAreNotRun(t *testing.T) {
	now, head := task.At(start+100_000, 28800), slow()
	head.Subtasks[1].RunTime, head.Subtasks[1].Operation = task.Some[int64](2), task.OpRetry
	_, doc := draw(t, text.English, input(runOf(usual(), "local", now), runOf(head, "local", now)))
	if got := doc.Find(".summary").Text(); !strings.Contains(got, "needed more than one attempt") || strings.Contains(got, "ran longer") {
		t.Errorf("summary = %q", got)
	}
	if n := doc.Find(".waterfall .tag:contains('several attempts in head'), .subtasks .tag:contains('several attempts in head')").Length(); n != 2 {
		t.Errorf("it is marked in %d tables, want 2", n)
	}
}

func TestNoTimes(t *testing.T) {
	now, bare := task.At(start+100_000, 28800), usual()
	bare.Started = task.Instant{}
	for i := range bare.Subtasks {
		bare.Subtasks[i].Started, bare.Subtasks[i].Finished = task.Instant{}, task.Instant{}
	}
	for _, lang := range text.Langs() {
		for _, pair := range [][2]*task.Task{{bare, slow()}, {slow(), bare}, {bare, bare}} {
			page, doc := draw(t, lang, input(runOf(pair[0], "a", now), runOf(pair[1], "b", now)))
			if page.Header.Delta.OK || page.Waterfall != nil || doc.Find(".versus-delta").Text() == "" {
				t.Errorf("%s: a makespan that is not there was compared", lang)
			}
		}
	}
}

func TestHostileNamesAreText(t *testing.T) {
	_, doc := draw(t, text.Chinese, example())
	if got := doc.Find(".only th a").Last().Text(); got != text.Isolate(viewtest.Hostile) {
		t.Errorf("name = %q, want it as it came", got)
	}
	if doc.Find("main script, main b").Length() > 0 {
		t.Error("a name became markup")
	}
}

// TestSummaryOfTwoRunsOfBlast: among forty that ran side by side another one
// ended last; that is all there is to say, and it is noise.
func TestSummaryOfTwoRunsOfBlast(t *testing.T) {
	base, now := timelinetest.Load(t, timelinetest.BlastBase)
	head, _ := timelinetest.Load(t, timelinetest.BlastHead)
	in := input(runOf(base, "local", now), runOf(head, "local", now))
	for lang, want := range map[text.Lang]string{
		text.English: `makeflow-blast-small: 36000107 … 36000108
Head 36000108 took 29.321 s against 30.202 s of base 36000107: −0.881 s (−3 %), which is within the noise (no more than 1 s or 20 %).
On the critical paths: running −0.197 s, waiting −0.684 s; unchanged: the tail.
Where it comes from: −0.882 s where the critical path went through blastall_ID000041 in place of blastall_ID000040; the rest adds up to +0.001 s.
43 matched subtasks, 1 of them significantly different; the critical paths share 2, 1 left and 1 came.
/link
`,
		text.Chinese: `makeflow-blast-small：36000107 … 36000108
对比项 36000108 耗时 29.321 秒，基准 36000107 耗时 30.202 秒：相差 −0.881 秒（−3 %），属于正常波动（不超过 1 秒或 20 %）。
关键路径上：运行 −0.197 秒、等待 −0.684 秒；不变：收尾。
差异来自：关键路径改经 blastall_ID000041，不再经过 blastall_ID000040，−0.882 秒；其余合计 +0.001 秒。
匹配的 43 个子任务中，1 个差异显著；关键路径共有 2 个，移出 1 个，移入 1 个。
/link
`,
	} {
		if got := SummaryText(viewtest.Frame(t, lang).Text, in, "/link"); got != want {
			t.Errorf("%s: summary = %s\nwant %s", lang, got, want)
		}
	}
}

// TestThresholdIsTheURLs: what counts as a difference, and the words for it,
// follow ms and pct.
func TestThresholdIsTheURLs(t *testing.T) {
	base, now := timelinetest.Load(t, timelinetest.BlastBase)
	head, _ := timelinetest.Load(t, timelinetest.BlastHead)
	in := input(runOf(base, "local", now), runOf(head, "local", now))
	if d := permalink.DefaultWorth(); Threshold(d) != compare.DefaultThreshold() {
		t.Errorf("a URL without a threshold has %+v, want %+v", Threshold(d), compare.DefaultThreshold())
	}
	in.URL = in.URL.Above(permalink.Worth{MS: 500, Percent: 2})
	in.Result = compare.CompareAbove(sideOf(in.Base), sideOf(in.Head), Threshold(in.URL.Worth))
	page, doc := draw(t, text.English, in)
	want := 0
	for _, p := range in.Result.Pairs {
		if p.Significant {
			want++
		}
	}
	if got := len(page.Table.Rows); got != want || got < 10 {
		t.Errorf("%d rows are shown, want the %d above 0.5 s and 2 %%", got, want)
	}
	if got := page.Table.Hidden; !strings.Contains(got, "0.500 s or 2 %") {
		t.Errorf("hidden = %q, want the threshold in it", got)
	}
	if doc.Find(`.compare-find input[name=ms][value="500"]`).Length() != 1 || doc.Find(`.compare-find input[name=pct][value="2"]`).Length() != 1 ||
		doc.Find(`.compare-find a[href="?"]`).Length() != 1 {
		t.Error("the form does not show the threshold, or the way back")
	}
	if strings.Contains(page.Summary[0], "noise") {
		t.Errorf("%q: 0.881 s is above the threshold that was asked for", page.Summary[0])
	}
}

func TestGolden(t *testing.T) {
	for _, lang := range text.Langs() {
		viewtest.Golden(t, "example."+string(lang), View(New(viewtest.Frame(t, lang), example())))
	}
	base, now := timelinetest.Load(t, timelinetest.BlastBase)
	head, _ := timelinetest.Load(t, timelinetest.BlastHead)
	in := input(runOf(base, "local", now), runOf(head, "local", now))
	in.URL.Q = "ID00004"
	viewtest.Golden(t, "blast.en", View(New(viewtest.Frame(t, text.English), in)))
}
