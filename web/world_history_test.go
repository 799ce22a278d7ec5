package web

import (
	"context"
	"database/sql"
	"io"
	"net/http"

	"taskscope/internal/live"
	"taskscope/internal/task"
)

// body is what the simulated OCP says of a task now.
func (w *world) body(id int64) []byte {
	w.t.Helper()
	r, err := http.NewRequestWithContext(w.t.Context(), "GET", w.ocp.URL+path("/api/v2/tasks/instances/%d", id), nil)
	if err != nil {
		w.t.Fatal(err)
	}
	r.SetBasicAuth("viewer", "viewer")
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		w.t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return b
}

// importBody puts a body into history.
func (w *world) importBody(source string, body []byte) task.Ref {
	w.t.Helper()
	answer, err := w.reader.Read(body)
	if err != nil {
		w.t.Fatal(err)
	}
	ref, err := w.reader.Import(w.t.Context(), source, answer)
	if err != nil {
		w.t.Fatal(err)
	}
	return ref
}

// lock holds the database as another process would.
func (w *world) lock() (unlock func()) {
	w.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+w.dbPath+"?_txlock=immediate")
	if err != nil {
		w.t.Fatal(err)
	}
	tx, err := db.Begin()
	if err != nil {
		w.t.Fatal(err)
	}
	return func() { tx.Rollback(); db.Close() }
}

// panickingStore is a bug.
type panickingStore struct{ live.Store }

func (panickingStore) Load(context.Context, task.Ref) (task.Snapshot, error) { panic("out of cheese") }

// ctxt keeps the signatures of fakes on one line.
type ctxt = context.Context

// spoil damages the body of a snapshot, as a bad disk would.
func (w *world) spoil(r task.Ref) {
	w.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+w.dbPath)
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	done, err := db.Exec(`UPDATE body SET data = x'00' WHERE snapshot = (SELECT s.key FROM snapshot s JOIN task t ON t.key = s.task
		WHERE t.task_id = ? AND t.source = ? AND s.number = ?)`, int64(r.Task), r.Source, r.Snapshot)
	if err != nil {
		w.t.Fatal(err)
	}
	if n, err := done.RowsAffected(); n != 1 || err != nil {
		w.t.Fatalf("spoil %s: %d rows, %v", r, n, err)
	}
}
