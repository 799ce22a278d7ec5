package picture_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"taskscope/internal/baseline"
	"taskscope/internal/dag"
	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/internal/timeline/timelinetest"
	"taskscope/views/filter"
	"taskscope/views/gantt"
	"taskscope/views/picture"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

// element is one element of a picture that was read back.
type element struct {
	name string
	attr map[string]string
	text string // its own
}

// parse reads a picture as a strict reader of XML does.
func parse(t testing.TB, svg []byte) []element {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	d.Strict = true
	var all []element
	var open []int
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%.2000s", err, svg)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if token.Name.Space != "http://www.w3.org/2000/svg" {
				t.Fatalf("%s is in the name space %q", token.Name.Local, token.Name.Space)
			}
			e := element{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				if _, twice := e.attr[a.Name.Local]; twice {
					t.Fatalf("%s has %s twice", e.name, a.Name.Local)
				}
				e.attr[a.Name.Local] = a.Value
			}
			open, all = append(open, len(all)), append(all, e)
		case xml.CharData:
			if len(open) > 0 {
				all[open[len(open)-1]].text += string(token)
			}
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
}

// input is a task as a URL's query asks for it.
func input(t testing.TB, tk *task.Task, now task.Instant, query string, lang text.Lang) picture.Input {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	u, err := permalink.ParseTask(tk.ID.String(), values)
	if err != nil {
		t.Fatal(err)
	}
	snap := &task.Snapshot{Ref: task.Ref{Source: "prod", Task: tk.ID, Snapshot: 3},
		Response: task.Response{Task: *tk, Envelope: task.Envelope{TraceID: "0bc49000675d41af"}}}
	g, _ := dag.Build(&snap.Task)
	a := timeline.Analyze(&snap.Task, g, now)
	set := filter.Of(u, &snap.Task, g, a, &baseline.Usual{})
	usual := baseline.Usual{}
	if u.Usual == permalink.UsualAll {
		for range tk.Subtasks {
			usual.Figures = append(usual.Figures, baseline.Figure{Runs: 9, Samples: 9, MedianMS: 300, P90MS: 700})
		}
	}
	return picture.Input{
		Gantt: gantt.Input{Usual: &usual, URL: u, Text: viewtest.Frame(t, lang).Text, Task: &snap.Task, Graph: g, Analysis: a, Groups: set.Groups, Rows: set.Rows,
			Dimmed: func(i int) bool { return set.Dimmed[i] }},
		Shown: set, Snapshot: snap, Now: now, Link: "https://tasks.example" + u.Pinned(3).String(),
	}
}

func draw(t testing.TB, in picture.Input) []byte {
	t.Helper()
	return viewtest.HTML(t, picture.Draw(picture.New(in)))
}

// texts are the texts of a picture, titles left out.
func texts(all []element) []string {
	var list []string
	for _, e := range all {
		if e.name == "text" || e.name == "tspan" {
			list = append(list, strings.Join(strings.Fields(e.text), " "))
		}
	}
	return list
}

func TestSample(t *testing.T) {
	tk, now := timelinetest.Load(t, timelinetest.Sample)
	svg := draw(t, input(t, tk, now, "", text.English))
	viewtest.GoldenFile(t, "sample.svg", viewtest.Spread(svg))
	all := texts(parse(t, svg))
	for _, want := range []string{"Reinstall OCP agent 35000312@3", "succeeded", "Install ocp agent", "15.361 s", "critical path", "held or queued",
		"2021-08-25 15:09:31.740 +08:00 to 2021-08-25 15:09:54.067 +08:00 · Makespan 22.327 s", "https://tasks.example/tasks/35000312@3"} {
		if !slices.Contains(all, want) {
			t.Errorf("no text is %q in %q", want, all)
		}
	}
}

// All of a picture is by the clock of its axis, whatever OCP wrote beside it.
func TestOneClock(t *testing.T) {
	tk, now := timelinetest.Load(t, timelinetest.Sample)
	now.Offset, tk.Finished.Offset = 0, -4*3600
	all := strings.Join(texts(parse(t, draw(t, input(t, tk, now, "", text.English)))), "\n")
	for _, want := range []string{"As of " + text.NewClock(permalink.ZoneOCP).Date(task.At(now.MS, 8*3600)), "2021-08-25 15:09:54.067 +08:00",
		"+08:00 throughout, though OCP wrote -04:00 as well"} {
		if !strings.Contains(all, want) {
			t.Errorf("no text has %q in\n%s", want, all)
		}
	}
	if strings.Contains(all, "+00:00") {
		t.Errorf("a time is by another clock than the axis:\n%s", all)
	}
}

