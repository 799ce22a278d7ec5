package picture_test

import (
	"fmt"
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/views/text"
)

// unplaced is a task that failed before most of it began: a stage of 12 copies, of
// which two began, and others of one name each.
func unplaced(others int) *task.Task {
	tk := &task.Task{ID: 7, Name: "x", Status: task.StatusFailed, Operation: task.OpExecute, Started: at(0), Finished: at(100_000)}
	add := func(s task.Subtask) {
		s.ID = task.SubtaskID(len(tk.Subtasks) + 1)
		tk.Subtasks = append(tk.Subtasks, s)
	}
	add(task.Subtask{Name: "Fails", Status: task.StatusFailed, Executor: "10.0.0.1", Started: at(0), Finished: at(100_000)})
	for k := range int64(12) {
		s := task.Subtask{Name: "Make dir", Status: task.StatusPending, ParallelIdx: task.Some(k), Executor: "10.0.0.1"}
		if k < 2 {
			s.Status, s.Started, s.Finished = task.StatusSuccessful, at(1000), at(9000)
		}
		add(s)
	}
	for k := range others {
		add(task.Subtask{Name: fmt.Sprintf("Other step %d", k), Status: task.StatusPending})
	}
	return tk
}

// What has no place in a lane is named, copies as one, over as many lines as that
// takes, as long as it can be read.
func TestAllWithoutAPlaceAreNamed(t *testing.T) {
	for _, c := range []struct {
		others int
		want   string
	}{
		{1, "11 subtasks without times have no place in a lane: Make dir × 10 of 12, Other step 0"},
		{40, "Other step 39"},
		{2000, "more"},
	} {
		all := texts(parse(t, draw(t, input(t, unplaced(c.others), at(100_000), "lane=executor", text.English))))
		if got := strings.Join(all, "\n"); !strings.Contains(got, c.want) {
			t.Errorf("of %d others no text has %q:\n%s", c.others, c.want, got)
		}
		if c.others == 40 {
			for k := range c.others {
				if want := fmt.Sprintf("Other step %d", k); !strings.Contains(strings.Join(all, " "), want) {
					t.Errorf("no text has %q", want)
				}
			}
		}
	}
}

// A name in a bar is dark, on a ground of its own, and no wider than the bar.
func TestNamesInBarsCanBeRead(t *testing.T) {
	tk := unplaced(0)
	tk.Subtasks[0].Name = strings.Repeat("Long name ", 40)
	names := 0
	for _, e := range parse(t, draw(t, input(t, tk, at(100_000), "lane=executor", text.English))) {
		if e.name != "text" || e.attr["paint-order"] == "" {
			continue
		}
		names++
		if e.attr["fill"] != "#1a1f29" || e.attr["stroke"] != "#ffffff" {
			t.Errorf("%q is %s on %s", e.text, e.attr["fill"], e.attr["stroke"])
		}
		if strings.HasPrefix(e.text, "Long") && (text.Width(e.text) > 1152/6 || !strings.Contains(e.text, "…")) {
			t.Errorf("%q is wider than its bar", e.text)
		}
	}
	if names != 3 {
		t.Errorf("%d names in bars, want 3", names)
	}
}
