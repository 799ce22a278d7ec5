package page

import "errors"

// How a reader's hand is imitated.
const (
	hovered = 4   // rows that are pointed at, the last three are clicked
	notches = 6   // of the wheel, each way
	notch   = 120 // px
)

type spot struct{ X, Y float64 }

// use points at rows, selects some, zooms in and out and moves about, and notes
// the longest time to the next frame of each. Settled is when loading was over.
func (t *tab) use(got sample, s selectors, settled float64) error {
	var rows, chart []spot
	if err := errors.Join(t.read(&rows, "spots", s.Names), t.read(&chart, "spots", s.Chart)); err != nil {
		return err
	}
	if len(rows) < hovered || len(chart) == 0 {
		return errors.New("no rows or no chart in sight")
	}
	atRest, err := t.moment()
	if err != nil {
		return err
	}
	for k := range hovered {
		// A panel that has opened may have moved them: what was a subtask's
		// place may be that of a group, which a click would fold.
		if err := t.read(&rows, "spots", s.Names); err != nil {
			return err
		}
		if len(rows) < hovered {
			return errors.New("no rows in sight after a selection")
		}
		if err := t.then(t.page.Mouse().Move(rows[k].X, rows[k].Y)); err != nil {
			return err
		}
		if k == 0 {
			continue
		}
		if err := t.then(errors.Join(t.page.Mouse().Down(), t.page.Mouse().Up())); err != nil {
			return err
		}
		// Else the next hover would be held up by what this click has fetched,
		// which selectLong tells of.
		if _, err := t.run("quiet"); err != nil {
			return err
		}
	}
	// What was selected has opened a panel; rows may have moved.
	if err := t.read(&chart, "spots", s.Chart); err != nil {
		return err
	}
	if len(chart) == 0 {
		return errors.New("no chart in sight after a selection")
	}
	if err := t.then(t.page.Mouse().Move(chart[0].X+200, chart[0].Y)); err != nil {
		return err
	}
	beforeZoom, err := t.moment()
	if err != nil {
		return err
	}
	if err := t.zoom(); err != nil {
		return err
	}
	beforePan, err := t.moment()
	if err != nil {
		return err
	}
	if err := t.pan(); err != nil {
		return err
	}
	end, err := t.moment()
	if err != nil {
		return err
	}
	var seen struct {
		Tasks, Inputs []span
		Zooms         float64
	}
	if err := t.read(&seen, "seen"); err != nil {
		return err
	}
	got[loadLong] = longest(seen.Tasks, "", 0, settled)
	got[hovering] = longest(seen.Inputs, "pointerover", atRest, beforeZoom)
	got[selecting] = longest(seen.Inputs, "click", atRest, beforeZoom)
	got[selectLong] = longest(seen.Tasks, "", atRest, beforeZoom)
	got[panning] = longest(seen.Inputs, "wheel", beforePan, end)
	got[scrollLong] = longest(seen.Tasks, "", beforePan, end)
	got[zooms] = seen.Zooms / (2 * notches)
	if seen.Zooms > 0 { // a page that does not zoom is not fast at it
		got[zooming] = longest(seen.Inputs, "wheel", beforeZoom, beforePan)
		got[zoomLong] = longest(seen.Tasks, "", beforeZoom, beforePan)
	}
	return nil
}

// then waits for two frames after an input.
func (t *tab) then(err error) error {
	if err != nil {
		return err
	}
	_, err = t.moment()
	return err
}

// zoom turns the wheel with Ctrl, in and halfway out again.
func (t *tab) zoom() error {
	err := t.page.Keyboard().Down("Control")
	for range notches {
		err = errors.Join(err, t.then(t.page.Mouse().Wheel(0, -notch)))
	}
	for range notches {
		err = errors.Join(err, t.then(t.page.Mouse().Wheel(0, notch/2)))
	}
	return errors.Join(err, t.page.Keyboard().Up("Control"))
}

// pan moves in time, then down the rows, then to the end and back, where a
// browser meets rows that it has not laid out yet.
func (t *tab) pan() error {
	err := t.page.Keyboard().Down("Shift")
	for range notches {
		err = errors.Join(err, t.then(t.page.Mouse().Wheel(0, notch)))
	}
	err = errors.Join(err, t.page.Keyboard().Up("Shift"))
	for range notches {
		err = errors.Join(err, t.then(t.page.Mouse().Wheel(0, 4*notch)))
	}
	for _, key := range []string{"End", "Home"} {
		err = errors.Join(err, t.then(t.page.Keyboard().Press(key)))
	}
	return err
}
