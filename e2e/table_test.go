package e2e

import (
	"fmt"
	"testing"
)

// lineInSight says whether the table's pane shows the line of a subtask.
const lineInSight = `(() => {
	const line = document.querySelector('.subtasks tr:has(a[data-id="%s"])')?.getBoundingClientRect();
	const pane = document.querySelector(".subtasks .scroll")?.getBoundingClientRect();
	return line && pane && line.top >= pane.top && line.bottom <= pane.bottom && line.bottom > 0 && line.top < innerHeight;
})()`

// TestTheTableShowsTheSelected: however one comes to a subtask, its line is in sight.
func TestTheTableShowsTheSelected(t *testing.T) {
	t.Parallel()
	inSight := fmt.Sprintf(lineInSight, failedSubtask)
	p := NewPage(t, PageOptions{Base: Demo(t).URL, Height: 500})
	p.Open("/tasks/" + failed + "?view=subtasks&sort=name&subtask=" + failedSubtask)
	until(p, inSight)
	p.Open("/tasks/" + failed + "?view=subtasks&sort=name")
	p.Press("e") // the next failure
	until(p, inSight)
	p.Open("/tasks/" + failed + "?view=timeline&sort=name&subtask=" + failedSubtask)
	p.Press("3") // the table
	until(p, inSight)
}

// TestTheTableIsWhereItWas, in its pane, for who reloads the page or comes back to it.
func TestTheTableIsWhereItWas(t *testing.T) {
	t.Parallel()
	const path = "/tasks/" + failed + "?view=subtasks"
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open(path)
	p.Eval(`() => document.querySelector(".subtasks .scroll").scrollTo({ top: 700, behavior: "instant" })`)
	until(p, `history.state?.table?.[1] === 700`)
	there := `document.querySelector(".subtasks .scroll")?.scrollTop === 700`
	_, err := p.Reload()
	p.Must(err)
	until(p, there)
	p.Open("/history")
	_, err = p.GoBack()
	p.Must(err)
	until(p, there)
	p.Press("1") // the timeline
	p.At("/tasks/" + failed + "?view=timeline")
	_, err = p.GoBack()
	p.Must(err)
	until(p, there)
}
