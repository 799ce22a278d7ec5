package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"Install rpm", "Install rpm"},
		{"安装 OCP Agent，第 1 步", "安装 OCP Agent，第 1 步"},
		{"two\nlines\r\n", "two lines"},
		{"a\tb\u2028c\u00a0d", "a b c d"},
		{"\x1b[31mred\x00\x07", "[31mred"},
		{"\u202egnp.exe\u2066x\u2069", "gnp.exex"},
		{"עברית", "עברית"},
		{"bad\xffutf", "bad\ufffdutf"},
		{"no\ufffe\uffffchar\U0001fffe", "no\ufffd\ufffdchar\ufffd"},
		{"👩\u200d💻", "👩\u200d💻"},
	} {
		if got := Line(c.in); got != c.want {
			t.Errorf("Line(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func FuzzLine(f *testing.F) {
	f.Add("a\nb\x00\xff\u202e")
	f.Fuzz(func(t *testing.T, s string) {
		got := Line(s)
		if !utf8.ValidString(got) || strings.ContainsAny(got, "\n\r\t\v\f\x00\u2028\u202e") || Line(got) != got {
			t.Errorf("Line(%q) = %q", s, got)
		}
	})
}

// TestAgo: what was seen lies ahead only when a clock was set back.
func TestAgo(t *testing.T) {
	words, err := New()
	if err != nil {
		t.Fatal(err)
	}
	p := words.In(English)
	for ms, want := range map[int64]string{
		-60_001: "some time ago (the clock has been set back since)", -60_000: "just now", -1: "just now", 0: "just now", 1999: "just now",
		2000: "2 s ago", 59_999: "59 s ago", 60_000: "1 m 00 s ago", 3_600_000: "1 h 00 m ago",
	} {
		if got := p.Ago(ms); got != want {
			t.Errorf("Ago(%d) = %q, want %q", ms, got, want)
		}
	}
}
