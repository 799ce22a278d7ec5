package permalink

import (
	"errors"
	"net/url"
	"strconv"
	"strings"
	"testing"
)

var (
	long = strings.Repeat("x", MaxText+1)
	huge = strings.Repeat("语", 1<<19)
)

// many are n different ids.
func many(n int) string {
	ids := make([]string, n)
	for i := range ids {
		ids[i] = strconv.Itoa(i + 1)
	}
	return strings.Join(ids, ",")
}

// wantBad expects a refusal of the parameter name.
func wantBad(t *testing.T, in string, err error, name string) {
	t.Helper()
	var bad *BadParam
	if !errors.As(err, &bad) {
		t.Errorf("%.100s: error %v, want a *BadParam for %s", in, err, name)
		return
	}
	if bad.Name != name {
		t.Errorf("%.100s: names %s (%v), want %s", in, bad.Name, bad, name)
	}
	if !strings.Contains(bad.Error(), name+"=") || !strings.Contains(bad.Error(), bad.Want.String()) {
		t.Errorf("Error() = %q leaves out the name or what is wanted", bad.Error())
	}
	checkBad(t, err)
}

var commonBad = []struct{ name, value string }{
	{"q", long}, {"q", "a\x00b"}, {"q", "\xff"}, {"q", huge},
	{"tz", "local"}, {"tz", "Local"}, {"tz", "UTC"}, {"tz", "Asia/Atlantis"}, {"tz", "../etc/passwd"}, {"tz", "Asia/../UTC"}, {"tz", huge},
	{"sort", "--name"}, {"sort", "-"}, {"sort", "Name"}, {"sort", "nothing"}, {"sort", " name"}, {"sort", huge},
}

func TestParseTaskRefuses(t *testing.T) {
	tests := append(commonBad[:len(commonBad):len(commonBad)], []struct{ name, value string }{
		{"is", "late"}, {"is", "slow,"}, {"rest", "gone"}, {"align", "right"}, {"lane", "zone"}, {"fold", "half"}, {"gaps", "x"}, {"usual", "some"}, {"time", "12h"},
		{"dir", "LR"}, {"dir", "rl"}, {"draw", "some"}, {"heat", "slack"}, {"chains", "all"}, {"links", "none"},
		{"focus", "x"}, {"focus", "0"}, {"focus", "01"}, {"focus", huge}, {"up", "-1"}, {"up", "1.5"}, {"up", "02"}, {"up", "+1"}, {"up", "10000"},
		{"down", "x"}, {"down", "99999999999999999999"}, {"down", huge},
		{"toggle", "x"}, {"toggle", "5,"}, {"toggle", "0"}, {"toggle", many(maxToggled + 1)},
		{"view", "gantt"}, {"view", "Overview"}, {"view", "overview "}, {"view", "<script>"},
		{"subtask", "0"}, {"subtask", "x"}, {"subtask", "01"}, {"subtask", "--1"}, {"subtask", "9223372036854775808"}, {"subtask", huge},
		{"from", "-1"}, {"from", "1.5"}, {"from", "+1"}, {"from", "007"}, {"from", "1e3"}, {"from", "9223372036854775807"}, {"from", "3162240000001"},
		{"to", "x"}, {"to", "99999999999999999999"}, {"to", huge},
		{"state", "failed,"}, {"state", ",failed"}, {"state", "failed, running"}, {"state", "FAILED"}, {"state", "State(16)"},
		{"state", "aborted"}, // no subtask can be
		{"state", huge},
	}...)
	for _, tt := range tests {
		_, err := ParseTask("7", url.Values{tt.name: {tt.value}})
		wantBad(t, tt.name+"="+tt.value, err, tt.name)
	}
	for _, ref := range []string{"", "0", "x", "7@0", "P:7", "7 ", "../7", "7/raw.json", huge} {
		u, err := ParseTask(ref, nil)
		wantBad(t, "ref "+ref, err, "ref")
		if u.Ref.Task != 0 {
			t.Errorf("ParseTask(%.50q) gives %v beside its error", ref, u.Ref)
		}
	}
	for _, pair := range [][2]string{{"5", "5"}, {"6", "5"}} {
		_, err := ParseTask("7", url.Values{"from": {pair[0]}, "to": {pair[1]}})
		wantBad(t, "from not before to", err, "to")
	}
	_, err := ParseTask("7", url.Values{"view": {"gantt"}, "tz": {"mars"}})
	wantBad(t, "two bad values", err, "view") // the first, so that the answer is always the same
}

