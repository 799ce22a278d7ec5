package gantt

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline/timelinetest"
)

func labels(axis *Axis, fit string) string {
	var s []string
	for _, k := range axis.Ticks {
		if slices.Contains(strings.Fields(k.Fit), fit) && k.Label != "" {
			s = append(s, k.Label)
		}
	}
	return strings.Join(s, " ")
}

func TestAxisLabels(t *testing.T) {
	days := finished(3*86_400_000, sub(1, "A", 0, 3*86_400_000))
	// From 2025-03-09 00:30 in New York, whose clocks go from 2:00 to 3:00.
	set := finished(0, sub(1, "A", 0, 0))
	set.Started, set.Finished = task.At(1_741_498_200_000, 8*3600), task.At(1_741_498_200_000+4*3_600_000, 8*3600)
	back := finished(0, sub(1, "A", 0, 0))
	back.Started, back.Finished = task.At(1_762_061_400_000, 8*3600), task.At(1_762_061_400_000+4*3_600_000, 8*3600)
	set.Subtasks, back.Subtasks = nil, nil
	several := staged()
	several.Subtasks[1].Started.Offset, several.Finished.Offset = 9*3600, 0
	for _, test := range []struct {
		name, query, zone, want string
		task                    *task.Task
	}{
		{"OCP's zone", "", "2021-08-25 +08:00", "15:09:32 15:09:34 15:09:36 15:09:38 15:09:40", staged()},
		{"UTC", "tz=utc", "2021-08-25 UTC", "07:09:32 07:09:34 07:09:36 07:09:38 07:09:40", staged()},
		{"any zone", "tz=Asia/Kathmandu", "2021-08-25 Asia/Kathmandu +05:45", "12:54:32 12:54:34 12:54:36 12:54:38 12:54:40", staged()},
		{"since the start", "time=relative", "Since the start, 2021-08-25 15:09:31.740 +08:00", "0 +2 s +4 s +6 s +8 s +10 s", staged()},
		{"durations", "align=left", "Durations: every bar begins at the left, a group's is from the first start to the last end", "0 1 s 2 s 3 s 4 s 5 s 6 s 7 s", staged()},
		{"a range of milliseconds", "from=1000&to=1010", "2021-08-25 +08:00", "15:09:32.740 15:09:32.742 15:09:32.744 15:09:32.746 15:09:32.748 15:09:32.750", staged()},
		{"seconds of the second day", "time=relative&from=90000000&to=90020000", "Since the start, 2021-08-25 15:09:31.740 +08:00", "+25:00:00 +25:00:05 +25:00:10 +25:00:15 +25:00:20", days},
		{"seconds around midnight", "from=31818260&to=31838260", "2021-08-25 +08:00", "23:59:50 23:59:55 08-26 00:00:00 00:00:05 00:00:10", days},
		{"clocks that are set forward", "tz=America/New_York", "2025-03-09 America/New_York -05:00 → -04:00", "01:00 03:00 04:00 05:00", set},
		{"and back", "tz=America/New_York", "2025-11-02 America/New_York -04:00 → -05:00", "01:00 02:00 03:00 04:00", back},
		{"OCP wrote several offsets", "", "2021-08-25 +08:00 throughout, though OCP wrote UTC, +09:00 as well", "15:09:32 15:09:34 15:09:36 15:09:38 15:09:40", several},
		{"several, and a zone of the reader's", "tz=utc", "2021-08-25 UTC", "07:09:32 07:09:34 07:09:36 07:09:38 07:09:40", several},
		{"days", "", "2021-08-25 +08:00", "08-26 00:00 08-27 00:00 08-28 00:00", days},
	} {
		v := New(input(t, test.task, test.query), Only{Axis: true})
		if got := labels(&v.Axis, "3"); got != test.want || v.Axis.Zone != test.zone {
			t.Errorf("%s: %q, %q, want %q, %q", test.name, v.Axis.Zone, got, test.zone, test.want)
		}
	}
}

