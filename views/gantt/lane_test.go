package gantt

import (
	"strings"
	"testing"

	"taskscope/internal/task"
)

// TestWaitsAreToldAboveLanes: what is held or queued has no executor, and so no
// lane; it is named all the same, apart from what nothing is to be said of.
func TestWaitsAreToldAboveLanes(t *testing.T) {
	v, doc := draw(t, input(t, live(), "lane=executor"))
	if len(v.Waiting) == 0 {
		t.Fatal("the task has no subtask that is held or queued")
	}
	list := doc.Find(".tl-without").First()
	if list.NextAllFiltered(".tl").Length() != 1 || list.Find("a.mark").Length() != len(v.Waiting) {
		t.Errorf("the list %q is not above the chart, or lacks some of %d", list.Text(), len(v.Waiting))
	}
	if got := list.Find("summary").Text(); !strings.HasPrefix(got, "Waiting now, on no executor yet: ") || !strings.ContainsAny(got, "123456789") {
		t.Errorf("the list is called %q", got)
	}
}

// TestALaneThatGoesOnSaysSo: a part of a page begins with the name of the lane that
// it is in the middle of, and the name alone would be read as another lane's.
func TestALaneThatGoesOnSaysSo(t *testing.T) {
	tk := staged()
	for i := range tk.Subtasks { // all at once, on one host: a row for each
		tk.Subtasks[i].Executor = "10.0.0.1"
	}
	many := *tk
	for len(many.Subtasks) < 30 {
		for _, s := range tk.Subtasks {
			s.ID, s.Upstreams, s.Downstreams = task.SubtaskID(1000+len(many.Subtasks)), nil, nil
			many.Subtasks = append(many.Subtasks, s)
		}
	}
	_, doc := draw(t, input(t, &many, "lane=executor"))
	if got := doc.Find(".tl-names .again"); got.Length() == 0 || got.First().Text() != "10.0.0.1 (continued)" {
		t.Errorf("%d rows go on with a lane, called %q", got.Length(), got.First().Text())
	}
	if got := doc.Find(".tl-names .lane:not(.again) .lane-name"); got.Length() != 1 || got.Text() != "10.0.0.1" {
		t.Errorf("%d lanes are called %q", got.Length(), got.Text())
	}
}

// TestFoldingKeepsTheSelection: all groups fold but the one that it is in, and the
// choice says that they are folded.
func TestFoldingKeepsTheSelection(t *testing.T) {
	_, doc := draw(t, input(t, staged(), "fold=none&subtask=12"))
	fold := doc.Find(`a[data-key="]"]`)
	if got, want := fold.AttrOr("href", ""), "?subtask=12&fold=all"; got != want {
		t.Errorf("folding leads to %s, want %s", got, want)
	}
	_, doc = draw(t, input(t, staged(), "fold=all&subtask=12"))
	if got := doc.Find(`a[data-key="]"]`).AttrOr("aria-current", ""); got != "true" || doc.Find(`[aria-current="true"][data-id="12"]`).Length() == 0 {
		t.Errorf("folded, the choice is %q, and the selected row is there: %d", got, doc.Find(`[data-id="12"]`).Length())
	}
}
