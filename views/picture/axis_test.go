package picture_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/views/chart"
	"taskscope/views/text"
)

// Labels of the axis do not lie on each other, nor beyond the picture; each stands
// over its tick.
func TestTicksHaveRoom(t *testing.T) {
	line := regexp.MustCompile(`^M([\d.]+) (\d+)V`)
	for _, query := range []string{"", "time=relative", "from=100&to=900", "from=0&to=3600000", "align=left"} {
		all := parse(t, draw(t, input(t, odd("x"), at(9_000), query, text.English)))
		free, n := 0.0, 0
		for k, e := range all {
			m := line.FindStringSubmatch(e.attr["d"])
			if m == nil || e.attr["stroke-dasharray"] != "" {
				continue
			}
			n++
			label := all[k+1] // the picture writes it behind the line
			x, _ := strconv.ParseFloat(label.attr["x"], 64)
			from, to := x, x
			switch wide := chart.LabelWidth(label.text); label.attr["text-anchor"] {
			case "middle":
				from, to = x-wide/2, x+wide/2
			case "start":
				to = x + wide
			case "end":
				from = x - wide
			}
			if at, _ := strconv.ParseFloat(m[1], 64); label.name != "text" || at < from || at > to {
				t.Errorf("?%s: the label of the line at %s is %q, from %v to %v", query, m[1], label.text, from, to)
			}
			if from < free || to > 1600 {
				t.Errorf("?%s: %q lies from %v to %v, the one before ends at %v", query, label.text, from, to, free)
			}
			free = to
		}
		if n < 3 || n > 15 {
			t.Errorf("?%s: %d labels", query, n)
		}
	}
}

// Each folded gap says how much it leaves out, and when the axis goes on where that
// has room, as on the page.
func TestFoldsSayHowLongTheyAre(t *testing.T) {
	const day = 86_400_000
	tk := &task.Task{ID: 7, Name: "x", Status: task.StatusSuccessful, Operation: task.OpExecute, Started: at(0), Finished: at(12*day + 7_200_000)}
	for k, from := range []int64{0, 3 * day, 12 * day} {
		tk.Subtasks = append(tk.Subtasks, task.Subtask{ID: task.SubtaskID(k + 1), Name: "Step", Status: task.StatusSuccessful, Started: at(from), Finished: at(from + 7_200_000)})
	}
	all := texts(parse(t, draw(t, input(t, tk, at(13*day), "gaps=folded", text.English))))
	for _, want := range []string{"2 d 22 h → 03-13 14:03:01", "8 d 22 h"} {
		if !slices.ContainsFunc(all, func(s string) bool { return strings.HasPrefix(s, want) }) {
			t.Errorf("no text begins with %q:\n%s", want, strings.Join(all, "\n"))
		}
	}
}
