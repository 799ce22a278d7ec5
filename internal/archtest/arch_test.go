package archtest

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// root is the module's root, seen from this package.
const root = "../.."

// sources reads the project's own files, by name from the root.
func sources(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		base := d.Name()
		if d.IsDir() {
			hidden := name != root && (strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_"))
			if hidden || base == "node_modules" || base == "testdata" || base == "artifacts" {
				return fs.SkipDir
			}
			return nil
		}
		switch path.Ext(base) {
		case ".go", ".templ", ".css", ".js", ".mjs":
		default:
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		files[filepath.ToSlash(rel)] = string(src)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 10 {
		t.Fatalf("found %d source files in %s, want the whole project", len(files), root)
	}
	return files
}

func TestProject(t *testing.T) {
	files := sources(t)
	var wrong []string
	for name, src := range files {
		wrong = append(wrong, checkFile(table(), name, src)...)
	}
	slices.Sort(wrong)
	for _, w := range wrong {
		t.Error(w)
	}
}

// checkFile runs every check that fits the file.
func checkFile(rules []rule, name, src string) []string {
	if vendored(name) {
		return nil
	}
	wrong := slices.Concat(checkName(name), checkMarkup(name, src))
	if !strings.HasSuffix(name, ".go") {
		return append(wrong, checkLength(name, src)...)
	}
	f, err := parseGo(name, src)
	if err != nil {
		return append(wrong, err.Error())
	}
	if !f.generated {
		wrong = append(wrong, checkLength(name, src)...)
	}
	dir := path.Dir(name)
	return slices.Concat(wrong, checkImports(rules, dir, f), checkGo(rules, dir, f))
}

func TestTop(t *testing.T) {
	// Read here too, so that go test's cache notices a new file at the top.
	if _, err := os.ReadDir(root); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(root, ".git")); errors.Is(err, fs.ErrNotExist) {
		t.Skip("not a git checkout: cannot tell the project's files from others")
	}
	// safe.directory: in CI the checkout often belongs to another user.
	out, err := exec.Command("git", "-c", "safe.directory=*", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard").Output()
	if err != nil {
		t.Fatalf("git ls-files: %v", err)
	}
	files := strings.Split(strings.TrimSuffix(string(out), "\x00"), "\x00")
	if len(files) < 10 {
		t.Fatalf("git ls-files lists %d files, want the whole project", len(files))
	}
	for _, w := range checkTop(files) {
		t.Error(w)
	}
}
