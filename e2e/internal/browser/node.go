package browser

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// oldestNode is the first major version that Playwright 1.57 supports.
const oldestNode = 18

// Node finds Node.js on the PATH and returns its path. The error says what to
// install.
func Node(ctx context.Context) (string, error) {
	for _, name := range []string{"node", "nodejs"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		out, err := exec.CommandContext(ctx, path, "--version").Output()
		if err != nil {
			return "", fmt.Errorf("e2e: ask %s for its version: %w", path, err)
		}
		if err := checkNode(strings.TrimSpace(string(out))); err != nil {
			return "", fmt.Errorf("e2e: %s: %w", path, err)
		}
		return path, nil
	}
	return "", errors.New(`e2e: the browser tests need Node.js and npm, and there is no "node" on the PATH.
Do one of these and run the tests again:
  - Debian, Ubuntu:    sudo apt-get update && sudo apt-get install -y nodejs npm
  - macOS:             brew install node
  - no browser tests:  go test -short ./... (leaves them out)`)
}

// checkNode refuses a version that is too old; version is as Node prints it,
// for example "v18.20.4".
func checkNode(version string) error {
	major, _, _ := strings.Cut(strings.TrimPrefix(version, "v"), ".")
	n, err := strconv.Atoi(major)
	if err != nil {
		return fmt.Errorf("%q is not a version of Node", version)
	}
	if n < oldestNode {
		return fmt.Errorf("Node %s is too old for the browser tests, which need %d or newer", version, oldestNode)
	}
	return nil
}
