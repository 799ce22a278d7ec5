package taskpage

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/text"
	"taskscope/views/ui"
	"taskscope/views/viewtest"
)

const start = 1629875371740 // 2021-08-25 15:09:31.740 +08:00

func at(ms int64) task.Instant { return task.At(start+ms, 8*3600) }

// sub is a subtask that ran from one moment to another, ms from the start.
func sub(id task.SubtaskID, name string, from, to int64, ups ...task.SubtaskID) task.Subtask {
	return task.Subtask{
		ID: id, Name: name, Description: name, Status: task.StatusSuccessful, Operation: task.OpExecute,
		ParallelIdx: task.Some[int64](-1), RunTime: task.Some[int64](1), TimeoutS: task.Some[int64](1800),
		Executor: "192.168.0.1", Started: at(from), Finished: at(to), Upstreams: ups,
	}
}

// sample is the task that OCP's own page prints.
func sample() *task.Task {
	return &task.Task{
		ID: 35000312, Name: "Reinstall OCP agent", Status: task.StatusSuccessful, Operation: task.OpExecute,
		Type: "MANUAL", Creator: task.Creator{ID: task.Some[int64](100), Name: "admin"}, Executor: "192.168.0.1",
		ProhibitRollback: task.Some(false), Created: at(-740), Started: at(0), Finished: at(22327),
		Subtasks: []task.Subtask{
			sub(13000336, "Install ocp agent", 5081, 20442, 13000333),
			sub(13000334, "Finish reinstalling OCP agent", 21322, 21512, 13000336),
			sub(13000333, "Uninstall ocp agent", 1992, 3886, 13000335),
			sub(13000335, "Prepare reinstalling OCP agent", 948, 1342),
		},
	}
}

// broken failed in a split stage: one copy failed, one ran three times, one
// was skipped, two never started, one has a status nobody knows.
func broken() *task.Task {
	t := sample()
	t.Status, t.Name = task.StatusFailed, `Create <script>alert("x")</script> 集群`
	t.Cluster = &task.Cluster{ID: task.Some[int64](4), Name: "obcluster", OBClusterID: task.Some[int64](1692000000), Type: "PRIMARY"}
	t.Tenant = &task.Tenant{Name: "orders", Mode: "MYSQL", OBTenantID: task.Some[int64](1002)}
	split := func(id task.SubtaskID, idx int64, from, to int64) task.Subtask {
		s := sub(id, "Install rpm", from, to, 1)
		s.ParallelIdx = task.Some(idx)
		return s
	}
	failed, retried, skipped := split(2, 0, 1000, 5000), split(3, 1, 1000, 9000), split(4, 2, 1200, 1300)
	failed.Status, failed.RunTime = task.StatusFailed, task.Some[int64](3)
	retried.Operation, retried.RunTime = task.OpRetry, task.Some[int64](2)
	skipped.Operation = task.OpSkip
	never := task.Subtask{ID: 5, Name: "Bootstrap ob", Status: task.StatusPending, Operation: task.OpExecute, Upstreams: []task.SubtaskID{2, 3, 4}}
	last := task.Subtask{ID: 6, Name: "Link obproxy", Status: task.StatusPending, Operation: task.OpExecute, Upstreams: []task.SubtaskID{5, 777}}
	odd := task.Subtask{ID: 7, Name: "Odd", Status: "WARNING", Upstreams: []task.SubtaskID{1}, Extra: []task.Field{{Name: "hostIp", JSON: `"10.0.0.9"`}}}
	t.Subtasks = []task.Subtask{never, failed, last, odd, retried, sub(1, "Prepare", 100, 500), skipped}
	return t
}

