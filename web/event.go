package web

import (
	"bytes"
	"encoding/json"
	"fmt"

	"taskscope/views/fragment"
	"taskscope/views/taskpage"
	"taskscope/views/text"
)

// The events of a stream, as static/js/live.js takes them.
const (
	eventUpdate = "update" // an update, see below
	eventEnd    = "end"    // nothing more will come: an ending
	eventLater  = "later"  // to a page in the background: ask again later
	eventBeat   = "beat"   // the connection is alive
)

// update is what an update carries. Its id is what the page then shows.
type update struct {
	Clock string      `json:"clock"` // the server's time of day that the page is then of
	Title string      `json:"title"` // of the document
	Icon  string      `json:"icon"`
	Say   string      `json:"say,omitempty"` // to those who cannot see the page
	Parts [][2]string `json:"parts"`         // name and HTML of whole regions
	Units [][3]string `json:"units"`         // kind, id and HTML; see package fragment
}

// ending says why nothing more will come.
type ending struct {
	Why   string `json:"why"` // a live.End
	Words string `json:"words,omitempty"`
}

// event is what makes this drawing of another; of nothing when old is nil.
func (d *drawing) event(old *drawing, p text.Printer) ([]byte, error) {
	u := update{Clock: d.tidings.Clock, Title: d.tidings.Title, Icon: d.tidings.Icon, Parts: [][2]string{}, Units: [][3]string{}}
	var before []*fragment.Part
	if old != nil {
		before = old.parts
		u.Say = d.tidings.After(old.tidings, p)
	}
	change := fragment.Diff(before, d.parts)
	if change.Empty() {
		return nil, nil
	}
	for _, part := range change.Parts {
		if part.Name == string(taskpage.RegionViews) && d.whole != nil {
			whole, err := d.whole()
			if err != nil {
				return nil, err
			}
			part = whole
		}
		u.Parts = append(u.Parts, [2]string{part.Name, string(part.HTML)})
	}
	for _, unit := range change.Units {
		u.Units = append(u.Units, [3]string{unit.Kind, unit.ID, string(unit.HTML)})
	}
	return encode(eventUpdate, d.at, u)
}

// encode writes one event: JSON has no line breaks of its own.
func encode(name, id string, data any) ([]byte, error) {
	var b bytes.Buffer
	if id != "" {
		fmt.Fprintf(&b, "id: %s\n", id)
	}
	fmt.Fprintf(&b, "event: %s\ndata: ", name)
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // half of it would be escapes
	if err := e.Encode(data); err != nil {
		return nil, fmt.Errorf("encode %s: %w", name, err)
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}
