package graphview

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
		if got := middle(test.in, test.most); got != test.want {
			t.Errorf("middle(%q, %d) = %q, want %q", test.in, test.most, got, test.want)
		}
	}
}
