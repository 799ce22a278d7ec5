package taskpage

import (
	"bytes"
	"compress/gzip"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/task"
	"taskscope/views/text"
)

// waiting is a running task: one subtask runs, one is queued, one held, one blocked.
func waiting() *task.Task {
	t := sample()
	t.Status, t.Finished = task.StatusRunning, task.Instant{}
	pending := func(id task.SubtaskID, name string, status task.Status, ups ...task.SubtaskID) task.Subtask {
		return task.Subtask{ID: id, Name: name, Status: status, Operation: task.OpExecute, Upstreams: ups}
	}
	running := sub(2, "Runs", 6000, 0, 1)
	running.Status, running.Finished = task.StatusRunning, task.Instant{}
	t.Subtasks = []task.Subtask{sub(1, "Prepare", 100, 5000), running, pending(3, "Queued", task.StatusReady, 1),
		pending(4, "Held", task.StatusPending, 1), pending(5, "Blocked", task.StatusPending, 2)}
	return t
}

// Each hatch that the style sheets ask for exists, and the other way round.
func TestHatchesExist(t *testing.T) {
	asked := map[string]bool{}
	sheets, err := filepath.Glob("../../static/css/*.css")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sheets {
		sheet, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`url\(#([pm]-[\w-]+)\)`).FindAllSubmatch(sheet, -1) {
			asked[string(m[1])] = true
		}
	}
	_, doc := drawn(t, usual(inputFor(t, sample(), "view=timeline&usual=all"), 9, 100, 200), text.English)
	// What is over has the hatches of its own states; what runs may come to have any.
	if n := doc.Find("#p-running, #p-skipped").Length(); n > 0 {
		t.Errorf("a task that succeeded has %d hatches of states that it has not", n)
	}
	_, now := pageFor(t, waiting(), "view=timeline", text.English)
	there := map[string]bool{}
	doc.Find("pattern, marker").AddSelection(now.Find("pattern, marker")).Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if there[id] = true; !asked[id] {
			t.Errorf("no style asks for %s", id)
		}
	})
	if !maps.Equal(asked, there) {
		t.Errorf("the styles ask for %v, there are %v", asked, there)
	}
}

// What a subtask costs in the timeline: budgets that keep large tasks quick.
func TestRowsAreLight(t *testing.T) {
	for _, c := range []struct {
		query string
		marks int // of what is usual, at least
		bytes int
	}{
		{"view=timeline", 0, 700},
		// Only when they are asked for; they are most of what is beyond 700.
		{"view=timeline&usual=all", 1000, 760},
	} {
		t.Run(c.query, func(t *testing.T) { holdLight(t, c.query, c.marks, c.bytes) })
	}
}

// holdLight weighs the timeline of a task of which each subtask has a baseline.
func holdLight(t *testing.T, query string, marks, most int) {
	_, doc := drawn(t, usual(inputFor(t, wide(), query), 14, 10_000, 99_000), text.English)
	if n := doc.Find(".tl-bars .usual").Length(); n < marks || marks == 0 && n > 0 {
		t.Errorf("%d marks of what is usual, want %d", n, marks)
	}
	html, err := doc.Find(".timeline").Html()
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if _, err := z.Write([]byte(html)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	const n = 1312
	elements := float64(doc.Find(".timeline *").Length()) / n
	t.Logf("%.2f elements, %d bytes, %d compressed", elements, len(html)/n, packed.Len()/n)
	if elements > 8 {
		t.Errorf("%.2f elements per subtask, want at most 8", elements)
	}
	if per := len(html) / n; per > most {
		t.Errorf("%d bytes per subtask, want at most %d", per, most)
	}
	if per := packed.Len() / n; per > 60 {
		t.Errorf("%d bytes compressed per subtask, want at most 60", per)
	}
}
