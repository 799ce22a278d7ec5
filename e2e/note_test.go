package e2e

import (
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestNotes writes, pins and finds again, by links and forms alone: without
// scripts, and with them.
func TestNotes(t *testing.T) {
	t.Parallel()
	for name, noJS := range map[string]bool{"without JavaScript": true, "with JavaScript": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			app := Start(t)
			p := NewPage(t, PageOptions{Base: app.URL, NoJS: noJS})
			p.Open("/import")
			p.Fill(p.Locator("#import-text"), fixture(t, "certificates.json"))
			p.Click(p.Locator("main").GetByRole("button", pw.ByName("Import")))
			page := "/tasks/" + imported + "@1"
			p.At(page)
			p.Click(p.Role("link", "Add a note"))
			p.At(page + "/note")
			p.Fill(p.Label("Title"), "Slow disk")
			p.Fill(p.Locator("#note-text"), "Host **a** had a slow disk.\n\n- see [4711](https://tickets.example/4711)\n\n<b>no markup</b>")
			if !noJS {
				fits(t, p)
				axeInLightAndDark(t, p)
			}
			p.Click(p.Role("button", "Save"))
			p.At(page)
			p.SeeText(p.Locator(".remark h2"), "Slow disk")
			p.SeeText(p.Locator(".remark strong"), "a")
			p.See(p.Text("<b>no markup</b>"))
			p.Click(p.Role("button", "Pin"))
			p.At(page)
			p.See(p.Role("button", "Unpin"))
			if !noJS {
				fits(t, p)
				axeInLightAndDark(t, p)
			}

			p.Open("/history?pinned=1&noted=1")
			p.Count(p.Locator("table.runs-table tbody tr"), 1)
			p.See(p.Text("Slow disk"))
			if !noJS {
				fits(t, p)
				axeInLightAndDark(t, p)
			}
			p.Click(p.Locator(".pin"))
			p.At("/history?pinned=1&noted=1")
			p.Count(p.Locator("table.runs-table tbody tr"), 0)
			p.Open("/history?q=disk+4711")
			p.Count(p.Locator("table.runs-table tbody tr"), 1)
			p.Click(p.Locator(".pin"))
			p.At("/history?q=disk+4711")
			p.Must(p.Expect(p.Locator(".pin")).ToHaveAttribute("aria-pressed", "true"))
		})
	}
}

// TestTwoWriteAtOnce: the second sees what the first wrote beside his own text,
// and can put both together.
func TestTwoWriteAtOnce(t *testing.T) {
	t.Parallel()
	app := Start(t)
	one, two := NewPage(t, PageOptions{Base: app.URL}), NewPage(t, PageOptions{Base: app.URL})
	one.Open("/import")
	one.Fill(one.Locator("#import-text"), fixture(t, "certificates.json"))
	one.Click(one.Locator("main").GetByRole("button", pw.ByName("Import")))
	note := "/tasks/" + imported + "@1/note"
	one.At("/tasks/" + imported + "@1")
	one.Open(note)
	two.Open(note)
	one.Fill(one.Locator("#note-text"), "first")
	one.Click(one.Role("button", "Save"))
	one.SeeText(one.Locator(".remark-text"), "first")
	two.Fill(two.Locator("#note-text"), "second")
	two.ExpectProblem("409")
	two.Click(two.Role("button", "Save"))
	two.See(two.Text("Somebody else changed the note while you wrote"))
	two.SeeText(two.Locator(".remark-text"), "first")
	two.Must(two.Expect(two.Locator("#note-text")).ToHaveValue("second"))
	axeInLightAndDark(t, two)
	two.Fill(two.Locator("#note-text"), "first and second")
	two.Click(two.Role("button", "Save"))
	two.At("/tasks/" + imported + "@1")
	two.SeeText(two.Locator(".remark-text"), "first and second")
}
