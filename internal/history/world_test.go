package history

import (
	"context"
	"fmt"
	"math/rand"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"taskscope/internal/task"
)

// clock is a clock that moves a second at every look, so that no two moments
// of a test are the same.
type clock struct{ ms atomic.Int64 }

const t0 = int64(1_700_000_000_000)

func newClock() *clock { c := &clock{}; c.ms.Store(t0); return c }

func (c *clock) Now() time.Time { return time.UnixMilli(c.ms.Add(1000)) }

func open(t testing.TB, path string) *Store {
	t.Helper()
	s, err := Open(context.Background(), Config{Path: path, Now: newClock().Now, BusyTimeout: 50 * time.Millisecond})
	if err != nil {
		t.Fatalf("Open(%q): %v", path, err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

func openNew(t testing.TB) *Store { return open(t, filepath.Join(t.TempDir(), "history.db")) }

// made is a response of one finished task with n subtasks.
func made(id task.ID, n int) task.Response {
	start := t0 - 3_600_000
	r := task.Response{Envelope: task.Envelope{Timestamp: task.At(t0, 28800), TraceID: "abc"}}
	r.Task = task.Task{ID: id, Name: "Reinstall OCP agent", Status: task.StatusSuccessful, Operation: task.OpExecute,
		Creator: task.Creator{ID: task.Some[int64](100), Name: "admin"},
		Cluster: &task.Cluster{Name: "obprod"}, Tenant: &task.Tenant{Name: "sys"},
		Created: task.At(start-500, 28800), Started: task.At(start, 28800), Finished: task.At(start+22_327, 28800)}
	for i := range n {
		s := task.Subtask{ID: task.SubtaskID(1000 + i), Name: fmt.Sprintf("Step %d", i), Status: task.StatusSuccessful,
			Operation: task.OpExecute, Executor: "192.168.0.1",
			Started: task.At(start+int64(i)*10, 28800), Finished: task.At(start+int64(i)*10+5, 28800)}
		if i > 0 {
			s.Upstreams = []task.SubtaskID{s.ID - 1}
		}
		r.Task.Subtasks = append(r.Task.Subtasks, s)
	}
	return r
}

// bodyOf is bytes that stand for the response of n subtasks: JSON-like, with
// some noise, of the size that OCP's have.
func bodyOf(id task.ID, n int) []byte {
	rnd := rand.New(rand.NewSource(int64(id)))
	b := fmt.Appendf(nil, `{"data":{"id":%d,"name":"Reinstall OCP agent","subtasks":[`, id)
	for i := range n {
		b = fmt.Appendf(b, `{"createTime":"2021-08-25T15:09:31+08:00","description":"Install ocp agent on host %d","downstreams":[%d],`+
			`"executor":"192.168.0.1","finishTime":"2021-08-25T15:09:52.%03d+08:00","id":%d,"name":"Install ocp agent","nodeType":"JAVA_TASK",`+
			`"operation":"EXECUTE","parallelIdx":-1,"prohibitRollback":false,"runTime":1,"seriesId":%d,"startTime":"2021-08-25T15:09:36.%03d+08:00",`+
			`"status":"SUCCESSFUL","timeout":5400,"upstreams":[%d]},`, i, rnd.Int31(), rnd.Intn(1000), rnd.Int31(), i, rnd.Intn(1000), rnd.Int31())
	}
	return append(b, "]}}\n"...)
}

// entry is the response as fetched from the source "default".
func entry(r task.Response) Entry {
	return Entry{Source: "default", Origin: task.OriginOCP, Body: bodyOf(r.Task.ID, len(r.Task.Subtasks)), Response: r}
}

func record(t testing.TB, s *Store, e Entry) Recorded {
	t.Helper()
	rec, err := s.Record(context.Background(), e)
	if err != nil {
		t.Fatalf("Record(%s:%s): %v", e.Source, e.Response.Task.ID, err)
	}
	return rec
}

func list(t testing.TB, s *Store, q Query) Page {
	t.Helper()
	p, err := s.List(context.Background(), q)
	if err != nil {
		t.Fatalf("List(%+v): %v", q, err)
	}
	return p
}

func refs(items []task.Summary) []string {
	all := make([]string, len(items))
	for i := range items {
		all[i] = items[i].Ref.String()
	}
	return all
}

// everything is the whole history in the order of the list, found without List.
func everything(t testing.TB, s *Store) []task.Summary {
	t.Helper()
	var all []task.Summary
	rows, err := s.readers.Query(summaryOf + ` ORDER BY t.at_ms DESC, t.key DESC, s.number DESC`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var key int64
	scan, count := newSummaryRow(&key), map[task.Ref]int{}
	for rows.Next() {
		m, err := scan.read(rows)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, m)
		count[m.Ref.Newest()]++
	}
	for i := range all {
		all[i].Snapshots = count[all[i].Ref.Newest()]
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
