package gantt

import (
	"math"
	"strconv"
	"strings"

	"taskscope/internal/timeline"
)

// The strip's own units: it is stretched to the chart's width.
const (
	stripWidth   = 1000
	stripHeight  = 14
	stripBuckets = 400
)

// Strip is how many subtasks ran at once, below the axis.
type Strip struct {
	Path  string // of the most that ran at once, over stripWidth × stripHeight
	Peak  string // in words
	Label string
}

func (v *drawing) strip() Strip {
	a, scale := v.in.Analysis, &v.plan.Scale
	if !a.OK || scale.Units() <= 0 {
		return Strip{}
	}
	buckets := v.buckets()
	peak := 0
	for _, b := range buckets {
		peak = max(peak, b.Max)
	}
	if peak == 0 {
		return Strip{}
	}
	var d strings.Builder
	number := func(f float64) { d.WriteString(strconv.FormatFloat(float64(int64(f*10+0.5))/10, 'f', -1, 64)) }
	d.WriteString("M0 " + strconv.Itoa(stripHeight))
	last := 0
	for _, b := range buckets {
		if b.Max == last {
			continue
		}
		d.WriteByte('H')
		number(scale.At(b.FromMS) / scale.Units() * stripWidth)
		d.WriteByte('V')
		number(stripHeight - float64(b.Max)/float64(peak)*(stripHeight-1))
		last = b.Max
	}
	d.WriteString("H" + strconv.Itoa(stripWidth) + "V" + strconv.Itoa(stripHeight) + "Z")
	in := a.Between(scale.From(), scale.To())
	s := Strip{Path: d.String(), Peak: v.in.Text.N("tl.peak", in.Peak)}
	if len(v.shown()) < len(a.States) { // a filter hides rows, not what ran beside them
		s.Peak = v.in.Text.N("tl.peak_all", in.Peak)
	}
	if a.SlotsSeen() {
		s.Label = v.in.Text.N("tl.peak_seen", in.Peak, "At", v.words.at(in.PeakAt), "Default", v.in.Text.Count(timeline.DefaultSlots), "Slots", v.words.slots)
		return s
	}
	s.Label = v.in.Text.N("tl.peak_at", in.Peak, "At", v.words.at(in.PeakAt), "Slots", v.words.slots)
	return s
}

// buckets are those of the strip: as wide as each other where they are seen, so
// that a folded gap takes one and not most of them.
func (v *drawing) buckets() []timeline.Bucket {
	a, scale := v.in.Analysis, &v.plan.Scale
	var all []timeline.Bucket
	cursor := scale.From()
	open := func(to int64) {
		n := int(math.Ceil(float64(to-cursor) / scale.Units() * stripBuckets))
		all = append(all, a.Strip(cursor, to, n)...)
	}
	for _, b := range scale.Breaks() {
		open(b.From)
		all = append(all, a.Strip(b.From, b.To, 1)...)
		cursor = b.To
	}
	open(scale.To())
	return all
}