// inputFor is what the page of a task is made of, as a URL's query asks for it.
func inputFor(t *testing.T, tk *task.Task, query string) Input {
	t.Helper()
	asked, err := permalink.ParseTask(tk.ID.String(), parse(t, query))
	if err != nil {
		t.Fatal(err)
	}
	snap := &task.Snapshot{
		Ref: task.Ref{Source: "ocp", Task: tk.ID, Snapshot: 3}, Origin: task.OriginOCP, Body: []byte(`{"data":{}}`),
		RecordedMS: start + 30_000, SeenMS: start + 30_000,
		Response: task.Response{Task: *tk, Envelope: task.Envelope{Timestamp: at(41_436), TraceID: "0bc49000675d41af", Server: "192.168.0.1"}},
	}
	graph, problems := dag.Build(&snap.Task)
	a := timeline.Analyze(&snap.Task, graph, snap.Now())
	return Input{
		URL: asked, Snapshot: snap, Graph: graph, Analysis: a, Problems: append(problems, a.Problems...),
		Now: snap.Now(), Newest: 3, ReadMS: start + 60_000, SourceIs: "https://ocp:8080", Default: "ocp",
		Runs: []task.Summary{{Ref: task.Ref{Source: "ocp", Task: 99, Snapshot: 1}, State: task.Succeeded, Started: at(-86_400_000)}},
	}
}

var catalogue = sync.OnceValues(text.New)

// partsFor is what the parts of that page share.
func partsFor(t *testing.T, tk *task.Task, query string) *pageOf {
	t.Helper()
	cat, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	return newPageOf(cat.In(text.English), inputFor(t, tk, query))
}

// pageFor draws the page of a task as a URL's query asks for it.
func pageFor(t *testing.T, tk *task.Task, query string, lang text.Lang) (Page, *goquery.Document) {
	t.Helper()
	return drawn(t, inputFor(t, tk, query), lang)
}

// drawn draws a page.
func drawn(t *testing.T, in Input, lang text.Lang) (Page, *goquery.Document) {
	t.Helper()
	cat, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	page := New(ui.Page{Text: cat.In(lang), Static: "/static/x", Theme: ui.Auto}, in)
	var b bytes.Buffer
	if err := View(page.Page, func() (Page, func() Page) { return page, func() Page { return page } }).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	viewtest.Identify(doc)
	return page, doc
}

// TestPageIsSentInParts: a browser is told what to load before anything of the
// task is made, and has the top before the rest is.
func TestPageIsSentInParts(t *testing.T) {
	cat, err := catalogue()
	if err != nil {
		t.Fatal(err)
	}
	frame := ui.Page{Text: cat.In(text.English), Static: "/static/x"}
	var made, sent []string // what there was to make, and what had been sent by then
	var out bytes.Buffer
	begin := func() (Page, func() Page) {
		made, sent = append(made, "top"), append(sent, out.String())
		top, whole := Begin(frame, inputFor(t, sample(), "view=timeline"))
		return top, func() Page {
			made, sent = append(made, "whole"), append(sent, out.String())
			return whole()
		}
	}
	ctx := ui.WithSend(context.Background(), func() error { return nil })
	if err := View(frame, begin).Render(ctx, &out); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(made, []string{"top", "whole"}) {
		t.Fatalf("made %q", made)
	}
	for i, want := range []struct{ has, hasNot string }{{"app.css", "<title>"}, {"<h1>", "tl-rows"}} {
		if !strings.Contains(sent[i], want.has) || strings.Contains(sent[i], want.hasNot) {
			t.Errorf("before the %s is made, this is sent: %s", made[i], sent[i])
		}
	}
	if !strings.Contains(out.String(), "tl-rows") {
		t.Error("the rows never come")
	}
}

