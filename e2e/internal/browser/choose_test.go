package browser

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestChoose plays machines of all kinds: launch says which browsers start.
func TestChoose(t *testing.T) {
	here := filepath.Join(t.TempDir(), "chrome")
	if err := os.WriteFile(here, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	none := errors.New("Executable doesn't exist at /x")
	tests := []struct {
		name      string
		env       string
		installed []string
		starts    []string
		download  error // of Playwright's own
		apt       error
		want      string
		tried     []string
		errHas    []string
	}{
		{name: "the environment's", env: here, starts: []string{here, "/a"}, installed: []string{"/a"}, want: here, tried: []string{here}},
		{name: "the environment's does not exist", env: here + "x", installed: []string{"/a"}, starts: []string{"/a"}, errHas: []string{"E2E_BROWSER", here + "x"}},
		{name: "the environment's does not start", env: here, installed: []string{"/a"}, starts: []string{"/a"}, tried: []string{here}, errHas: []string{"E2E_BROWSER", here}},
		{name: "the first of the machine", installed: []string{"/a", "/b"}, starts: []string{"/a", "/b"}, want: "/a", tried: []string{"/a"}},
		{name: "the first is broken", installed: []string{"/snap", "/b"}, starts: []string{"/b"}, want: "/b", tried: []string{"/snap", "/b"}},
		{name: "Playwright's own", starts: []string{""}, want: "", tried: []string{""}},
		{name: "Playwright's download", starts: []string{"downloaded"}, want: "downloaded", tried: []string{"", "downloaded"}},
		{name: "apt after a failed download", download: errors.New("no network"), starts: []string{"/apt"}, want: "/apt", tried: []string{"", "/apt"}},
		{name: "apt after a download that does not start", starts: []string{"/apt"}, want: "/apt", tried: []string{"", "downloaded", "/apt"}},
		{name: "nothing", installed: []string{"/snap"}, download: errors.New("no network"), apt: errors.New("not run as root"), tried: []string{"/snap", ""},
			errHas: []string{"/snap does not start", "has not downloaded its own", "download: no network", "apt: not run as root", "apt-get install -y chromium", "E2E_BROWSER=", "go test -short"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var tried []string
			c := Chooser{
				Launch: func(path string) error {
					tried = append(tried, path)
					if slices.Contains(test.starts, path) {
						return nil
					}
					return none
				},
				Installed: func() []string { return test.installed },
				Installers: []Installer{
					{"download", func(context.Context) (string, error) { return "downloaded", test.download }},
					{"apt", func(context.Context) (string, error) { return "/apt", test.apt }},
				},
				Getenv: func(string) string { return test.env },
				Log:    io.Discard,
			}
			got, err := c.Choose(t.Context())
			if got != test.want || (err != nil) != (test.errHas != nil) {
				t.Errorf("Choose = %q, %v, want %q", got, err, test.want)
			}
			if !slices.Equal(tried, test.tried) {
				t.Errorf("Choose tried %q, want %q", tried, test.tried)
			}
			for _, text := range test.errHas {
				if err != nil && !strings.Contains(err.Error(), text) {
					t.Errorf("Choose = %v, want %q in it", err, text)
				}
			}
		})
	}
}

func TestCheckNode(t *testing.T) {
	for version, ok := range map[string]bool{"v18.20.4": true, "v20.20.2": true, "v100.0.0": true, "v17.9.9": false, "v8.0.0": false, "": false, "node": false} {
		if err := checkNode(version); (err == nil) != ok {
			t.Errorf("checkNode(%q) = %v, want ok %v", version, err, ok)
		}
	}
}

// TestModulesFresh shows when npm must run again: never obeyed this lock file,
// or something is gone.
func TestModulesFresh(t *testing.T) {
	dir := t.TempDir()
	m := Modules{Dir: dir, Axe: filepath.Join(dir, "axe-core", "axe.min.js")}
	write := func(name, content string) {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	check := func(what string, want bool) {
		t.Helper()
		if got := m.fresh("abc"); got != want {
			t.Errorf("fresh with %s = %v, want %v", what, got, want)
		}
	}
	check("nothing", false)
	write("axe-core/axe.min.js", "")
	write("package/cli.js", "")
	check("no stamp", false)
	write(stamp, "abc")
	check("everything", true)
	write(stamp, "def")
	check("the stamp of another lock file", false)
	write(stamp, "abc")
	if err := os.Remove(m.Axe); err != nil {
		t.Fatal(err)
	}
	check("no axe", false)
}

// TestLock shows that the second to ask waits for the first.
func TestLock(t *testing.T) {
	file := filepath.Join(t.TempDir(), "lock")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	unlock, err := lock(file)
	if err != nil {
		t.Fatal(err)
	}
	order := make(chan string, 2)
	go func() {
		unlock, err := lock(file)
		if err != nil {
			order <- err.Error()
			return
		}
		order <- "second"
		unlock()
	}()
	order <- "first"
	unlock()
	for _, want := range []string{"first", "second"} {
		if got := <-order; got != want {
			t.Errorf("lock order: %s, want %s", got, want)
		}
	}
}

func TestRoot(t *testing.T) {
	root, err := Root(".")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, "e2e", "package.json")); err != nil {
		t.Errorf("Root(.) = %s, want the folder of e2e/package.json: %v", root, err)
	}
	if got, err := Root(t.TempDir()); err == nil {
		t.Errorf("Root(outside the module) = %s, want an error", got)
	}
}
