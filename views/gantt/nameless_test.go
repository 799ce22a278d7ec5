package gantt

import (
	"strings"
	"testing"

	"taskscope/internal/task"
)

// nameless is a task in which OCP gave some subtasks no name.
func nameless() *task.Task {
	described := sub(7, "  ", 2000, 3000, 6)
	described.Description = "check the host"
	return finished(4000, append([]task.Subtask{sub(1, "A", 0, 1000), sub(6, "", 1000, 2000, 1), described},
		copies(10, "", 2, 3000, 3500, 7)...)...)
}

// A subtask without a name is called by what else there is, in its row, in the
// sentences of others and in those of its stage.
func TestSubtaskWithoutNameIsNamed(t *testing.T) {
	_, doc := draw(t, input(t, nameless(), "fold=all"))
	for id, want := range map[string]string{"6": "#6", "7": "check the host", "10": "#10 #0"} {
		if got := doc.Find(`.tl-names a[data-id="` + id + `"]`).Text(); got != want {
			t.Errorf("subtask %s is called %q, want %q", id, got, want)
		}
	}
	if got, want := doc.Find(`.tl-names a[data-id="7"]`).AttrOr("title", ""), "blocked by #6 until"; !strings.Contains(got, want) {
		t.Errorf("the sentence is %q, want it to say %q", got, want)
	}
	if got, want := doc.Find(`.tl-names a[data-group="10"]`).Text(), "#10 × 2"; got != want {
		t.Errorf("the group is called %q, want %q", got, want)
	}
}