func TestHeaderOfTheSample(t *testing.T) {
	_, doc := pageFor(t, sample(), "", text.English)
	for _, test := range []struct{ selector, want string }{
		{"h1", "Reinstall OCP agent"},
		{".head-id", "35000312"},
		{".head .state", "succeeded"},
		{".head-progress", "4 of 4 subtasks done"},
		{".diagnosis span", "Succeeded in 22.327 s; the longest part was Install ocp agent (15.361 s); 16 % of the time went into waiting."},
		{".sum-total dd", "22.327 s"},
		{"title", "✓ 4/4 Reinstall OCP agent – succeeded · Taskscope"},
	} {
		if got := strings.TrimSpace(doc.Find(test.selector).First().Text()); got != test.want {
			t.Errorf("%s = %q, want %q", test.selector, got, test.want)
		}
	}
	if got, want := doc.Find(".sum dl").AttrOr("title", ""), "22,327 ms = 17,839 ms run + 3,673 ms wait + 815 ms tail"; got != want {
		t.Errorf("the sum = %q, want %q", got, want)
	}
	facts := map[string]string{}
	doc.Find(".head-facts div").Each(func(_ int, s *goquery.Selection) {
		facts[s.Find("dt").Text()] = strings.TrimSpace(s.Find("dd").Text())
	})
	for name, want := range map[string]string{
		"Cluster": "–", "Tenant": "–", "Creator": "admin · id 100", "Type": "MANUAL", "Operation": "EXECUTE",
		"Executor": "192.168.0.1", "Rollback": "allowed",
		"Created": "2021-08-25 15:09:31.000 +08:00", "Started": "2021-08-25 15:09:31.740 +08:00",
		"Finished": "2021-08-25 15:09:54.067 +08:00", "Source": "ocp · https://ocp:8080",
		"Snapshot": "3, the newest", "Last seen": "30 s ago", "traceId": "0bc49000675d41af",
	} {
		if facts[name] != want {
			t.Errorf("%s = %q, want %q", name, facts[name], want)
		}
	}
}

func TestDiagnosis(t *testing.T) {
	change := func(f func(t *task.Task)) *task.Task { tk := broken(); f(tk); return tk }
	cancelled := func(t *task.Task) {
		t.Subtasks[1].Operation, t.Subtasks[1].RunTime = task.OpCancel, task.Some[int64](1)
	}
	slow := sample()
	slow.Subtasks[1].Started, slow.Subtasks[1].Finished, slow.Finished = at(99_000), at(99_500), at(99_500)
	instant := sample()
	instant.Subtasks, instant.Finished = []task.Subtask{sub(1, "Prepare", 0, 0)}, instant.Started
	active := func(status task.Status, op task.Operation) *task.Task {
		tk := waiting()
		tk.Subtasks = tk.Subtasks[:2]
		tk.Subtasks[1].Status, tk.Subtasks[1].Operation = status, op
		return tk
	}
	failing := active(task.StatusRunning, task.OpExecute)
	failing.Subtasks = append(failing.Subtasks, sub(9, "Finish", 100, 200))
	failing.Subtasks[2].Status = task.StatusFailed
	for _, test := range []struct {
		name   string
		task   *task.Task
		en, zh string
	}{
		{"a wait was longest", slow, "Succeeded in 1 m 39 s; the longest part was the wait before Finish reinstalling OCP agent (1 m 18 s); 82 % of the time went into waiting.",
			"执行成功,耗时 1 分 39 秒;最长的部分是“Finish reinstalling OCP agent”开始前的等待（1 分 18 秒）;82 % 的时间用于等待。"},
		{"no time at all", instant, "Succeeded in 0.000 s.", "执行成功,耗时 0.000 秒。"},
		{"cancelling", active("CANCELING", task.OpCancel), "Runs is being cancelled and has not ended: 35.436 s since it started.",
			"Runs 正在取消,尚未结束:自开始已 35.436 秒。"},
		{"retrying", active(task.StatusRunning, task.OpRetry), "Runs runs again: 35.436 s since its first start.",
			"Runs 正在重新运行:自首次开始已 35.436 秒。"},
		{"a failure while others run", failing, "Finish has failed already; Runs has been running for 35.436 s.",
			"已有 1 个子任务失败,首先是“Finish”;Runs 已运行 35.436 秒。"},
		{"failed", broken(), "Failed at Install rpm #0 on 192.168.0.1 after 3 runs; 2 subtasks never started.",
			"在“Install rpm #0（192.168.0.1）”处失败,共运行 3 次;2 个子任务从未开始。"},
		{"cancelled", change(cancelled), "Cancelled by a user at Install rpm #0; 2 subtasks never started.",
			"在“Install rpm #0”处被人工取消;2 个子任务从未开始。"},
		{"rolled back", change(func(t *task.Task) { t.Status, t.Operation = task.StatusSuccessful, task.OpRollback }),
			"Rolled back: what the task was meant to do was undone.", "已回滚:任务要做的操作已被撤销。"},
		{"unknown", change(func(t *task.Task) { t.Status = "SUSPENDED" }),
			"OCP reports “SUSPENDED”, a status that Taskscope does not know; 1 subtask was manually set to successful; 1 subtask failed; 2 subtasks never started.",
			"OCP 返回了 Taskscope 不认识的状态“SUSPENDED”;1 个子任务被人工设置为成功;1 个子任务失败;2 个子任务从未开始。"},
	} {
		for lang, want := range map[text.Lang]string{text.English: test.en, text.Chinese: test.zh} {
			want = fullWidth(want, lang)
			if page, _ := pageFor(t, test.task, "", lang); page.Header.Diagnosis != want {
				t.Errorf("%s in %s = %q, want %q", test.name, lang, page.Header.Diagnosis, want)
			}
		}
	}
}

