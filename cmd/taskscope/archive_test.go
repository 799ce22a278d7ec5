package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"taskscope/internal/history"
	"taskscope/internal/ocpsim"
	"taskscope/internal/task"
)

// kept is a history file with a few tasks, one pinned and one with a note.
func kept(t *testing.T) (db string, tasks int) {
	t.Helper()
	sim := start(t, nil, "sim", "--listen", "127.0.0.1:0")
	db = filepath.Join(t.TempDir(), "kept.db")
	args := []string{"import", "--db", db, "--source", "prod"}
	for _, id := range []int64{ocpsim.Sample, ocpsim.Skipped, ocpsim.SlowBase, ocpsim.SlowHead, ocpsim.FailedSplit} {
		args = append(args, write(t, fmt.Sprint(id), body(t, sim.url, id)))
	}
	if out, stderr, err := once(t, nil, "", args...); err != nil {
		t.Fatalf("import: %v\n%s%s", err, out, stderr)
	}
	store, err := history.Open(t.Context(), history.Config{Path: db, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.SetPin(t.Context(), task.Ref{Source: "prod", Task: task.ID(ocpsim.Sample), Snapshot: 1}, true, "me"); err != nil {
		t.Fatal(err)
	}
	if _, err := store.SetNote(t.Context(), task.Ref{Source: "prod", Task: task.ID(ocpsim.SlowHead), Snapshot: 1}, task.Note{Title: "磁盘慢"}); err != nil {
		t.Fatal(err)
	}
	return db, 5
}

// command runs one that has to succeed.
func command(t *testing.T, args ...string) string {
	t.Helper()
	out, stderr, err := once(t, nil, "", args...)
	if err != nil || stderr != "" {
		t.Fatalf("taskscope %v: %v\n%s", args, err, stderr)
	}
	return out
}

func TestArchiveAndBackup(t *testing.T) {
	db, n := kept(t)
	dir := t.TempDir()
	archive, copied, restored := filepath.Join(dir, "all.tar.zst"), filepath.Join(dir, "copy.db"), filepath.Join(dir, "restored.db")
	if out := command(t, "export", "--db", db, archive); out != fmt.Sprintf("%s: %d snapshots\n", archive, n) {
		t.Errorf("export = %q", out)
	}
	command(t, "backup", "--db", db, copied)
	want := command(t, "list", "--all", "--db", db)
	if out := command(t, "import", "--db", restored, archive); out != fmt.Sprintf("%s: archive: %d new snapshots, 0 known, 1 notes, 1 pins\n", archive, n) {
		t.Errorf("import = %q", out)
	}
	for _, file := range []string{copied, restored} {
		if got := command(t, "list", "--all", "--db", file); got != want {
			t.Errorf("%s lists\n%s, want\n%s", file, got, want)
		}
	}
	// From the standard input, a second time: nothing new.
	raw, err := os.ReadFile(archive)
	if err != nil {
		t.Fatal(err)
	}
	out, _, err := once(t, nil, string(raw), "import", "--db", restored, "-")
	if err != nil || out != fmt.Sprintf("-: archive: 0 new snapshots, %d known, 0 notes, 0 pins\n", n) {
		t.Errorf("import again = %q, %v", out, err)
	}
	if out, _, err := once(t, nil, "", "export", "--db", db, "-"); err != nil || !history.IsArchive([]byte(out)) {
		t.Errorf("export to the standard output = %d bytes, %v", len(out), err)
	}
	// Nothing is written over, and of a damaged archive nothing is stored.
	for _, args := range [][]string{{"export", "--db", db, archive}, {"backup", "--db", db, copied}, {"export", "--db", filepath.Join(dir, "none.db"), filepath.Join(dir, "x")}} {
		if _, _, err := once(t, nil, "", args...); exitCodeOf(t, err).code != 1 {
			t.Errorf("taskscope %v succeeded", args)
		}
	}
	fresh := filepath.Join(dir, "fresh.db")
	out, _, err = once(t, nil, string(raw[:len(raw)-9]), "import", "--db", fresh, "-")
	if exitCodeOf(t, err).code != 1 || !strings.HasPrefix(out, "-: not imported: ") || strings.Count(out, "\n") != 1 {
		t.Errorf("a cut archive = %q, %v", out, err)
	}
	if out := command(t, "list", "--db", fresh); out != "" {
		t.Errorf("stored of a cut archive: %s", out)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*part*")); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

func TestList(t *testing.T) {
	db, n := kept(t)
	for _, tt := range []struct {
		args string
		want int
	}{
		{"", n}, {"--limit 2", 2}, {"--pinned", 1}, {"--noted", 1}, {"盘慢", 1}, {"--state failed", 1}, {"--state failed,succeeded", n},
		{"nothing-has-this", 0}, {"--source test", 0}, {fmt.Sprint(ocpsim.SlowHead), 1},
	} {
		args := append([]string{"list", "--db", db, "--json"}, strings.Fields(tt.args)...)
		out := command(t, args...)
		lines := strings.Split(strings.TrimSuffix(out, "\n"), "\n")
		if out == "" {
			lines = nil
		}
		if len(lines) != tt.want {
			t.Errorf("list %s = %d lines, want %d:\n%s", tt.args, len(lines), tt.want, out)
		}
		for _, line := range lines {
			var l listedLine
			if err := json.Unmarshal([]byte(line), &l); err != nil || !strings.HasPrefix(l.Ref, "prod:") || l.URL != "/tasks/"+l.Ref || l.Name == "" {
				t.Errorf("list %s: %q, %v", tt.args, line, err)
			}
		}
	}
	for _, args := range []string{"--state x", "--limit 0"} {
		if _, _, err := once(t, nil, "", append([]string{"list", "--db", db}, strings.Fields(args)...)...); exitCodeOf(t, err).code != 2 {
			t.Errorf("list %s = %v, want a wrong command line", args, err)
		}
	}
}

func TestPrune(t *testing.T) {
	db, n := kept(t)
	if out := command(t, "prune", "--db", db, "--keep-age", "90d", "--keep-size", "1TB"); !strings.HasPrefix(out, "dropped 0 snapshots") {
		t.Errorf("prune of nothing = %q", out)
	}
	out := command(t, "prune", "--db", db, "--keep-snapshots", "1")
	if !strings.HasPrefix(out, fmt.Sprintf("dropped %d snapshots (0 by age, %d by count, 0 by size)", n-2, n-2)) || !strings.Contains(out, "more is left") {
		t.Errorf("prune = %q, want all but the pinned and the noted", out)
	}
	if left := strings.Count(command(t, "list", "--all", "--db", db), "\n"); left != 2 {
		t.Errorf("%d are left, want 2", left)
	}
	for _, args := range [][]string{{}, {"--keep-age", "x"}, {"--keep-age", "-1d"}, {"--keep-size", "2XB"}, {"--keep-snapshots", "-1"}} {
		if _, _, err := once(t, nil, "", append([]string{"prune", "--db", db}, args...)...); exitCodeOf(t, err).code != 2 {
			t.Errorf("prune %v = %v, want a wrong command line", args, err)
		}
	}
}

// TestServePrunes starts a server that keeps one snapshot: it drops the others,
// and says so in its log and its metrics.
func TestServePrunes(t *testing.T) {
	db, n := kept(t)
	store, err := history.Open(t.Context(), history.Config{Path: db, Now: time.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var log safeBuffer
	told := make(chan history.Dropped)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		keepPruned(ctx, store, history.Keep{Snapshots: 1}, time.Millisecond, func(d history.Dropped) {
			select {
			case told <- d:
			case <-ctx.Done():
			}
		}, slog.New(slog.NewTextHandler(&log, nil)))
	}()
	if d := <-told; d.Total() != int64(n-2) {
		t.Errorf("dropped %+v, want %d", d, n-2)
	}
	if d := <-told; d.Total() != 0 { // the next turn
		t.Errorf("then dropped %+v", d)
	}
	stop()
	<-ended
	if !strings.Contains(log.String(), fmt.Sprintf("snapshots=%d", n-2)) {
		t.Errorf("the log says %q", log.String())
	}
	p := start(t, nil, "--listen", "127.0.0.1:0", "--db", db, "--keep-snapshots", "1", "--keep-age", "1d")
	if status, text := p.get("/metrics"); status != 200 || !strings.Contains(text, "taskscope_history_snapshots") {
		t.Errorf("metrics = %d", status)
	}
	if err := p.end(); err != nil {
		t.Errorf("the server ended with %v", err)
	}
}

func TestSizesAndAges(t *testing.T) {
	for text, want := range map[string]int64{"0": 0, "17": 17, "2GB": 2e9, "1.5 GiB": 3 << 29, "500mb": 5e8, "1TiB": 1 << 40, "7B": 7} {
		var k keepSize
		if err := k.UnmarshalText([]byte(text)); err != nil || int64(k) != want {
			t.Errorf("size %q = %d, %v; want %d", text, k, err, want)
		}
	}
	for text, want := range map[string]time.Duration{"90d": 2160 * time.Hour, "1.5d": 36 * time.Hour, "2w": 336 * time.Hour, "36h": 36 * time.Hour, "0": 0} {
		var a keepAge
		if err := a.UnmarshalText([]byte(text)); err != nil || time.Duration(a) != want {
			t.Errorf("age %q = %s, %v; want %s", text, time.Duration(a), err, want)
		}
	}
	for _, text := range []string{"", "x", "NaN", "-1", "1e30GB", "Inf"} {
		if new(keepSize).UnmarshalText([]byte(text)) == nil {
			t.Errorf("size %q is taken", text)
		}
	}
	for _, text := range []string{"", "d", "-3d", "NaNd", "1e30d", "-1h", "3 months"} {
		if new(keepAge).UnmarshalText([]byte(text)) == nil {
			t.Errorf("age %q is taken", text)
		}
	}
}
