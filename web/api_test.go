package web

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/ocpsim"
	"taskscope/internal/task"
)

// sampleAnalysis is what the API page's sample amounts to: worked out by hand
// from its times.
const sampleAnalysis = `{"ref":"35000312@1","source":"prod","task_id":35000312,"snapshot":1,"name":"Reinstall OCP agent",
"state":"succeeded","makespan_ms":22327,"critical_path":[
{"subtask":13000335,"wait_ms":948,"run_ms":394},{"subtask":13000333,"wait_ms":650,"run_ms":1894},
{"subtask":13000336,"wait_ms":1195,"run_ms":15361},{"subtask":13000334,"wait_ms":880,"run_ms":190}],
"critical_wait_ms":3673,"critical_run_ms":17839,"tail_ms":815,"ideal_ms":17839,"busy_ms":17839,"peak_concurrency":1,
"subtasks":[
{"id":13000335,"name":"Prepare reinstalling OCP agent","parallel_idx":-1,"state":"succeeded","wait_ms":948,"run_ms":394,"slack_ms":0,"critical":true},
{"id":13000333,"name":"Uninstall ocp agent","parallel_idx":-1,"state":"succeeded","wait_ms":650,"run_ms":1894,"slack_ms":0,"critical":true},
{"id":13000336,"name":"Install ocp agent","parallel_idx":-1,"state":"succeeded","wait_ms":1195,"run_ms":15361,"slack_ms":0,"critical":true},
{"id":13000334,"name":"Finish reinstalling OCP agent","parallel_idx":-1,"state":"succeeded","wait_ms":880,"run_ms":190,"slack_ms":0,"critical":true}],
"problems":[]}`

func TestAnalysisOfTheSample(t *testing.T) {
	w := newWorld(t)
	for _, url := range []string{"/tasks/35000312/analysis.json", "/tasks/prod:35000312@1/analysis.json", "/tasks/prod%3A35000312%401/analysis.json"} {
		r := w.get(url)
		var got, want any
		r.json(t, &got)
		if err := json.Unmarshal([]byte(sampleAnalysis), &want); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("GET %s = %s\nwant %s", url, r.body, sampleAnalysis)
		}
		for i, key := range []string{"ref", "source", "task_id", "snapshot", "name", "state", "makespan_ms", "critical_path"} {
			if at := bytes.Index(r.body, []byte(`"`+key+`"`)); i > 0 && at < bytes.Index(r.body, []byte(`"ref"`)) {
				t.Errorf("key %q comes before ref", key)
			}
		}
	}
}

func TestAnalysisOfWhatHasNoTimes(t *testing.T) {
	w := newWorld(t)
	ref := w.importBody("prod", []byte(`{"id": 9007199254740993, "name": "Bare", "status": "RUNNING",
		"subtasks": [{"id": 9007199254740995, "name": "a", "status": "PENDING"}]}`))
	r := w.get("/tasks/" + w.reader.Short(ref).String() + "/analysis.json")
	var got map[string]any
	r.json(t, &got)
	if got["task_id"] != "9007199254740993" {
		t.Errorf("task_id = %v, want a string above 2^53-1", got["task_id"])
	}
	for _, key := range []string{"makespan_ms", "tail_ms", "ideal_ms", "busy_ms"} {
		if v, ok := got[key]; !ok || v != nil {
			t.Errorf("%s = %v, want null", key, v)
		}
	}
	if path, ok := got["critical_path"].([]any); !ok || len(path) != 0 {
		t.Errorf("critical_path = %v, want []", got["critical_path"])
	}
	sub := got["subtasks"].([]any)[0].(map[string]any)
	if sub["id"] != "9007199254740995" || sub["wait_ms"] != nil || sub["run_ms"] != nil || sub["slack_ms"] != nil {
		t.Errorf("subtask = %v, want its id as a string and null times", sub)
	}
	var kinds []string
	for _, p := range got["problems"].([]any) {
		q := p.(map[string]any)
		kinds = append(kinds, q["kind"].(string))
		if text := q["text"].(string); text == "" || strings.HasPrefix(text, "[") {
			t.Errorf("problem %v has no text", q)
		}
	}
	if !slices.Contains(kinds, "bare_data") || !slices.Contains(kinds, "no_times") {
		t.Errorf("problems = %v, want bare_data and no_times among them", kinds)
	}
}

