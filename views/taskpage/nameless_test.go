package taskpage

import (
	"strings"
	"testing"

	"taskscope/views/text"
)

// That an upstream has no name does not mean that there was none.
func TestPanelOfOneBehindASubtaskWithoutName(t *testing.T) {
	tk := sample()
	tk.Subtasks = tk.Subtasks[:0]
	tk.Subtasks = append(tk.Subtasks, sub(6, "", 0, 1000), sub(7, " ", 1000, 2000, 6))
	_, doc := pageFor(t, tk, "view=timeline&subtask=7", text.English)
	panel := strings.Join(strings.Fields(doc.Find(".panel").Text()), " ")
	for _, want := range []string{"#7", "Blocked by #6 until 15:09:32.740"} {
		if !strings.Contains(panel, want) {
			t.Errorf("the panel does not say %q: %s", want, panel)
		}
	}
	if strings.Contains(panel, "could start with the task") {
		t.Errorf("the panel denies the upstream: %s", panel)
	}
}
