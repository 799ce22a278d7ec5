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
		{"WWWWWWWWWW", 10, "WWW…WWW"},
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

func TestTail(t *testing.T) {
	for _, test := range []struct {
		in, want string
		long     bool
	}{
		{"", "", false},
		{"Wait node", "", false},
		{"Start observer process with param #11", " param #11", false},
		{"map_map_HEP2_MSP1_Digests_s_2_sequence_18_ID0000081", "_ID0000081", true},
		{"安装安装安装安装安装安装", "装安装安装安装安装安装"[3:], false},
		{"安装安装", "", false},
	} {
		if end, long := tail(test.in); end != test.want || long != test.long {
			t.Errorf("tail(%q) = %q, %v, want %q, %v", test.in, end, long, test.want, test.long)
		}
	}
}

func TestIsolate(t *testing.T) {
	for in, want := range map[string]string{
		"Install rpm": "Install rpm", "安装": "安装",
		"\u202eevil": "\u2068\u202eevil\u2069", "مهمة": "\u2068مهمة\u2069",
	} {
		if got := isolate(in); got != want {
			t.Errorf("isolate(%q) = %q, want %q", in, got, want)
		}
	}
}
