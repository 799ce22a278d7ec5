package browser

import (
	"os"
	"os/exec"
	"runtime"
)

// commands are the names a Chromium goes by on the PATH, best first. The shell is
// the same engine without the windows around it: what takes the whole browser a
// second of processor time, a page in a context of its own, takes it a quarter.
var commands = []string{
	"chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
	"chrome", "microsoft-edge", "microsoft-edge-stable", "msedge",
}

// Installed lists the browsers of this machine that Playwright can drive, best
// first. Whether one starts is for the caller to find out.
func Installed() []string {
	var found []string
	for _, name := range commands {
		if path, err := exec.LookPath(name); err == nil {
			found = append(found, path)
		}
	}
	for _, path := range applications(runtime.GOOS) {
		if _, err := os.Stat(path); err == nil {
			found = append(found, path)
		}
	}
	return found
}

// applications are the places where browsers lie that are not on the PATH.
func applications(goos string) []string {
	switch goos {
	case "darwin":
		return []string{
			"/Applications/Chromium.app/Contents/MacOS/Chromium",
			"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
			"/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
		}
	case "windows":
		return []string{
			`C:\Program Files\Google\Chrome\Application\chrome.exe`,
			`C:\Program Files (x86)\Google\Chrome\Application\chrome.exe`,
			`C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe`,
		}
	}
	return nil
}