func TestParseCompareRefuses(t *testing.T) {
	for _, tt := range commonBad {
		_, err := ParseCompare("1...2", url.Values{tt.name: {tt.value}})
		wantBad(t, tt.name+"="+tt.value, err, tt.name)
	}
	for _, tt := range []struct{ name, value string }{
		{"ms", "-1"}, {"ms", "007"}, {"pct", "x"}, {"pct", "100001"}, {"all", "yes"}, {"align", "x"}, {"subtask", "x"}, {"gaps", "x"}, {"fold", "x"}, {"dir", "x"},
	} {
		_, err := ParseCompare("1...2", url.Values{tt.name: {tt.value}})
		wantBad(t, tt.name+"="+tt.value, err, tt.name)
	}
	for _, tt := range []struct{ pair, name string }{
		{"", "base"}, {"...", "base"}, {"...2", "base"}, {"1..2", "base"}, {"x...2", "base"}, {" 1...2", "base"}, {huge + "...2", "base"},
		{"1", "head"}, {"1...", "head"}, {"1...x", "head"}, {"1....2", "head"}, {"1...2...3", "head"}, {"1...2@0", "head"}, {"1..." + huge, "head"},
	} {
		_, err := ParseCompare(tt.pair, nil)
		wantBad(t, tt.pair, err, tt.name)
	}
}

func TestParseRunsRefuses(t *testing.T) {
	for _, path := range []string{"", "1...x...3", "1......3", "1...2...", "1...2...3...4...5...6...7...8...9", huge + "...2...3"} {
		_, err := ParseRuns(path, nil)
		wantBad(t, path, err, "runs")
	}
	for _, tt := range []struct{ name, value string }{
		{"base", "0"}, {"base", "4"}, {"base", "01"}, {"base", "x"}, {"sort", "run"}, {"ms", "-1"}, {"ms", "1.5"}, {"ms", huge},
		{"pct", "x"}, {"pct", "100001"}, {"all", "yes"}, {"gaps", "x"}, {"tz", "x"}, {"q", long},
	} {
		_, err := ParseRuns("1...2...3", url.Values{tt.name: {tt.value}})
		wantBad(t, tt.name+"="+tt.value, err, tt.name)
	}
}

func TestParseHistoryRefuses(t *testing.T) {
	for _, tt := range []struct{ name, value string }{
		{"q", long}, {"q", "\x00"}, {"q", "\xc3("}, {"name", long}, {"cluster", long}, {"tenant", long}, {"creator", long}, {"executor", long}, {"after", long}, {"before", huge},
		{"source", "Prod"}, {"source", "a b"}, {"source", huge},
		{"state", "x"}, {"state", "held"}, // no task can be
		{"from", "yesterday"}, {"from", "2024-02-30"}, {"from", "2024-3-1"}, {"from", "2024-03-01 15:04"}, {"from", "1709251200000"}, {"from", "2024-03-01T25:00"},
		{"to", "2024-03-01T15:04:05+0800"}, {"to", huge},
		{"all", "yes"}, {"all", "2"}, {"all", huge}, {"pinned", "yes"}, {"noted", "no"},
	} {
		_, err := ParseHistory(url.Values{tt.name: {tt.value}})
		wantBad(t, tt.name+"="+tt.value, err, tt.name)
	}
	_, err := ParseHistory(url.Values{"after": {"a"}, "before": {"b"}})
	wantBad(t, "after and before", err, "before")
	_, err = ParseHistory(url.Values{"from": {"2024-03-01T08:00:00+08:00"}, "to": {"2024-03-01"}})
	wantBad(t, "from is to", err, "to")
}

func TestMoment(t *testing.T) {
	for in, want := range map[string]int64{
		"2024-03-01":                1709251200000,
		"2024-03-01T15:04":          1709305440000,
		"2024-03-01T15:04:05":       1709305445000,
		"2024-03-01T15:04:05Z":      1709305445000,
		"2024-03-01T23:04:05+08:00": 1709305445000,
		"2024-03-01T23:04:05 08:00": 1709305445000, // a + that nobody escaped
		"1969-12-31":                -86400000,
	} {
		u, err := ParseHistory(url.Values{"from": {in}})
		if err != nil || !u.From.MS.OK || u.From.MS.V != want {
			t.Errorf("from=%s: %+v, %v; want %d", in, u.From, err, want)
		}
	}
}
