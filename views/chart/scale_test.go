package chart

import (
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"taskscope/internal/permalink"
	"taskscope/views/text"
)

func TestSegmentStaysInView(t *testing.T) {
	s := Scale{From: 1000, To: 2000}
	for _, test := range []struct {
		name     string
		from, to int64
		x, width string
		ok       bool
	}{
		{"inside", 1100, 1350, "10%", "25%", true},
		{"whole", 1000, 2000, "0%", "100%", true},
		{"sticks out at both ends", 0, 5000, "0%", "100%", true},
		{"begins before", 500, 1500, "0%", "50%", true},
		{"before", 0, 999, "0%", "0%", false},
		{"after", 2001, 3000, "0%", "0%", false},
		{"a moment", 1500, 1500, "50%", "0%", true},
		{"a third of a percent", 1003, 1004, "0.3%", "0.1%", true},
	} {
		x, width, ok := s.Segment(test.from, test.to)
		if x.String() != test.x || width.String() != test.width || ok != test.ok {
			t.Errorf("%s: Segment(%d, %d) = %s, %s, %v, want %s, %s, %v", test.name, test.from, test.to, x, width, ok, test.x, test.width, test.ok)
		}
	}
	if x := (Scale{From: 5, To: 5}).X(7); x != 0 {
		t.Errorf("X on an empty scale = %v, want 0", x)
	}
}

func TestPercentString(t *testing.T) {
	for _, test := range []struct {
		p    Percent
		want string
	}{
		{0, "0%"}, {100, "100%"}, {12.5, "12.5%"}, {0.001, "0.001%"}, {0.0004, "0%"}, {33.33333, "33.333%"},
		{7.305, "7.305%"}, {-0.0001, "0%"}, {-3.25, "-3.25%"}, {-12, "-12%"}, {12345.6, "12345.6%"}, {99.9996, "100%"},
	} {
		if got := test.p.String(); got != test.want {
			t.Errorf("Percent(%v).String() = %q, want %q", float64(test.p), got, test.want)
		}
	}
}

func TestAxisNamesItsZone(t *testing.T) {
	const from, eight = 1629875371740, 8 * 3600 // 2021-08-25 15:09:31.740 +08:00
	for _, test := range []struct {
		name        string
		zone        permalink.Zone
		length      int64
		first, date string
		label       string
	}{
		{"22 s", permalink.ZoneOCP, 22327, "15:09:32", "2021-08-25", "+08:00"},
		{"22 s where the reader is", "America/New_York", 22327, "03:09:32", "2021-08-25", "America/New_York -04:00"},
		{"22 s in UTC", permalink.ZoneUTC, 22327, "07:09:32", "2021-08-25", "UTC"},
		{"half a second", permalink.ZoneOCP, 500, "15:09:31.750", "2021-08-25", "+08:00"},
		{"two hours", permalink.ZoneOCP, 7_200_000, "15:15", "2021-08-25", "+08:00"},
		{"over midnight", permalink.ZoneOCP, 40_000_000, "16:00", "2021-08-25", "+08:00"},
	} {
		a := NewAxis(Scale{From: from, To: from + test.length}, eight, text.NewClock(test.zone))
		wide := a.of(5)
		if len(wide) == 0 || len(wide) > mostTicks || wide[0].Label != test.first || a.Date != test.date || a.Zone != test.label {
			t.Errorf("%s: %d ticks, %+v, want the first at %s on %s %s", test.name, len(wide), wide, test.first, test.date, test.label)
		}
	}
	a := NewAxis(Scale{From: from, To: from + 40_000_000}, eight, text.Clock{})
	days := 0
	for _, k := range a.of(5) {
		if k.Label == "08-26 00:00" {
			days++
		}
	}
	if days != 1 {
		t.Errorf("the axis over midnight names the new day %d times: %+v", days, a.Ticks)
	}
}

// of are the ticks of one width.
func (a *Axis) of(fit int) []Tick {
	var some []Tick
	for _, k := range a.Ticks {
		if strings.Contains(k.Fit, strconv.Itoa(fit)) {
			some = append(some, k)
		}
	}
	return some
}

// TestAxisFits: an axis has at least three labels, on a phone two where they are
// long, and none lies on another or beyond the chart, however long a time it is
// of.
func TestAxisFits(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	const times = 3000
	two := 0 // labels on a phone
	for n := range times {
		from := 1_600_000_000_000 + r.Int64N(100_000_000_000)
		length := int64(math.Exp(math.Log(2000) + r.Float64()*math.Log(5e7))) // 2 s to 3 years
		c := text.NewClock([]permalink.Zone{permalink.ZoneOCP, permalink.ZoneUTC, "America/New_York"}[n%3])
		a := NewAxis(Scale{From: from, To: from + length}, 8*3600, c)
		for fit, width := range fits() {
			ticks, free := a.of(fit), -float64(Nook)
			if fit == 0 && len(ticks) == 2 {
				two++
			}
			if len(ticks) < 2 || len(ticks) < 3 && width >= 480 {
				t.Errorf("%d ms from %d: at %v px there are %d labels: %+v", length, from, width, len(ticks), ticks)
			}
			for _, k := range ticks {
				lean, left, right := Stand(k.X, k.Label, width)
				if at := float64(k.X) / 100 * width; left < free || left < -Nook || right > width+Nook || at < left || at > right || lean != k.Lean {
					t.Errorf("%d ms from %d: at %v px %q lies wrong: %+v", length, from, width, k.Label, ticks)
				}
				free = right
			}
		}
	}
	if two > times/6 {
		t.Errorf("%d of %d axes have two labels on a phone, want three on five of six", two, times)
	}
}
