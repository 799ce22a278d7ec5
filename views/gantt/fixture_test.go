package gantt

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

const start = 1629875371740 // 2021-08-25 15:09:31.740 +08:00

func at(ms int64) task.Instant { return task.At(start+ms, 8*3600) }

// sub is a subtask that ran from one moment to another, ms from the start.
func sub(id task.SubtaskID, name string, from, to int64, ups ...task.SubtaskID) task.Subtask {
	return task.Subtask{
		ID: id, Name: name, Status: task.StatusSuccessful, Operation: task.OpExecute, ParallelIdx: task.Some[int64](-1),
		RunTime: task.Some[int64](1), Executor: "192.168.0.1", Started: at(from), Finished: at(to), Upstreams: ups,
	}
}

// copies are n copies of a split stage behind ups, each of another length.
func copies(first task.SubtaskID, name string, n int, from, to int64, ups ...task.SubtaskID) []task.Subtask {
	list := make([]task.Subtask, n)
	for k := range list {
		list[k] = sub(first+task.SubtaskID(k), name, from, to+int64(k)*100, ups...)
		list[k].ParallelIdx, list[k].Executor = task.Some(int64(k)), fmt.Sprintf("10.0.0.%d", k%3+1)
	}
	return list
}

// finished is a task that succeeded after ms.
func finished(ms int64, subtasks ...task.Subtask) *task.Task {
	return &task.Task{ID: 1, Name: "t", Status: task.StatusSuccessful, Operation: task.OpExecute, Started: at(0), Finished: at(ms), Subtasks: subtasks}
}

// staged has a split stage of 4 copies, of which one failed.
func staged() *task.Task {
	stage := copies(10, "Install rpm", 4, 2000, 5000, 1)
	stage[2].Status = task.StatusFailed
	stage[3].Finished = at(9000)
	never := task.Subtask{ID: 20, Name: "Bootstrap ob", Status: task.StatusPending, Operation: task.OpExecute, Upstreams: []task.SubtaskID{10, 11, 12, 13}}
	t := finished(10_000, append([]task.Subtask{sub(1, "Prepare", 500, 1500)}, append(stage, never)...)...)
	t.Status = task.StatusFailed
	return t
}

// live is a running task in which one runs, one is queued, one held, one blocked.
func live() *task.Task {
	pending := func(id task.SubtaskID, name string, status task.Status, up task.SubtaskID) task.Subtask {
		return task.Subtask{ID: id, Name: name, Status: status, Operation: task.OpExecute, Upstreams: []task.SubtaskID{up}}
	}
	running := sub(2, "Runs", 6000, 0, 1)
	running.Status, running.Finished = task.StatusRunning, task.Instant{}
	t := finished(0, sub(1, "Prepare", 100, 5000), running, pending(3, "Queued", task.StatusReady, 1),
		pending(4, "Held", task.StatusPending, 1), pending(5, "Blocked", task.StatusPending, 2))
	t.Status, t.Finished = task.StatusRunning, task.Instant{}
	return t
}

// input is what a query asks of a task, read 20 s after its start.
func input(tb testing.TB, t *task.Task, query string) Input {
	tb.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		tb.Fatal(err)
	}
	u, err := permalink.ParseTask("1", values)
	if err != nil {
		tb.Fatal(err)
	}
	g, _ := dag.Build(t)
	a := timeline.Analyze(t, g, at(20_000))
	key, reverse := u.Sort.Key()
	return Input{URL: u, Text: viewtest.Frame(tb, text.English).Text, Task: t, Graph: g, Analysis: a,
		Groups: g.Groups(t), Rows: a.Rows(timeline.Sort(key), reverse)}
}

// draw renders the timeline, inside a main element as on a page.
func draw(tb testing.TB, in Input) (*View, *goquery.Document) {
	tb.Helper()
	v := New(in, Only{})
	doc, err := goquery.NewDocumentFromReader(reader(tb, v))
	if err != nil {
		tb.Fatal(err)
	}
	viewtest.Identify(doc)
	return v, doc
}

func reader(tb testing.TB, v *View) io.Reader {
	tb.Helper()
	r, w := io.Pipe()
	go func() { w.CloseWithError(inMain(v).Render(context.Background(), w)) }()
	return r
}

func inMain(v *View) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		if _, err := io.WriteString(w, "<main>"); err != nil {
			return err
		}
		if err := Timeline(v).Render(ctx, w); err != nil {
			return err
		}
		_, err := io.WriteString(w, "</main>")
		return err
	})
}