func TestEveryViewShowsEverySubtaskAndTheSameSelection(t *testing.T) {
	tk := broken()
	for _, test := range []struct{ view, selector string }{
		{"timeline", ".tl-names a[data-id]"}, {"timeline", ".tl-bars a[data-id]"}, {"graph", ".dag a.node"}, {"subtasks", "tbody th a"},
		{"overview", ".tl-names a[data-id]"}, {"overview", ".dag a.node"}, {"overview", ".subtasks tbody th a"},
	} {
		_, doc := pageFor(t, tk, "view="+test.view+"&subtask=3", text.English)
		var ids []string
		doc.Find(test.selector).Each(func(_ int, s *goquery.Selection) { ids = append(ids, s.AttrOr("data-id", "")) })
		slices.Sort(ids)
		if got, want := strings.Join(ids, " "), "1 2 3 4 5 6 7"; got != want {
			t.Errorf("%s shows %s in %s, want %s", test.view, got, test.selector, want)
		}
		current := doc.Find(`[data-id][aria-current="true"]`)
		if current.Length() == 0 {
			t.Errorf("%s marks no selection", test.view)
		}
		current.Each(func(_ int, s *goquery.Selection) {
			if id := s.AttrOr("data-id", ""); id != "3" {
				t.Errorf("%s marks %s, want 3", test.view, id)
			}
		})
		if got := doc.Find("#panel h2").Text(); got != "Install rpm #1" {
			t.Errorf("%s: the panel is of %q, want Install rpm #1", test.view, got)
		}
	}
}

func TestPanelTellsWhatTheTimesHide(t *testing.T) {
	for id, want := range map[string][]string{
		"3": {"It ran at least 2 times: the time from first start to last end includes the pauses between, the true run time is not known.",
			"Blocked by Prepare until 15:09:32.240, then held or queued for 0.500 s while nothing else of the task ran: the scheduler's time.",
			"It is on the critical path: had it ended earlier, the task might have, too."},
		"5": {"It never started because of Install rpm #0 (failed)."},
	} {
		page, _ := pageFor(t, broken(), "subtask="+id, text.English)
		for _, w := range want {
			if !slices.Contains(page.Panel.Notes, w) {
				t.Errorf("the notes of %s = %q, want %q among them", id, page.Panel.Notes, w)
			}
		}
	}
	page, _ := pageFor(t, broken(), "subtask=2", text.English)
	for _, note := range page.Panel.Notes {
		if strings.Contains(note, "could have ended") {
			t.Errorf("a failed subtask's panel says %q", note)
		}
	}
	several := broken()
	several.Finished.Offset, several.Subtasks[5].Finished.Offset = 0, 9*3600
	page, _ = pageFor(t, several, "subtask=3", text.English)
	if got, want := strings.Join(page.Panel.Notes, "\n"), "Blocked by Prepare until 16:09:32.240 +09:00, then"; !strings.Contains(got, want) {
		t.Errorf("where OCP wrote several offsets the notes = %q, want %q in them", got, want)
	}
	now := broken()
	now.Status, now.Subtasks[4].Status, now.Subtasks[4].Operation = task.StatusRunning, task.StatusRunning, task.OpRetry
	page, _ = pageFor(t, now, "subtask=3", text.English)
	if want := "It is in its run 2: the time since its first start includes the pauses between, the true run time is not known."; !slices.Contains(page.Panel.Notes, want) {
		t.Errorf("the notes of one that runs again = %q, want %q among them", page.Panel.Notes, want)
	}
	_, doc := pageFor(t, broken(), "subtask=7", text.English)
	if got := doc.Find("#panel").Text(); !strings.Contains(got, "hostIp") || !strings.Contains(got, "10.0.0.9") || !strings.Contains(got, "unknown: WARNING") {
		t.Errorf("the panel of an odd subtask = %q, want its unknown field and status", got)
	}
}

