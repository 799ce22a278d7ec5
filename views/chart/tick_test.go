package chart

import (
	"strings"
	"testing"
	"time"
)

// Labels are as fine as the marks are apart, and only the first of a day has the
// date.
func TestTimesSayTheDayWhereItChanges(t *testing.T) {
	midnight := time.Date(2021, 8, 26, 0, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		step time.Duration
		want string
	}{
		{500 * time.Millisecond, "23:59:59.500 08-26 00:00:00.000 00:00:00.500"},
		{5 * time.Second, "23:59:55 08-26 00:00:00 00:00:05"},
		{time.Minute, "23:59 08-26 00:00 00:01"},
		{24 * time.Hour, "00:00 08-26 00:00 08-27 00:00"},
	} {
		times := TimesFrom(midnight.Add(-test.step))
		var got []string
		for n := range 3 {
			got = append(got, times.Label(midnight.Add(time.Duration(n-1)*test.step), test.step.Milliseconds()))
		}
		if labels := strings.Join(got, " "); labels != test.want {
			t.Errorf("%v apart: %q, want %q", test.step, labels, test.want)
		}
	}
}

// A mark that several widths have is there once.
func TestEqualTicksAreShared(t *testing.T) {
	var ticks []Tick
	for _, k := range []Tick{{AtMS: 5, Label: "b", Fit: "0"}, {AtMS: 5, Label: "b", Fit: "1"}, {AtMS: 5, Label: "b", Fit: "2", Lean: Back}, {AtMS: 1, Label: "a", Fit: "1"}} {
		ticks = AddTick(ticks, k)
	}
	OrderTicks(ticks)
	if len(ticks) != 3 || ticks[0].Label != "a" || ticks[1].Fit != "0 1" || ticks[2].Fit != "2" {
		t.Errorf("the marks are %+v", ticks)
	}
}