// Bars lie where the scale says, on one scale for all.
func TestProportions(t *testing.T) {
	tk, now := timelinetest.Load(t, timelinetest.Sample)
	in := input(t, tk, now, "", text.English)
	a := in.Gantt.Analysis
	var bars [][2]float64
	for _, e := range parse(t, draw(t, in)) {
		if e.name == "rect" && e.attr["height"] == "16" && e.attr["fill"] == "#009e73" {
			x, errX := strconv.ParseFloat(e.attr["x"], 64)
			w, errW := strconv.ParseFloat(e.attr["width"], 64)
			if errX != nil || errW != nil {
				t.Fatalf("bar %v", e)
			}
			bars = append(bars, [2]float64{x, w})
		}
	}
	if len(bars) != len(tk.Subtasks) {
		t.Fatalf("%d bars, want %d", len(bars), len(tk.Subtasks))
	}
	const left, wide = 424.0, 1152.0
	for k, i := range in.Gantt.Graph.Order {
		p := &a.Spans[i]
		x := left + float64(p.Start-a.Start)/float64(a.MakespanMS)*wide
		w := float64(p.RunMS) / float64(a.MakespanMS) * wide
		if dx, dw := bars[k][0]-x, bars[k][1]-w; dx*dx > 1e-4 || dw*dw > 4e-4 {
			t.Errorf("bar %d lies at %v, want %.2f and %.2f wide", k, bars[k], x, w)
		}
	}
}

const start = 1_741_586_581_063

func at(ms int64) task.Instant { return task.At(start+ms, 8*3600) }

// odd is a task with a subtask in every state, under names that break what does
// not escape.
func odd(name string) *task.Task {
	t := &task.Task{ID: 7, Name: name, Status: task.StatusRunning, Operation: task.OpExecute, Started: at(0),
		Cluster: &task.Cluster{Name: name}, Tenant: &task.Tenant{Name: name}, Creator: task.Creator{Name: name}}
	n := int64(0)
	add := func(status task.Status, op task.Operation, runs int64) {
		n++
		s := task.Subtask{ID: task.SubtaskID(n), Name: name, Description: name, Executor: name, Status: status, Operation: op,
			RunTime: task.Some(runs), Started: at(100 * n), Finished: at(100*n + 4000)}
		if n%3 == 0 {
			s.ParallelIdx = task.Some(n)
		}
		if n > 3 {
			s.Upstreams = []task.SubtaskID{task.SubtaskID(n - 3)}
		}
		if status == task.StatusPending || status == task.StatusReady {
			s.Started, s.Finished = task.Instant{}, task.Instant{}
		}
		t.Subtasks = append(t.Subtasks, s)
	}
	for _, op := range []task.Operation{task.OpExecute, task.OpRetry, task.OpSkip, task.OpRollback, task.OpCancel} {
		for _, status := range []task.Status{task.StatusPending, task.StatusReady, task.StatusRunning, task.StatusCanceling,
			task.StatusFailed, task.StatusSuccessful, "WARNING"} {
			add(status, op, 1+n%2)
		}
	}
	for range 6 {
		n++
		t.Subtasks = append(t.Subtasks, task.Subtask{ID: task.SubtaskID(n), Name: "copy", ParallelIdx: task.Some(n), Status: task.StatusSuccessful,
			Started: at(5000), Finished: at(5000 + 400*n), Upstreams: []task.SubtaskID{1}})
	}
	return t
}

func TestPicturesAreWellFormedAndAlone(t *testing.T) {
	local := regexp.MustCompile(`^url\(#([a-z_-]+)\)$`)
	for _, name := range []string{viewtest.Hostile, "安装 observer（第 1 步）", "\x00\x01\x1b[31m\ufffe\xff\xfe]]>", "", strings.Repeat("long ", 900), "עברית \u202e x"} {
		for _, query := range []string{"", "lane=executor", "lane=stage", "align=left&sort=-duration", "fold=all", "fold=none&subtask=6", "gaps=folded&time=relative",
			"q=copy&rest=dimmed&is=failed,critical&state=failed", "from=100&to=900&tz=Asia/Shanghai", "q=nothing", "from=99999999", "usual=all&from=100&to=4000"} {
			for _, lang := range text.Langs() {
				svg := draw(t, input(t, odd(name), at(9_000), query, lang))
				ids, refs := map[string]bool{}, map[string]bool{}
				for _, e := range parse(t, svg) {
					if !slices.Contains([]string{"svg", "title", "defs", "pattern", "symbol", "use", "circle", "g", "rect", "path", "line", "text", "tspan"}, e.name) {
						t.Errorf("%q?%s: there is a <%s>", name, query, e.name)
					}
					for key, value := range e.attr {
						switch m := local.FindStringSubmatch(value); {
						case key == "href" && e.name == "use" && strings.HasPrefix(value, "#"):
							refs[value[1:]] = true
						case key == "style" || key == "class" || key == "href" || strings.HasPrefix(key, "on"):
							t.Errorf("%q?%s: <%s> has %s=%q", name, query, e.name, key, value)
						case m != nil:
							refs[m[1]] = true
						case strings.Contains(value, "url(") || strings.Contains(value, "//") && key != "xmlns":
							t.Errorf("%q?%s: <%s %s=%q> leads out of the file", name, query, e.name, key, value)
						case strings.Contains(value, "NaN") || strings.Contains(value, "Inf"):
							t.Errorf("%q?%s: <%s %s=%q>", name, query, e.name, key, value)
						}
						if n, err := strconv.ParseFloat(value, 64); err == nil && n < 0 && (key == "width" || key == "height" || key == "x" || key == "y") {
							t.Errorf("%q?%s: <%s %s=%q> is outside", name, query, e.name, key, value)
						}
					}
					if id := e.attr["id"]; id != "" {
						ids[id] = true
					}
				}
				for ref := range refs {
					if !ids[ref] {
						t.Errorf("%q?%s: nothing is #%s", name, query, ref)
					}
				}
				if len(refs) == 0 && !strings.Contains(query, "nothing") && !strings.Contains(query, "9999") {
					t.Errorf("%q?%s: no hatch tells a state", name, query)
				}
			}
		}
	}
}

