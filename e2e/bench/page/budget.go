package page

import "math"

// owed is what a page of n subtasks owes for one figure; most is NaN for a
// figure that is only told.
type owed struct {
	figure figure
	unit   string
	most   float64
	why    string // how the limit came about, when it is not just a number
}

// verdict is "ok", "OVER", or nothing where nothing is owed or measured.
func (o owed) verdict(ours float64) string {
	switch {
	case math.IsNaN(o.most) || math.IsNaN(ours):
		return ""
	case ours > o.most:
		return "OVER"
	}
	return "ok"
}

// budget is what the project owes itself. What it owes per subtask is told of two
// things: of the whole page by how many subtasks it has, which at a hundred says
// more of what stands around the rows, and below each of the rows alone, what a
// further subtask costs (rowsAlone). Where it is owed in ratios, base is
// the baseline measured beside us with the same n, and base100 its page of 100;
// without that, nothing is owed for the first paint.
func budget(n int, base, base100 sample) []owed {
	large := n > 1000
	pick := func(small, big float64) float64 {
		if large {
			return big
		}
		return small
	}
	told := math.NaN()
	times := 2.0
	if n <= 100 {
		times = 1.5
	}
	rows := []owed{
		{fcp, "ms", 1.5 * value(base100, fcp), "1.5 x baseline of 100"},
		{firstByte, "ms", told, ""},
		{ready, "ms", times * base[ready], ratioText(times)},
		{jaeger, "ms", jaegerShare(n), "of Jaeger's, measured once"},
		{busy, "ms", told, ""},
		{scripts, "ms", told, ""},
		{styles, "ms", told, ""},
		{layouts, "ms", told, ""},
		{loadLong, "ms", told, ""},
		{elements, "", told, ""},
		{perSubtask, "", atScale(n, 8), ""},
		{rowElements, "", atScale(n, 8), ""},
		{rawBytes, "B", atScale(n, 700), ""},
		{rowRaw, "B", atScale(n, 700), ""},
		{wireBytes, "B", atScale(n, 60), ""},
		{rowWire, "B", atScale(n, 60), ""},
		{assets, "B", 60_000, ""},
		{blockingJS, "B", 0, ""},
		{blockingCSS, "B", 0, ""},
		{heap, "MB", 60, ""},
		{selecting, "ms", pick(50, 100), ""},
		{hovering, "ms", pick(50, 100), ""},
		{zooming, "ms", pick(50, 100), ""},
		{panning, "ms", pick(50, 100), ""},
		{selectLong, "ms", told, ""},
		{scrollLong, "ms", pick(50, 100), ""},
		{zoomLong, "ms", pick(50, 100), ""},
		{zooms, "", told, ""},
		{cold, "ms", told, ""},
		{coldCPU, "ms", serverCPU(n), ""},
		{warm, "ms", told, ""},
		{warmByte, "ms", told, ""},
		{unchanged, "ms", 1, ""},
	}
	return rows
}

func ratioText(times float64) string {
	if times == 1.5 {
		return "1.5 x baseline"
	}
	return "2 x baseline"
}

// atScale is a limit per subtask, which says nothing of a page whose frame is
// larger than its rows.
func atScale(n int, most float64) float64 {
	if n < 100 {
		return math.NaN()
	}
	return most
}

// serverCPU is what the server may take for a page that it has not seen, in ms.
func serverCPU(n int) float64 {
	switch {
	case n <= 100:
		return 5
	case n <= 1000:
		return 30
	}
	return 300
}

// jaegerShare is what is owed beside Jaeger UI's timeline, in ms: a fifth of
// its time at 100 spans, half of it at 10,000. It was measured once, on another
// day, so this line says more of the order of magnitude than of the machine.
func jaegerShare(n int) float64 {
	switch n {
	case 100:
		return 1533.0 / 5
	case 10_000:
		return 2591.0 / 2
	}
	return math.NaN()
}
