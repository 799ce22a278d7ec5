package text

import "testing"

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
		if got := Middle(test.in, test.most); got != test.want {
			t.Errorf("Middle(%q, %d) = %q, want %q", test.in, test.most, got, test.want)
		}
	}
}

func TestMiddleClose(t *testing.T) {
	for _, test := range []struct {
		in   string
		most int
		want string
	}{
		{"short", 26, "short"},
		{"abcdefghij", 10, "abcdefghij"},
		{"abcdefghijk", 10, "abcd…ghijk"},
		{"illilliillill", 10, "illilliillill"},
		{"安装安装安装安装", 9, "安装…安装"},
		{"WWWWWWWWWW", 10, "WW…WWW"},
		{"Prepare reinstalling OCP agent", 30, "Prepare reinstalling OCP agent"},
	} {
		if got := MiddleClose(test.in, test.most); got != test.want {
			t.Errorf("MiddleClose(%q, %d) = %q, want %q", test.in, test.most, got, test.want)
		}
	}
}

func TestTailAndWidth(t *testing.T) {
	for _, test := range []struct {
		in, tail string
		width    int
	}{
		{"", "", 0},
		{"Wait", "Wait", 5},
		{"Start observer process with param #11", " param #11"[1:], 38},
		{"安装安装安装安装安装安装", "装安装安装", 24},
	} {
		if got, w := Tail(test.in, 10), Width(test.in); got != test.tail || w != test.width {
			t.Errorf("Tail, Width(%q) = %q, %d, want %q, %d", test.in, got, w, test.tail, test.width)
		}
	}
}

func TestIsolate(t *testing.T) {
	for in, want := range map[string]string{
		"Install rpm": "Install rpm", "安装": "安装",
		"\u202eevil": "\u2068\u202eevil\u2069", "مهمة": "\u2068مهمة\u2069",
	} {
		if got := Isolate(in); got != want {
			t.Errorf("Isolate(%q) = %q, want %q", in, got, want)
		}
	}
}
