package picture_test

import (
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/views/text"
)

// Every row has the shape of its state before its name; the legend says what the
// shape means, and so does the row itself where it has no bar.
func TestRowsTellTheirStates(t *testing.T) {
	tk := odd("x")
	tk.Status, tk.Finished = task.StatusFailed, at(9_000)
	for i := range tk.Subtasks { // those that nobody will start any more
		if s := &tk.Subtasks[i]; s.Status == task.StatusPending && s.Operation == task.OpExecute {
			s.Started, s.Finished = task.Instant{}, task.Instant{}
		}
	}
	in := input(t, tk, at(9_000), "fold=none", text.English)
	want := map[string]int{}
	for _, s := range in.Gantt.Analysis.States {
		want[s.String()]++
	}
	all := parse(t, draw(t, in))
	told, shown, alone := map[string]bool{}, map[string]int{}, 0
	for k, e := range all {
		if e.name == "text" && e.text == "not started" && all[k-1].name != "use" {
			alone++
		}
		state, ok := strings.CutPrefix(e.attr["href"], "#st-")
		if e.name != "use" || !ok {
			continue
		}
		// In the legend its word is the next text.
		next := k + 1
		for all[next].name != "text" {
			next++
		}
		if word := in.Gantt.Text.T("state." + state); all[next].text == word && !told[state] {
			told[state] = true
			continue
		}
		shown[state]++
	}
	for state, n := range want {
		if shown[state] < n || !told[state] {
			t.Errorf("%s has %d shapes for %d rows; in the legend: %v", state, shown[state], n, told[state])
		}
	}
	if n := want[task.NotStarted.String()]; n == 0 || alone != n {
		t.Errorf("%d rows say that they were not started, want %d", alone, n)
	}
}
