package taskpage

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/ui"
	"taskscope/views/viewtest"
)

// liveOf is the live bar of a task in that status.
func liveOf(t *testing.T, status task.Status, change func(*Input)) (Page, *goquery.Selection) {
	t.Helper()
	tk := broken()
	tk.Status = status
	snap := &task.Snapshot{Ref: task.Ref{Source: "ocp", Task: tk.ID, Snapshot: 3}, SeenMS: 1_000_000,
		Response: task.Response{Task: *tk, Envelope: task.Envelope{Timestamp: at(41_436)}}}
	graph, _ := dag.Build(&snap.Task)
	in := Input{URL: permalink.ToTask(task.Ref{Task: tk.ID}), Snapshot: snap, Graph: graph, Now: snap.Now(), ReadMS: 1_000_000,
		Analysis: timeline.Analyze(&snap.Task, graph, snap.Now()), Regions: []Region{RegionLive}}
	change(&in)
	page := New(ui.Page{Text: viewtest.Frame(t, "en").Text}, in)
	var b bytes.Buffer
	if err := Parts(page).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	doc, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	return page, doc.Find(`[data-region="live"]`)
}

func TestLiveBar(t *testing.T) {
	for _, test := range []struct {
		name   string
		status task.Status
		change func(*Input)
		kind   LiveKind
		words  string // somewhere in it
	}{
		{"over", "FAILED", func(in *Input) { in.Follow = true }, LiveOver, ""},
		{"followed", "RUNNING", func(in *Input) { in.Follow = true }, LiveFollow, "as of 15:10:13"},
		{"followed, but not seen for long", "RUNNING", func(in *Input) { in.Follow, in.ReadMS = true, in.ReadMS+90_000 }, LiveFollow, "as of 2021-08-25 15:10:13 +08:00"},
		{"pinned", "RUNNING", func(in *Input) { in.Follow, in.Pinned, in.URL = true, true, in.URL.Pinned(3) }, LivePinned, "Snapshot 3, of 2021-08-25 15:10:13 +08:00"},
		{"nobody to ask", "RUNNING", func(in *Input) { in.ReadMS += 12 * 60_000 }, LiveOld, "last seen, 12 m"},
	} {
		page, bar := liveOf(t, test.status, test.change)
		if page.Follow.Kind != test.kind || !strings.Contains(bar.Text(), test.words) || (test.words == "") != (strings.TrimSpace(bar.Text()) == "") {
			t.Errorf("%s: kind %q, words %q; want %q with %q", test.name, page.Follow.Kind, bar.Text(), test.kind, test.words)
		}
		if at, ok := permalink.ParseShown(bar.AttrOr("data-at", "")); !ok || at != (permalink.Shown{Snapshot: 3, NowMS: 1_629_875_413_176}) {
			t.Errorf("%s: data-at = %q", test.name, bar.AttrOr("data-at", ""))
		}
		if _, follow := bar.Attr("data-follow"); follow != (test.kind == LiveFollow) {
			t.Errorf("%s: data-follow is there: %t", test.name, follow)
		}
		if test.kind == LivePinned && bar.Find("a").AttrOr("href", "") != "/tasks/35000312" {
			t.Errorf("%s: leads to %s", test.name, bar.Find("a").AttrOr("href", ""))
		}
	}
}

func TestWhatIsSaidAloud(t *testing.T) {
	words := viewtest.Frame(t, "en").Text
	was := Tidings{State: task.Running, Failed: 1, Name: "Upgrade"}
	for _, test := range []struct {
		now  Tidings
		want string
	}{
		{was, ""},
		{Tidings{State: task.Running, Failed: 3, Name: "Upgrade"}, "Upgrade: 2 more subtasks failed"},
		{Tidings{State: task.Running, Failed: 0, Name: "Upgrade"}, ""},
		{Tidings{State: task.Failed, Failed: 3, Name: "Upgrade"}, "Upgrade: failed"},
	} {
		if got := test.now.After(was, words); got != test.want {
			t.Errorf("After of %+v = %q, want %q", test.now, got, test.want)
		}
	}
}
