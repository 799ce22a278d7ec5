package history

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// TestReadOnlyHistoryIsStillRead uses a history as another user who may not
// write it: root may write everything, whatever the mode of a file says.
func TestReadOnlyHistoryIsStillRead(t *testing.T) {
	tests := []struct {
		name       string
		file, dir  fs.FileMode
		afterCrash bool // the log and its index lie beside the file
	}{
		{name: "file", file: 0o444, dir: 0o777},
		{name: "file and directory", file: 0o444, dir: 0o555},
		{name: "directory", file: 0o666, dir: 0o555},
		{name: "file and directory, after a crash", file: 0o444, dir: 0o555, afterCrash: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			from := openNew(t)
			record(t, from, entry(made(7, 4)))
			if !tt.afterCrash {
				if err := from.Close(); err != nil {
					t.Fatal(err)
				}
			}
			dir := filepath.Join(t.TempDir(), "d")
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, "history.db")
			for _, suffix := range []string{"", "-wal", "-shm"} {
				b, err := os.ReadFile(from.path + suffix)
				if errors.Is(err, fs.ErrNotExist) && !tt.afterCrash {
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path+suffix, b, tt.file); err != nil {
					t.Fatal(err)
				}
				if err := os.Chmod(path+suffix, tt.file); err != nil { // whatever the umask is
					t.Fatal(err)
				}
			}
			if err := os.Chmod(dir, tt.dir); err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
			asAnotherUser(t, "read-only", path)
		})
	}
}

// asAnotherUser runs a role of the test binary on a path, as a user without
// rights when this one is root.
func asAnotherUser(t *testing.T, role, path string) {
	t.Helper()
	exe := os.Args[0]
	cmd := exec.CommandContext(context.Background(), exe, path)
	if os.Getuid() == 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		cmd.Path = readable(t, exe)
		cmd.Dir = "/"
		// The temporary directory of a test is of its user alone: its two
		// levels, and not the directory of the file, whose mode is the test.
		allow(t, filepath.Dir(filepath.Dir(path)))
		allow(t, filepath.Dir(filepath.Dir(filepath.Dir(path))))
	}
	cmd.Env = append(os.Environ(), childRole+"="+role)
	out, err := cmd.CombinedOutput()
	if errors.Is(err, fs.ErrPermission) {
		t.Skipf("no other user to be: %v", err)
	}
	if err != nil || string(out) != "ok\n" {
		t.Errorf("as a user who may only read: %v\n%s", err, out)
	}
}

// readable is a copy of the test binary that everybody may run: the go command
// builds it where only its user may look.
func readable(t *testing.T, exe string) string {
	t.Helper()
	b, err := os.ReadFile(exe)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	allow(t, filepath.Dir(dir))
	allow(t, dir)
	path := filepath.Join(dir, "history.test")
	if err := os.WriteFile(path, b, 0o755); err != nil {
		t.Fatal(err)
	}
	return path
}

func allow(t *testing.T, dir string) {
	t.Helper()
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
}