// What the page learns to draw the picture has to learn, too.
func TestEveryMarkOfThePageIsKnown(t *testing.T) {
	for _, query := range []string{"", "lane=executor", "align=left", "fold=all", "fold=none&subtask=6", "gaps=folded&from=100", "usual=all&align=left"} {
		in := input(t, odd("x"), at(9_000), query, text.English)
		in.Gantt.Seen = make([]timeline.Seen, len(in.Gantt.Task.Subtasks))
		for i := range in.Gantt.Seen {
			in.Gantt.Seen[i] = timeline.Seen{ReadyMS: start + 50, PendingMS: start + 20, Attempts: []timeline.Attempt{
				{Start: start + 200, End: start + 900, LateMS: 100, Status: task.StatusFailed}, {Start: start + 3000, End: start + 4000, EarlyMS: 200}}}
		}
		v := gantt.New(in.Gantt, gantt.Only{})
		marks := 0
		check := func(r *gantt.Row) {
			for _, m := range r.Marks {
				marks++
				if !picture.Known(m, r) {
					t.Errorf("?%s: %q in %q is not known", query, m.Class(), r.Class())
				}
			}
		}
		for k := range v.Parts {
			for n := range v.Parts[k].Rows {
				r := &v.Parts[k].Rows[n]
				check(r)
				for b := range r.Bars {
					check(&r.Bars[b])
				}
			}
		}
		for _, s := range v.Legend {
			if !picture.KnownSign(s) {
				t.Errorf("?%s: the legend's %q is not known", query, s.Kind)
			}
		}
		if marks < 20 {
			t.Errorf("?%s: only %d marks", query, marks)
		}
		if drawn := strings.Count(string(draw(t, in)), "v-3v6"); strings.Contains(query, "usual") != (drawn > 1) {
			t.Errorf("?%s: %d marks of what is usual", query, drawn)
		}
	}
}

// A picture says whatever the page's filters and range leave out.
func TestWhatIsLeftOutIsSaid(t *testing.T) {
	in := input(t, odd("Install"), at(9_000), "q=copy&from=100&to=900", text.English)
	all := strings.Join(texts(parse(t, draw(t, in))), "\n")
	for _, want := range []string{"Shown: text “copy”; 6 of 41 subtasks; 0.100 s to 0.900 s after the start", "35 hidden"} {
		if !strings.Contains(all, want) {
			t.Errorf("no text says %q:\n%s", want, all)
		}
	}
}

// The colours are those of the light scheme, which has them in a style sheet.
func TestColoursAreThoseOfThePage(t *testing.T) {
	css, err := os.ReadFile("../../static/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light := map[string]bool{}
	for _, m := range regexp.MustCompile(`light-dark\((#[0-9a-f]{6})`).FindAllSubmatch(css, -1) {
		light[string(m[1])] = true
	}
	for _, m := range regexp.MustCompile(`"(#[0-9a-f]{6})"`).FindAllSubmatch(draw(t, input(t, odd("x"), at(9_000), "fold=none&subtask=6", text.English)), -1) {
		if c := string(m[1]); !light[c] {
			t.Errorf("%s is no colour of the light scheme", c)
		}
	}
}

func BenchmarkPicture(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			tk := &task.Task{ID: 7, Name: "x", Status: task.StatusSuccessful, Started: at(0), Finished: at(int64(n) * 11)}
			for i := range int64(n) {
				s := task.Subtask{ID: task.SubtaskID(i + 1), Name: fmt.Sprintf("Install observer on host %d", i), Status: task.StatusSuccessful,
					Started: at(i * 10), Finished: at(i*10 + 500)}
				if i > 3 {
					s.Upstreams = []task.SubtaskID{task.SubtaskID(i - 2), task.SubtaskID(i)}
				}
				tk.Subtasks = append(tk.Subtasks, s)
			}
			in := input(b, tk, at(int64(n)*11), "", text.English)
			b.ReportAllocs()
			for b.Loop() {
				b.SetBytes(int64(len(draw(b, in))))
			}
		})
	}
}
