package gantt

import (
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

// The figure of a row that ran several times would be read as the time of one
// run: the row itself says how many there were, not its sentence alone.
func TestRowTellsHowOftenItRan(t *testing.T) {
	again, _ := retried()
	for _, test := range []struct {
		name  string
		task  *task.Task
		id    string
		query string
		lang  text.Lang
		want  string
	}{
		{"ran twice", again, "2", "", text.English, "Install2 runs · 10.000 s"},
		{"ran twice, Chinese", again, "2", "", text.Chinese, "Install2 次运行 · "},
		{"runs again", retrying(), "2", "", text.English, "Install rpm2 runs · 19.500 s"},
		{"ran once", again, "1", "", text.English, "Prepare1.000 s"},
	} {
		in := input(t, test.task, test.query)
		in.Text = viewtest.Frame(t, test.lang).Text
		_, doc := draw(t, in)
		row := doc.Find(`.tl-names a[data-id="` + test.id + `"]`).Parent().Text()
		if !strings.HasPrefix(row, test.want) {
			t.Errorf("%s: the row says %q, want %q", test.name, row, test.want)
		}
	}
}

// A lane has no figures: there the bar says it, behind the name.
func TestLaneTellsHowOftenItRan(t *testing.T) {
	again, _ := retried()
	_, doc := draw(t, input(t, again, "lane=executor"))
	if got := doc.Find(".tl-bars .inner").Text(); !strings.Contains(got, "Install · 2 runs") {
		t.Errorf("the bars say %q", got)
	}
}
