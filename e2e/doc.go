// Package e2e tests the built binary in a real Chromium, through Playwright.
// It imports nothing of the product: it sees what a visitor sees.
//
// `go test ./...` sets everything up by itself (see internal/browser); `go test
// -short ./...` leaves the browser tests out.
package e2e
