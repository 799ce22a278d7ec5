package history

import (
	"errors"
	"strings"
	"testing"
)

func FuzzCursor(f *testing.F) {
	f.Add("")
	f.Add(position{t0, 1, 1}.cursor())
	f.Add(position{-1 << 63, 1<<63 - 1, 1<<31 - 1}.cursor())
	f.Fuzz(func(t *testing.T, s string) {
		p, err := parseCursor(s)
		if err != nil {
			if !errors.Is(err, ErrBadCursor) {
				t.Errorf("parseCursor(%q): %v, want ErrBadCursor", s, err)
			}
			return
		}
		if got := p.cursor(); got != s {
			t.Errorf("parseCursor(%q) = %+v, whose cursor is %q", s, p, got)
		}
	})
}

func FuzzWords(f *testing.F) {
	f.Add("Backup  prod 12")
	f.Add("备份　集群")
	f.Add(strings.Repeat("a b ", 40))
	f.Fuzz(func(t *testing.T, s string) {
		got := words(s)
		if len(got) > maxWords {
			t.Fatalf("words(%q) = %d words, want at most %d", s, len(got), maxWords)
		}
		for _, w := range got {
			if w == "" || !strings.Contains(fold(s), w) {
				t.Errorf("words(%q) has %q, which is not in it", s, w)
			}
		}
		if (len(got) == 0) != (strings.TrimSpace(fold(s)) == "") {
			t.Errorf("words(%q) = %q", s, got)
		}
	})
}
