package history

import (
	"encoding/base64"
	"encoding/binary"
	"fmt"
)

// position is a place in the list's order. It is that of a row, but the row
// need not be there any more, so a cursor stays good whatever is recorded or
// removed in between.
type position struct {
	atMS   int64
	key    int64 // of the task
	number int   // of the snapshot
}

// cursorVersion is the first byte of a cursor; another order of the list will
// need another one.
const cursorVersion = 1

// cursor is the position as an opaque text that needs no escaping in a URL.
func (p position) cursor() string {
	b := []byte{cursorVersion}
	b = binary.AppendVarint(b, p.atMS)
	b = binary.AppendVarint(b, p.key)
	b = binary.AppendVarint(b, int64(p.number))
	return base64.RawURLEncoding.EncodeToString(b)
}

// parseCursor reads what cursor made, and only that: anything else is
// ErrBadCursor.
func parseCursor(s string) (position, error) {
	bad := func() (position, error) { return position{}, fmt.Errorf("%q: %w", s, ErrBadCursor) }
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) == 0 || b[0] != cursorVersion {
		return bad()
	}
	b = b[1:]
	var v [3]int64
	for i := range v {
		n := 0
		if v[i], n = binary.Varint(b); n <= 0 {
			return bad()
		}
		b = b[n:]
	}
	p := position{atMS: v[0], key: v[1], number: int(v[2])}
	if p.key < 1 || p.number < 1 || p.number > 1<<31-1 || p.cursor() != s {
		return bad()
	}
	return p, nil
}
