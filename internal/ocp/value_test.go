package ocp

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"testing/quick"
	"time"

	"taskscope/internal/task"
)

func TestParseInteger(t *testing.T) {
	for _, c := range []struct {
		in   string
		want int64
		ok   bool
	}{
		{"0", 0, true}, {"-0", 0, true}, {"7", 7, true}, {"-7", -7, true}, {"007", 7, true},
		{"5.0", 5, true}, {"5.000", 5, true}, {"-5.0", -5, true}, {"1e3", 1000, true}, {"1E+3", 1000, true},
		{"1.5e1", 15, true}, {"1500e-2", 15, true}, {"0e999999", 0, true}, {"0.0e-5", 0, true},
		{"9007199254740993", 9007199254740993, true},
		{"9007199254740993.0", 9007199254740993, true},
		{"9.007199254740993e15", 9007199254740993, true},
		{"9223372036854775807", math.MaxInt64, true}, {"-9223372036854775808", math.MinInt64, true},
		{"9223372036854775808", 0, false}, {"1e19", 0, false}, {"1e999999999999", 0, false},
		{"5.5", 0, false}, {"15e-1", 0, false}, {"1e-999999", 0, false},
		{"", 0, false}, {"-", 0, false}, {"--5", 0, false}, {"+5", 0, false}, {"5.", 0, false}, {".5", 0, false},
		{"0x10", 0, false}, {"1_000", 0, false}, {"1e", 0, false}, {"e3", 0, false}, {"five", 0, false}, {"5 6", 0, false},
		{"1" + strings.Repeat("0", 40) + "e-40", 1, true},
	} {
		if got, ok := parseInteger([]byte(c.in)); got != c.want || ok != c.ok {
			t.Errorf("parseInteger(%q) = %d, %v, want %d, %v", c.in, got, ok, c.want, c.ok)
		}
	}
	same := func(n int64) bool {
		got, ok := parseInteger([]byte(strconv.FormatInt(n, 10) + ".0"))
		return ok && got == n
	}
	if err := quick.Check(same, nil); err != nil {
		t.Error(err)
	}
}

func TestParseInstant(t *testing.T) {
	const ms = 1629875371000 // 2021-08-25T15:09:31+08:00
	for _, c := range []struct {
		in     string
		ms     int64
		offset int
		ok     bool
	}{
		{"2021-08-25T15:09:31+08:00", ms, 28800, true},
		{"2021-08-25T15:09:31.7+08:00", ms + 700, 28800, true},
		{"2021-08-25T15:09:31.74+08:00", ms + 740, 28800, true},
		{"2021-08-25T15:09:31.741999999+08:00", ms + 741, 28800, true},
		{"2021-08-25T15:09:31,74+08:00", ms + 740, 28800, true},
		{"2021-08-25T15:09:31.74+0800", ms + 740, 28800, true},
		{"2021-08-25T15:09:31.74+08", ms + 740, 28800, true},
		{"2021-08-25 15:09:31+08:00", ms, 28800, true},
		{"2021-08-25T07:09:31Z", ms, 0, true},
		{"2021-08-25t07:09:31.000z", ms, 0, true},
		{"2021-08-25T02:39:31-04:30", ms, -16200, true},
		{"2021-08-25T15:09+08:00", ms - 31000, 28800, true},
		{"2020-02-29T00:00:00Z", 1582934400000, 0, true},
		{"1969-12-31T23:59:59.999Z", -1, 0, true},
		{"1629875371000", ms, 0, true},
		{"1.629875371e12", ms, 0, true},
		{"0", 0, 0, true},
		{"2021-08-25T15:09:31", 0, 0, false}, // no offset: which moment?
		{"2021-08-25", 0, 0, false},
		{"2021-02-29T00:00:00Z", 0, 0, false},
		{"2021-04-31T00:00:00Z", 0, 0, false},
		{"2021-13-01T00:00:00Z", 0, 0, false},
		{"2021-00-01T00:00:00Z", 0, 0, false},
		{"2021-01-00T00:00:00Z", 0, 0, false},
		{"2021-01-01T24:00:00Z", 0, 0, false},
		{"2021-01-01T23:60:00Z", 0, 0, false},
		{"2021-01-01T23:59:60Z", 0, 0, false},
		{"2021-01-01T23:59:5Z", 0, 0, false},
		{"2021-01-01T23:59:59.Z", 0, 0, false},
		{"2021-01-01T23:59:59+24:00", 0, 0, false},
		{"2021-01-01T23:59:59+08:60", 0, 0, false},
		{"2021-01-01T23:59:59+8:00", 0, 0, false},
		{"2021-01-01T23:59:59+08:00x", 0, 0, false},
		{"2021-01-01T23:59:59 GMT", 0, 0, false},
		{"2021-01-01X23:59:59Z", 0, 0, false},
		{"2021-01-01T23:59:", 0, 0, false},
		{"0000-01-01T00:00:00Z", 0, 0, false}, // sums of such could run over
		{"9223372036854775807", 0, 0, false},
		{"-9223372036854775808", 0, 0, false},
		{"yesterday, at about noon", 0, 0, false},
	} {
		want := task.Instant{}
		if c.ok {
			want = task.At(c.ms, c.offset)
		}
		if got, ok := parseInstant([]byte(c.in)); got != want || ok != c.ok {
			t.Errorf("parseInstant(%q) = %+v, %v, want %+v, %v", c.in, got, ok, want, c.ok)
		}
	}
}

// TestParseInstantAgreesWithTime: of any moment that Go prints, the moment and
// the offset come back.
func TestParseInstantAgreesWithTime(t *testing.T) {
	same := func(ms int64, minutes int16) bool {
		ms %= 60_000_000_000_000 // to the year 3871
		offset := int(minutes) % (24 * 60) * 60
		want := task.At(ms, offset)
		for _, layout := range []string{"2006-01-02T15:04:05.999Z07:00", "2006-01-02 15:04:05.000000000-0700"} {
			text := time.UnixMilli(ms).In(time.FixedZone("", offset)).Format(layout)
			if got, ok := parseInstant([]byte(text)); !ok || got != want {
				t.Logf("parseInstant(%q) = %+v, %v, want %+v", text, got, ok, want)
				return false
			}
		}
		return true
	}
	if err := quick.Check(same, &quick.Config{MaxCount: 2000}); err != nil {
		t.Error(err)
	}
}
