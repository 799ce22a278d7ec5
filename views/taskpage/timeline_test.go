package taskpage

import (
	"os"
	"regexp"
	"slices"
	"strings"
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

func TestWhatWaitsNowShowsSinceWhen(t *testing.T) {
	page, doc := pageFor(t, waiting(), "view=timeline", text.English)
	waits := map[string]bool{}
	for _, p := range page.Timeline.Parts {
		for _, r := range p.Rows {
			waits[r.Name] = r.Wait != nil
			if r.Name == "Held" && (r.Wait == nil || r.Wait.X+r.Wait.Width < 99.999) {
				t.Errorf("the wait of a held subtask is %v, want it to reach now", r.Wait)
			}
		}
	}
	for name, want := range map[string]bool{"Prepare": true, "Runs": true, "Queued": true, "Held": true, "Blocked": false} {
		if waits[name] != want {
			t.Errorf("%s has a wait: %v, want %v", name, waits[name], want)
		}
	}
	var legend []string
	doc.Find(".legend li").Each(func(_ int, s *goquery.Selection) { legend = append(legend, strings.TrimSpace(s.Text())) })
	for word, want := range map[string]bool{"running": true, "queued": true, "held": true, "succeeded": true, "blocked": false, "failed": false} {
		if slices.Contains(legend, word) != want {
			t.Errorf("the legend %q names %s: %v, want %v", legend, word, !want, want)
		}
	}
}

// Each hatch that the style sheet asks for exists, and the other way round.
func TestHatchesExist(t *testing.T) {
	sheet, err := os.ReadFile("../../static/css/state.css")
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	for _, m := range regexp.MustCompile(`url\(#(p-\w+)\)`).FindAllSubmatch(sheet, -1) {
		asked[string(m[1])] = true
	}
	_, doc := pageFor(t, sample(), "view=timeline", text.English)
	doc.Find("pattern").Each(func(_ int, s *goquery.Selection) {
		id := s.AttrOr("id", "")
		if !asked[id] {
			t.Errorf("no state asks for hatch %s", id)
		}
		delete(asked, id)
	})
	if len(asked) > 0 {
		t.Errorf("state.css asks for hatches that are not there: %v", asked)
	}
}

func TestPartsHoldEveryRowInOrder(t *testing.T) {
	page, doc := pageFor(t, wide(), "view=timeline&subtask=1000020", text.English)
	rows, selected := 0, 0
	for _, p := range page.Timeline.Parts {
		rows += len(p.Rows)
		if p.Selected != nil {
			selected++
		}
		for at, r := range p.Rows {
			if r.Y != at*RowHeight || p.Height != len(p.Rows)*RowHeight {
				t.Fatalf("row %d of a part of %d px lies at %d", at, p.Height, r.Y)
			}
		}
	}
	if rows != 1312 || selected != 1 || doc.Find(".row-selected").Length() != 1 {
		t.Errorf("%d rows and %d bands, want 1312 and 1", rows, selected)
	}
}

// What a subtask costs in the timeline: budgets that keep large tasks quick.
func TestRowsAreLight(t *testing.T) {
	_, doc := pageFor(t, wide(), "view=timeline", text.English)
	html, err := doc.Find(".timeline").Html()
	if err != nil {
		t.Fatal(err)
	}
	const n = 1312
	if per := float64(doc.Find(".timeline *").Length()) / n; per > 8 {
		t.Errorf("%.2f elements per subtask, want at most 8", per)
	}
	if per := len(html) / n; per > 700 {
		t.Errorf("%d bytes per subtask, want at most 700", per)
	}
}
