package timeline_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"taskscope/internal/timeline"
)

func TestScale(t *testing.T) {
	gap := func(from, to int64) timeline.Gap { return timeline.Gap{From: from, To: to} }
	for _, c := range []struct {
		name     string
		from, to int64
		gaps     []timeline.Gap
		units    float64
		breaks   string // from-to@at+width
	}{
		{"no gaps", 1000, 3400, nil, 2400, "[]"},
		{"one", 0, 34_000, []timeline.Gap{gap(4000, 14_000)}, 25_000, "[4000-14000@4000+1000]"},
		{"two", 0, 54_000, []timeline.Gap{gap(4000, 14_000), gap(24_000, 44_000)}, 26_000, "[4000-14000@4000+1000 24000-44000@15000+1000]"},
		{"at the ends", 0, 54_000, []timeline.Gap{gap(0, 10_000), gap(34_000, 54_000)}, 26_000, "[0-10000@0+1000 34000-54000@25000+1000]"},
		{"cut to the axis", 10_000, 40_000, []timeline.Gap{gap(0, 16_000), gap(99_000, 100_000)}, 25_000, "[10000-16000@0+1000]"},
		{"all of the axis: it was zoomed into", 5000, 9000, []timeline.Gap{gap(4000, 14_000)}, 4000, "[]"},
		{"narrower than a break", 0, 24_000, []timeline.Gap{gap(4000, 4900)}, 24_000, "[]"},
		{"a moment", 7, 7, nil, 0, "[]"},
		{"turned round is a moment", 7, 3, nil, 0, "[]"},
		{"nothing but gaps", 0, 2001, []timeline.Gap{gap(0, 1000), gap(1001, 2001)}, 3, "[0-1000@0+1 1001-2001@2+1]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := timeline.NewScale(c.from, c.to, c.gaps)
			got := []string{}
			var folded int64
			for _, b := range s.Breaks() {
				got = append(got, fmt.Sprintf("%d-%d@%g+%g", b.From, b.To, b.At, b.Width))
				folded += b.MS()
			}
			if s.Units() != c.units || fmt.Sprint(got) != c.breaks || s.FoldedMS() != folded {
				t.Errorf("NewScale = %g units with %v, folded %d; want %g with %s, folded %d", s.Units(), got, s.FoldedMS(), c.units, c.breaks, folded)
			}
		})
	}
}

// randomScale is an axis of up to span ms with gaps that Gaps could give.
func randomScale(r *rand.Rand, span int64) timeline.Scale {
	from := r.Int64N(4e12) - 2e12
	to := from + 1 + r.Int64N(span)
	var gaps []timeline.Gap
	for at := from; len(gaps) < 9; {
		g := timeline.Gap{From: at + r.Int64N((to-from)/10+1)}
		g.To = g.From + (to-from)/10 + r.Int64N((to-from)/10+1)
		if at = g.To + 1; g.To > to {
			break
		}
		gaps = append(gaps, g)
	}
	return timeline.NewScale(from, to, gaps)
}

// folded says whether a moment lies inside a break.
func folded(s *timeline.Scale, ms int64) bool {
	return slices.ContainsFunc(s.Breaks(), func(b timeline.Break) bool { return b.From < ms && ms < b.To })
}

func checkScale(t *testing.T, r *rand.Rand, s timeline.Scale) {
	t.Helper()
	if s.At(s.From()) != 0 || s.At(s.To()) != s.Units() {
		t.Fatalf("the axis goes from %g to %g, want from 0 to %g", s.At(s.From()), s.At(s.To()), s.Units())
	}
	if want := float64(s.To() - s.From()); s.Units() > want {
		t.Fatalf("%g units, want at most those of an open axis %g", s.Units(), want)
	}
	points := []int64{s.From(), s.To(), s.From() - 5000, s.To() + 5000}
	for _, b := range s.Breaks() {
		points = append(points, b.From, b.To, b.From+1, b.To-1, b.From-1, b.To+1)
	}
	for range 50 {
		points = append(points, s.From()+r.Int64N(s.To()-s.From()))
	}
	for _, p := range points {
		for _, q := range points {
			if p < q && s.At(p) >= s.At(q) {
				t.Fatalf("At(%d) = %g, At(%d) = %g: want order kept", p, s.At(p), q, s.At(q))
			}
			if p < q && !folded(&s, p) && !folded(&s, q) && s.At(q)-s.At(p) > float64(q-p) {
				t.Fatalf("At(%d) and At(%d) lie %g apart, want nothing stretched", p, q, s.At(q)-s.At(p))
			}
		}
	}
}

