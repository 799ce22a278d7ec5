package e2e

import (
	"os"
	"strings"
	"testing"

	"taskscope/e2e/internal/pw"
)

// exportMenu opens the menu of files.
func exportMenu(p *Page) {
	p.Click(p.Locator(".exports summary"))
	p.See(p.Role("link", "Copy as text"))
}

// TestCopyAsText: what lands in the clipboard is what is seen, with the filter
// that was set without loading the page anew.
func TestCopyAsText(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	p := NewPage(t, PageOptions{Base: app.URL})
	p.Clipboard()
	p.Open("/tasks/" + failed + "?tz=utc")
	exportMenu(p)
	p.Click(p.Role("link", "Copy as text"))
	p.See(p.Role("link", "Copied"))
	p.At("/tasks/" + failed + "?tz=utc")
	text := p.Eval("() => navigator.clipboard.readText()").(string)
	for _, want := range []string{"Add OB server (" + failed + "@", "Failed at Install rpm #7", "Critical path", app.URL + "/tasks/" + failed + "@"} {
		if !strings.Contains(text, want) {
			t.Errorf("the copied text has no %q:\n%s", want, text)
		}
	}
	p.Click(p.Locator(".chips .s-failed").First())
	p.At("/tasks/" + failed + "?state=failed&tz=utc")
	p.Must(p.Expect(p.Locator(".exports ul")).Not().ToBeVisible()) // a click beside the menu closed it
	exportMenu(p)
	p.Click(p.Locator(`.exports a[data-copy-text][href*="state=failed"]`)) // that of the new filter
	p.See(p.Role("link", "Copied"))
	p.Must(p.Keyboard().Press("Escape"))
	p.Must(p.Expect(p.Locator(".exports ul")).Not().ToBeVisible())
	text = p.Eval("() => navigator.clipboard.readText()").(string)
	if !strings.Contains(text, "state failed; 1 of 87") || !strings.Contains(text, "?state=failed&tz=utc") {
		t.Errorf("after a filter was set the copied text is\n%s", text)
	}
}

// Without a clipboard, or without scripts, the link leads to the text.
func TestCopyAsTextWithoutAClipboard(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	refused := NewPage(t, PageOptions{Base: app.URL})
	refused.Must(refused.Page.AddInitScript(pw.Script{Content: pw.Ptr(`Object.defineProperty(navigator, "clipboard", { value: undefined })`)}))
	for _, p := range []*Page{refused, NewPage(t, PageOptions{Base: app.URL, NoJS: true})} {
		p.Open("/tasks/" + failed)
		exportMenu(p)
		p.Click(p.Role("link", "Copy as text"))
		p.At("/tasks/" + failed + "/summary.txt")
		if text := p.All(p.Locator("body")); !strings.Contains(text[0], "Add OB server ("+failed+"@") {
			t.Errorf("the link leads to %.200q, want the summary", text[0])
		}
	}
}

// TestFilesAreSavedUnderTheirNames: a click on a file's link saves it, under a
// name that says what it is.
func TestFilesAreSavedUnderTheirNames(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample)
	for link, want := range map[string][2]string{
		"Table (CSV)":         {"Reinstall_OCP_agent-35000312-1-subtasks.csv", "id,name,parallel_idx"},
		"Trace events (JSON)": {"Reinstall_OCP_agent-35000312-1-trace.json", `{"traceEvents":[`},
	} {
		exportMenu(p)
		file, err := p.ExpectDownload(func() error { return p.Role("link", link).Click() })
		p.Must(err)
		if got := file.SuggestedFilename(); got != want[0] {
			t.Errorf("%s is saved as %q, want %q", link, got, want[0])
		}
		path, err := file.Path()
		p.Must(err)
		body, err := os.ReadFile(path)
		p.Must(err)
		if !strings.Contains(string(body), want[1]) {
			t.Errorf("%s begins with %.60q, want %q in it", link, body, want[1])
		}
		p.Click(p.Locator(".exports summary")) // closes it
	}
}

// TestThePictureStandsAlone: a browser draws the file by itself and inside of a
// page, under the site's own policy, which lets no style into it.
func TestThePictureStandsAlone(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Dark: true})
	p.Open("/tasks/" + failed + "/timeline.svg?fold=none&q=rpm")
	if got := p.Eval(`() => document.documentElement.tagName + " " + document.querySelectorAll("style, script, [style], [href]:not([href^='#'])").length`); got != "svg 0" {
		t.Errorf("the file is %v, want an svg with nothing inline", got)
	}
	all := p.Eval(`() => [...document.querySelectorAll("text")].map((e) => e.textContent.trim()).join("\n")`).(string)
	for _, want := range []string{"Add OB server " + failed, "Install rpm #7", "critical path", "text “rpm”"} {
		if !strings.Contains(all, want) {
			t.Errorf("no text of the picture says %q", want)
		}
	}
	ground := p.Eval(`() => getComputedStyle(document.querySelector("svg > rect")).fill`)
	if ground != "rgb(255, 255, 255)" {
		t.Errorf("its ground is %v in a dark browser, want white", ground)
	}
	p.Open("/tasks/" + failed)
	size := p.Eval(`async (url) => { const i = new Image(); i.src = url; await i.decode(); return i.naturalWidth > 0 && i.naturalWidth === 1600; }`,
		"/tasks/"+failed+"/timeline.svg")
	if size != true {
		t.Error("as an image of a page it is not 1600 px wide")
	}
}
