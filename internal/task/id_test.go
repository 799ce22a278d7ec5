package task

import (
	"encoding/json"
	"testing"
)

func TestIDJSON(t *testing.T) {
	tests := []struct {
		id   int64
		want string
	}{
		{1, `1`},
		{35000312, `35000312`},
		{1<<53 - 1, `9007199254740991`},
		{1 << 53, `"9007199254740992"`},
		{1<<53 + 1, `"9007199254740993"`},
		{1<<63 - 1, `"9223372036854775807"`},
	}
	for _, tt := range tests {
		b, err := json.Marshal(ID(tt.id))
		if string(b) != tt.want || err != nil {
			t.Errorf("Marshal(ID(%d)) = %s, %v; want %s", tt.id, b, err, tt.want)
		}
		var id ID
		if err := json.Unmarshal(b, &id); id != ID(tt.id) || err != nil {
			t.Errorf("Unmarshal(%s) = %d, %v; want %d", b, id, err, tt.id)
		}
		for _, sign := range []int64{1, -1} {
			sub := SubtaskID(sign * tt.id)
			b, err := json.Marshal(sub)
			if err != nil {
				t.Errorf("Marshal(SubtaskID(%d)): %v", sub, err)
			}
			var back SubtaskID
			if err := json.Unmarshal(b, &back); back != sub || err != nil {
				t.Errorf("Unmarshal(%s) = %d, %v; want %d", b, back, err, sub)
			}
			if quoted := b[0] == '"'; quoted != (tt.want[0] == '"') {
				t.Errorf("Marshal(SubtaskID(%d)) = %s", sub, b)
			}
		}
	}
	var id ID
	if err := json.Unmarshal([]byte(`"35000312"`), &id); id != 35000312 || err != nil {
		t.Errorf("a small id in quotes = %d, %v; want 35000312", id, err)
	}
}

func TestIDJSONRefuses(t *testing.T) {
	for _, in := range []string{`null`, `""`, `"x"`, `true`, `{}`, `[1]`, `1.5`, `1e3`, `9223372036854775808`,
		`"9223372036854775808"`, `" 7"`, `"+7"`, `"007"`} {
		id, sub := ID(42), SubtaskID(42)
		if err := json.Unmarshal([]byte(in), &id); err == nil || id != 42 {
			t.Errorf("Unmarshal(%s) to ID = %d, %v; want an error and the old value", in, id, err)
		}
		if err := json.Unmarshal([]byte(in), &sub); err == nil || sub != 42 {
			t.Errorf("Unmarshal(%s) to SubtaskID = %d, %v; want an error and the old value", in, sub, err)
		}
	}
	for _, in := range []string{`0`, `-1`, `"-1"`} {
		id := ID(42)
		if err := json.Unmarshal([]byte(in), &id); err == nil || id != 42 {
			t.Errorf("Unmarshal(%s) to ID = %d, %v; want an error: no Ref can name it", in, id, err)
		}
	}
}

func TestParseSubtaskID(t *testing.T) {
	for in, want := range map[string]SubtaskID{"1": 1, "-1": -1, "9223372036854775807": 1<<63 - 1, "-9223372036854775807": -(1<<63 - 1)} {
		got, err := ParseSubtaskID(in)
		if got != want || err != nil || got.String() != in {
			t.Errorf("ParseSubtaskID(%q) = %d, %v; want %d", in, got, err, want)
		}
	}
	for _, in := range []string{"", "-", "--1", "0", "-0", "01", "-01", "+1", "1.0", "x", "9223372036854775808", "-9223372036854775808"} {
		if got, err := ParseSubtaskID(in); err == nil || got != 0 {
			t.Errorf("ParseSubtaskID(%q) = %d, %v; want an error", in, got, err)
		}
	}
}

func FuzzParseSubtaskID(f *testing.F) {
	for _, seed := range []string{"13000335", "-1", "-0", "9223372036854775808", "١"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if id, err := ParseSubtaskID(in); err == nil && (id == 0 || id.String() != in) {
			t.Errorf("ParseSubtaskID(%q) = %d", in, id)
		}
		if id, err := ParseID(in); err == nil && (id < 1 || id.String() != in) {
			t.Errorf("ParseID(%q) = %d", in, id)
		}
	})
}

// FuzzIDJSON: what is read is written in a form that is read as the same.
func FuzzIDJSON(f *testing.F) {
	for _, seed := range []string{`1`, `"9007199254740992"`, `-5`, `null`, `"x"`, `1e2`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		var id, back SubtaskID
		if json.Unmarshal(in, &id) != nil {
			return
		}
		b, err := json.Marshal(id)
		if err != nil {
			t.Fatalf("Marshal(%d): %v", id, err)
		}
		if err := json.Unmarshal(b, &back); back != id || err != nil {
			t.Errorf("Unmarshal(%s) = %d, %v; want %d", b, back, err, id)
		}
	})
}
