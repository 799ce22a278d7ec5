package web

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"taskscope/internal/ocpsim"
)

// stillAt is a run of the task that a body is of which is at one subtask, and
// has been for a while: what comes after has not started.
func stillAt(t *testing.T, body []byte, id int64, name string, since time.Duration) []byte {
	t.Helper()
	var all map[string]any
	if err := json.Unmarshal(body, &all); err != nil {
		t.Fatal(err)
	}
	run := all["data"].(map[string]any)
	run["id"], run["status"], run["finishTime"] = id, "RUNNING", nil
	startOf := func(s map[string]any) time.Time {
		at, err := time.Parse(time.RFC3339, s["startTime"].(string))
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	var at time.Time
	for _, s := range run["subtasks"].([]any) {
		if s := s.(map[string]any); s["name"] == name {
			at = startOf(s)
			s["status"], s["finishTime"] = "RUNNING", nil
		}
	}
	if at.IsZero() {
		t.Fatalf("there is no subtask %q", name)
	}
	all["timestamp"] = at.Add(since).Format(time.RFC3339Nano)
	for _, s := range run["subtasks"].([]any) {
		if s := s.(map[string]any); startOf(s).After(at) {
			s["status"], s["startTime"], s["finishTime"] = "PENDING", nil, nil
		}
	}
	b, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestStuck: a subtask that runs is held against its other runs; only without
// them does a fixed time count, and the page says so.
func TestStuck(t *testing.T) {
	const (
		stuck    = "Install ocp agent has been running for 12 m 00 s, and 90 % of 14 runs took no more than 7.400 s: it may be stuck"
		stuckZH  = "Install ocp agent 已运行 12 分 00 秒，而 14 次运行中 90 % 不超过 7.400 秒，可能卡住了"
		quiet    = "no subtask has started or ended for 12 m 00 s"
		quietFew = quiet + ", and there is not enough history to say whether that is usual (n = 4, 5 needed)"
	)
	for _, c := range []struct {
		name          string
		runs          int
		times         float64 // of 15.361 s: how long the first of them took
		says, silence []string
		lang          string
	}{
		{"beyond what is usual", 14, 5 / 15.361, []string{stuck}, []string{quiet, "× slower"}, "en"},
		{"in Chinese", 14, 5 / 15.361, []string{stuckZH}, []string{"没有子任务开始或结束"}, "zh-CN"},
		{"too little history", 4, 5 / 15.361, []string{quietFew}, []string{"stuck"}, "en"},
		{"none", 0, 1, []string{strings.Replace(quietFew, "n = 4", "n = 0", 1)}, []string{"stuck"}, "en"},
		{"as long as usual", 14, 1000 / 15.361, nil, []string{quiet, "stuck", "usual"}, "en"},
	} {
		w := newWorld(t)
		sample := w.body(ocpsim.Sample)
		for k := range c.runs {
			w.importBody("prod", again(t, sample, int64(91_000_000+k), -48+k, longest, c.times+float64(k)/5/15.361))
		}
		w.importBody("prod", stillAt(t, sample, 92_000_000, longest, 12*time.Minute))
		d := w.get("/tasks/prod:92000000@1?subtask=13000336", "Accept-Language", c.lang).doc(t)
		said := d.Find(".diagnosis").Text()
		for _, words := range c.says {
			if !strings.Contains(said, words) {
				t.Errorf("%s: the diagnosis is %q, want %q", c.name, said, words)
			}
		}
		for _, words := range c.silence {
			if strings.Contains(said, words) {
				t.Errorf("%s: the diagnosis is %q, which speaks of %q", c.name, said, words)
			}
		}
		if panel := d.Find(".panel").Text(); strings.Contains(panel, "it may be stuck") != (c.says != nil && c.says[0] == stuck) {
			t.Errorf("%s: the panel says %q", c.name, panel)
		}
	}
}
