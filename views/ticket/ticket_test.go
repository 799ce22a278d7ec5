package ticket_test

import (
	"net/url"
	"strings"
	"testing"

	"taskscope/internal/baseline"
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
	"taskscope/views/filter"
	"taskscope/views/text"
	"taskscope/views/ticket"
	"taskscope/views/viewtest"
)

const start = 1_741_586_581_063 // 2025-03-10 14:03:01.063 +08:00

func at(ms int64) task.Instant { return task.At(start+ms, 8*3600) }

// broken is a task of which much went wrong: eight copies failed, the names are
// what a person must not be fooled by.
func broken() *task.Task {
	t := &task.Task{ID: 35200002, Name: "Add OB\nserver \u202egnp", Status: task.StatusFailed, Operation: task.OpRetry, Type: "MANUAL",
		Cluster: &task.Cluster{Name: "ob_pay"}, Tenant: &task.Tenant{Name: "orders"}, Creator: task.Creator{Name: "liu.yang"},
		Created: at(-63), Started: at(0), Finished: at(200_000)}
	for n := range int64(12) {
		s := task.Subtask{ID: task.SubtaskID(10 + n), Name: "Install rpm", Description: "安装 observer\x00 的 rpm 包", ParallelIdx: task.Some(n),
			Status: task.StatusFailed, Operation: task.OpExecute, Executor: "10.20.0.13", RunTime: task.Some(1 + n%3),
			Started: at(1000 + n), Finished: at(60_000 + 1000*n), Upstreams: []task.SubtaskID{1}}
		if n%3 == 0 {
			s.Status = task.StatusSuccessful
		}
		t.Subtasks = append(t.Subtasks, s)
	}
	before := task.Subtask{ID: 1, Name: "Prepare", Status: task.StatusSuccessful, Started: at(100), Finished: at(400)}
	after := task.Subtask{ID: 40, Status: task.StatusPending, Upstreams: []task.SubtaskID{10, 11}}
	t.Subtasks = append(t.Subtasks, before, after)
	for n := range int64(9) {
		t.Subtasks = append(t.Subtasks, task.Subtask{ID: task.SubtaskID(50 + n), Name: "Check", Status: task.StatusSuccessful,
			Started: at(80_000 + 10_000*n), Finished: at(85_000 + 10_000*n), Upstreams: []task.SubtaskID{10, task.SubtaskID(49 + n)}})
	}
	t.Subtasks[14].Upstreams = []task.SubtaskID{10}
	return t
}

// write is the text of a task as a URL's query asks for it.
func write(t *testing.T, tk *task.Task, now task.Instant, query string, lang text.Lang) string {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	u, err := permalink.ParseTask(tk.ID.String(), values)
	if err != nil {
		t.Fatal(err)
	}
	g, _ := dag.Build(tk)
	a := timeline.Analyze(tk, g, now)
	return ticket.New(ticket.Input{
		Text: viewtest.Frame(t, lang).Text, URL: u, Link: "https://tasks.example" + u.Pinned(3).String(),
		Snapshot: &task.Snapshot{Ref: task.Ref{Source: "prod", Task: tk.ID, Snapshot: 3},
			Response: task.Response{Task: *tk, Envelope: task.Envelope{TraceID: "0bc49000675d41af"}}},
		Graph: g, Analysis: a, Now: now, Shown: filter.Of(u, tk, g, a, &baseline.Usual{}),
	})
}

// After a rollback the text names neither a path nor who took longer than the
// others, and where a run has a rollback in it, it says so.
func TestTicketAfterARollback(t *testing.T) {
	tk := broken()
	tk.Status, tk.Operation = task.StatusFailed, task.OpRollback
	for i := range tk.Subtasks {
		s := &tk.Subtasks[i]
		if s.Operation = task.OpRollback; s.Status.Is(task.StatusSuccessful) && s.ID != 1 {
			s.Status = task.StatusPending
		}
	}
	for lang, want := range map[text.Lang][2]string{
		text.English: {"The critical path cannot be told: once a subtask has been rolled back, OCP no longer tells when its run ended; at most", "; run and rollback 1 m"},
		text.Chinese: {"关键路径无从得知：子任务回滚后，OCP 不再给出其运行的结束时间；同时", "；运行及回滚 1 分"},
	} {
		got := write(t, tk, tk.Finished, "", lang)
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: %q is not in\n%s", lang, w, got)
			}
		}
		p := viewtest.Frame(t, lang).Text
		for _, key := range []string{"ticket.path", "ticket.lagging"} {
			if line := p.T(key) + p.T("task.colon"); strings.Contains(got, line) {
				t.Errorf("%s: %q is in\n%s", lang, line, got)
			}
		}
		if slow := p.T("ticket.slowest") + p.T("task.colon") + "Prepare "; !strings.Contains(got, slow) {
			t.Errorf("%s: want the one that was not rolled back as the slowest:\n%s", lang, got)
		}
	}
}

func TestTickets(t *testing.T) {
	sample, now := timelinetest.Load(t, timelinetest.Sample)
	running := broken()
	running.Status, running.Operation = task.StatusRunning, task.OpExecute
	for k := range 7 {
		running.Subtasks[k].Status = task.StatusRunning
	}
	bare := &task.Task{ID: 5, Status: "WARNING"}
	for _, c := range []struct {
		name, query string
		task        *task.Task
		now         task.Instant
		lang        text.Lang
	}{
		{"sample", "", sample, now, text.English},
		{"sample.zh", "tz=utc&state=succeeded&from=0&to=5000", sample, now, text.Chinese},
		{"broken", "from=100&q=e&state=failed,succeeded&is=failed,critical", broken(), at(300_000), text.English},
		{"broken.zh", "", broken(), at(300_000), text.Chinese},
		{"range", "from=60000&to=90000", broken(), at(300_000), text.English},
		{"running", "tz=Asia/Shanghai", running, at(150_000), text.English},
		{"nothing", "", bare, at(0), text.English},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := write(t, c.task, c.now, c.query, c.lang)
			lines := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
			if len(lines) > 25 {
				t.Errorf("%d lines, want 25 at most", len(lines))
			}
			for _, line := range lines {
				if strings.TrimRight(line, " ") != line || line == "" || text.Line(line) != line || strings.Contains(line, "[ti") || strings.Contains(line, "no value") {
					t.Errorf("line %q", line)
				}
			}
			viewtest.GoldenFile(t, c.name+".txt", []byte(got))
		})
	}
}