// TestAnalysisAddsUp holds every task of the simulated OCP against the laws of
// the contract.
func TestAnalysisAddsUp(t *testing.T) {
	w := newWorld(t)
	for _, e := range w.sim.Catalogue() {
		if e.Fault != "" {
			continue
		}
		r := w.get(path("/tasks/%d/analysis.json", e.ID))
		if r.StatusCode == 404 && e.Live {
			continue // not there yet
		}
		var j taskJSON
		if r.StatusCode != 200 {
			t.Errorf("%s: %d %s", e.Scenario, r.StatusCode, r.body)
			continue
		}
		r.json(t, &j)
		if len(j.Subtasks) != e.Subtasks && e.Group != ocpsim.GroupOdd {
			t.Errorf("%s: %d subtasks, want %d", e.Scenario, len(j.Subtasks), e.Subtasks)
		}
		if j.MakespanMS == nil {
			continue
		}
		waits, runs := int64(0), int64(0)
		for _, h := range j.CriticalPath {
			waits, runs = waits+h.WaitMS, runs+h.RunMS
		}
		if waits != *j.CriticalWaitMS || runs != *j.CriticalRunMS || waits+runs+*j.TailMS != *j.MakespanMS {
			t.Errorf("%s: path %d wait + %d run + %d tail, want %d", e.Scenario, waits, runs, *j.TailMS, *j.MakespanMS)
		}
		// After a rollback too: pages say less, the arithmetic is the same.
		critical := 0
		for _, s := range j.Subtasks {
			if s.Critical {
				critical++
			}
			if (s.WaitMS == nil) != (s.RunMS == nil) || (s.SlackMS == nil) != (s.RunMS == nil) {
				t.Errorf("%s: subtask %s has wait %v, run %v, slack %v: want all or none", e.Scenario, s.ID, s.WaitMS, s.RunMS, s.SlackMS)
			}
		}
		if critical != len(j.CriticalPath) {
			t.Errorf("%s: %d critical subtasks on a path of %d", e.Scenario, critical, len(j.CriticalPath))
		}
	}
}

func TestGraphJSON(t *testing.T) {
	w := newWorld(t)
	for _, id := range []int64{ocpsim.Sample, ocpsim.Large, ocpsim.AllToAll} {
		var g graphJSON
		var a taskJSON
		w.get(path("/tasks/%d/graph.json", id)).json(t, &g)
		w.get(path("/tasks/%d/analysis.json", id)).json(t, &a)
		at := map[task.SubtaskID]nodeJSON{}
		for _, n := range g.Nodes {
			at[n.ID] = n
			if n.W <= 0 || n.H <= 0 || n.X < 0 || n.Y < 0 {
				t.Errorf("task %d: node %s at %v", id, n.ID, n)
			}
		}
		if len(at) != len(a.Subtasks) {
			t.Errorf("task %d: %d nodes, want one for each of %d subtasks", id, len(at), len(a.Subtasks))
		}
		for _, e := range g.Edges {
			from, to := at[e.From], at[e.To]
			if from.X >= to.X || from.Layer >= to.Layer || len(e.Points) < 2 {
				t.Errorf("task %d: edge %s→%s does not lead to the right: %v → %v by %v", id, e.From, e.To, from, to, e.Points)
			}
		}
	}
}

func TestFoldedGraphJSON(t *testing.T) {
	w := newWorld(t)
	for _, e := range w.sim.Catalogue() {
		if e.Fault != "" || e.Live {
			continue
		}
		var whole, folded graphJSON
		w.get(path("/tasks/%d/graph.json", e.ID)).json(t, &whole)
		w.get(path("/tasks/%d/graph.json?fold=auto", e.ID)).json(t, &folded)
		stood, layer := 0, map[task.SubtaskID]int{}
		for _, n := range folded.Nodes {
			stood += max(1, len(n.Members))
			layer[n.ID] = n.Layer
			if len(n.Members) == 1 || len(n.Members) > 1 && n.Members[0] != n.ID {
				t.Errorf("%s: node %s stands for %v", e.Scenario, n.ID, n.Members)
			}
		}
		if stood != len(whole.Nodes) {
			t.Errorf("%s: folded nodes stand for %d subtasks, want %d", e.Scenario, stood, len(whole.Nodes))
		}
		for _, f := range folded.Edges {
			if len(layer) == len(folded.Nodes) && layer[f.From] >= layer[f.To] {
				t.Errorf("%s: edge %s→%s does not lead on", e.Scenario, f.From, f.To)
			}
		}
		if e.ID == ocpsim.Large && len(folded.Nodes) > len(whole.Nodes)/10 {
			t.Errorf("%d of %d nodes are left of a task with 99 hosts", len(folded.Nodes), len(whole.Nodes))
		}
	}
}

