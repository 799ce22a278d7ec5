package picture_test

import (
	"slices"
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/views/text"
)

// A group's line says in the picture what it says on the page, as far as there is
// room: the states of all its copies, and who was late.
func TestGroupSaysAllThatHasRoom(t *testing.T) {
	stage := func(from int64) *task.Task {
		tk := &task.Task{ID: 7, Name: "x", Status: task.StatusSuccessful, Operation: task.OpExecute, Started: at(0), Finished: at(100_000)}
		for k := range int64(4) {
			s := task.Subtask{ID: task.SubtaskID(k + 1), Name: "Install rpm", ParallelIdx: task.Some(k), Status: task.StatusSuccessful,
				Started: at(from), Finished: at(from + 2000)}
			if k == 3 {
				s.Finished = at(100_000)
			}
			tk.Subtasks = append(tk.Subtasks, s)
		}
		return tk
	}
	for _, c := range []struct {
		from int64
		want string
	}{
		{0, "4 succeeded · #3 took 1 m 38 s longer than the median"},
		{60_000, "4 succeeded · #3 took 38.000 s longer than the median"}, // at the left of its bar
	} {
		all := texts(parse(t, draw(t, input(t, stage(c.from), at(100_000), "fold=all", text.English))))
		if !slices.Contains(all, c.want) {
			t.Errorf("from %d: no text is %q:\n%s", c.from, c.want, strings.Join(all, "\n"))
		}
	}
}
