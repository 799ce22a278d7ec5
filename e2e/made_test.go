package e2e

import (
	"bytes"
	"encoding/json"
	"io"
	"mime/multipart"
	"net/http"
	"testing"
	"time"
)

// A made is a task that a test makes up: what the demo's OCP never says. Times
// are ms from madeStart; absent is no time at all.
type made struct {
	id          int64
	name        string
	now, finish int64 // of the answer, and of the task
	status      string
	steps       []step
}

type step struct {
	id       int64
	name     string
	from, to int64
	ups      []int64
	status   string // "" is SUCCESSFUL
	op       string // "" is EXECUTE
	runs     int    // 0 is 1
	copy     int    // its parallelIdx and 1 more; 0 is no copy
	host     string // its executor; "" is 10.0.0.1
}

const absent = -1

// madeStart is when made tasks begin: 2025-05-06 14:00:00 +08:00.
var madeStart = time.Date(2025, 5, 6, 14, 0, 0, 0, time.FixedZone("", 8*3600))

// body is OCP's answer.
func (m made) body(t testing.TB) []byte {
	t.Helper()
	stamp := func(ms int64) any {
		if ms == absent {
			return nil
		}
		return madeStart.Add(time.Duration(ms) * time.Millisecond).Format("2006-01-02T15:04:05.000Z07:00")
	}
	or := func(s, def string) string {
		if s == "" {
			return def
		}
		return s
	}
	downs := map[int64][]int64{}
	for _, s := range m.steps {
		for _, u := range s.ups {
			downs[u] = append(downs[u], s.id)
		}
	}
	subtasks := make([]map[string]any, 0, len(m.steps))
	for i, s := range m.steps {
		subtasks = append(subtasks, map[string]any{
			"id": s.id, "name": s.name, "description": s.name, "status": or(s.status, "SUCCESSFUL"), "operation": or(s.op, "EXECUTE"),
			"startTime": stamp(s.from), "finishTime": stamp(s.to), "createTime": stamp(0), "runTime": max(1, s.runs), "parallelIdx": s.copy - 1,
			"upstreams": append([]int64{}, s.ups...), "downstreams": append([]int64{}, downs[s.id]...), "seriesId": i, "timeout": 3600,
			"nodeType": "JAVA_TASK", "executor": or(s.host, "10.0.0.1"), "prohibitRollback": false,
		})
	}
	b, err := json.Marshal(map[string]any{
		"successful": true, "status": 200, "timestamp": stamp(m.now), "server": "10.0.0.1", "traceId": "made", "duration": 5,
		"data": map[string]any{
			"id": m.id, "name": m.name, "status": or(m.status, "SUCCESSFUL"), "operation": "EXECUTE", "type": "MANUAL",
			"createTime": stamp(0), "startTime": stamp(0), "finishTime": stamp(m.finish), "subtasks": subtasks,
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// keep has the history keep the answers, each a snapshot after the one before.
func keep(t testing.TB, app *App, answers ...made) {
	t.Helper()
	for _, m := range answers {
		var form bytes.Buffer
		w := multipart.NewWriter(&form)
		part, err := w.CreateFormFile("file", "task.json")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(m.body(t)); err != nil {
			t.Fatal(err)
		}
		w.Close()
		res, err := http.Post(app.URL+"/import", w.FormDataContentType(), &form)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(res.Body)
		res.Body.Close()
		if res.StatusCode != http.StatusOK { // after the way to the task's page
			t.Fatalf("import of %s: %s\n%.500s", m.name, res.Status, text)
		}
	}
}