func TestCompareJSON(t *testing.T) {
	w := newWorld(t)
	w.importBlast()
	var ab, ba, aa compareJSON
	w.get("/compare/36000107@1...36000108@1/analysis.json").json(t, &ab)
	w.get("/compare/36000108@1...36000107@1/analysis.json").json(t, &ba)
	w.get("/compare/36000107@1...prod:36000107@1/analysis.json").json(t, &aa)
	if ab.Base != "36000107@1" || ab.Head != "36000108@1" || ab.Matched != 43 || len(ab.Pairs) != 43 {
		t.Errorf("comparison = %s...%s, %d matched, %d pairs; want all 43", ab.Base, ab.Head, ab.Matched, len(ab.Pairs))
	}
	if *ab.DeltaMS == 0 || *ab.DeltaMS != *ab.HeadMakespanMS-*ab.BaseMakespanMS {
		t.Errorf("delta = %d, want %d − %d and not 0", *ab.DeltaMS, *ab.HeadMakespanMS, *ab.BaseMakespanMS)
	}
	sum := *ab.TailDeltaMS
	for _, c := range ab.Attribution {
		sum += c.DeltaMS
		if c.DeltaMS != c.WaitDeltaMS+c.RunDeltaMS {
			t.Errorf("contribution %+v does not add up", c)
		}
	}
	if sum != *ab.DeltaMS {
		t.Errorf("contributions sum to %d, want %d", sum, *ab.DeltaMS)
	}
	if *ba.DeltaMS != -*ab.DeltaMS {
		t.Errorf("the other way round the delta is %d, want %d", *ba.DeltaMS, -*ab.DeltaMS)
	}
	if *aa.DeltaMS != 0 || len(aa.Attribution) != 0 || len(aa.OnlyBase)+len(aa.OnlyHead) != 0 {
		t.Errorf("a task compared with itself: %+v", aa)
	}
	if raw := w.get("/compare/36000107@1...36000107@1/analysis.json").body; !bytes.Contains(raw, []byte(`"attribution":[]`)) ||
		!bytes.Contains(raw, []byte(`"only_base":[]`)) || !bytes.Contains(raw, []byte(`"only_head":[]`)) {
		t.Errorf("empty lists are not []: %s", raw)
	}
}

func TestRawIsTheBodyAsReceived(t *testing.T) {
	w := newWorld(t)
	want := w.body(ocpsim.Sample)
	if got := w.get(path("/tasks/%d/raw.json", ocpsim.Sample)).body; !bytes.Equal(got, want) {
		t.Errorf("raw.json differs from what OCP answered")
	}
	odd := []byte(" \n{\"id\":5,\"name\":\"x\",  \"status\":\"RUNNING\",\"subtasks\":[]}\r\n\t")
	ref := w.importBody("prod", odd)
	pinned := w.get("/tasks/" + w.reader.Short(ref).String() + "/raw.json")
	if !bytes.Equal(pinned.body, odd) {
		t.Errorf("raw.json = %q, want %q", pinned.body, odd)
	}
	if cc := pinned.Header.Get("Cache-Control"); !strings.Contains(cc, "immutable") || !strings.Contains(cc, "private") {
		t.Errorf("pinned raw.json: Cache-Control %q", cc)
	}
}

func TestInstanceAnswersAsOCP(t *testing.T) {
	w := newWorld(t)
	url := path("/api/v2/tasks/instances/%d", ocpsim.Sample)
	missing := w.get(url)
	var e struct {
		Error      struct{ Code any }
		Successful *bool
		Status     int
		TraceID    string `json:"traceId"`
	}
	missing.json(t, &e)
	if missing.StatusCode != 404 || e.Error.Code != "TSK10001" || e.Successful == nil || *e.Successful || e.Status != 404 || e.TraceID == "" {
		t.Errorf("before it was seen: %d %s", missing.StatusCode, missing.body)
	}
	if n := w.sim.Requests(ocpsim.Sample); n != 0 {
		t.Errorf("OCP was asked %d times", n)
	}
	for _, bad := range []string{"/api/v2/tasks/instances/abc", url + "?source=A"} {
		if r := w.get(bad); r.StatusCode != 400 || !bytes.Contains(r.body, []byte(`"successful":false`)) {
			t.Errorf("GET %s = %d %s, want 400 in OCP's envelope", bad, r.StatusCode, r.body)
		}
	}
	if r := w.get("/api/v2/nowhere"); r.StatusCode != 404 || !bytes.Contains(r.body, []byte(`"successful":false`)) {
		t.Errorf("GET /api/v2/nowhere = %d %s, want 404 in OCP's envelope", r.StatusCode, r.body)
	}
	w.get(path("/tasks/%d", ocpsim.Sample))
	if got, want := w.get(url).body, w.body(ocpsim.Sample); !bytes.Equal(got, want) {
		t.Errorf("the body is not OCP's own")
	}
	bare := []byte(`{"id":5,"name":"x","status":"RUNNING","subtasks":[]}`)
	w.importBody("old", bare)
	if got := w.get("/api/v2/tasks/instances/5?source=old").body; !bytes.Equal(got, bare) {
		t.Errorf("?source=old = %s, want %s", got, bare)
	}
	if r := w.get("/api/v2/tasks/instances/5"); r.StatusCode != 404 {
		t.Errorf("of another source: %d, want 404 from the default one", r.StatusCode)
	}
}
