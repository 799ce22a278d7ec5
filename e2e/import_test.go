package e2e

import (
	"os"
	"testing"

	"taskscope/e2e/internal/pw"
)

// imported is the task of testdata/certificates.json.
const imported = "71000001"

func fixture(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// importedIs wants the page of the imported task.
func importedIs(p *Page) {
	p.See(p.Role("heading", "Rotate host certificates"))
	p.Count(p.Locator(".tl-names a[href*='subtask=']"), 3)
	p.Must(p.Expect(p.Locator(".diagnosis")).ToContainText("Succeeded in 8.500 s"))
}

func TestImportASavedResponse(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Start(t).URL})
	p.Open("/history")
	p.See(p.Role("heading", "Nothing has been recorded yet"))
	p.Click(p.Role("navigation", "Main").GetByRole("link", pw.ByName("Import")))
	p.At("/import")
	p.Must(p.Label("Files").SetInputFiles("testdata/certificates.json"))
	p.Click(p.Locator("main").GetByRole("button", pw.ByName("Import")))
	p.At("/tasks/" + imported + "@1")
	importedIs(p)
	p.Open("/history")
	p.Count(p.Locator("table.runs-table tbody tr"), 1)
	p.Must(p.Expect(p.Locator("table.runs-table tbody tr")).ToContainText("imported"))
	p.Click(p.Role("link", "Rotate host certificates"))
	importedIs(p)
}

func TestImportAPastedResponse(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Start(t).URL})
	p.Open("/import")
	p.Fill(p.Locator("#import-text"), fixture(t, "certificates.json"))
	p.Click(p.Locator("main").GetByRole("button", pw.ByName("Import")))
	p.At("/tasks/" + imported + "@1")
	importedIs(p)
}

func TestImportWithoutJavaScript(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Start(t).URL, NoJS: true})
	p.Open("/import")
	p.Must(p.Locator("#import-file").SetInputFiles([]string{"testdata/certificates.json"}))
	p.Click(p.Locator("main").GetByRole("button", pw.ByName("Import")))
	importedIs(p)
}

// TestImportWhatIsNoTask: the place of the mistake is named, and nothing is
// stored, not even the good file beside the bad one.
func TestImportWhatIsNoTask(t *testing.T) {
	t.Parallel()
	app := Start(t)
	for _, test := range []struct {
		name, file, reason, where string
	}{
		{"text that is no JSON", "not-json.json", "It is not JSON.", "line 17"},
		{"a task whose id is no id", "no-id.json", "The task in it has no usable id.", "data.id"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			p := NewPage(t, PageOptions{Base: app.URL})
			p.ExpectProblem("422 for a document")
			p.Open("/import")
			p.Must(p.Locator("#import-file").SetInputFiles([]string{"testdata/certificates.json", "testdata/" + test.file}))
			p.Click(p.Locator("main").GetByRole("button", pw.ByName("Import")))
			said := p.Locator("main .banner")
			for _, part := range []string{test.file, test.reason, test.where} {
				p.Must(p.Expect(said).ToContainText(part))
			}
			Axe(t, p)
			p.Open("/history")
			p.See(p.Role("heading", "Nothing has been recorded yet"))
		})
	}
}

func TestImportAPastedMistakeKeepsTheText(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Start(t).URL})
	p.ExpectProblem("422 for a document")
	text := fixture(t, "not-json.json")
	p.Open("/import")
	p.Fill(p.Locator("#import-text"), text)
	p.Click(p.Locator("main").GetByRole("button", pw.ByName("Import")))
	p.Must(p.Expect(p.Locator("main .banner")).ToContainText("line 17"))
	p.Must(p.Expect(p.Locator("#import-text")).ToHaveValue(text))
	p.Fill(p.Locator("#import-text"), fixture(t, "certificates.json")) // corrected
	p.Click(p.Locator("main").GetByRole("button", pw.ByName("Import")))
	importedIs(p)
}
