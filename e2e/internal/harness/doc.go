// Package harness is what the browser tests stand on: it builds and starts the
// real binary (App), opens real pages in a real Chromium (Page), and makes a
// test fail for what nobody looks at: a message on the console, an exception, a
// missing file, a request to elsewhere, a rule of accessibility (Axe).
//
// A Suite is made once per test binary, by Main, and is safe for parallel
// tests: each page has a browser context of its own. What a failing test leaves
// (screenshot, HTML, Playwright trace) lies in e2e/artifacts/<test>; with
// E2E_SNAPSHOTS=1 the trace has the page at every step, which doubles the time.
//
// Nothing here sleeps; everything waits for an event, with a limit.
package harness
