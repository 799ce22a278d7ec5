package gantt

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"taskscope/internal/timeline"
)

// StripWidth is how wide the strip's path is, in its own units: it is stretched
// to the chart's width, and what it counts by is a unit wide where no gap is
// folded. It is a unit high for each subtask.
const StripWidth = 400

// stripHeight is how high it is drawn, px, with one above the most that there were.
const stripHeight = 14

// Strip is how many subtasks ran at once, below the axis.
type Strip struct {
	Path  string // of the most that ran at once, over StripWidth × Most
	Most  int
	Peak  string // in words
	Label string
}

func (v *drawing) strip() Strip {
	a, scale, t := v.in.Analysis, &v.plan.Scale, v.in.Text
	if !a.OK || scale.Units() <= 0 {
		return Strip{}
	}
	buckets, most := v.buckets(), 0
	for _, b := range buckets {
		most = max(most, b.Max)
	}
	if most == 0 {
		return Strip{}
	}
	in := a.Between(scale.From(), scale.To())
	s := Strip{Path: v.stripPath(buckets, most), Most: most, Peak: t.N("tl.peak", in.Peak)}
	if len(v.shown()) < len(a.States) { // a filter hides rows, not what ran beside them
		s.Peak = t.N("tl.peak_all", in.Peak)
	}
	at := v.words.at(in.PeakAt)
	if a.SlotsSeen() {
		s.Label = t.N("tl.peak_seen", in.Peak, "At", at, "Default", t.Count(timeline.DefaultSlots), "Slots", v.words.slots)
	} else {
		s.Label = t.N("tl.peak_at", in.Peak, "At", at, "Slots", v.words.slots)
	}
	return s
}

// stripPath is the outline of the buckets on a ground that lies most units below
// the top.
func (v *drawing) stripPath(buckets []timeline.Bucket, most int) string {
	scale := &v.plan.Scale
	var d strings.Builder
	fmt.Fprintf(&d, "M0 %d", most)
	last, x := 0, 0.0
	across := func(to float64) {
		if by := math.Round((to-x)*25) / 25; by != 0 { // a ten-thousandth of the chart
			d.WriteString("h" + strconv.FormatFloat(by, 'f', -1, 64))
			x += by
		}
	}
	for _, b := range buckets {
		if b.Max == last {
			continue
		}
		across(scale.At(b.FromMS) / scale.Units() * StripWidth)
		put(&d, 'v', last-b.Max)
		last = b.Max
	}
	across(StripWidth)
	fmt.Fprintf(&d, "V%dZ", most)
	return d.String()
}

// buckets are those of the strip: as wide as each other where they are seen, so
// that a folded gap takes one and not most of them.
func (v *drawing) buckets() []timeline.Bucket {
	a, scale := v.in.Analysis, &v.plan.Scale
	var all []timeline.Bucket
	cursor := scale.From()
	open := func(to int64) {
		n := int(math.Ceil(float64(to-cursor) / scale.Units() * StripWidth))
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
