package e2e

import (
	"path/filepath"
	"testing"
)

// TestAfterACrashEverythingOpenedIsInTheHistory: what a page has shown is on
// the disk.
func TestAfterACrashEverythingOpenedIsInTheHistory(t *testing.T) {
	t.Parallel()
	db := filepath.Join(t.TempDir(), "taskscope.db")
	app := Start(t, "--db", db)
	p := NewPage(t, PageOptions{Base: app.URL})
	opened := []string{sample, failed, slowBase}
	for _, id := range opened {
		p.Open("/tasks/" + id)
	}
	app.Kill()

	again := Start(t, "--db", db)
	p = NewPage(t, PageOptions{Base: again.URL})
	p.Open("/history")
	list := p.Locator("table.runs-table tbody")
	p.Count(list.Locator("tr"), len(opened))
	for _, id := range opened {
		p.See(list.Locator(`a[href="/tasks/` + id + `"]`))
	}
	p.Click(list.Locator(`a[href="/tasks/` + sample + `"]`))
	p.At("/tasks/" + sample)
	p.Open("/tasks/" + failed + "@1")
	p.See(p.Role("heading", "Add OB server"))
	p.Count(p.Locator(".tl-names a[data-id]"), 87)
}
