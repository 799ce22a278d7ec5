package gantt

import (
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

// crowded has twelve subtasks that run at once, and one that waited for them.
func crowded() *task.Task {
	list := []task.Subtask{sub(1, "Prepare", 0, 1000)}
	for k := range 12 {
		list = append(list, sub(task.SubtaskID(10+k), "Busy", 1000, 6000, 1))
	}
	return finished(9000, append(list, sub(99, "Late", 6500, 8000, 1))...)
}

func TestLabels(t *testing.T) {
	again, seen := retried()
	held := []timeline.Seen{{}, {PendingMS: start + 1300, ReadyMS: start + 1700}}
	undone := finished(5000, sub(1, "A", 0, 5000))
	undone.Subtasks[0].Status, undone.Subtasks[0].Operation = task.StatusPending, task.OpRollback
	undoing := retrying()
	undoing.Operation, undoing.Subtasks[1].Operation = task.OpRollback, task.OpRollback
	for _, test := range []struct {
		name  string
		task  *task.Task
		seen  []timeline.Seen
		query string
		id    string
		want  string
	}{
		{"slots were busy", crowded(), nil, "", "99", "Late, succeeded, blocked by Prepare until 15:09:32.740, held or queued 5.500 s, 5.000 s of it with 12 at once, the most that this task had, ran 1.500 s, on the critical path"},
		{"since the start", crowded(), nil, "time=relative", "99", "Late, succeeded, blocked by Prepare until +1.000 s, held or queued 5.500 s, 5.000 s of it with 12 at once, the most that this task had, ran 1.500 s, on the critical path"},
		{"slack", crowded(), nil, "", "10", "Busy, succeeded, blocked by Prepare until 15:09:32.740, ran 5.000 s, slack 2.000 s"},
		{"queued now", live(), nil, "", "3", "Queued, queued 15.000 s for a worker"},
		{"held now", live(), nil, "", "4", "Held, held 15.000 s: 2 of 10 slots of the task busy"},
		{"blocked now", live(), nil, "", "5", "Blocked, blocked by Runs (running), upstreams not done: 1"},
		{"never", staged(), nil, "", "20", "Bootstrap ob, not started, never started because of Install rpm #2 (failed)"},
		{"attempts not seen", again, nil, "", "2", "Install, succeeded, blocked by Prepare until 15:09:32.740, held or queued 1.000 s, at least 2 runs, first start 15:09:33.740, last end 10.000 s later: the true run time is not known, on the critical path"},
		{"attempts seen", again, seen, "", "2", "Install, succeeded, blocked by Prepare until 15:09:32.740, held or queued 1.000 s, at least 2 runs, first start 15:09:33.740, last end 10.000 s later: the true run time is not known, run 1: failed, at least 2.000 s from 15:09:33.740, run 2: succeeded, at least 3.000 s from 15:09:40.740, on the critical path"},
		{"its wait was seen", finished(9000, sub(1, "A", 0, 1000), sub(2, "B", 2000, 9000, 1)), held, "", "2",
			"B, succeeded, blocked by A until 15:09:32.740, held 0.300 s, held or queued 0.400 s, queued 0.300 s for a worker, ran 7.000 s, on the critical path"},
		{"rolled back", undone, nil, "", "1", "A, rolled back, run and rollback 5.000 s from 15:09:31.740"},
		{"runs again now", retrying(), nil, "", "2", "Install rpm, retrying, blocked by Prepare until 15:09:32.140, held or queued 0.100 s, at least 2 runs, still running, 19.500 s since its first start 15:09:32.240: the true run time is not known, on the critical path"},
		{"is rolled back now", undoing, nil, "", "2", "Install rpm, rolling back, blocked by Prepare until 15:09:32.140, held or queued 0.100 s, still rolling back, 19.500 s since its first start 15:09:32.240: the true run time is not known"},
		{"failed: no slack", staged(), nil, "", "12", "Install rpm #2, failed, blocked by Prepare until 15:09:33.240, held or queued 0.500 s, ran 3.200 s"},
	} {
		in := input(t, test.task, test.query)
		in.Seen = test.seen
		_, doc := draw(t, in)
		name := doc.Find(`.tl-names a[data-id="` + test.id + `"]`)
		if got := name.Text() + ", " + name.AttrOr("title", ""); got != test.want {
			t.Errorf("%s: %q\nwant %q", test.name, got, test.want)
		}
	}
}

func TestPathIsASum(t *testing.T) {
	for _, test := range []struct {
		task *task.Task
		want string
	}{
		{staged(), "Critical path of 2 subtasks: waits 1.000 s + runs 8.000 s + tail 1.000 s = 10.000 s, the makespan."},
		{live(), "Critical path of 2 subtasks: waits 1.100 s + runs 18.900 s + tail 0.000 s = 20.000 s, the makespan so far; it leads to what is under way now and may change."},
		{finished(9000), "There is no critical path: the task has no subtasks."},
	} {
		_, doc := draw(t, input(t, test.task, ""))
		if got := strings.TrimSpace(doc.Find(".tl-path").Text()); got != test.want {
			t.Errorf("the path = %q, want %q", got, test.want)
		}
	}
}

// The values of a form are where the catalogue has them, in every language.
func TestFormIsTheMessage(t *testing.T) {
	for _, lang := range text.Langs() {
		p := viewtest.Frame(t, lang).Text
		var b strings.Builder
		newForm(p, "tl.attempt", "N", "Run", "From", "State").fill(&b, "1", "2 s", "3", "failed")
		if want := p.T("tl.attempt", "N", "1", "Run", "2 s", "From", "3", "State", "failed"); b.String() != want {
			t.Errorf("%s: the form is %q, want %q", lang, b.String(), want)
		}
	}
}

// What is not known of the slots is not told: the default is 10, whatever ran.
func TestStripTellsSlotsAsKnown(t *testing.T) {
	for want, tk := range map[string]*task.Task{
		"Running at once: at most 12, first at 15:09:32.740; OCP's default is 10 slots, this task had at least 12": crowded(),
		"Running at once: at most 4, first at 15:09:33.740; OCP gives a task 10 slots by default":                  staged(),
	} {
		if got := New(input(t, tk, ""), Only{Axis: true}).Axis.Strip.Label; got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
