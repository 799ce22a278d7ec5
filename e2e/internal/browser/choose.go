package browser

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
)

// Chooser finds a browser that starts.
type Chooser struct {
	// Launch tries to start the browser at a path; "" is Playwright's own. The
	// first that starts is the one chosen, so Launch may keep it.
	Launch func(path string) error
	// Installed lists the browsers of this machine, in order of preference.
	Installed func() []string
	// Installers are ways to get a browser, tried in order when none starts.
	Installers []Installer
	// Getenv is os.Getenv, unless a test says otherwise.
	Getenv func(string) string
	// Log is told what is being done when it takes a while.
	Log io.Writer
}

// Installer is one way to get a browser.
type Installer struct {
	Name string
	// Run installs it and returns the path to launch; "" is Playwright's own.
	// An error says why this way is not open here.
	Run func(context.Context) (path string, err error)
}

// Choose starts the first browser that will: $E2E_BROWSER and nothing else if
// that is set, one of the machine, Playwright's own if it was downloaded
// before, and then whatever the installers bring. It returns the path of the
// one that started; the error says what to install and why each was refused.
func (c Chooser) Choose(ctx context.Context) (string, error) {
	if path := c.Getenv("E2E_BROWSER"); path != "" {
		if _, err := os.Stat(path); err != nil {
			return "", fmt.Errorf("e2e: E2E_BROWSER names no file: %w", err)
		}
		if err := c.Launch(path); err != nil {
			return "", fmt.Errorf("e2e: start the browser that E2E_BROWSER names, %s: %w", path, err)
		}
		return path, nil
	}
	var refused []string
	for _, path := range append(c.Installed(), "") {
		err := c.Launch(path)
		if err == nil {
			return path, nil
		}
		refused = append(refused, refusal(path, err))
	}
	for _, in := range c.Installers {
		fmt.Fprintf(c.Log, "e2e: no browser that starts; trying %s\n", in.Name)
		path, err := in.Run(ctx)
		if err != nil {
			refused = append(refused, fmt.Sprintf("%s: %s", in.Name, firstLines(err, 3)))
			continue
		}
		if err := c.Launch(path); err != nil {
			refused = append(refused, fmt.Sprintf("%s worked, but %s", in.Name, refusal(path, err)))
			continue
		}
		return path, nil
	}
	return "", missing(refused)
}

// refusal says in one line why a browser was not taken.
func refusal(path string, err error) string {
	switch {
	case path != "":
		return fmt.Sprintf("%s does not start: %s", path, firstLines(err, 3))
	case strings.Contains(err.Error(), "Executable doesn't exist"):
		return "Playwright has not downloaded its own"
	default:
		return "Playwright's own does not start: " + firstLines(err, 3)
	}
}

// firstLines is the start of an error's text on one line; a browser that will
// not start prints a page.
func firstLines(err error, n int) string {
	lines := strings.FieldsFunc(err.Error(), func(r rune) bool { return r == '\n' })
	return strings.Join(lines[:min(n, len(lines))], " / ")
}

// missing is the error for a machine without a browser.
func missing(refused []string) error {
	return fmt.Errorf(`e2e: the browser tests need Chromium or Chrome, and none would start:
  - none of these is on the PATH or starts: %s
  - %s
Do one of these and run the tests again:
  - Debian, Ubuntu:    sudo apt-get update && sudo apt-get install -y chromium
  - macOS:             brew install --cask google-chrome
  - one elsewhere:     E2E_BROWSER=/path/to/chrome go test ./...
  - no browser tests:  go test -short ./... (leaves them out)`,
		strings.Join(commands, ", "), strings.Join(refused, "\n  - "))
}
