package taskpage

import (
	"testing"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/ui"
	"taskscope/views/viewtest"
)

// What runs has no end yet, whatever OCP wrote of an earlier run; what is not told
// is left out; and nothing of it is made for who does not ask.
func TestTipOfASubtask(t *testing.T) {
	tk := broken()
	snap := &task.Snapshot{Ref: task.Ref{Source: "ocp", Task: tk.ID, Snapshot: 3},
		Response: task.Response{Task: *tk, Envelope: task.Envelope{Timestamp: at(41_436)}}}
	graph, _ := dag.Build(&snap.Task)
	a := timeline.Analyze(&snap.Task, graph, snap.Now())
	for i := range snap.Task.Subtasks {
		s := &snap.Task.Subtasks[i]
		for _, regions := range [][]Region{nil, {RegionPanel}, {RegionTip}} {
			u, err := permalink.ParseTask(tk.ID.String(), parse(t, "subtask="+s.ID.String()))
			if err != nil {
				t.Fatal(err)
			}
			tip := New(ui.Page{Text: viewtest.Frame(t, "en").Text}, Input{URL: u, Snapshot: snap, Graph: graph, Analysis: a, Now: snap.Now(), Regions: regions}).Tip
			if len(regions) == 0 || regions[0] != RegionTip {
				if tip != nil {
					t.Errorf("%s: %v has the tip %v", s.ID, regions, tip)
				}
				continue
			}
			said := map[string]string{}
			for _, f := range tip {
				said[f.Name] = f.Value
				if f.Value == "" {
					t.Errorf("%s: %s is told without a value", s.ID, f.Name)
				}
			}
			_, ended := said["Last end"]
			_, runs := said["Running until"]
			if said["Id"] != s.ID.String() || runs != a.Spans[i].Open || ended && a.Spans[i].Open || (said["First start"] != "") != s.Started.Set {
				t.Errorf("%s says %v", s.ID, said)
			}
		}
	}
}
