package gantt

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/baseline"
	"taskscope/internal/task"
)

// note is what the row of the only group says.
func note(t *testing.T, in Input) (name, note string) {
	t.Helper()
	_, doc := draw(t, in)
	return strings.TrimSpace(doc.Find(".tl-names a[data-group]").Text()), doc.Find(".tl-bars .note").Text()
}

// Some of the copies are named as some, and have no median.
func TestGroupOfWhichSomeAreShown(t *testing.T) {
	in := input(t, staged(), "")
	if name, note := note(t, in); name != "Install rpm × 4" || !strings.Contains(note, "#3 took 3.850 s longer than the median") {
		t.Errorf("all: %q, %q", name, note)
	}
	in.Rows = slices.DeleteFunc(in.Rows, func(i int) bool { return in.Task.Subtasks[i].ID == 10 })
	if name, note := note(t, in); name != "Install rpm × 3 of 4" || strings.Contains(note, "median") {
		t.Errorf("one hidden: %q, %q", name, note)
	}
}

// The span of a straggler that was retried is not how long it took.
func TestStragglerOfSeveralRuns(t *testing.T) {
	again := staged()
	again.Subtasks[4].RunTime, again.Subtasks[4].Operation = task.Some[int64](2), task.OpRetry
	if _, note := note(t, input(t, again, "")); !strings.Contains(note, "#3 spans 3.850 s more than the median, over several runs with the pauses") {
		t.Errorf("%q", note)
	}
}

// A folded group says how many of its copies were slower than usual, and which
// most of all.
func TestGroupSaysWhichCopiesWereSlow(t *testing.T) {
	tk := staged()
	fig := baseline.Figure{Runs: 9, Samples: 36, MedianMS: 1000, P90MS: 1500}
	for _, c := range []struct {
		name string
		slow []int // subtasks, by index
		want string
	}{
		{"none", nil, ""},
		{"one", []int{2}, "1 slower than usual: #1, "},
		{"two", []int{2, 4}, "2 slower than usual, most of all #3, 7.0\u00a0× as long (n = 9)"},
	} {
		in := input(t, tk, "")
		usual := &baseline.Usual{Figures: slices.Repeat(baseline.Figures{fig}, len(tk.Subtasks)), Slow: make([]baseline.Slower, len(tk.Subtasks))}
		for _, i := range c.slow {
			usual.Slow[i] = fig.Slower(in.Analysis.Spans[i].RunMS)
		}
		in.Usual = usual
		_, got := note(t, in)
		if c.want == "" && strings.Contains(got, "slower") || !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q in it", c.name, got, c.want)
		}
	}
}

// The upstreams in a folded group have one line: from the one that ended last.
func TestOneLineToAFoldedGroup(t *testing.T) {
	list := append(staged().Subtasks[:5:5], sub(20, "Bootstrap ob", 9200, 9900, 10, 11, 12, 13))
	for _, test := range []struct {
		query string
		want  int
	}{{"subtask=20", 4}, {"subtask=20&fold=all", 1}} {
		in := input(t, finished(10_000, list...), test.query)
		lines := New(in, Only{}).Over.Lines
		lines = slices.DeleteFunc(lines, func(l OverLine) bool { return !l.To })
		if len(lines) != test.want {
			t.Errorf("%s: %d lines, want %d", test.query, len(lines), test.want)
		}
		p := newPlan(&in)
		if last := p.X(start + 9000); !slices.ContainsFunc(lines, func(l OverLine) bool { return l.X1 == last }) {
			t.Errorf("%s: no line from the last end in %v", test.query, lines)
		}
	}
}

