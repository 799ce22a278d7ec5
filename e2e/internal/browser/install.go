package browser

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"time"
)

const (
	// cdn is where Playwright 1.57 downloads browsers from.
	cdn = "https://cdn.playwright.dev"
	// downloadTimeout bounds a download of about 100 MB.
	downloadTimeout = 4 * time.Minute
	// aptTimeout bounds apt-get, which takes about 25 s with a near mirror.
	aptTimeout = 5 * time.Minute
)

// FromPlaywright downloads Playwright's own headless Chromium into its cache.
func FromPlaywright(node string, m Modules) Installer {
	return Installer{Name: "Playwright's download", Run: func(ctx context.Context) (string, error) {
		if err := reachable(ctx, cdn); err != nil {
			return "", err
		}
		ctx, cancel := context.WithTimeout(ctx, downloadTimeout)
		defer cancel()
		cli := filepath.Join(m.Dir, "package", "cli.js")
		cmd := exec.CommandContext(ctx, node, cli, "install", "--only-shell", "chromium")
		if out, err := cmd.CombinedOutput(); err != nil {
			return "", fmt.Errorf("%w: %s", err, out)
		}
		return "", nil
	}}
}

// reachable asks url once. Playwright itself asks three servers five times
// before it says that there is no network.
func reachable(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, url, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// aptPackages are the packages that have a Chromium, best first, each named as
// its command. Older Debians and its kin lack the shell.
var aptPackages = []string{"chromium-headless-shell", "chromium"}

// FromApt installs Debian's Chromium, as root on Debian and its kin; a fresh CI
// container is such a place. Elsewhere it says why it does not.
func FromApt(log io.Writer) Installer {
	return Installer{Name: "apt-get install chromium", Run: func(ctx context.Context) (string, error) {
		apt, err := aptHere()
		if err != nil {
			return "", err
		}
		ctx, cancel := context.WithTimeout(ctx, aptTimeout)
		defer cancel()
		// A failed update is no reason to stop: the lists may be there already.
		if err := aptGet(ctx, apt, "update", "-q"); err != nil {
			fmt.Fprintf(log, "e2e: %v\n", err)
		}
		var refused error
		for _, name := range aptPackages {
			err := aptGet(ctx, apt, "install", "-y", "-q", "--no-install-recommends", name)
			if err == nil {
				return exec.LookPath(name)
			}
			refused = errors.Join(refused, fmt.Errorf("%s: %w", name, err))
		}
		return "", refused
	}}
}

// aptHere is the path of apt-get, or why it cannot be used.
func aptHere() (string, error) {
	if runtime.GOOS != "linux" {
		return "", errors.New("not on Linux")
	}
	if os.Geteuid() != 0 {
		return "", errors.New("not run as root")
	}
	if _, err := os.Stat("/etc/debian_version"); err != nil {
		return "", fmt.Errorf("not Debian or Ubuntu: %w", err)
	}
	return exec.LookPath("apt-get")
}

// aptGet runs apt-get where nobody can answer a question.
func aptGet(ctx context.Context, apt string, args ...string) error {
	cmd := exec.CommandContext(ctx, apt, args...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("apt-get %s: %w: %s", args[0], err, tail(out, 400))
	}
	return nil
}

// tail is the end of a long output, where the reason stands.
func tail(out []byte, n int) []byte { return out[max(0, len(out)-n):] }
