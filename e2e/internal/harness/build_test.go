package harness

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestSourcesAreNoted runs itself as go test does when it means to keep the
// result: what a suite's program is made of stands among what the test looked at.
func TestSourcesAreNoted(t *testing.T) {
	const inner = "E2E_NOTED_ROOT"
	if root := os.Getenv(inner); root != "" {
		s := Suite{Build: func() (string, error) { return "program", nil }, sources: func() error { return noteSources(root) }}
		s.command(t, nil)
		return
	}
	root := t.TempDir()
	sheet := filepath.Join(root, "static", "css", "a.css")
	for _, path := range []string{sheet, filepath.Join(root, "go.mod"), filepath.Join(root, "go.sum"), filepath.Join(root, "e2e", "package-lock.json")} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	log := filepath.Join(t.TempDir(), "log")
	cmd := exec.Command(os.Args[0], "-test.run=^TestSourcesAreNoted$", "-test.testlogfile="+log)
	cmd.Env = append(os.Environ(), inner+"="+root)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	noted, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(noted), "stat "+sheet+"\n") {
		t.Errorf("go test is told of\n%s\nwant %s too", noted, sheet)
	}
}