// Waits between executors whose clocks differ are said to be unsure.
func TestPathOfClocksThatDiffer(t *testing.T) {
	early := finished(9000, sub(1, "A", 0, 5000), sub(2, "B", 3000, 8000, 1))
	early.Subtasks[1].Executor = "192.168.0.2"
	const want = "clocks of its executors differ by 2.000 s or more"
	if got := New(input(t, early, ""), Only{}).Path; !strings.Contains(got, want) {
		t.Errorf("%q, want %q in it", got, want)
	}
	early.Subtasks[1].Executor = early.Subtasks[0].Executor
	in := input(t, early, "")
	if got := New(in, Only{}).Path; strings.Contains(got, "clocks") {
		t.Errorf("one executor: %q", got)
	}
	if kinds := in.Analysis.Problems; !slices.ContainsFunc(kinds, func(p task.Problem) bool { return p.Kind == task.ProblemStartBeforeReady }) {
		t.Errorf("one executor: problems %v", kinds)
	}
}

// A range that has nothing of the task is no empty chart.
func TestRangeOutsideOfTheTask(t *testing.T) {
	for _, query := range []string{"from=900000000", "from=10000&to=20000"} {
		v := New(input(t, staged(), query), Only{})
		if v.From != v.Min || v.To != v.Max {
			t.Errorf("%s: drawn from %d to %d, want %d to %d", query, v.From, v.To, v.Min, v.Max)
		}
		if want := "The range in the link is outside this task; the whole task is shown."; v.Range.Title != want || len(v.Range.Facts) > 0 {
			t.Errorf("%s: %q with %d facts", query, v.Range.Title, len(v.Range.Facts))
		}
	}
}

// With a filter in force a range has the figures of what is shown, and says so;
// a link in it leads to nothing that is hidden.
func TestRangeIsOfWhatIsShown(t *testing.T) {
	in := input(t, staged(), "from=2000&to=8000")
	if r := New(in, Only{Range: true}).Range; r.Of != "" || r.Facts[1].Value != "4" || len(r.Slowest) != 4 {
		t.Errorf("all: %+v", r)
	}
	failed := func(i int) bool { return in.Task.Subtasks[i].Status != task.StatusFailed }
	for _, dimmed := range []bool{false, true} {
		if some := in; dimmed {
			some.Dimmed = failed
			holdRangeOfOne(t, some)
		} else {
			some.Rows = slices.DeleteFunc(slices.Clone(in.Rows), failed)
			holdRangeOfOne(t, some)
		}
	}
}

func holdRangeOfOne(t *testing.T, in Input) {
	t.Helper()
	r := New(in, Only{Range: true}).Range
	if r.Of != "Counting the 1 subtask shown, out of 6:" || r.Facts[1].Value != "1" || len(r.Slowest) != 1 || r.Slowest[0].To != 12 {
		t.Errorf("the range = %+v, want the only one shown", r)
	}
	if got, want := New(in, Only{Axis: true}).Axis.Strip.Peak, "at most 4 at once, of all subtasks"; got != want {
		t.Errorf("the strip says %q, want %q", got, want)
	}
	if _, doc := draw(t, in); !strings.Contains(doc.Find(".tl-range").Text(), r.Of) {
		t.Errorf("the page says %q", doc.Find(".tl-range").Text())
	}
}

// A range whose ends are of two days says which.
func TestRangeSaysItsDays(t *testing.T) {
	const hour = 3_600_000
	for query, want := range map[string]string{
		"from=0&to=3600000":                      "15:09:31.740 to 16:09:31.740",
		"from=3600000&to=36000000":               "2021-08-25 16:09:31.740 to 2021-08-26 01:09:31.740",
		"from=3600000&to=36000000&tz=utc":        "08:09:31.740 to 17:09:31.740",
		"from=3600000&to=36000000&time=relative": "+1 h 0 m 00.000 s to +10 h 0 m 00.000 s",
	} {
		v := New(input(t, finished(20*hour, sub(1, "A", 0, 20*hour)), query), Only{})
		if v.Range.Title != want {
			t.Errorf("%s: %q, want %q", query, v.Range.Title, want)
		}
		if !strings.Contains(v.Map.Label, want) {
			t.Errorf("%s: the minimap says %q", query, v.Map.Label)
		}
	}
}

