package taskpage

import (
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

// changed is the page of the sample's changes: its second snapshot ended one
// subtask, its third started another anew; the fourth is not read yet.
func changed(t *testing.T, query string) Input {
	in := inputFor(t, sample(), query)
	sighting := func(first, last int64, st task.Status, op task.Operation, runs int64) timeline.Sighting {
		return timeline.Sighting{First: start + first, Last: start + last, Status: st, Operation: op, Started: at(5081), RunTime: task.Some(runs)}
	}
	ended := sighting(21_000, 21_000, "SUCCESSFUL", "EXECUTE", 1)
	ended.Finished = at(20_442)
	in.Changes = []Change{
		{Snapshot: 2, Change: timeline.Change{Subtask: 13000336, From: sighting(6000, 15_000, "RUNNING", "EXECUTE", 1), To: ended}},
		{Snapshot: 2, Change: timeline.Change{Subtask: 99, New: true, To: sighting(21_000, 21_000, "WARNING", "EXECUTE", 1)}},
		{Snapshot: 3, Change: timeline.Change{Subtask: 13000334, From: sighting(6000, 21_000, "FAILED", "EXECUTE", 1), To: sighting(30_000, 30_000, "RUNNING", "RETRY", 2)}},
	}
	in.Replay = Replay{Moments: []Moment{{1, start + 6000}, {2, start + 21_000}, {3, start + 30_000}, {4, start + 40_000}}, At: 2}
	in.Newest = 4
	return in
}

func TestChangesView(t *testing.T) {
	_, doc := drawn(t, changed(t, "view=changes"), text.English)
	var got []string
	for _, row := range doc.Find(".changes tbody tr").EachIter() {
		got = append(got, strings.Join(viewtest.Texts(row.Children()), "|"))
	}
	want := []string{
		"Snapshot 2, 15:09:52.740: 2 changes",
		"Install ocp agent|running|succeeded|between 15:09:46.740 and 15:09:52.740 · ended 15:09:52.182",
		"99|–|unknown: WARNING|started 15:09:36.821",
		"Snapshot 3, 15:10:01.740: 1 change",
		"Finish reinstalling OCP agent|failed|retrying|between 15:09:52.740 and 15:10:01.740 · attempt 2 · EXECUTE → RETRY",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("changes are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := doc.Find(".changes .step a").First().AttrOr("href", ""); got != "/tasks/35000312@2?view=changes" {
		t.Errorf("a step leads to %s", got)
	}
	if got := doc.Find(".changes a[data-to]").First().AttrOr("href", ""); got != "?view=changes&subtask=13000336" {
		t.Errorf("a subtask leads to %s", got)
	}
	_, doc = drawn(t, changed(t, "view=changes&q=finish"), text.Chinese)
	if got := doc.Find(".changes tbody tr:not(.step)").Length(); got != 1 {
		t.Errorf("a filter leaves %d changes, want 1", got)
	}
	in := changed(t, "view=changes")
	in.ChangesCut = true
	if _, doc := drawn(t, in, text.English); !strings.Contains(doc.Find(".changes").Text(), "is not listed") {
		t.Error("it does not say that it was cut")
	}
}

func TestSliderLinks(t *testing.T) {
	page, doc := drawn(t, changed(t, "view=timeline&subtask=13000336&from=5&to=900"), text.English)
	const keep = "?view=timeline&subtask=13000336&from=5&to=900"
	s := page.Header.Slider
	if s.First != "/tasks/35000312@1"+keep || s.Prev != "/tasks/35000312@2"+keep || s.Next != s.Last || s.Last != "/tasks/35000312"+keep {
		t.Errorf("the slider leads to %q %q %q %q", s.First, s.Prev, s.Next, s.Last)
	}
	if got := text.Line(doc.Find(".replay output").Text()); got != "3 of 4 · 2021-08-25 15:10:01.740 +08:00" {
		t.Errorf("it says %q", got)
	}
	in := changed(t, "")
	in.Replay.Cut = true
	if _, doc := drawn(t, in, text.English); !strings.Contains(doc.Find(".replay").Text(), "Only the latest 4 snapshots") {
		t.Error("it does not say that it was cut")
	}
	in.Replay.Moments, in.Replay.At = in.Replay.Moments[:1], 0
	if page, _ := drawn(t, in, text.English); page.Header.Slider != nil {
		t.Error("one snapshot has a slider")
	}
}
