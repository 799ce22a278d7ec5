package taskpage

import (
	"strings"

	"taskscope/internal/task"
)

// around is a text of one value, cut where the value goes.
type around struct{ before, after string }

func (a around) with(value string) string { return a.before + value + a.after }

// links are the URLs of subtasks on this page, made from one: they differ in
// nothing but the id, and a page has thousands.
func (b *pageOf) links() around {
	const asked = "subtask=1"
	before, after, _ := strings.Cut(b.URL.Select(1).Query(), asked)
	return around{before + strings.TrimSuffix(asked, "1"), after}
}

// link is the URL of a subtask on this page; the selected one's leads out of
// the selection.
func (b *pageOf) link(id task.SubtaskID) string {
	if id == b.URL.Subtask {
		return b.URL.Select(0).Query()
	}
	return b.selects.with(id.String())
}
