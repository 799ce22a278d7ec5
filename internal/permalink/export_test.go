package permalink

import (
	"testing"

	"taskscope/internal/task"
)

func TestExport(t *testing.T) {
	u := ToTask(task.Ref{Source: "prod", Task: 7, Snapshot: 2}).Show(Timeline).Select(5).Toggle(task.Failed)
	for e, want := range map[Export]string{
		TimelineSVG: "/tasks/prod:7@2/timeline.svg?subtask=5&state=failed",
		SubtasksCSV: "/tasks/prod:7@2/subtasks.csv?state=failed",
	} {
		if got := u.Export(e); got != want {
			t.Errorf("Export(%s) = %q, want %q", e, got, want)
		}
	}
	for _, e := range Exports() {
		path, query := open(t, u.Export(e))
		got, err := ParseTask("prod:7@2", query)
		if err != nil || path != "/tasks/prod:7@2/"+string(e) || len(got.States) != 1 {
			t.Errorf("Export(%s) leads to %s, %+v, %v", e, path, got, err)
		}
	}
}