// stageNow is a split stage of twelve that runs: one failed after a second, two
// succeeded after five, nine go on.
func stageNow() *task.Task {
	stage := copies(10, "Install rpm", 12, 1000, 6000)
	for k := range stage {
		switch {
		case k == 0:
			stage[k].Status, stage[k].Finished = task.StatusFailed, at(2000)
		case k > 2:
			stage[k].Status, stage[k].Finished = task.StatusRunning, task.Instant{}
		}
	}
	t := finished(0, stage...)
	t.Status, t.Finished = task.StatusRunning, task.Instant{}
	return t
}

// The bar of a group tells no state to be what it is not: each is stacked from
// its first start to its last end, the higher the more copies it has, and what
// ended badly with the mark of that. Its figure is how long the bar is.
func TestGroupStacksItsStates(t *testing.T) {
	some := stageNow()
	some.Subtasks = some.Subtasks[3:] // all run
	held := stageNow()
	held.Subtasks = append(held.Subtasks[1:3:3], held.Subtasks[0])
	held.Subtasks[2].Started, held.Subtasks[2].Finished = task.Instant{}, task.Instant{}
	for _, c := range []struct {
		name, query string
		task        *task.Task
		class, want string // of the row; its marks with where they are, percent
		value       string
	}{
		{"several", "fold=all", stageNow(), "group s-failed critical",
			"run whole 5-100 ×8, share s-failed 5-10 ×4, share s-running 5-100 ×2, share s-succeeded 5-31 ×2, stop 10-10 ×11", "↔ 19.000 s"},
		{"from the left", "fold=all&align=left", stageNow(), "group s-failed critical",
			"run whole 0-100 ×8, share s-failed 0-5 ×4, share s-running 0-100 ×2, share s-succeeded 0-27 ×2, stop 5-5 ×11, tick 5-5 ×8", "↔ 19.000 s"},
		{"one", "fold=all", some, "group s-running critical", "run 5-100 ×5", "↔ 19.000 s"},
		{"a worse one without times", "fold=all", held, "group s-failed critical", "run s-succeeded 5-31 ×5", "↔ 5.200 s"},
	} {
		in := input(t, c.task, c.query)
		v := New(in, Only{})
		r := &v.Parts[0].Rows[0]
		var got []string
		for _, m := range r.Marks {
			if m.Kind != KindPath && (m.Kind != KindTick || m.X < 32) {
				got = append(got, fmt.Sprintf("%s %.0f-%.0f ×%d", m.Class(), float64(m.X), float64(m.End()), m.High))
			}
		}
		if all := strings.Join(slices.Compact(got), ", "); all != c.want || r.Class() != c.class || r.Value != c.value {
			t.Errorf("%s: %q %s: %s\nwant %q %s: %s", c.name, r.Class(), r.Value, all, c.class, c.value, c.want)
		}
	}
}

// However the copies went, a group has few marks, and their heights add up.
func TestGroupOfAllStates(t *testing.T) {
	stage := copies(10, "Install rpm", 9, 1000, 6000)
	for k := range stage {
		switch k % 5 {
		case 0:
			stage[k].Status = task.StatusFailed
		case 1:
			stage[k].Operation = task.OpSkip
		case 2:
			stage[k].Status, stage[k].Operation = task.StatusFailed, task.OpCancel
		case 3:
			stage[k].Status = "ODD"
		}
	}
	v := New(input(t, finished(9000, stage...), "fold=all"), Only{})
	y, n := sharesTop, 0
	for _, m := range v.Parts[0].Rows[0].Marks {
		if m.Kind != KindShare {
			continue
		}
		if n++; m.Y != y || m.High < 2 {
			t.Errorf("%s lies at %d, %d high, want %d", m.Class(), m.Y, m.High, y)
		}
		y += m.High
	}
	if n != mostShares || y != sharesTop+groupShares {
		t.Errorf("%d states are stacked up to %d", n, y)
	}
	if _, doc := draw(t, input(t, finished(9000, stage...), "fold=all")); doc.Find(".tl-bars .group rect.share[height]").Length() != mostShares {
		t.Error("they have no height in the page")
	}
}

