package gantt

import (
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/task"
)

// as puts a subtask into another status and operation.
func as(s task.Subtask, status task.Status, op task.Operation) task.Subtask {
	s.Status, s.Operation = status, op
	return s
}

// unstarted is a subtask that has not started.
func unstarted(id task.SubtaskID, name string, status task.Status, up ...task.SubtaskID) task.Subtask {
	return task.Subtask{ID: id, Name: name, Status: status, Operation: task.OpExecute, Upstreams: up}
}

// undone is a task that was rolled back, against the order in which it ran, but
// for one whose rollback failed; what that waits for has not had its turn.
func undone() *task.Task {
	t := finished(30_000,
		as(sub(1, "Prepare", 100, 1000), task.StatusSuccessful, task.OpRollback),
		as(sub(2, "Install", 1200, 25_000, 1), task.StatusFailed, task.OpRollback),
		as(sub(3, "Copy #1", 2000, 20_000, 2), task.StatusPending, task.OpRollback),
		as(sub(4, "Copy #2", 2000, 19_000, 2), task.StatusPending, task.OpRollback),
		unstarted(5, "Finish", task.StatusPending, 3, 4))
	t.Status, t.Operation = task.StatusFailed, task.OpRollback
	return t
}

// stopped is a running task in which things went wrong, and one waits for a retry.
func stopped() *task.Task {
	again := as(sub(5, "Again", 1500, 2000, 1), task.StatusReady, task.OpRetry)
	again.RunTime = task.Some[int64](2)
	running := as(sub(6, "Runs", 1500, 0, 1), task.StatusRunning, task.OpExecute)
	running.Finished = task.Instant{}
	t := finished(0, sub(1, "Prepare", 0, 1000),
		as(sub(2, "Stopped", 1500, 3000, 1), task.StatusFailed, task.OpCancel),
		as(sub(3, "Undo", 1500, 9000, 1), task.StatusFailed, task.OpRollback),
		as(sub(4, "Breaks", 1500, 12_000, 1), task.StatusFailed, task.OpExecute), again, running,
		unstarted(7, "Held", task.StatusPending, 1))
	t.Status, t.Operation, t.Finished = task.StatusRunning, task.OpExecute, task.Instant{}
	return t
}

// over is a task that ended with a failure, though half of it went well.
func over() *task.Task {
	t := finished(15_000, sub(1, "Prepare", 0, 1000), sub(2, "Upgrade #1", 1000, 14_000, 1),
		as(sub(3, "Upgrade #2", 1000, 7000, 1), task.StatusFailed, task.OpExecute),
		unstarted(4, "Check #1", task.StatusPending, 2), unstarted(5, "Check #2", task.StatusPending, 3), unstarted(6, "Finish", task.StatusPending, 4, 5))
	t.Status, t.Operation = task.StatusFailed, task.OpExecute
	return t
}

func TestLabelsTellNothingThatIsNotKnown(t *testing.T) {
	for _, test := range []struct {
		name string
		task *task.Task
		id   string
		want string
	}{
		{"it waits for its rollback", undone(), "1", "Prepare, succeeded, held or queued 0.100 s, ran 0.900 s from 15:09:31.840"},
		{"its rollback failed", undone(), "2", "Install, rollback failed, blocked by Prepare until 15:09:32.740, held or queued 0.200 s, run and failed rollback 23.800 s from 15:09:32.940"},
		{"its upstream's end is a rollback's", undone(), "3", "Copy #1, rolled back, when it was ready is not known since the rollback of Install, run and rollback 18.000 s from 15:09:33.740"},
		{"never started, and the task is undone", undone(), "5", "Finish, not started, never started: the task's rollback came before its turn"},
		{"held after the first failure", stopped(), "7", "Held, held: after the rollback of Undo failed (15:09:40.740), OCP starts nothing new"},
		{"queued for a retry", stopped(), "5", "Again, queued for a retry, since when is not known, at least 1 run, first start 15:09:33.240, last end 0.500 s later: the true run time is not known"},
		{"never started after a failure elsewhere", over(), "4", "Check #1, not started, never started: after Upgrade #2 failed (15:09:38.740), OCP started nothing new"},
		{"never started because of an upstream", over(), "5", "Check #2, not started, never started because of Upgrade #2 (failed)"},
		{"never started because of an upstream further off", over(), "6", "Finish, not started, never started because of Upgrade #2 (failed)"},
	} {
		_, doc := draw(t, input(t, test.task, "fold=none"))
		name := doc.Find(`.tl-names a[data-id="` + test.id + `"]`)
		if got := name.Text() + ", " + name.AttrOr("title", ""); got != test.want {
			t.Errorf("%s: %q\nwant %q", test.name, got, test.want)
		}
	}
}

