package taskpage

import "testing"

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
