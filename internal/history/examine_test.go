package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"taskscope/internal/task"
)

func examine(t *testing.T, path string) Examined {
	t.Helper()
	e, err := Examine(context.Background(), path, 20*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	if !filepath.IsAbs(e.Path) || e.Newest < 1 || filepath.Base(path) != "directory.db" && (!e.FreeKnown || e.Free == 0) {
		t.Errorf("Examine = %+v, want a path, this program's version and the free space", e)
	}
	return e
}

func wantReason(t *testing.T, what string, err error, want Reason) {
	t.Helper()
	var failed *Error
	switch {
	case want == "" && err != nil:
		t.Errorf("%s = %v, want nil", what, err)
	case want != "" && (!errors.As(err, &failed) || failed.Reason != want):
		t.Errorf("%s = %v, want reason %s", what, err, want)
	}
}

// TestExamineLeavesEverything looks at files of all kinds, and finds them as
// they were.
func TestExamineLeavesEverything(t *testing.T) {
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, name) }
	sound := open(t, file("sound.db"))
	for i := range 20 {
		record(t, sound, entry(made(task.ID(7+i), 40)))
	}
	if err := sound.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(file("sound.db"))
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(whole)
	for i := len(damaged) - 8*4096; i < len(damaged); i++ {
		damaged[i] = 0xa5
	}
	for name, b := range map[string][]byte{"damaged.db": damaged, "garbage.db": bytes.Repeat([]byte("no database\n"), 500), "empty.db": nil} {
		if err := os.WriteFile(file(name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, version := range map[string]int{"newer.db": 1000, "older.db": 1} {
		s := open(t, file(name))
		do(t, s.writer, fmt.Sprintf("PRAGMA user_version = %d", version))
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		name        string
		missing     bool
		version     int
		snapshots   int64
		damage      bool
		read, write Reason
	}{
		{name: "sound.db", version: -1, snapshots: 20},
		{name: "damaged.db", version: -1, damage: true},
		{name: "garbage.db", read: ReasonCorrupt, write: ReasonCorrupt},
		{name: "empty.db"},
		{name: "newer.db", version: 1000, read: ReasonOther},
		{name: "older.db", version: 1},
		{name: "missing.db", missing: true},
		{name: "no/directory.db", missing: true, write: ReasonOpen},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, _ := os.ReadFile(file(c.name))
			dirBefore := names(t, dir)
			e := examine(t, file(c.name))
			if c.version < 0 {
				c.version = e.Newest
			}
			if e.Missing != c.missing || e.Version != c.version || e.Snapshots != c.snapshots || (e.Damage != "") != c.damage || e.Bytes != int64(len(before)) {
				t.Errorf("Examine = %+v, want %+v", e, c)
			}
			wantReason(t, "Read", e.Read, c.read)
			wantReason(t, "Write", e.Write, c.write)
			if after, _ := os.ReadFile(file(c.name)); !bytes.Equal(before, after) {
				t.Error("the file is another one")
			}
			if dirAfter := names(t, dir); dirAfter != dirBefore {
				t.Errorf("the directory has %s, had %s", dirAfter, dirBefore)
			}
		})
	}
}

func names(t *testing.T, dir string) string {
	t.Helper()
	found, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range found {
		all = append(all, f.Name())
	}
	return fmt.Sprint(all)
}

func TestExamineOfAFileInUse(t *testing.T) {
	s := openNew(t)
	record(t, s, entry(made(7, 4)))
	if e := examine(t, s.path); e.Read != nil || e.Write != nil || e.Snapshots != 1 {
		t.Errorf("Examine beside a server = %+v, want all well", e)
	}
	db := other(t, s.path)
	do(t, db, "BEGIN EXCLUSIVE")
	e := examine(t, s.path)
	wantReason(t, "Read", e.Read, "")
	wantReason(t, "Write", e.Write, ReasonLocked)
	do(t, db, "ROLLBACK")
	wantUsable(t, s, 2)
}
