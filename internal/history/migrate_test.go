package history

import (
	"database/sql"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// TestSchemaFile holds schema.sql, which is for people, against what the
// migrations make of an empty file.
func TestSchemaFile(t *testing.T) {
	text, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	db, err := openPool(fileURI(filepath.Join(t.TempDir(), "schema.db")), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	do(t, db, string(text))
	want, got := schema(t, db), schema(t, openNew(t).readers)
	for name := range want {
		if got[name] != want[name] {
			t.Errorf("%s: the migrations make\n%s\nschema.sql says\n%s", name, got[name], want[name])
		}
	}
	if len(got) != len(want) || len(got) == 0 {
		t.Errorf("the migrations make %d things, schema.sql %d", len(got), len(want))
	}
}

var (
	comment = regexp.MustCompile(`--[^\n]*`)
	space   = regexp.MustCompile(`\s+`)
)

// schema is the SQL of everything in the file, without comments and layout.
func schema(t *testing.T, db *sql.DB) map[string]string {
	t.Helper()
	rows, err := db.Query(`SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	all := map[string]string{}
	for rows.Next() {
		var kind, name, text string
		if err := rows.Scan(&kind, &name, &text); err != nil {
			t.Fatal(err)
		}
		text = space.ReplaceAllString(comment.ReplaceAllString(text, ""), " ")
		all[kind+" "+name] = strings.ReplaceAll(text, " )", ")") // SQLite takes the blank before when a column goes
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestMigrationsAreNumbered(t *testing.T) {
	steps, err := steps()
	if err != nil || len(steps) == 0 {
		t.Fatalf("steps() = %d, %v", len(steps), err)
	}
	s := openNew(t)
	if v, err := userVersion(t.Context(), s.readers); err != nil || v != len(steps) {
		t.Errorf("a new file has version %d, %v; want %d", v, err, len(steps))
	}
}

// TestOpenAtOnce opens a file that is not there yet many times at once, as
// processes that start together do: it is migrated once.
func TestOpenAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			s, err := Open(t.Context(), Config{Path: path, Now: newClock().Now})
			if err != nil {
				t.Errorf("Open: %v", err)
				return
			}
			defer s.Close()
			if err := s.Check(t.Context()); err != nil {
				t.Errorf("Check: %v", err)
			}
		})
	}
	wg.Wait()
	record(t, open(t, path), entry(made(7, 4)))
}

// TestSettings reads back what the connections were asked for.
func TestSettings(t *testing.T) {
	s := openNew(t)
	for _, tt := range []struct {
		name, pragma, want string
		db                 *sql.DB
	}{
		{"writer", "journal_mode", "wal", s.writer},
		{"writer", "synchronous", "2", s.writer}, // FULL
		{"writer", "foreign_keys", "1", s.writer},
		{"writer", "busy_timeout", "50", s.writer},
		{"reader", "journal_mode", "wal", s.readers},
		{"reader", "query_only", "1", s.readers},
		{"reader", "busy_timeout", "50", s.readers},
	} {
		var got string
		if err := tt.db.QueryRow("PRAGMA " + tt.pragma).Scan(&got); err != nil || got != tt.want {
			t.Errorf("%s of the %s = %q, %v; want %q", tt.pragma, tt.name, got, err, tt.want)
		}
	}
	if _, err := s.readers.Exec("DELETE FROM body"); err == nil {
		t.Error("a reader can write")
	}
}