// The mark of now is at the server's clock, which may lie before the task's start
// and then is none of the axis.
func TestNowIsTheServersClock(t *testing.T) {
	for _, test := range []struct {
		name  string
		start int64 // ms, where now is 20,000
		want  string
	}{
		{"after the start", 0, "as of 15:09:51"},
		{"before it, by a clock that is ahead", 60_000, ""},
	} {
		tk := live()
		tk.Started = at(test.start)
		for i := range tk.Subtasks {
			if s := &tk.Subtasks[i]; s.Started.Set {
				s.Started = at(test.start)
			}
			if s := &tk.Subtasks[i]; s.Finished.Set {
				s.Finished = at(test.start)
			}
		}
		v := New(input(t, tk, ""), Only{Axis: true})
		if (v.Axis.Now != nil) != (test.want != "") || v.Axis.NowIs != test.want {
			t.Errorf("%s: now is at %v, %q, want %q", test.name, v.Axis.Now, v.Axis.NowIs, test.want)
		}
	}
}

// Within a width's marks none is closer to the next than its share.
func TestTicksHaveRoom(t *testing.T) {
	for seed := range uint64(50) {
		r := rand.New(rand.NewPCG(seed, 1))
		in := input(t, timelinetest.Odd(r, 1+r.IntN(30)), ways()[r.IntN(len(ways()))])
		v := New(in, Only{Axis: true})
		for n, f := range fits() {
			last := -1000.0
			for _, k := range v.Axis.Ticks {
				if !slices.Contains(strings.Fields(k.Fit), string(rune('0'+n))) {
					continue
				}
				if x := float64(k.X); x-last < 100/float64(f.most)-1e-6 {
					t.Errorf("seed %d: marks of fit %d at %v and %v, want %v apart", seed, n, last, x, 100/float64(f.most))
				}
				last = float64(k.X)
			}
		}
	}
}

func TestRangeSumsUp(t *testing.T) {
	_, doc := draw(t, input(t, staged(), "from=1000&to=3000"))
	card := doc.Find(".tl-range")
	for _, want := range []string{"15:09:32.740 to 15:09:34.740", "Length2.000 s", "Subtasks5", "Runs4.500 s", "Waits2.000 s", "Peak4 at 15:09:33.740", "Mean concurrency2.25"} {
		if !strings.Contains(strings.ReplaceAll(card.Text(), "\n", ""), want) {
			t.Errorf("the range %q lacks %q", card.Text(), want)
		}
	}
	if card.Find("ol a").Length() != 5 || doc.Find(".tl-window").AttrOr("x", "") != "100" || doc.Find(".tl-window").AttrOr("width", "") != "200" {
		t.Error("the range lacks its slowest, or the minimap its window")
	}
	if _, doc = draw(t, input(t, staged(), "")); strings.TrimSpace(doc.Find(".tl-range").Text()) != "" {
		t.Error("without a range there is one")
	}
}

func TestOverlayConnectsPathAndNeighbours(t *testing.T) {
	v, _ := draw(t, input(t, staged(), "subtask=12"))
	for _, l := range v.Over.Steps {
		// From Prepare, line 0, to Install rpm #3, line 5.
		if l.Y1 != center(0) || l.Y2 != center(5) || l.X1.String() != "15%" {
			t.Errorf("the path's connector is %v", l)
		}
	}
	// Prepare → #2: down and across. Bootstrap ob never started: nothing to lead to.
	if path, near := len(v.Over.Steps), len(v.Over.Lines); path != 1 || near != 2 {
		t.Errorf("%d connectors and %d lines to neighbours, want 1 and 2", path, near)
	}
	if v, _ = draw(t, input(t, staged(), "")); len(v.Over.Steps) != 1 || len(v.Over.Lines) != 0 {
		t.Errorf("without a selection there are %d connectors and %d lines, want the path's one", len(v.Over.Steps), len(v.Over.Lines))
	}
}
