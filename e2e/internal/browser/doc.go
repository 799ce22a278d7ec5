// Package browser sets a machine up for the browser tests: Node, the npm
// packages of e2e/package.json, and a Chromium that starts. TestMain of e2e and
// `go run ./e2e/setup` both use it, so that `go test ./...` alone is enough.
//
// It never gives up in silence: whatever is missing comes back as an error that
// says what to install. It knows nothing of Playwright's Go API; the caller
// hands it a function that tries to start a browser.
package browser
