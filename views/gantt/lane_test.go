package gantt

import (
	"strings"
	"testing"
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
