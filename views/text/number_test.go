package text

import (
	"strings"
	"testing"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
)

func TestTimesAndRound(t *testing.T) {
	en, zh := Printer{Lang: English}, Printer{Lang: Chinese}
	for tenths, want := range map[int64]string{12: "1.2\u00a0×", 32: "3.2\u00a0×", 99: "9.9\u00a0×", 100: "10\u00a0×", 12_345: "1,234\u00a0×"} {
		if got := en.Times(tenths); got != want {
			t.Errorf("Times(%d) = %q, want %q", tenths, got, want)
		}
		if got, want := zh.Times(tenths), strings.Replace(want, "×", "倍", 1); got != want {
			t.Errorf("Times(%d) in Chinese = %q, want %q", tenths, got, want)
		}
	}
	for ms, want := range map[int64][2]string{0: {"0 s", "0 秒"}, 500: {"500 ms", "500 ms"}, 45_000: {"45 s", "45 秒"}, 60_000: {"1 m", "1 分"},
		5_400_000: {"90 m", "90 分"}, 10_800_000: {"3 h", "3 小时"}, 172_800_000: {"2 d", "2 天"}, 61_000: {"1 m 01 s", "1 分 01 秒"}, 1500: {"1.500 s", "1.500 秒"}} {
		if got := [2]string{en.Round(ms), zh.Round(ms)}; got != want {
			t.Errorf("Round(%d) = %q, want %q", ms, got, want)
		}
	}
}

func TestSeconds(t *testing.T) {
	for ms, want := range map[int64]string{0: "0 s", 999: "0 s", 40400: "40 s", 59999: "59 s", 60000: "1 m 00 s", -1500: "−1.500 s"} {
		if got := (Printer{Lang: English}).Seconds(ms); got != want {
			t.Errorf("Seconds(%d) = %q, want %q", ms, got, want)
		}
	}
	if got := (Printer{Lang: Chinese}).Seconds(40400); got != "40 秒" {
		t.Errorf("Seconds(40400) in Chinese = %q", got)
	}
}

func TestDuration(t *testing.T) {
	for _, test := range []struct {
		ms                 int64
		en, zh, exact, dlt string
	}{
		{0, "0.000 s", "0.000 秒", "0.000 s", "±0"},
		{1, "0.001 s", "0.001 秒", "0.001 s", "+0.001 s"},
		{-881, "−0.881 s", "−0.881 秒", "−0.881 s", "−0.881 s"},
		{15361, "15.361 s", "15.361 秒", "15.361 s", "+15.361 s"},
		{59999, "59.999 s", "59.999 秒", "59.999 s", "+59.999 s"},
		{60000, "1 m 00 s", "1 分 00 秒", "1 m 00.000 s", "+1 m 00 s"},
		{123482, "2 m 03 s", "2 分 03 秒", "2 m 03.482 s", "+2 m 03 s"},
		{3_599_999, "59 m 59 s", "59 分 59 秒", "59 m 59.999 s", "+59 m 59 s"},
		{3_840_000, "1 h 04 m", "1 小时 04 分", "1 h 4 m 00.000 s", "+1 h 04 m"},
		{6*86_400_000 + 2*3_600_000 + 1, "6 d 02 h", "6 天 02 小时", "6 d 2 h 0 m 00.001 s", "+6 d 02 h"},
	} {
		en, zh := Printer{Lang: English}, Printer{Lang: Chinese}
		if got := en.Duration(test.ms); got != test.en {
			t.Errorf("Duration(%d) = %q, want %q", test.ms, got, test.en)
		}
		if got := zh.Duration(test.ms); got != test.zh {
			t.Errorf("Duration(%d) in Chinese = %q, want %q", test.ms, got, test.zh)
		}
		if got := en.Exact(test.ms); got != test.exact {
			t.Errorf("Exact(%d) = %q, want %q", test.ms, got, test.exact)
		}
		if got := en.Delta(test.ms); got != test.dlt {
			t.Errorf("Delta(%d) = %q, want %q", test.ms, got, test.dlt)
		}
	}
}

