package taskpage

import (
	"net/url"
	"strings"
	"testing"

	"taskscope/views/text"
)

func parse(t *testing.T, query string) url.Values {
	t.Helper()
	v, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// fullWidth writes a test's Chinese with the catalogue's punctuation.
func fullWidth(s string, lang text.Lang) string {
	if lang != text.Chinese {
		return s
	}
	return strings.NewReplacer(",", "\uff0c", ";", "\uff1b", ":", "\uff1a").Replace(s)
}

func TestMiddle(t *testing.T) {
	for _, test := range []struct {
		in   string
		most int
		want string
	}{
		{"short", 26, "short"},
		{"abcdefghij", 10, "abcdefghij"},
		{"abcdefghijk", 10, "abcde…hijk"},
		{"安装安装安装", 12, "安装安装安装"},
		{"安装安装安装安装", 9, "安装…安装"},
	} {
		if got := middle(test.in, test.most); got != test.want {
			t.Errorf("middle(%q, %d) = %q, want %q", test.in, test.most, got, test.want)
		}
	}
}

func TestPath(t *testing.T) {
	for _, test := range []struct {
		points [][2]float64
		want   string
	}{
		{nil, ""},
		{[][2]float64{{0, 10}, {56, 30}}, "M0 10C28 10 28 30 56 30"},
		{[][2]float64{{0, 0}, {10, 0}, {20, 10}, {30, 10}}, "M0 0Q10 0 15 5Q20 10 30 10"},
	} {
		if got := path(test.points); got != test.want {
			t.Errorf("path(%v) = %q, want %q", test.points, got, test.want)
		}
	}
}
