package trendpage

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/views/chart"
)

// The picture's height in px: of all of it, and where the plot lies in it.
const (
	Height   = 300
	plotTop  = 12
	plotLow  = Height - 12
	axisHigh = 24 // of the axis of time below it
)

// Chart is the picture. Places along time are percentages, places in y px.
type Chart struct {
	Label  string // what it shows, for those who do not see it
	Axis   chart.Axis
	Levels []Level // marks of makespans
	Band   *Band   // median and 90th percentile; nil with too few runs
	Points []Point
	Legend []Shape
	Scales []Option // Value is a URL
	Zone   Option   // the same in another zone
}

// Level is a round makespan.
type Level struct {
	Y     int
	Label string
}

// Band is where successful runs usually lie.
type Band struct {
	Top, Bottom int // 90th percentile, median
	Label       string
}

// Point is a run.
type Point struct {
	X     chart.Percent
	Y     int
	State task.State
	Shape string // id of its shape
	URL   string
	Ref   string
	Label string
}

// Shape explains a shape.
type Shape struct {
	State task.State
	Shape string
	Word  string
}

// logAbove is from which ratio of the longest to the shortest run the axis is
// logarithmic by itself.
const logAbove = 20

func (b *builder) chart() *Chart {
	var runs []*task.Summary
	for k := range b.in.Runs {
		if drawn(&b.in.Runs[k]) {
			runs = append(runs, &b.in.Runs[k])
		}
	}
	if len(runs) == 0 {
		return nil
	}
	first, last := runs[0].Started.MS, runs[0].Started.MS
	short, long := int64(math.MaxInt64), int64(1)
	for _, r := range runs {
		first, last = min(first, r.Started.MS), max(last, r.Started.MS)
		short, long = min(short, max(1, r.MakespanMS.V)), max(long, r.MakespanMS.V)
	}
	// Points at the ends are seen whole.
	room := max((last-first)/40, 60_000)
	scale := chart.Scale{From: first - room, To: last + room}
	y := yScale{long: float64(long) * 1.05}
	y.log = b.in.URL.Scale == permalink.ScaleLog || b.in.URL.Scale == permalink.ScaleAuto && long/short >= logAbove
	if y.log {
		y.short = float64(short) / 1.3
		y.long = float64(long) * 1.3
	}
	c := &Chart{Axis: chart.NewAxis(scale, runs[len(runs)-1].Started.Offset, b.clock), Scales: b.scales(y.log)}
	c.Zone = Option{Value: b.in.URL.In(permalink.ZoneUTC).String(), Label: b.text.T("task.zone_utc")}
	if b.in.URL.Zone == permalink.ZoneUTC {
		c.Zone = Option{Value: b.in.URL.In(permalink.ZoneOCP).String(), Label: b.text.T("task.zone_ocp")}
	}
	for _, ms := range y.levels() {
		c.Levels = append(c.Levels, Level{y.at(ms), b.text.Round(ms)})
	}
	if b.usual.Enough() {
		c.Band = &Band{Top: y.at(b.usual.P90MS), Bottom: y.at(b.usual.MedianMS),
			Label: b.text.T("trend.band", "N", b.text.Count(b.usual.Runs))}
	}
	seen := map[task.State]bool{}
	for _, r := range runs {
		ref := b.ref(r)
		seen[r.State] = true
		c.Points = append(c.Points, Point{
			X: scale.X(r.Started.MS), Y: y.at(r.MakespanMS.V), State: r.State, Shape: shapeOf(r.State),
			URL: permalink.ToTask(ref).String(), Ref: ref.String(),
			Label: b.text.T("trend.point", "Ref", ref.String(), "State", b.text.State(r.State), "Makespan", b.text.Duration(r.MakespanMS.V),
				"Started", b.clock.Short(r.Started), "Where", cmp.Or(strings.Trim(r.Cluster+" / "+r.Tenant, " /"), "–")),
		})
	}
	for _, st := range task.TaskStates() {
		if seen[st] {
			c.Legend = append(c.Legend, Shape{st, shapeOf(st), b.text.State(st)})
		}
	}
	c.Label = b.text.N("trend.picture", len(c.Points), "Shortest", b.text.Duration(short), "Longest", b.text.Duration(long))
	return c
}

func (b *builder) scales(log bool) []Option {
	way := func(s permalink.TrendScale, on bool) Option {
		u := b.in.URL
		u.Scale = s
		return Option{u.String(), b.text.T("trend.scale_" + string(s)), on}
	}
	return []Option{way(permalink.ScaleLinear, !log), way(permalink.ScaleLog, log)}
}

// shapeOf is the shape of a state: no state is told by colour alone.
func shapeOf(s task.State) string {
	switch s {
	case task.Succeeded:
		return "circle"
	case task.Failed, task.RollbackFailed:
		return "cross"
	case task.Aborted:
		return "square"
	case task.RolledBack:
		return "triangle"
	}
	return "diamond"
}

// yScale maps makespans to px.
type yScale struct {
	log         bool
	short, long float64 // short is only of the logarithmic one
}

func (s yScale) at(ms int64) int {
	share := float64(ms) / s.long
	if s.log {
		share = math.Log(math.Max(float64(ms), s.short)/s.short) / math.Log(s.long/s.short)
	}
	return int(math.Round(plotLow - share*(plotLow-plotTop)))
}

// roundMS are durations that people call round, ms.
var roundMS = []int64{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
	900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000, 172_800_000, 604_800_000, 1_209_600_000, 2_592_000_000}

// mostLevels is how many marks the axis of makespans has about.
const mostLevels = 6

// levels are the makespans that the axis marks, rising.
func (s yScale) levels() []int64 {
	if s.log {
		var all []int64
		for _, ms := range roundMS {
			if float64(ms) >= s.short && float64(ms) <= s.long {
				all = append(all, ms)
			}
		}
		// Every second or third where there are many.
		step := (len(all) + mostLevels - 1) / mostLevels
		var some []int64
		for k := 0; k < len(all); k += max(1, step) {
			some = append(some, all[k])
		}
		return some
	}
	at, _ := slices.BinarySearch(roundMS, int64(s.long/mostLevels)+1)
	step := roundMS[min(at, len(roundMS)-1)]
	for float64(step)*2*mostLevels < s.long { // beyond the list: years
		step *= 2
	}
	var all []int64
	for ms := int64(0); float64(ms) <= s.long; ms += step {
		all = append(all, ms)
	}
	return all
}
