package e2e

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path"
	"testing"

	"taskscope/e2e/internal/pw"
	"taskscope/internal/timeline"
)

// inModule runs a JavaScript function in the page, which gets the named module
// of ours and one argument. The page's own script has all modules in one; here
// it is a source of its own. The argument goes as JSON: the driver loses large
// integers.
func inModule(p *Page, module, function string, arg any) any {
	const sources = "/modules/"
	p.Must(p.Route("**"+sources+"*", func(r pw.Route) {
		source, err := os.ReadFile("../static/js/" + path.Base(r.Request().URL()))
		answer := pw.Fulfill{Body: string(source), ContentType: pw.Ptr("text/javascript")}
		if err != nil {
			answer = pw.Fulfill{Status: pw.Ptr(404), Body: err.Error()}
		}
		_ = r.Fulfill(answer) // the import fails where this does
	}))
	text, err := json.Marshal(arg)
	p.Must(err)
	return p.Eval("async ([module, arg]) => ("+function+")(await import(module), JSON.parse(arg))", []any{sources + module, string(text)})
}

// TestTheScriptsAxisIsTheServers: a moment has the same place in both, with
// folded gaps and without.
func TestTheScriptsAxisIsTheServers(t *testing.T) {
	t.Parallel()
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample)
	const start = 1_629_875_371_740
	for _, test := range []struct {
		name string
		from int64
		to   int64
		gaps []timeline.Gap
	}{
		{"no gap", start, start + 22_327, nil},
		{"one gap", start, start + 1_000_000, []timeline.Gap{{From: start + 1000, To: start + 900_000}}},
		{"two gaps", start, start + 9_000_000, []timeline.Gap{{From: start + 1000, To: start + 900_000}, {From: start + 950_000, To: start + 8_000_000}}},
		{"a gap at each end", start, start + 500_000, []timeline.Gap{{From: start - 5000, To: start + 100_000}, {From: start + 300_000, To: start + 900_000}}},
		{"a gap too short to fold", start, start + 500_000, []timeline.Gap{{From: start + 5000, To: start + 5100}}},
		{"nothing but a gap", start, start + 500, []timeline.Gap{{From: start, To: start + 500}}},
	} {
		scale := timeline.NewScale(test.from, test.to, test.gaps)
		folded := [][]float64{}
		for _, b := range scale.Breaks() {
			folded = append(folded, []float64{float64(b.From), float64(b.To), b.Width})
		}
		var moments []int64
		random := rand.New(rand.NewPCG(1, 2))
		for range 200 {
			moments = append(moments, test.from-1000+random.Int64N(test.to-test.from+2000))
		}
		for _, g := range test.gaps {
			moments = append(moments, g.From, g.From+1, g.To-1, g.To)
		}
		got := inModule(p, "axis.js", `({ axis, place, moment }, { from, to, folded, moments }) => {
			const a = axis(from, to, folded);
			return [a.units, moments.map((ms) => place(a, ms)), moments.map((ms) => moment(a, place(a, ms)))];
		}`, map[string]any{"from": test.from, "to": test.to, "folded": folded, "moments": moments}).([]any)
		if units := number(got[0]); math.Abs(units-scale.Units()) > 1e-6 {
			t.Errorf("%s: the axis is %v units long, want %v", test.name, units, scale.Units())
		}
		places, back := got[1].([]any), got[2].([]any)
		for i, ms := range moments {
			if at := number(places[i]); math.Abs(at-scale.At(ms)) > 1e-3 {
				t.Errorf("%s: place of %d = %v, want %v", test.name, ms-start, at, scale.At(ms))
			}
			if again := number(back[i]); math.Abs(again-float64(ms)) > 0.01 {
				t.Errorf("%s: the moment at the place of %d is %v", test.name, ms-start, again-start)
			}
		}
	}
}

// TestTheScriptsTimesReadAsTheServers: one page does not write times in two ways.
func TestTheScriptsTimesReadAsTheServers(t *testing.T) {
	t.Parallel()
	const at = 1_629_875_371_740 // 2021-08-25 15:09:31.740 +08:00
	p := NewPage(t, PageOptions{Base: Demo(t).URL})
	p.Open("/tasks/" + sample)
	for _, test := range []struct {
		name string
		ms   int64
		of   map[string]any
		want string
	}{
		{"OCP's offset", at, map[string]any{"offset": "28800"}, "15:09:31.740"},
		{"west of Greenwich", at, map[string]any{"offset": "-12600"}, "03:39:31.740"},
		{"UTC", at, map[string]any{"offset": "0"}, "07:09:31.740"},
		{"a named zone", at, map[string]any{"offset": "28800", "zone": "America/New_York"}, "03:09:31.740"},
		{"midnight is 00", at + (8*3600+50*60+28)*1000 + 260, map[string]any{"offset": "28800"}, "00:00:00.000"},
		{"days", at, map[string]any{"offset": "28800", "min": "0", "max": "86400001"}, "08-25 15:09:31.740"},
		{"since the start", at, map[string]any{"time": "relative", "start": "1629875371000"}, "+0.740 s"},
		{"before the start", at, map[string]any{"time": "relative", "start": "1629875371741"}, "−0.001 s"},
		{"minutes", at, map[string]any{"time": "relative", "start": "1629875248258"}, "+2 m 03.482 s"},
		{"days since", at, map[string]any{"time": "relative", "start": "1509275371740"}, "+1,395 d 20 h 0 m 00.000 s"},
	} {
		got := inModule(p, "clock.js", `({ moment }, { ms, of }) => moment(ms, of)`, map[string]any{"ms": test.ms, "of": test.of})
		if got != test.want {
			t.Errorf("%s: %v, want %s", test.name, got, test.want)
		}
	}
}