// However many copies there are, those that ended badly are seen, and where each
// such state did so.
func TestWhatEndedBadlyIsSeenInAGroup(t *testing.T) {
	for _, c := range []struct {
		name       string
		copies     int
		failed     int // of the copies, the first ones
		cancelled  int
		odd        int // of an unknown state
		running    int
		want, stop string // the shares' heights; where the marks are, percent
	}{
		{name: "one of twelve", copies: 12, failed: 1, want: "failed 4, succeeded 4", stop: "70"},
		{name: "one of a thousand", copies: 1000, failed: 1, want: "failed 4, succeeded 4", stop: "70"},
		{name: "most", copies: 12, failed: 11, want: "failed 5, succeeded 3", stop: "70"},
		{name: "all", copies: 12, failed: 12, stop: "70"},
		{name: "none", copies: 12, running: 3, want: "running 3, succeeded 5"},
		{name: "in two ways", copies: 100, failed: 1, cancelled: 1, want: "failed 3, cancelled 3, succeeded 2", stop: "70 80"},
		{name: "among many states", copies: 100, failed: 1, odd: 1, running: 30, want: "unknown 2, failed 4, succeeded 2", stop: "35"}, // it runs, at 20 s
	} {
		stage := copies(10, "Install rpm", c.copies, 1000, 9000)
		for k := range stage {
			switch {
			case k < c.failed:
				stage[k].Status, stage[k].Finished = task.StatusFailed, at(7000)
			case k < c.failed+c.cancelled:
				stage[k].Status, stage[k].Operation, stage[k].Finished = task.StatusFailed, task.OpCancel, at(8000)
			case k < c.failed+c.cancelled+c.odd:
				stage[k].Status = "ODD"
			case k < c.failed+c.cancelled+c.odd+c.running:
				stage[k].Status, stage[k].Finished = task.StatusRunning, task.Instant{}
			default:
				stage[k].Finished = at(9000)
			}
		}
		in := input(t, finished(10_000, stage...), "fold=all")
		var shares, stops []string
		v := New(in, Only{})
		for _, m := range v.Parts[0].Rows[0].Marks {
			switch m.Kind {
			case KindShare:
				shares = append(shares, fmt.Sprintf("%s %d", m.State, m.High))
			case KindStop:
				stops = append(stops, fmt.Sprintf("%.0f", float64(m.X)))
			}
		}
		if got := strings.Join(shares, ", "); got != c.want {
			t.Errorf("%s: the shares are %q, want %q", c.name, got, c.want)
		}
		if got := strings.Join(stops, " "); got != c.stop {
			t.Errorf("%s: it ended badly at %q, want %q", c.name, got, c.stop)
		}
		if told := slices.ContainsFunc(v.Legend, func(s Sign) bool { return s.Kind == KindStop }); told != (c.stop != "") {
			t.Errorf("%s: the legend tells of the mark: %v", c.name, told)
		}
	}
}

// What stands beside a group is no run time: its figure is marked, its sentence
// and, where all bars begin at the left, the axis say what it is.
func TestGroupFigureIsASpan(t *testing.T) {
	_, doc := draw(t, input(t, staged(), "fold=all&align=left"))
	link := doc.Find(".tl-names .group a")
	if got, want := strings.TrimPrefix(link.Parent().Text(), link.Text()), "↔ 7.000 s"; got != want {
		t.Errorf("the figure is %q, want %q", got, want)
	}
	said := strings.Split(link.AttrOr("title", ""), "\n")
	for k, want := range []string{"1 failed (#2), 3 succeeded", "#3 took 3.850 s longer than the median",
		"7.000 s from the first start to the last end, ", "runs from 3.000 s to 7.000 s, median 3.150 s", "7.500 s of the critical path"} {
		if k >= len(said) || !strings.HasPrefix(said[k], want) {
			t.Errorf("line %d of the sentence %q, want it to begin with %q", k, said, want)
		}
	}
	if got, want := doc.Find(".tl-zone").Text(), "a group's is from the first start to the last end"; !strings.Contains(got, want) {
		t.Errorf("the axis says %q, want it to say %q", got, want)
	}
}
