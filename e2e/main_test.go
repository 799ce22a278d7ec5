package e2e

import (
	"os"
	"testing"

	"taskscope/e2e/internal/harness"
)

// suite is filled in once by TestMain, before any test runs.
var suite harness.Suite

func TestMain(m *testing.M) { os.Exit(harness.Main(m, &suite, os.Stderr)) }

type (
	App         = harness.App
	Page        = harness.Page
	PageOptions = harness.PageOptions
)

// Start starts `taskscope serve` for this test, on a port and a database of its own.
func Start(t testing.TB, args ...string) *App { t.Helper(); return suite.Start(t, args...) }

// Demo is the demo that tests share which only look; see harness.Suite.Demo.
func Demo(t testing.TB) *App { t.Helper(); return suite.Demo(t) }

// StartSim starts the simulated OCP alone.
func StartSim(t testing.TB, args ...string) *App { t.Helper(); return suite.StartSim(t, args...) }

// NewPage opens an empty page in a browser context of its own. It fails the
// test for whatever goes wrong in the page.
func NewPage(t testing.TB, o PageOptions) *Page { t.Helper(); return suite.NewPage(t, o) }

// Axe fails the test for each rule of accessibility that the page breaks.
func Axe(t testing.TB, p *Page, off ...string) { t.Helper(); suite.Axe(t, p, off...) }
