package history

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"testing"
	"time"

	"taskscope/internal/task"
)

// wantNotRecorded wants Record and Check to fail for a reason, and reading of
// task 7 to go on.
func wantNotRecorded(t *testing.T, s *Store, e Entry, reason Reason) {
	t.Helper()
	ctx := context.Background()
	rec, err := s.Record(ctx, e)
	for what, err := range map[string]error{"Record": err, "Check": s.Check(ctx)} {
		var failed *Error
		if !errors.Is(err, ErrNotRecorded) || !errors.As(err, &failed) || failed.Reason != reason {
			t.Errorf("%s = %v, want ErrNotRecorded because of %s", what, err, reason)
		}
	}
	if rec != (Recorded{}) {
		t.Errorf("Record = %+v beside an error", rec)
	}
	wantReadable(t, s)
}

func wantReadable(t *testing.T, s *Store) {
	t.Helper()
	ctx := context.Background()
	if snap, err := s.Load(ctx, task.Ref{Source: "default", Task: 7}); err != nil || !bytes.Equal(snap.Body, bodyOf(7, 4)) {
		t.Errorf("Load = %d bytes, %v; want the body", len(snap.Body), err)
	}
	if p, err := s.List(ctx, Query{Text: "agent", ID: 7, Newest: true}); err != nil || len(p.Items) != 1 {
		t.Errorf("List = %d items, %v; want 1", len(p.Items), err)
	}
}

// wantUsable wants everything to work, with number n for the next snapshot of
// task 7.
func wantUsable(t *testing.T, s *Store, n int) {
	t.Helper()
	if err := s.Check(context.Background()); err != nil {
		t.Errorf("Check: %v", err)
	}
	r := made(7, 4)
	r.Task.Executor = fmt.Sprint("for number ", n)
	if rec := record(t, s, entry(r)); rec.Ref.Snapshot != n || !rec.New {
		t.Errorf("Record = %+v, want a new snapshot %d", rec, n)
	}
	wantReadable(t, s)
}

