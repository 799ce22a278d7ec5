package task

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestParseRef(t *testing.T) {
	tests := []struct {
		in   string
		want Ref
	}{
		{"35000312", Ref{Task: 35000312}},
		{"1", Ref{Task: 1}},
		{"9223372036854775807", Ref{Task: 1<<63 - 1}},
		{"prod:35000312", Ref{Source: "prod", Task: 35000312}},
		{"prod:35000312@3", Ref{Source: "prod", Task: 35000312, Snapshot: 3}},
		{"7@2147483647", Ref{Task: 7, Snapshot: 1<<31 - 1}},
		{"a-1-b:7@1", Ref{Source: "a-1-b", Task: 7, Snapshot: 1}},
		{strings.Repeat("x", MaxSourceName) + ":1", Ref{Source: strings.Repeat("x", MaxSourceName), Task: 1}},
	}
	for _, tt := range tests {
		got, err := ParseRef(tt.in)
		if got != tt.want || err != nil {
			t.Errorf("ParseRef(%q) = %+v, %v; want %+v", tt.in, got, err, tt.want)
		}
		if s := got.String(); s != tt.in {
			t.Errorf("ParseRef(%q).String() = %q", tt.in, s)
		}
	}
}

func TestParseRefRefuses(t *testing.T) {
	tests := map[string]string{
		"nothing":                "",
		"zero":                   "0",
		"negative":               "-5",
		"plus":                   "+5",
		"leading zero":           "007",
		"space":                  " 7",
		"space after":            "7 ",
		"fraction":               "7.0",
		"exponent":               "7e3",
		"hexadecimal":            "0x7",
		"underscore":             "7_000",
		"above int64":            "9223372036854775808",
		"full-width digits":      "７",
		"empty source":           ":7",
		"source without task":    "prod:",
		"source alone":           "prod",
		"upper-case source":      "Prod:7",
		"digit first":            "1a:7",
		"hyphen first":           "-a:7",
		"dot":                    "a.b:7",
		"slash":                  "a/b:7",
		"two sources":            "a:b:7",
		"source too long":        strings.Repeat("x", MaxSourceName+1) + ":1",
		"source not ASCII":       "é:7",
		"empty snapshot":         "7@",
		"snapshot zero":          "7@0",
		"snapshot leading zero":  "7@03",
		"snapshot negative":      "7@-1",
		"two snapshots":          "7@1@2",
		"snapshot above int32":   "7@2147483648",
		"snapshot above int64":   "7@99999999999999999999",
		"snapshot before source": "7@1:prod",
		"snapshot of nothing":    "@1",
		"NUL":                    "7\x00",
	}
	for name, in := range tests {
		if got, err := ParseRef(in); err == nil || got != (Ref{}) {
			t.Errorf("%s: ParseRef(%q) = %+v, %v; want an error", name, in, got, err)
		}
	}
}

// TestParseRefErrorIsShort: what was typed may be a megabyte, and the error is
// logged and wrapped.
func TestParseRefErrorIsShort(t *testing.T) {
	huge := strings.Repeat("9", 1<<20)
	for _, in := range []string{huge, "prod:" + huge, huge + ":1", "1@" + huge, strings.Repeat("語", 1<<18)} {
		_, err := ParseRef(in)
		if err == nil || len(err.Error()) > 1000 {
			t.Errorf("ParseRef of %d bytes: error of %d bytes, want a short one", len(in), len(err.Error()))
		}
	}
	if _, err := ParseSubtaskID(huge); err == nil || len(err.Error()) > 1000 {
		t.Errorf("ParseSubtaskID of %d bytes: error of %d bytes, want a short one", len(huge), len(err.Error()))
	}
}

func TestRefRoundTrip(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		ref := Ref{Task: ID(1 + r.Int64N(1<<uint(1+r.IntN(62))))}
		if r.IntN(2) == 0 {
			const first, rest = "abcxyz", "abcxyz019-"
			b := []byte{first[r.IntN(len(first))]}
			for range r.IntN(MaxSourceName) {
				b = append(b, rest[r.IntN(len(rest))])
			}
			ref.Source = string(b)
		}
		if r.IntN(2) == 0 {
			ref.Snapshot = 1 + r.IntN(1<<31-1)
		}
		if got, err := ParseRef(ref.String()); got != ref || err != nil {
			t.Fatalf("ParseRef(%q) = %+v, %v; want %+v", ref, got, err, ref)
		}
	}
}

func TestRefPins(t *testing.T) {
	ref := Ref{Source: "prod", Task: 7, Snapshot: 3}
	if got := ref.Newest().String(); got != "prod:7" {
		t.Errorf("Newest() = %q, want prod:7", got)
	}
	if got := ref.Newest().At(5).String(); got != "prod:7@5" {
		t.Errorf("At(5) = %q, want prod:7@5", got)
	}
}

// FuzzParseRef: what is understood has exactly one spelling, and needs no
// escaping in a path.
func FuzzParseRef(f *testing.F) {
	for _, seed := range []string{"35000312", "prod:35000312@3", "a-1:9223372036854775807@2147483647",
		"", ":", "@", "a:@", "007", "7@07", "prod:prod:1", "1...2", "１"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		ref, err := ParseRef(in)
		if err != nil {
			if ref != (Ref{}) {
				t.Errorf("ParseRef(%q) = %+v with error %v", in, ref, err)
			}
			return
		}
		if got := ref.String(); got != in {
			t.Errorf("ParseRef(%q).String() = %q", in, got)
		}
		if ref.Task < 1 || ref.Snapshot < 0 || (ref.Source != "" && !ValidSource(ref.Source)) {
			t.Errorf("ParseRef(%q) = %+v", in, ref)
		}
		if strings.ContainsAny(in, "/?#%&.\"'<> \\") {
			t.Errorf("ParseRef took %q, which a path would have to escape", in)
		}
	})
}
