package browser

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// Modules are the npm packages of e2e/package.json, as they lie on the disk.
type Modules struct {
	// Dir is e2e/node_modules. playwright-go calls it the driver directory and
	// looks for package/cli.js in it, which is why package.json gives
	// playwright-core the name "package".
	Dir string
	// Axe is the path of axe's script.
	Axe string
}

// stamp is written into node_modules once npm has finished, with the hash of
// the lock file it obeyed: without it, or with another hash, npm runs again.
const stamp = ".taskscope-lock-sha256"

// npmTimeout bounds `npm ci`, which takes about 2 s with a working network.
const npmTimeout = 5 * time.Minute

// InstallModules makes e2e/node_modules what e2e/package-lock.json says, by
// `npm ci`, and does nothing when it already is. dir is the folder e2e. Two
// processes at once wait for each other.
func InstallModules(ctx context.Context, dir string, log io.Writer) (Modules, error) {
	lockfile := filepath.Join(dir, "package-lock.json")
	unlock, err := lock(lockfile)
	if err != nil {
		return Modules{}, fmt.Errorf("e2e: lock %s: %w", lockfile, err)
	}
	defer unlock()

	m := Modules{Dir: filepath.Join(dir, "node_modules")}
	m.Axe = filepath.Join(m.Dir, "axe-core", "axe.min.js")
	content, err := os.ReadFile(lockfile)
	if err != nil {
		return Modules{}, fmt.Errorf("e2e: %w", err)
	}
	sum := sha256.Sum256(content)
	want := hex.EncodeToString(sum[:])
	if m.fresh(want) {
		return m, nil
	}
	fmt.Fprintln(log, "e2e: npm ci (Playwright's driver, axe and TypeScript, as e2e/package-lock.json pins them)")
	if err := npmCI(ctx, dir); err != nil {
		return Modules{}, err
	}
	if err := os.WriteFile(filepath.Join(m.Dir, stamp), []byte(want), 0o644); err != nil {
		return Modules{}, fmt.Errorf("e2e: %w", err)
	}
	if !m.fresh(want) {
		return Modules{}, fmt.Errorf("e2e: npm ci left no %s or no driver in %s", m.Axe, m.Dir)
	}
	return m, nil
}

// fresh says whether the folder is what the lock file with this hash asks for.
func (m Modules) fresh(want string) bool {
	got, err := os.ReadFile(filepath.Join(m.Dir, stamp))
	if err != nil || string(got) != want {
		return false
	}
	for _, file := range []string{m.Axe, filepath.Join(m.Dir, "package", "cli.js")} {
		if _, err := os.Stat(file); err != nil {
			return false
		}
	}
	return true
}

// npmCI runs npm in dir. --ignore-scripts: no package runs code of its own on
// install. --include=dev: NODE_ENV=production must not leave out everything.
func npmCI(ctx context.Context, dir string) error {
	npm, err := exec.LookPath("npm")
	if err != nil {
		return fmt.Errorf(`e2e: the browser tests need npm, and it is not on the PATH: %w
  - Debian, Ubuntu:    sudo apt-get update && sudo apt-get install -y npm
  - no browser tests:  go test -short ./... (leaves them out)`, err)
	}
	ctx, cancel := context.WithTimeout(ctx, npmTimeout)
	defer cancel()
	cmd := exec.CommandContext(ctx, npm, "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("e2e: npm ci in %s: %w\n%s", dir, err, out)
	}
	return nil
}
