package e2e

import (
	"testing"

	"taskscope/e2e/internal/pw"
)

// TestARowSaysItsState: the name of a row's link says its state first, in the
// page's language, though nothing of that is in the row; its mark is no bare C.
func TestARowSaysItsState(t *testing.T) {
	t.Parallel()
	app := Demo(t)
	for _, c := range []struct{ locale, failed, succeeded string }{
		{"en-US", "failed, Install rpm #7", "succeeded, Install rpm #9"}, {"zh-CN", "失败， Install rpm #7", "完成， Install rpm #9"},
	} {
		p := NewPage(t, PageOptions{Base: app.URL, Locale: c.locale})
		p.Open("/tasks/" + failed + "?view=timeline&fold=none")
		names := p.Locator(".tl-names")
		p.Must(p.Expect(rowOf(p, failedSubtask)).ToHaveAccessibleName(c.failed))
		p.Must(p.Expect(names.GetByRole("link", pw.ByName(c.succeeded))).ToBeVisible())
		if got := p.Eval(`() => getComputedStyle(document.querySelector(".tl-names .critical"), "::after").content`); got == `"C"` {
			t.Errorf("%s: the critical mark says %v", c.locale, got)
		}
	}
}
