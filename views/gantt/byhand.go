package gantt

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/a-h/templ"
)

// The rows of subtasks are nearly all of a page of thousands. They are written
// here and not by a template, which takes five times as long for them; those of
// groups and lanes are in rows.templ.

// names are the rows beside the chart.
func names(rows []Row) templ.Component {
	return byHand(rows, 512, (*Row).appendName, func(r *Row) templ.Component {
		if r.Lane {
			return laneName(r)
		}
		return groupName(r)
	})
}

// bars are the shapes of some rows.
func bars(rows []Row) templ.Component {
	return byHand(rows, 256, (*Row).appendBar, func(r *Row) templ.Component {
		if r.Lane {
			return laneBars(r)
		}
		return groupBar(r)
	})
}

// byHand writes rows of subtasks, of about so many bytes each, by a function and
// the others by a template.
func byHand(rows []Row, size int, plain func(*Row, []byte) []byte, other func(*Row) templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		b := make([]byte, 0, size*len(rows))
		for k := range rows {
			r := &rows[k]
			if !r.Lane && r.Group == nil {
				b = plain(r, b)
				continue
			}
			if err := write(w, b); err != nil {
				return err
			}
			b = b[:0]
			if err := other(r).Render(ctx, w); err != nil {
				return fmt.Errorf("row %s: %w", r.ID, err)
			}
		}
		return write(w, b)
	})
}

// marks are the shapes of one row.
func marks(r *Row) templ.Component {
	return templ.ComponentFunc(func(_ context.Context, w io.Writer) error { return write(w, r.appendMarks(nil)) })
}

func write(w io.Writer, b []byte) error {
	_, err := w.Write(b)
	return err
}

// appendName writes the row of a subtask beside the chart. Its id stands in the
// link's address alone; scripts that need it elsewhere add it (static/js/ids.js).
func (r *Row) appendName(b []byte) []byte {
	b = append(b, "<li"...)
	if class := r.nameClass(); class != "" {
		b = appendAttribute(b, "class", class)
	}
	b = append(b, "><a"...)
	if r.Mark != "" {
		b = appendAttribute(b, "class", r.Mark)
	}
	// What varies stands close together, for then it costs least on the wire.
	b = appendAttribute(b, "title", r.Said)
	b = appendAttribute(b, "href", r.URL)
	if r.Current { // its address does not tell whose it is
		b = appendAttribute(b, "data-id", r.ID)
		b = appendAttribute(b, "id", SelectedID)
		b = append(b, ` aria-current="true"`...)
	}
	if r.Tail != "" {
		b = appendAttribute(b, "data-tail", r.Tail)
	}
	b = appendText(append(b, '>'), r.Name)
	b = appendText(append(b, "</a>"...), r.Value)
	return append(b, "</li>"...)
}

// appendBar writes the link of a subtask's bar, which is that of the name in its
// place.
func (r *Row) appendBar(b []byte) []byte {
	b = append(b, "<a"...)
	if class := r.uncommon(); class != "" {
		b = appendAttribute(b, "class", class)
	}
	b = append(b, '>')
	return append(r.appendMarks(b), "</a>"...)
}

func (r *Row) appendMarks(b []byte) []byte {
	for k := range r.Marks {
		b = r.Marks[k].append(b, r.Y)
	}
	return b
}

// append writes the mark of a line that lies at top, px in its part.
func (m *Mark) append(b []byte, top int) []byte {
	switch {
	case m.Unseen():
		return b
	case m.Stroke() || m.Kind == KindSlack: // by its end, which all copies of a stage share
		b = appendAttribute(append(b, "<line"...), "class", m.Class())
		b = append(m.X.Append(append(b, ` x1="`...)), '"')
		b = append(m.End().Append(append(b, ` x2="`...)), '"')
		if !m.levelled() {
			b = appendPixels(b, ` y1="`, m.Y-top)
			b = appendPixels(b, ` y2="`, m.Y-top)
		}
		return append(b, "/>"...)
	}
	b = appendAttribute(append(b, "<rect"...), "class", m.Class())
	if m.X != 0 {
		b = append(m.X.Append(append(b, ` x="`...)), '"')
	}
	if !m.levelled() {
		b = appendPixels(b, ` y="`, m.Y-top)
	}
	if m.Kind == KindShare { // as high as it has copies
		b = appendPixels(b, ` height="`, m.High)
	}
	if m.Width != 0 {
		b = append(m.Width.Append(append(b, ` width="`...)), '"')
	}
	return append(b, "/>"...)
}

func appendPixels(b []byte, begin string, px int) []byte {
	return append(strconv.AppendInt(append(b, begin...), int64(px), 10), '"')
}

// appendAttribute writes an attribute.
func appendAttribute(b []byte, name, value string) []byte {
	b = append(append(b, ' '), name...)
	return append(appendText(append(b, `="`...), value), '"')
}

// appendText writes a text or the value of an attribute: names are OCP's.
func appendText(b []byte, text string) []byte {
	from := 0
	for k := 0; k < len(text); k++ {
		escaped := ""
		switch text[k] {
		case '&':
			escaped = "&amp;"
		case '<':
			escaped = "&lt;"
		case '>':
			escaped = "&gt;"
		case '"':
			escaped = "&#34;"
		case '\'':
			escaped = "&#39;"
		default:
			continue
		}
		b = append(append(b, text[from:k]...), escaped...)
		from = k + 1
	}
	return append(b, text[from:]...)
}
