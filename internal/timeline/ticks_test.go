package timeline_test

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // zones, also on a machine without their database

	"taskscope/internal/timeline"
)

const (
	second = 1000
	minute = 60 * second
	hour   = 60 * minute
	day    = 24 * hour
)

// Without breaks the marks are multiples of the smallest step that has room.
func TestTickSteps(t *testing.T) {
	for _, c := range []struct {
		name    string
		span    int64
		most    int
		step, n int64
	}{
		{"a moment", 0, 10, 1, 1},
		{"a few ms", 9, 10, 1, 10},
		{"10 ms have 11 marks of 1, so 2", 10, 10, 2, 6},
		{"the sample", 22_327, 10, 5 * second, 5},
		{"a minute", minute, 5, 15 * second, 5},
		{"half an hour", 30 * minute, 8, 5 * minute, 7},
		{"an hour and a half", 90 * minute, 8, 15 * minute, 7},
		{"a day", day, 10, 3 * hour, 9},
		{"six days", 6 * day, 10, day, 7},
		{"eleven years", 4000 * day, 10, 500 * day, 9},
		{"one mark", 22_327, 1, 30 * second, 1},
		{"beyond the year 9999", 1<<63 - 1, 10, 0, 0},
		{"up to it", 253402300799999, 10, 500_000 * day, 6},
		{"none wanted", 100, 0, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := timeline.NewScale(0, c.span, nil)
			ticks := s.Ticks(0, c.most)
			if int64(len(ticks)) != c.n {
				t.Fatalf("Ticks(%d) of %d ms = %v, want %d of them", c.most, c.span, ticks, c.n)
			}
			for k, tick := range ticks {
				if tick.StepMS != c.step || tick.AtMS != int64(k)*c.step {
					t.Errorf("mark %d = %+v, want at %d, step %d", k, tick, int64(k)*c.step, c.step)
				}
			}
		})
	}
}

func zone(t testing.TB, name string) *time.Location {
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestClockTicks(t *testing.T) {
	china, india := time.FixedZone("", 8*3600), time.FixedZone("", 5*3600+1800)
	for _, c := range []struct {
		name     string
		from, to string
		zone     *time.Location
		most     int
		want     string // wall clock, day of month first
	}{
		{"the sample", "2021-08-25T07:09:31.74Z", "2021-08-25T07:09:54.067Z", china, 10, "25 15:09:35 15:09:40 15:09:45 15:09:50"},
		{"round where the clock hangs, not in UTC", "2021-08-25T00:00:00Z", "2021-08-25T04:00:00Z", india, 5, "25 06:00:00 07:00:00 08:00:00 09:00:00"},
		{"midnights", "2021-08-06T10:00:00Z", "2021-08-12T10:00:00Z", china, 7, "07 00:00:00 08 00:00:00 09 00:00:00 10 00:00:00 11 00:00:00 12 00:00:00"},
		{"spring forward: 02:00 does not exist", "2024-03-31T00:00:00+01:00", "2024-03-31T05:00:00+02:00", zone(t, "Europe/Berlin"), 6, "31 00:00:00 01:00:00 03:00:00 04:00:00 05:00:00"},
		{"fall back: 02:00 comes twice", "2024-10-27T01:00:00+02:00", "2024-10-27T04:00:00+01:00", zone(t, "Europe/Berlin"), 6, "27 01:00:00 02:00:00 02:00:00 03:00:00 04:00:00"},
		{"long steps over a change stay round", "2024-03-30T12:00:00+01:00", "2024-04-01T12:00:00+02:00", zone(t, "Europe/Berlin"), 5, "30 12:00:00 31 00:00:00 12:00:00 01 00:00:00 12:00:00"},
		{"a midnight that does not exist", "2018-11-03T00:00:00-03:00", "2018-11-06T00:00:00-02:00", zone(t, "America/Sao_Paulo"), 5, "03 00:00:00 05 00:00:00 06 00:00:00"},
		{"half an hour of daylight saving", "2024-04-07T00:00:00+11:00", "2024-04-07T04:00:00+10:30", zone(t, "Australia/Lord_Howe"), 6, "07 00:00:00 01:00:00 02:00:00 03:00:00 04:00:00"},
		{"nothing round in it", "2021-08-25T07:09:31.741Z", "2021-08-25T07:09:31.749Z", china, 1, ""},
		{"turned round", "2021-08-25T08:00:00Z", "2021-08-25T07:00:00Z", china, 10, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			lastDay := 0
			for _, tick := range timeline.ClockTicks(unix(t, c.from), unix(t, c.to), c.zone, c.most) {
				at := time.UnixMilli(tick.AtMS).In(c.zone)
				if at.Day() != lastDay {
					lastDay = at.Day()
					got = append(got, at.Format("02"))
				}
				got = append(got, at.Format("15:04:05"))
			}
			if got := strings.Join(got, " "); got != c.want {
				t.Errorf("ClockTicks(%s, %s, %s, %d) = %s\nwant %s", c.from, c.to, c.zone, c.most, got, c.want)
			}
		})
	}
}

func unix(t *testing.T, s string) int64 {
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at.UnixMilli()
}

func FuzzClockTicks(f *testing.F) {
	f.Add(int64(1629875371740), int64(22327), 8*3600, 10)
	f.Add(int64(-62135596800000), int64(253402300799999), -3600, 3)
	f.Add(int64(0), int64(10*day), 45*60, 1)
	berlin := zone(f, "Europe/Berlin")
	f.Fuzz(func(t *testing.T, from, span int64, offset, most int) {
		if span < 0 || from > 1<<60 || from < -1<<60 || span > 1<<60 || offset < -86400 || offset > 86400 {
			t.Skip()
		}
		for _, zone := range []*time.Location{time.FixedZone("", offset/900*900), berlin} {
			ticks := timeline.ClockTicks(from, from+span, zone, most)
			if len(ticks) > max(0, most) {
				t.Errorf("%d marks, want at most %d", len(ticks), most)
			}
			for k, tick := range ticks {
				at := time.UnixMilli(tick.AtMS).In(zone)
				_, off := at.Zone()
				if tick.AtMS < from || tick.AtMS > from+span || k > 0 && tick.AtMS <= ticks[k-1].AtMS {
					t.Errorf("mark %d at %s: out of [%d, %d], or not after the one before", k, at, from, from+span)
				}
				if wall := tick.AtMS + int64(off)*second; wall%tick.StepMS != 0 {
					t.Errorf("mark %d at %s is not round for step %d", k, at, tick.StepMS)
				}
			}
		}
		s := timeline.NewScale(0, span, nil)
		if relative := s.Ticks(0, most); len(relative) > max(0, most) || most > 0 && span < 1<<47 && len(relative) == 0 {
			t.Errorf("Ticks(%d) of %d ms are %d", most, span, len(relative))
		}
	})
}