func TestPercentNeverOverstates(t *testing.T) {
	for _, test := range []struct {
		part, whole int64
		want        string
	}{
		{0, 100, "0 %"}, {1, 1000, "< 1 %"}, {16, 100, "16 %"}, {999, 1000, "> 99 %"},
		{1000, 1000, "100 %"}, {5, 0, "0 %"}, {-5, 100, "0 %"},
	} {
		if got := (Printer{}).Percent(test.part, test.whole); got != test.want {
			t.Errorf("Percent(%d, %d) = %q, want %q", test.part, test.whole, got, test.want)
		}
	}
}

func TestMeanIsNoFalseZero(t *testing.T) {
	for _, test := range []struct {
		mean     float64
		decimals int
		want     string
	}{
		{0, 1, "0.0"}, {0.04, 1, "< 0.1"}, {0.06, 1, "0.1"}, {2.44, 1, "2.4"}, {10, 1, "10.0"},
		{0, 2, "0.00"}, {0.004, 2, "< 0.01"}, {0.04, 2, "0.04"}, {1e-9, 2, "< 0.01"},
	} {
		if got := (Printer{}).Mean(test.mean, test.decimals); got != test.want {
			t.Errorf("Mean(%v, %d) = %q, want %q", test.mean, test.decimals, got, test.want)
		}
	}
}

func TestCount(t *testing.T) {
	for n, want := range map[int]string{0: "0", 7: "7", 999: "999", 1312: "1,312", 1234567: "1,234,567", -1234: "−1,234", -123: "−123"} {
		if got := (Printer{}).Count(n); got != want {
			t.Errorf("Count(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestClock(t *testing.T) {
	i := task.At(1629875371740, 8*3600)
	ocp, utc, ny := NewClock(permalink.ZoneOCP), NewClock(permalink.ZoneUTC), NewClock("America/New_York")
	for _, test := range []struct{ name, got, want string }{
		{"date", ocp.Date(i), "2021-08-25 15:09:31.740 +08:00"},
		{"date in UTC", utc.Date(i), "2021-08-25 07:09:31.740 +00:00"},
		{"short", ocp.Short(i), "2021-08-25 15:09:31 +08:00"},
		{"time", ocp.Time(i), "15:09:31.740"},
		{"time in UTC", utc.Time(i), "07:09:31.740"},
		{"absent", ocp.Date(task.Instant{}), "–"},
		{"offset", ocp.Offset(i), "+08:00"},
		{"half an hour west", ocp.Offset(task.At(i.MS, -(3*3600 + 1800))), "-03:30"},
		{"offset in UTC", utc.Offset(i), "UTC"},
		{"no offset", ocp.Offset(task.At(i.MS, 0)), "UTC"},
		{"date where the reader is", ny.Date(i), "2021-08-25 03:09:31.740 -04:00"},
		{"offset where the reader is", ny.Offset(i), "America/New_York -04:00"},
		{"others", ocp.Others([]int{8 * 3600, -4 * 3600, 0}), "-04:00, UTC"},
		{"no others", ocp.Others([]int{8 * 3600}), ""},
		{"others, to a reader's zone", ny.Others([]int{8 * 3600, 0}), ""},
		{"time among several offsets", ocp.Told(i, []int{8 * 3600, 0}), "15:09:31.740 +08:00"},
		{"time among one", ocp.Told(i, []int{8 * 3600}), "15:09:31.740"},
		{"time among several, in UTC", utc.Told(i, []int{8 * 3600, 0}), "07:09:31.740"},
		{"machine", ocp.Machine(i), "2021-08-25T15:09:31.740+08:00"},
		{"machine, absent", ocp.Machine(task.Instant{}), ""},
	} {
		if test.got != test.want {
			t.Errorf("%s = %q, want %q", test.name, test.got, test.want)
		}
	}
}