// other is a connection of somebody else to the file.
func other(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := openPool(fileURI(path)+"?_busy_timeout=0", 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func do(t *testing.T, db *sql.DB, queries ...string) {
	t.Helper()
	for _, q := range queries {
		if _, err := db.Exec(q); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
}

func TestWriteLockedByAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	s := open(t, path)
	record(t, s, entry(made(7, 4)))
	db := other(t, path)
	do(t, db, "BEGIN EXCLUSIVE")
	wantNotRecorded(t, s, entry(made(8, 1)), ReasonLocked)

	late := open(t, path) // started while it is locked
	wantNotRecorded(t, late, entry(made(8, 1)), ReasonLocked)

	do(t, db, "ROLLBACK")
	wantUsable(t, s, 2)
	wantUsable(t, late, 3)
}

// TestLockedWaitEndsWithTheContext wants a caller's deadline to hold while
// another process has the lock. The busy timeout is longer than a test may take.
func TestLockedWaitEndsWithTheContext(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	s, err := Open(context.Background(), Config{Path: path, Now: time.Now, BusyTimeout: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	db := other(t, path)
	do(t, db, "BEGIN EXCLUSIVE")
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	if _, err := s.Record(ctx, entry(made(7, 4))); !errors.Is(err, context.DeadlineExceeded) || !errors.Is(err, ErrNotRecorded) {
		t.Errorf("Record = %v, want context.DeadlineExceeded, and ErrNotRecorded", err)
	}
}

func TestReadLockedByAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	s := open(t, path)
	record(t, s, entry(made(7, 4)))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	db := other(t, path)
	do(t, db, "PRAGMA locking_mode = EXCLUSIVE", "UPDATE probe SET checked_ms = 1")

	s = open(t, path)
	_, err := s.Load(context.Background(), task.Ref{Source: "default", Task: 7})
	var failed *Error
	if !errors.As(err, &failed) || failed.Reason != ReasonLocked || errors.Is(err, task.ErrNoSnapshot) || errors.Is(err, ErrNotRecorded) {
		t.Errorf("Load = %v, want an Error with ReasonLocked that is neither ErrNoSnapshot nor ErrNotRecorded", err)
	}
	if _, err := s.Record(context.Background(), entry(made(8, 1))); !errors.Is(err, ErrNotRecorded) {
		t.Errorf("Record = %v, want ErrNotRecorded", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	wantUsable(t, s, 2)
}

func TestNewFileLockedByAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	db := other(t, path)
	do(t, db, "PRAGMA journal_mode = WAL", "BEGIN EXCLUSIVE")
	s := open(t, path)
	ctx := context.Background()
	if _, err := s.Load(ctx, task.Ref{Source: "default", Task: 7}); !errors.Is(err, task.ErrNoSnapshot) {
		t.Errorf("Load from a history without tables = %v, want ErrNoSnapshot", err)
	}
	if p, err := s.List(ctx, Query{}); err != nil || len(p.Items) != 0 {
		t.Errorf("List of a history without tables = %+v, %v; want an empty page", p, err)
	}
	if st, err := s.Stats(ctx); err != nil || st.Snapshots != 0 {
		t.Errorf("Stats of a history without tables = %+v, %v", st, err)
	}
	if _, err := s.Record(ctx, entry(made(7, 4))); !errors.Is(err, ErrNotRecorded) {
		t.Errorf("Record = %v, want ErrNotRecorded", err)
	}
	do(t, db, "ROLLBACK")
	record(t, s, entry(made(7, 4)))
	wantUsable(t, s, 2)
}

func TestDiskFull(t *testing.T) {
	s := openNew(t)
	record(t, s, entry(made(7, 4)))
	var pages int
	if err := s.writer.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	do(t, s.writer, fmt.Sprintf("PRAGMA max_page_count = %d", pages+10))
	e := entry(made(7, 9))
	e.Body = make([]byte, 100_000) // of noise, that does not shrink
	rand.New(rand.NewSource(1)).Read(e.Body)
	wantNotRecorded(t, s, e, ReasonFull)
	wantNotRecorded(t, s, e, ReasonFull) // the connection is none the worse for it
	do(t, s.writer, "PRAGMA max_page_count = 1000000")
	wantUsable(t, s, 2)
	checkIntegrity(t, s.readers)
}

func TestCancelledRecord(t *testing.T) {
	s := openNew(t)
	record(t, s, entry(made(7, 4)))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := s.Record(ctx, entry(made(7, 5))); !errors.Is(err, context.Canceled) || !errors.Is(err, ErrNotRecorded) {
		t.Errorf("Record = %v, want context.Canceled, and ErrNotRecorded", err)
	}
	if _, err := s.List(ctx, Query{}); !errors.Is(err, context.Canceled) || errors.Is(err, ErrNotRecorded) {
		t.Errorf("List = %v, want context.Canceled", err)
	}
	wantUsable(t, s, 2)
}

func TestDamagedFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	s := open(t, path)
	for i := range 50 {
		record(t, s, entry(made(task.ID(7+i), 40)))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	schema := schemaPages(b)
	for i := range b { // all but the schema
		if !schema[i/4096+1] {
			b[i] = 0xa5
		}
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	s = open(t, path)
	_, loadErr := s.Load(context.Background(), task.Ref{Source: "default", Task: 7})
	_, listErr := s.List(context.Background(), Query{})
	_, recordErr := s.Record(context.Background(), entry(made(7, 2)))
	for what, err := range map[string]error{"Load": loadErr, "List": listErr, "Record": recordErr} {
		var failed *Error
		if !errors.As(err, &failed) || failed.Reason != ReasonCorrupt || errors.Is(err, ErrNotRecorded) != (what == "Record") {
			t.Errorf("%s of a damaged file = %v, want an Error with ReasonCorrupt", what, err)
		}
	}
}

// schemaPages are the numbers of the pages that the schema is on: the first,
// and those that it points to.
func schemaPages(file []byte) map[int]bool {
	pages := map[int]bool{1: true}
	const header = 100 // of the file; then comes that of the page
	if file[header] != 5 {
		return pages
	}
	pages[int(binary.BigEndian.Uint32(file[header+8:]))] = true
	for i := range int(binary.BigEndian.Uint16(file[header+3:])) {
		cell := binary.BigEndian.Uint16(file[header+12+2*i:])
		pages[int(binary.BigEndian.Uint32(file[cell:]))] = true
	}
	return pages
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	garbage := filepath.Join(dir, "garbage.db")
	if err := os.WriteFile(garbage, bytes.Repeat([]byte("this is no database\n"), 500), 0o600); err != nil {
		t.Fatal(err)
	}
	newer := filepath.Join(dir, "newer.db")
	do(t, open(t, newer).writer, "PRAGMA user_version = 1000")
	tests := map[string]struct {
		cfg  Config
		want error
	}{
		"no path":         {cfg: Config{Now: time.Now}},
		"no clock":        {cfg: Config{Path: filepath.Join(dir, "x.db")}},
		"garbage":         {cfg: Config{Path: garbage, Now: time.Now}, want: &Error{Reason: ReasonCorrupt}},
		"a directory":     {cfg: Config{Path: dir, Now: time.Now}, want: &Error{Reason: ReasonOpen}},
		"no directory":    {cfg: Config{Path: filepath.Join(dir, "no", "x.db"), Now: time.Now}, want: &Error{Reason: ReasonOpen}},
		"a newer program": {cfg: Config{Path: newer, Now: time.Now}, want: ErrNewerSchema},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			s, err := Open(context.Background(), tt.cfg)
			if err == nil {
				s.Close()
				t.Fatal("Open succeeds")
			}
			var got, want *Error
			switch {
			case tt.want == nil:
			case errors.As(tt.want, &want):
				if !errors.As(err, &got) || got.Reason != want.Reason {
					t.Errorf("Open = %v, want reason %s", err, want.Reason)
				}
			case !errors.Is(err, tt.want):
				t.Errorf("Open = %v, want %v", err, tt.want)
			}
		})
	}
}

func TestOpenTakesAnyPath(t *testing.T) {
	for _, name := range []string{"a b.db", "a?b=c.db", "a#b.db", "100%41.db", "库.db", ":memory:", "file:x.db", "a&mode=memory", "-"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "d %3f#?", name)
			if err := os.Mkdir(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			s := open(t, path)
			record(t, s, entry(made(7, 4)))
			wantReadable(t, s)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if found, err := os.ReadDir(filepath.Dir(path)); err != nil || len(found) != 1 || found[0].Name() != name {
				t.Errorf("after Close the directory has %v, %v; want only %q", found, err, name)
			}
			wantReadable(t, open(t, path))
		})
	}
}
