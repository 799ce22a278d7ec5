package gantt

import (
	"context"
	"fmt"
	"io"
	"strconv"

	"github.com/a-h/templ"
)

// What is beside the names is most of a page of thousands of rows, and nothing
// but numbers and the words of mark.go: no text that needs escaping. It is
// written here and not by a template, which takes five times as long for it.

// bars are the shapes of some rows.
func bars(rows []Row) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		b := make([]byte, 0, 256*len(rows))
		for k := range rows {
			r := &rows[k]
			if !r.Lane && r.Group == nil {
				b = r.appendBar(b)
				continue
			}
			if err := write(w, b); err != nil {
				return err
			}
			b = b[:0]
			view := laneBars
			if r.Group != nil {
				view = groupBar
			}
			if err := view(r).Render(ctx, w); err != nil {
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
	return err //nolint:wrapcheck // the writer is the template's
}

// appendBar writes the link of a subtask's bar.
func (r *Row) appendBar(b []byte) []byte {
	b = append(b, "<a"...)
	if class := uncommon(r.Class); class != "" {
		b = appendAttribute(b, "class", class)
	}
	b = appendAttribute(b, "data-id", r.ID)
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
	case m.Stroke():
		b = appendAttribute(append(b, "<line"...), "class", m.Class)
		b = append(m.X.Append(append(b, ` x1="`...)), '"')
		b = append(m.End().Append(append(b, ` x2="`...)), '"')
		if !m.levelled() {
			b = appendPixels(b, ` y1="`, m.Y-top)
			b = appendPixels(b, ` y2="`, m.Y-top)
		}
		return append(b, "/>"...)
	}
	b = appendAttribute(append(b, "<rect"...), "class", m.Class)
	if m.X != 0 {
		b = append(m.X.Append(append(b, ` x="`...)), '"')
	}
	if !m.levelled() {
		b = appendPixels(b, ` y="`, m.Y-top)
	}
	if m.Width != 0 {
		b = append(m.Width.Append(append(b, ` width="`...)), '"')
	}
	return append(b, "/>"...)
}

func appendPixels(b []byte, begin string, px int) []byte {
	return append(strconv.AppendInt(append(b, begin...), int64(px), 10), '"')
}

// appendAttribute writes a word of ours; it escapes nothing.
func appendAttribute(b []byte, name, value string) []byte {
	b = append(append(b, ' '), name...)
	return append(append(append(b, `="`...), value...), '"')
}