// The figure beside a name says what it is of.
func TestFiguresAfterARollback(t *testing.T) {
	_, doc := draw(t, input(t, undone(), "fold=none"))
	for id, want := range map[string]string{"1": "0.900 s", "2": "run + rollback · 23.800 s", "3": "run + rollback · 18.000 s"} {
		if got := strings.TrimSpace(strings.TrimPrefix(doc.Find(`.tl-names li:has(a[data-id="`+id+`"])`).Text(), doc.Find(`.tl-names a[data-id="`+id+`"]`).Text())); got != want {
			t.Errorf("the figure of %s = %q, want %q", id, got, want)
		}
	}
}

// A figure that says more leaves less room for the name, whose end tells the copies
// apart.
func TestLongFiguresCutNamesBeforeTheirEnd(t *testing.T) {
	name := "Start observer process with param"
	for _, test := range []struct{ value, want string }{
		{"6 m 18 s", ""}, {"6.180 s", ""}, {"run + rollback · 6 m 18 s", "long"}, {"运行 + 回滚 · 6 分 18 秒", "long"},
	} {
		r := Row{Name: name + " #0", Value: test.value, Inside: true}
		if r.cut(false); r.Mark != test.want || !strings.HasSuffix(r.Tail, "#0") {
			t.Errorf("beside %q the name is cut as %q with the end %q, want %q", test.value, r.Mark, r.Tail, test.want)
		}
		fits := Row{Name: "Pre check for install OB #0", Value: test.value, Inside: true}
		if fits.cut(false); fits.Mark != "" {
			t.Errorf("beside %q a name that has room is cut as %q", test.value, fits.Mark)
		}
	}
}

// What is drawn asserts no more than the words: no critical path, no slack, no
// wait and no line from the end of a rollback.
func TestNothingIsDrawnOfWhatARollbackHides(t *testing.T) {
	_, doc := draw(t, input(t, undone(), "fold=none&subtask=3"))
	if got, want := strings.TrimSpace(doc.Find(".tl-path").Text()), "The critical path cannot be told: once a subtask has been rolled back, OCP no longer tells when its run ended."; got != want {
		t.Errorf("the path = %q, want %q", got, want)
	}
	for _, none := range []string{".critical", ".slack", ".near", ".path"} {
		if n := doc.Find(".tl-rows " + none + ", .tl-names " + none + ", .tl-bars " + none + ", .tl-over " + none).Length(); n > 0 {
			t.Errorf("%d %s are drawn", n, none)
		}
	}
	doc.Find(`.tl-bars a[data-id="3"]`).Each(func(_ int, row *goquery.Selection) {
		if n := row.Find(".block, .waiting").Length(); n > 0 {
			t.Errorf("%d waits of Copy #1 are drawn", n)
		}
	})
	if n := doc.Find(`.tl-bars a[data-id="2"] .block`).Length(); n != 1 {
		t.Errorf("Install was blocked by what ended when it ended: %d marks of that, want 1", n)
	}
}

// One of the copies that still runs has not taken that long: it takes it.
func TestStragglerThatStillRuns(t *testing.T) {
	in := input(t, staged(), "")
	for i := range in.Task.Subtasks {
		if s := &in.Task.Subtasks[i]; s.ID == 13 {
			*s = as(*s, task.StatusRunning, task.OpExecute)
			s.Finished = task.Instant{}
		}
	}
	in.Task.Status, in.Task.Finished = task.StatusRunning, task.Instant{}
	in = input(t, in.Task, "")
	if _, words := note(t, in); !strings.Contains(words, "longer than the median so far") || strings.Contains(words, " took ") {
		t.Errorf("the note of the group = %q", words)
	}
}
