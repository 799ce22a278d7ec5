// Package pw is the one place that imports playwright-go. The tests speak of
// its pages and locators by the names below, so that moving to another fork of
// it (the project has moved once already) means this file and go.mod.
//
// The driver that belongs to it is pinned in e2e/package.json, and the two
// versions must match exactly: with a wrong pair a failing assertion may hang
// or even pass.
package pw

import (
	"fmt"
	"io"
	"os"
	"strings"

	playwright "github.com/playwright-community/playwright-go"
)

// What the tests use of Playwright.
type (
	Browser           = playwright.Browser
	Context           = playwright.BrowserContext
	Page              = playwright.Page
	Locator           = playwright.Locator
	LocatorAssertions = playwright.LocatorAssertions
	Request           = playwright.Request
	Response          = playwright.Response
	ConsoleMessage    = playwright.ConsoleMessage
	WebError          = playwright.WebError
	Error             = playwright.Error
	Route             = playwright.Route
	Fulfill           = playwright.RouteFulfillOptions
	Role              = playwright.AriaRole
	Options           = playwright.BrowserNewContextOptions
	LocatorOptions    = playwright.PageLocatorOptions
	RoleOptions       = playwright.PageGetByRoleOptions
	TextOptions       = playwright.PageGetByTextOptions
	LabelOptions      = playwright.PageGetByLabelOptions
	ClickOptions      = playwright.LocatorClickOptions
	FillOptions       = playwright.LocatorFillOptions
	MouseDown         = playwright.MouseDownOptions
	MouseUp           = playwright.MouseUpOptions
	ShotOptions       = playwright.PageScreenshotOptions
	MediaOptions      = playwright.PageEmulateMediaOptions
	GotoOptions       = playwright.PageGotoOptions
	ReloadOptions     = playwright.PageReloadOptions
	BackOptions       = playwright.PageGoBackOptions
	PDFOptions        = playwright.PagePdfOptions
	TraceOptions      = playwright.TracingStartOptions
	Script            = playwright.Script
	Size              = playwright.Size
)

// Values of Playwright's own types.
var (
	Dark         = playwright.ColorSchemeDark
	Light        = playwright.ColorSchemeLight
	LessMotion   = playwright.ReducedMotionReduce
	NormalMotion = playwright.ReducedMotionNoPreference
	Print        = playwright.MediaPrint
	Screen       = playwright.MediaScreen
	ForcedColors = playwright.ForcedColorsActive
	Committed    = playwright.WaitUntilStateCommit
)

// Ptr is v for a field of options that tells absent from zero.
func Ptr[T any](v T) *T { return &v }

// ByName is for GetByRole of a locator: the whole accessible name.
func ByName(name string) playwright.LocatorGetByRoleOptions {
	return playwright.LocatorGetByRoleOptions{Name: name, Exact: Ptr(true)}
}

// ByLevel is for GetByRole("heading") of a locator.
func ByLevel(level int) playwright.LocatorGetByRoleOptions {
	return playwright.LocatorGetByRoleOptions{Level: &level}
}

// Expect makes assertions about locators that are retried for up to ms
// milliseconds.
func Expect(ms float64) func(Locator) LocatorAssertions {
	return playwright.NewPlaywrightAssertions(ms).Locator
}

// ExpectPage makes assertions about a page, retried likewise.
func ExpectPage(ms float64) func(Page) playwright.PageAssertions {
	return playwright.NewPlaywrightAssertions(ms).Page
}

// Driver is a running Playwright.
type Driver struct{ pw *playwright.Playwright }

// Start runs the driver in modules (e2e/node_modules) with the given Node.
func Start(node, modules string, stderr io.Writer) (*Driver, error) {
	// The only way this fork takes the path of Node.
	if err := os.Setenv("PLAYWRIGHT_NODEJS_PATH", node); err != nil {
		return nil, err
	}
	run, err := playwright.Run(&playwright.RunOptions{
		DriverDirectory: modules, SkipInstallBrowsers: true, Stdout: stderr, Stderr: stderr,
	})
	if err != nil {
		return nil, fmt.Errorf("e2e: start Playwright's driver in %s: %w", modules, err)
	}
	return &Driver{pw: run}, nil
}

// Launch starts a headless Chromium; path "" is Playwright's own.
func (d *Driver) Launch(path string) (Browser, error) {
	o := playwright.BrowserTypeLaunchOptions{Headless: Ptr(true), Args: []string{"--disable-features=" + strings.Join(featuresOff(), ",")}}
	if path != "" {
		o.ExecutablePath = &path
	}
	return d.pw.Chromium.Launch(o)
}

// Stop ends the driver and every browser it started.
func (d *Driver) Stop() error { return d.pw.Stop() }
