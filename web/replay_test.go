package web

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"taskscope/internal/ocpsim"
	"taskscope/internal/task"
	"taskscope/views/viewtest"
)

// TestChanges: what OCP said one look after the other is listed as what changed,
// with what it forgets: attempts, and when a subtask was queued.
func TestChanges(t *testing.T) {
	w, clock := replayed(t)
	said := w.watch(clock)
	url := path("/tasks/%d", ocpsim.RetriedTwice)
	d := w.get(url+"?view=changes", "Accept-Language", "en").doc(t)
	rows := viewtest.Texts(d.Find(".changes tbody:has(.step) tr:not(.step)"))
	if len(rows) == 0 || d.Find(".changes .step a").Length() == 0 {
		t.Fatalf("no changes: %s", d.Find(".changes").Text())
	}
	for _, want := range []string{"running succeeded between", "running failed between", "The task running failed", "The task failed retrying", "failed retrying between"} {
		if !has(d, want) {
			t.Errorf("no row says %q:\n%s", want, strings.Join(rows, "\n"))
		}
	}
	// Each subtask ends in the list as OCP has it now.
	last := said[len(said)-1].Task
	state := map[string]string{}
	d.Find(".changes tbody:has(.step) tr:not(.step)").Each(func(_ int, s *goquery.Selection) {
		state[s.Find("th a").AttrOr("data-to", "")] = strings.TrimSpace(s.Find(".state").Last().Text())
	})
	for i := range last.Subtasks {
		s := &last.Subtasks[i]
		if got, ok := state[s.ID.String()]; s.Status.Is(task.StatusSuccessful) && ok && got != "succeeded" {
			t.Errorf("subtask %d ends as %q, want succeeded", s.ID, got)
		}
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(w.get(url+"/changes.csv").body), "\ufeff"))).ReadAll()
	if err != nil || len(records) != len(rows)+1 {
		t.Errorf("changes.csv has %d records, %v; the page %d rows", len(records), err, len(rows))
	}
	var j changesJSON
	w.get(url+"/changes.json").json(t, &j)
	if len(j.Changes) != len(rows) || j.TaskID != last.ID {
		t.Fatalf("changes.json has %d changes of task %d; the page %d", len(j.Changes), j.TaskID, len(rows))
	}
	for k, c := range j.Changes { // the same as the other file
		r, id, from := records[k+1], "", ""
		if c.Subtask != nil {
			id = c.Subtask.String()
		}
		if c.From != nil {
			from = *c.From
		}
		if got := []string{strconv.Itoa(c.Snapshot), id, c.Name, from, c.To}; !slices.Equal(got, r[:5]) {
			t.Errorf("change %d is %q in JSON, %q in CSV", k, got, r[:5])
		}
		if at, err := time.Parse(time.RFC3339, r[10]); err != nil || at.UnixMilli() != c.ByMS || c.AfterMS != nil && *c.AfterMS > c.ByMS {
			t.Errorf("change %d is seen by %d after %v in JSON, by %s in CSV", k, c.ByMS, c.AfterMS, r[10])
		}
	}
	// A change leads to the snapshot that first had it.
	step := d.Find(".changes .step a").First()
	if r := w.get(step.AttrOr("href", "")); r.StatusCode != 200 || !strings.Contains(step.AttrOr("href", ""), "@2?view=changes") {
		t.Errorf("the first step leads to %s: %d", step.AttrOr("href", ""), r.StatusCode)
	}
	// A filter leaves the changes of what it lets through.
	some := w.get(url + "?view=changes&state=failed").doc(t).Find(".changes tbody:has(.step) tr:not(.step)").Length()
	if some == 0 || some >= len(rows) {
		t.Errorf("state=failed leaves %d of %d changes", some, len(rows))
	}
}

// watch looks at RetriedTwice until it has failed twice.
func (w *world) watch(clock *simClock) []task.Response {
	w.t.Helper()
	said := w.poll(clock, ocpsim.RetriedTwice, 5*time.Second, 30*time.Minute, task.Failed)
	said = append(said, w.poll(clock, ocpsim.RetriedTwice, 20*time.Second, 30*time.Minute, task.Retrying)...)
	return append(said, w.poll(clock, ocpsim.RetriedTwice, 3*time.Second, 30*time.Minute, task.Failed)...)
}

// has says whether a row has these words, one after the other, whatever lies
// between its cells.
func has(d *goquery.Document, words string) bool {
	found := false
	d.Find(".changes tbody:has(.step) tr:not(.step)").Each(func(_ int, s *goquery.Selection) {
		found = found || strings.Contains(strings.Join(viewtest.Texts(s.Children()), " "), words)
	})
	return found
}

// TestSlider: the links go through all snapshots and back, and keep view and
// selection; what is shown is what was said then.
func TestSlider(t *testing.T) {
	w, clock := replayed(t)
	w.watch(clock)
	trail, err := w.store.Trail(t.Context(), task.Ref{Source: "prod", Task: task.ID(ocpsim.RetriedTwice)})
	if err != nil || len(trail) < 4 {
		t.Fatalf("%d snapshots, %v", len(trail), err)
	}
	keep := "?view=timeline&usual=all"
	step := func(d *goquery.Document, label string) string {
		return d.Find(".replay a[aria-label='"+label+"']").AttrOr("href", "")
	}
	d := w.get(path("/tasks/%d%s", ocpsim.RetriedTwice, keep), "Accept-Language", "en").doc(t)
	if got := step(d, "Next snapshot") + step(d, "Newest snapshot"); got != "" {
		t.Errorf("the newest leads on to %s", got)
	}
	for k := len(trail) - 2; k >= 0; k-- {
		want := path("/tasks/%d@%d%s", ocpsim.RetriedTwice, trail[k].Ref.Snapshot, keep)
		got := step(d, "Snapshot before")
		if got != want {
			t.Fatalf("before %d: %s, want %s", k+1, got, want)
		}
		d = w.get(got, "Accept-Language", "en").doc(t)
		if said := d.Find(".replay output").Text(); !strings.HasPrefix(said, fmt.Sprintf("%d of %d · 2025-03-11 22:", k+1, len(trail))) {
			t.Fatalf("snapshot %d of %d: it says %q", k+1, len(trail), said)
		}
		slider := d.Find(".replay input[type=range]")
		if slider.AttrOr("value", "") != fmt.Sprint(k) || strings.Count(slider.AttrOr("data-numbers", ""), ",") != len(trail)-1 {
			t.Fatalf("the slider is at %s", slider.AttrOr("value", ""))
		}
	}
	if got, want := step(d, "Newest snapshot"), path("/tasks/%d%s", ocpsim.RetriedTwice, keep); got != want {
		t.Errorf("the newest is %s, want %s", got, want)
	}
	if got := w.get(path("/tasks/%d", ocpsim.Sample)).doc(t).Find(".replay").Length(); got != 0 {
		t.Error("one snapshot has a slider")
	}
}

// TestChangesOfOneSnapshot: there are none, and the page says so.
func TestChangesOfOneSnapshot(t *testing.T) {
	w := newWorld(t)
	d := w.get(path("/tasks/%d?view=changes", ocpsim.Sample), "Accept-Language", "en").doc(t)
	if !strings.Contains(d.Find(".changes").Text(), "one state only") || d.Find(".changes table").Length() != 0 {
		t.Errorf("the page says %q", d.Find(".changes").Text())
	}
}
