package gantt

import (
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

// retried ran twice, as two of our own snapshots saw.
func retried() (*task.Task, []timeline.Seen) {
	twice := sub(2, "Install", 2000, 12_000, 1)
	twice.Operation, twice.RunTime = task.OpRetry, task.Some[int64](2)
	t := finished(12_500, sub(1, "Prepare", 0, 1000), twice)
	return t, []timeline.Seen{{}, {Attempts: []timeline.Attempt{
		{Start: start + 2000, End: start + 4000, LateMS: 500, Status: task.StatusFailed},
		{Start: start + 9000, End: start + 12_000, EarlyMS: 1000, Status: task.StatusSuccessful, Operation: task.OpRetry},
	}}}
}

func TestGolden(t *testing.T) {
	again, seen := retried()
	for _, test := range []struct {
		name, query string
		task        *task.Task
		seen        []timeline.Seen
		lang        text.Lang
	}{
		{name: "open", task: staged(), query: "subtask=12"},
		{name: "folded", task: staged(), query: "fold=all&time=relative&from=1000&to=6000", lang: text.Chinese},
		{name: "live", task: live()},
		{name: "executors", task: staged(), query: "lane=executor&tz=utc"},
		{name: "left", task: staged(), query: "align=left&sort=duration"},
		{name: "attempts", task: again, seen: seen},
		{name: "retried", task: again},
		{name: "retrying", task: retrying()},
	} {
		in := input(t, test.task, test.query)
		if in.Seen = test.seen; test.lang == text.Chinese {
			in.Text = viewtest.Frame(t, text.Chinese).Text
		}
		viewtest.Golden(t, test.name, inMain(New(in, Only{})))
	}
}
