package history

import (
	"bufio"
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"math/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"taskscope/internal/task"
)

// crashKills is the environment variable that sets how often the test below
// kills. The goal is 100.
const crashKills = "TASKSCOPE_CRASH_KILLS"

// TestKilledProcessLosesNothing kills a process that records as fast as it can,
// again and again, and wants every number it acknowledged, and no other meaning
// for any of them.
func TestKilledProcessLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "history.db")
	rnd := rand.New(rand.NewSource(1))
	acknowledged := map[int]string{}
	highest := 0
	kills := 20
	if v := os.Getenv(crashKills); v != "" {
		var err error
		if kills, err = strconv.Atoi(v); err != nil || kills < 1 {
			t.Fatalf("%s = %q, want a number", crashKills, v)
		}
	}
	for range kills {
		cmd := exec.Command(os.Args[0], path)
		cmd.Env = append(os.Environ(), childRole+"=record")
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		stop := 1 + rnd.Intn(40)
		for i := 0; lines.Scan(); i++ {
			var n int
			var sum string
			if _, err := fmt.Sscanf(lines.Text(), "%d %s", &n, &sum); err != nil {
				t.Fatalf("the child says %q", lines.Text())
			}
			// What was being written when a child was killed may be there,
			// unacknowledged: then its number is skipped. Never more than that.
			if n <= highest || n > highest+2 || i > 0 && n != highest+1 {
				t.Errorf("number %d after %d", n, highest)
			}
			highest = n
			acknowledged[n] = sum
			if i == stop {
				if err := cmd.Process.Kill(); err != nil { // SIGKILL; what is in the pipe is still read
					t.Fatal(err)
				}
			}
		}
		if err := cmd.Wait(); err == nil {
			t.Error("the child ended by itself")
		}
	}

	s := open(t, path)
	for n, sum := range acknowledged {
		snap, err := s.Load(context.Background(), task.Ref{Source: "default", Task: 7, Snapshot: n})
		if got := fmt.Sprintf("%x", sha256.Sum256(snap.Body)); err != nil || got != sum {
			t.Errorf("Load(@%d) = body %s, %v; want %s", n, got, err, sum)
		}
	}
	if len(acknowledged) < kills*2 {
		t.Errorf("only %d snapshots were acknowledged", len(acknowledged))
	}
	checkIntegrity(t, s.readers)
	checkTerms(t, s)
	if rec := record(t, s, entry(made(7, 1))); rec.Ref.Snapshot <= highest || rec.Ref.Snapshot > highest+2 {
		t.Errorf("the next number is %d, want one after %d", rec.Ref.Snapshot, highest)
	}
}

func checkIntegrity(t *testing.T, db *sql.DB) {
	t.Helper()
	for _, pragma := range []string{"integrity_check", "foreign_key_check"} {
		rows, err := db.Query("PRAGMA " + pragma)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			cells := make([]any, 4)
			columns, _ := rows.Columns()
			into := []any{&cells[0], &cells[1], &cells[2], &cells[3]}
			if err := rows.Scan(into[:len(columns)]...); err != nil {
				t.Fatal(err)
			}
			if pragma != "integrity_check" || fmt.Sprint(cells[0]) != "ok" {
				t.Errorf("%s: %v", pragma, cells)
			}
		}
	}
}