func TestScaleLaws(t *testing.T) {
	breaks := 0
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 6))
		spans := []int64{1, 100, 20_000, 3_600_000, 30 * day, 3650 * day}
		s := randomScale(r, spans[r.IntN(len(spans))])
		checkScale(t, r, s)
		breaks += len(s.Breaks())
	}
	if breaks < 1000 {
		t.Errorf("only %d breaks were looked at", breaks)
	}
}

func FuzzScale(f *testing.F) {
	f.Add(int64(0), int64(22_327), int64(1000), int64(9000), int64(12_000), int64(3000))
	f.Add(int64(-5), int64(6*day), int64(60_000), int64(5*day), int64(1), int64(day/2))
	f.Fuzz(func(t *testing.T, from, span, at1, len1, at2, len2 int64) {
		const year = 366 * day
		if from < -100*year || from > 100*year || min(span, at1, len1, at2, len2) < 1 || max(span, at1, len1, at2, len2) > year {
			t.Skip()
		}
		g := timeline.Gap{From: from + at1, To: from + at1 + len1}
		h := timeline.Gap{From: g.To + at2, To: g.To + at2 + len2}
		checkScale(t, rand.New(rand.NewPCG(uint64(span), 7)), timeline.NewScale(from, from+span, []timeline.Gap{g, h}))
	})
}

func TestScaleTicks(t *testing.T) {
	gap := func(from, to int64) timeline.Gap { return timeline.Gap{From: base + from, To: base + to} }
	for _, c := range []struct {
		name     string
		from, to int64
		gaps     []timeline.Gap
		most     int
		want     string // seconds from base
	}{
		{"as without breaks", 0, 22_327, nil, 10, "[0 5 10 15 20]"},
		{"from the task's start, wherever the axis begins", 3200, 22_327, nil, 10, "[4 6 8 10 12 14 16 18 20 22]"},
		{"finer where much is folded, and on both sides", 0, 3_600_000, []timeline.Gap{gap(10_500, 3_590_000)}, 6, "[0 5 10 3595 3600]"},
		{"none too near behind a break", 0, 7_200_000, []timeline.Gap{gap(10_500, 7_189_900)}, 5, "[0 5 10 7195 7200]"},
		{"none asked for", 0, 1000, nil, 0, "[]"},
		{"a moment", 0, 0, nil, 5, "[0]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := timeline.NewScale(base+c.from, base+c.to, c.gaps)
			got := []int64{}
			for _, tick := range s.Ticks(base, c.most) {
				got = append(got, tick.AtMS/1000)
			}
			if fmt.Sprint(got) != c.want {
				t.Errorf("Ticks(%d) = %v, want %s", c.most, got, c.want)
			}
		})
	}
}

// Marks are few, far enough from each other, round, and none is in a break.
func TestScaleTickLaws(t *testing.T) {
	berlin := zone(t, "Europe/Berlin")
	marked := 0
	for seed := range uint64(600) {
		r := rand.New(rand.NewPCG(seed, 8))
		spans := []int64{1, 100, 20_000, 3_600_000, 30 * day, 3650 * day}
		s := randomScale(r, spans[r.IntN(len(spans))])
		most := 1 + r.IntN(15)
		origin := s.From() - r.Int64N(10_000)
		for kind, ticks := range [][]timeline.Tick{s.Ticks(origin, most), s.ClockTicks(berlin, most)} {
			marked += len(ticks)
			if len(ticks) > most {
				t.Fatalf("seed %d: %d marks, want at most %d", seed, len(ticks), most)
			}
			for k, tick := range ticks {
				at, round := tick.AtMS, tick.AtMS
				if kind == 0 {
					at += origin
				} else {
					_, off := time.UnixMilli(at).In(berlin).Zone()
					round += int64(off) * 1000
				}
				if at < s.From() || at > s.To() || folded(&s, at) || round%tick.StepMS != 0 {
					t.Fatalf("seed %d, kind %d: mark at %d, axis %d to %d, breaks %v", seed, kind, at, s.From(), s.To(), s.Breaks())
				}
				if k > 0 && s.At(at)-s.At(at-tick.AtMS+ticks[k-1].AtMS) < s.Units()/float64(most) {
					t.Fatalf("seed %d, kind %d: marks %d and %d are too near", seed, kind, k-1, k)
				}
			}
		}
	}
	if marked < 3000 {
		t.Errorf("only %d marks were looked at", marked)
	}
}
