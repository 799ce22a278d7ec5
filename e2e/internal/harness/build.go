package harness

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
)

// Build compiles cmd/taskscope of the module at root into dir and returns the path of the binary. It
// has the race detector when the tests have it.
func Build(root, dir string) (string, error) {
	main := filepath.Join(root, "cmd", "taskscope")
	if _, err := os.Stat(main); err != nil {
		return "", fmt.Errorf("e2e: there is no program to test: %w", err)
	}
	bin := filepath.Join(dir, "taskscope")
	if runtime.GOOS == "windows" {
		bin += ".exe"
	}
	// No VCS stamp: git refuses a checkout that belongs to another user, as CI's
	// often do, and go build would fail for it.
	args := []string{"build", "-buildvcs=false", "-o", bin}
	if raced() {
		args = append(args, "-race")
	}
	cmd := exec.Command("go", append(args, "./cmd/taskscope")...)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("e2e: build ./cmd/taskscope: %w\n%s", err, out)
	}
	return bin, nil
}

// raced says whether this test binary was built with -race.
func raced() bool {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return false
	}
	for _, s := range info.Settings {
		if s.Key == "-race" {
			return s.Value == "true"
		}
	}
	return false
}

// noteSources looks at every file the binary is made of. go test caches the
// result of a test by what the test process itself looked at: without this, a
// change of the program would leave `ok (cached)` of the program before it. It
// notes what is looked at from m.Run on: this has to be called within a test.
func noteSources(root string) error {
	for _, name := range []string{"go.mod", "go.sum", "e2e/package-lock.json"} {
		if _, err := os.Stat(filepath.Join(root, name)); err != nil {
			return err
		}
	}
	for _, name := range []string{"cmd", "internal", "static", "views", "web"} {
		err := filepath.WalkDir(filepath.Join(root, name), func(path string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil || d.IsDir() {
				return err
			}
			_, err = os.Stat(path)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}
