package web

import (
	"encoding/json"
	"net/http"
	"regexp"
	"testing"
	"time"

	"taskscope/internal/ocpsim"
)

// varies is what differs between two answers to the same question whoever asks:
// ids of requests, addresses of the simulator, and moments of Taskscope's own,
// which differ where the machine is slow.
var varies = regexp.MustCompile(`[0-9a-f]{16}|just now|(\d+ m )?\d+ s ago|127\.0\.0\.1:\d+|\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:?\d\d|Z)?|\d\d:\d\d:\d\d [+-]\d\d:\d\d|\b\d\d-\d\d \d\d:\d\d(:\d\d)?`)

// TestWhatOthersReadTellsNothing asks the same as the same person in two worlds:
// in one others have read a lot that the person may not see, among it runs of the
// very name that the person looks at, with notes and pins; in the other they have
// not. Whatever number, list, suggestion, baseline or error differs would tell.
func TestWhatOthersReadTellsNothing(t *testing.T) {
	at := time.Now()
	ask := func(t *testing.T, user string, busy bool) (answers map[string]string) {
		t.Helper()
		w := newWorld(t, signInMode, func(s *setup) { s.sim = ocpsim.Config{Now: func() time.Time { return at }} })
		if busy {
			other := w.as("viewer")
			own := w.body(ownTask)
			for k := range 8 {
				w.importBody("prod", renamed(t, own, int64(93_000_000+k)))
			}
			for _, id := range []int64{payTask, ocpsim.SlowBase, ocpsim.SlowBase + 1, ocpsim.Sample} {
				other.get(path("/tasks/%d", id))
			}
			for _, id := range []int64{payTask, ownTask} {
				other.get(path("/tasks/%d", id))
			}
			for _, post := range [][2]string{{"/note", "version=0&title=secret+plan&text=of+others"}, {"/pin", "pinned=1"}} {
				if r := other.post(path("/tasks/%d@1%s", payTask, post[0]), post[1]); r.StatusCode != http.StatusSeeOther {
					t.Fatalf("%s = %d", post[0], r.StatusCode)
				}
			}
		}
		me := w.as(user)
		name := me.get(path("/tasks/%d", ownTask)).doc(t).Find(".task h1").Text()
		answers = map[string]string{}
		for _, url := range append([]string{
			path("/tasks/%d", ownTask), path("/tasks/%d?view=timeline&usual=all", ownTask), path("/tasks/%d?view=subtasks&is=slower", ownTask),
			path("/tasks/%d?view=changes", ownTask), path("/tasks/%d@1", ownTask), path("/tasks/%d@2", ownTask),
			path("/tasks/%d/analysis.json", ownTask), path("/tasks/%d/subtasks.csv", ownTask), path("/tasks/%d/summary.txt", ownTask),
			path("/tasks/%d/timeline.svg", ownTask), path("/tasks/%d/changes.csv", ownTask),
			"/", "/history", "/history?all=1", "/history?q=secret", "/history?q=plan&all=1", "/history?noted=1", "/history?pinned=1",
			"/history?cluster=" + payMark, "/history?state=failed", "/trend?source=prod&name=" + escaped(name), "/trend?source=prod&name=" + escaped(payName),
		}, refused()...) {
			r := me.get(url, "Accept-Language", "en")
			answers[url] = r.Status + "\n" + varies.ReplaceAllString(string(r.body), "…")
		}
		return answers
	}
	quiet, busy := ask(t, "viewer", false), ask(t, "viewer", true)
	differ := 0
	for url := range quiet {
		if busy[url] != quiet[url] {
			differ++
		}
	}
	if differ < 8 {
		t.Fatalf("of %d questions %d are answered differently to one who read all that: the test shows nothing", len(quiet), differ)
	}
	quiet, busy = ask(t, "cluster4", false), ask(t, "cluster4", true)
	for url, want := range quiet {
		if got := busy[url]; got != want {
			k := 0
			for k < min(len(got), len(want)) && got[k] == want[k] {
				k++
			}
			from := max(0, k-80)
			t.Errorf("GET %s tells what others read:\n…%.200s\nwithout them\n…%.200s", url, got[from:], want[from:])
		}
	}
}

// renamed is the same task under another id.
func renamed(t *testing.T, body []byte, id int64) []byte {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	all["data"].(map[string]any)["id"] = id
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// refused are questions about a task that the person may not see, that others
// have read in one of the worlds.
func refused() (all []string) {
	for _, id := range []int64{payTask, payTask + 7_000_000} {
		for _, what := range []string{"", "@1", "@2", "@1/raw.json", "/analysis.json", "/live?hidden=yes", "@1/note", "?view=changes"} {
			all = append(all, path("/tasks/%d%s", id, what))
		}
		all = append(all, path("/compare/%d...%d", ownTask, id), path("/compare/%d@1...%d@1/analysis.json", ownTask, id),
			path("/api/v2/tasks/instances/%d", id), path("/open?task=%d", id))
	}
	return all
}