func TestFilterHidesAndCounts(t *testing.T) {
	page, doc := pageFor(t, broken(), "view=timeline&state=failed,skipped", text.English)
	if got := doc.Find(".tl-names li:not(.group)").Length(); got != 2 || page.Chips.Rest != 5 {
		t.Errorf("%d rows and %d hidden, want 2 and 5", got, page.Chips.Rest)
	}
	if got := strings.Join(strings.Fields(doc.Find(".shown").Text()), " "); got != "2 of 7 shown, 5 hidden. Dim instead Show all" {
		t.Errorf("shown = %q", got)
	}
	if _, doc := pageFor(t, broken(), "view=timeline&q=BOOTSTRAP", text.English); doc.Find(".tl-names li").Length() != 1 {
		t.Error("q=BOOTSTRAP does not find Bootstrap ob")
	}
	if _, doc := pageFor(t, broken(), "view=graph&q=bootstrap", text.English); doc.Find(".node").Length() != 7 || doc.Find(".node.dim").Length() != 6 {
		t.Error("the graph does not dim what the filter hides")
	}
}

func TestPagesAreClean(t *testing.T) {
	empty := sample()
	empty.Subtasks, empty.Started, empty.Created = nil, task.Instant{}, task.Instant{}
	missing := regexp.MustCompile(`\[[a-z_]+\.[a-zA-Z_]+\]`)
	for name, tk := range map[string]*task.Task{"sample": sample(), "broken": broken(), "empty": empty} {
		for _, lang := range text.Langs() {
			for _, view := range permalink.Views() {
				_, doc := pageFor(t, tk, "subtask=3&view="+string(view), lang)
				what := fmt.Sprintf("%s, %s, %s", name, lang, view)
				html, err := doc.Html()
				if err != nil {
					t.Fatal(err)
				}
				if m := missing.FindString(html); m != "" {
					t.Errorf("%s: missing text %s", what, m)
				}
				if doc.Find("[style], script:not([src]), main script").Length() > 0 {
					t.Errorf("%s: inline style or script", what)
				}
				if doc.Find("h1").Length() != 1 {
					t.Errorf("%s: %d h1", what, doc.Find("h1").Length())
				}
				ids := map[string]bool{}
				doc.Find("[id]").Each(func(_ int, s *goquery.Selection) {
					id := s.AttrOr("id", "")
					if ids[id] {
						t.Errorf("%s: id %q twice", what, id)
					}
					ids[id] = true
				})
				// Bars have the links of the names beside them.
				doc.Find("a:not(.tl-bars [data-id]:not([href]))").Each(func(_ int, s *goquery.Selection) {
					if href := s.AttrOr("href", ""); href == "" || strings.Contains(href, "javascript:") {
						t.Errorf("%s: link %q leads to %q", what, s.Text(), href)
					}
				})
			}
		}
	}
}

func parse(t *testing.T, query string) url.Values {
	t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// fullWidth writes a test's Chinese with the catalogue's punctuation.
func fullWidth(s string, lang text.Lang) string {
	if lang != text.Chinese {
		return s
	}
	return strings.NewReplacer(",", "\uff0c", ";", "\uff1b", ":", "\uff1a").Replace(s)
}
