package page

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"taskscope/e2e/internal/browser"
	"taskscope/e2e/internal/harness"
)

func TestMakeTask(t *testing.T) {
	for _, n := range sizes() {
		subtasks := makeTask(n)
		if len(subtasks) != n {
			t.Fatalf("makeTask(%d) has %d subtasks", n, len(subtasks))
		}
		count := map[string]int{}
		for i, s := range subtasks {
			count[s.status]++
			count[s.operation]++
			if s.copy >= 0 {
				count["copies"]++
			}
			for _, u := range s.ups {
				if u >= i {
					t.Errorf("makeTask(%d): %d waits for %d", n, i, u)
				}
				if s.end > 0 && (subtasks[u].end == 0 || s.start < subtasks[u].end) {
					t.Errorf("makeTask(%d): %d begins before %d has ended", n, i, u)
				}
			}
			if (s.end > 0) == (s.status == pending) || s.end > 0 && s.end <= s.start {
				t.Errorf("makeTask(%d): %d is %s from %d to %d", n, i, s.status, s.start, s.end)
			}
		}
		if count[failed] != 1 || count[pending] == 0 || count["RETRY"] == 0 || count["copies"] == 0 {
			t.Errorf("makeTask(%d) has %v", n, count)
		}
		if count[pending] > n/5 {
			t.Errorf("makeTask(%d): %d subtasks never began", n, count[pending])
		}
	}
}

func TestNames(t *testing.T) {
	chinese := 0
	for _, name := range append(stepNames(), gates()...) {
		if n := utf8.RuneCountInString(name); n < 15 || n > 62 {
			t.Errorf("%q has %d characters", name, n)
		}
		if strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			chinese++
		}
	}
	if chinese < 5 {
		t.Errorf("%d names are Chinese, want some", chinese)
	}
}

func TestBody(t *testing.T) {
	b, err := body(makeTask(100))
	if err != nil {
		t.Fatal(err)
	}
	again, err := body(makeTask(100))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b, again) {
		t.Error("the task of 100 subtasks differs from one time to the next")
	}
	var got struct{ Data wireTask }
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	ups, downs := 0, 0
	for _, s := range got.Data.Subtasks {
		ups += len(s.Upstreams)
		downs += len(s.Downstreams)
	}
	if ups == 0 || ups != downs {
		t.Errorf("%d upstreams, %d downstreams, want as many", ups, downs)
	}
}

// The baseline shows what our page shows: a name and a bar for each subtask.
func TestBaselinePage(t *testing.T) {
	page, err := baselinePage(makeTask(100))
	if err != nil {
		t.Fatal(err)
	}
	if names, bars := bytes.Count(page, []byte("<li>")), bytes.Count(page, []byte("<rect ")); names != 100 || bars != 100 {
		t.Errorf("the baseline has %d names and %d bars, want 100 of each", names, bars)
	}
}

// The program itself says whether the made tasks are tasks, with nothing odd in them.
func TestTheProgramImportsThem(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: builds the program")
	}
	dir := t.TempDir()
	root, err := browser.Root(".")
	if err != nil {
		t.Fatal(err)
	}
	bin, err := harness.Build(root, dir)
	if err != nil {
		t.Fatal(err)
	}
	importTasks(t, bin, filepath.Join(dir, "taskscope.db"), dir, sizes())
}

// importTasks makes the tasks of these sizes and puts them into a history, as
// the first snapshots of a source that nothing is asked of.
func importTasks(t testing.TB, bin, db, dir string, sizes []int) {
	t.Helper()
	args := []string{"import", "--db", db, "--source", source}
	for _, n := range sizes {
		b, err := body(makeTask(n))
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, "task"+number(float64(n), "")+".json")
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, file)
	}
	out, err := exec.Command(bin, args...).Output()
	if err != nil {
		t.Fatalf("import the made tasks: %v\n%s", err, out)
	}
	for _, n := range sizes {
		if want := ": " + ref(n); !strings.Contains(string(out), want+"\n") {
			t.Errorf("import prints %q, want %q in it", out, want)
		}
	}
}
