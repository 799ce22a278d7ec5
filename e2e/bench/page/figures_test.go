package page

import (
	"math"
	"strings"
	"testing"
)

func TestMedian(t *testing.T) {
	tests := []struct {
		name   string
		values []float64
		want   float64
	}{
		{"one", []float64{3}, 3},
		{"odd", []float64{9, 1, 5}, 5},
		{"even", []float64{4, 1, 3, 2}, 2.5},
	}
	for _, tt := range tests {
		if got := median(tt.values); got != tt.want {
			t.Errorf("median of %s = %v, want %v", tt.name, got, tt.want)
		}
	}
	if got := median(nil); !math.IsNaN(got) {
		t.Errorf("median(nil) = %v, want NaN", got)
	}
}

func TestMediansTakeEachFigureByItself(t *testing.T) {
	got := medians([]sample{{ready: 10, fcp: 1}, {ready: 30}, {ready: 20, fcp: 3}})
	if len(got) != 2 || got[ready] != 20 || got[fcp] != 2 {
		t.Errorf("medians = %v, want ready 20 and fcp 2", got)
	}
}

func TestLongest(t *testing.T) {
	spans := []span{{"click", 0, 9}, {"click", 10, 3}, {"wheel", 12, 5}, {"click", 20, 8}}
	if got := longest(spans, "click", 10, 20); got != 3 {
		t.Errorf("longest click in [10, 20) = %v, want 3", got)
	}
	if got := longest(spans, "", 10, 20); got != 5 {
		t.Errorf("longest in [10, 20) = %v, want 5", got)
	}
	if got := longest(spans, "", 30, 40); got != 0 {
		t.Errorf("longest of none = %v, want 0", got)
	}
}

func TestBudget(t *testing.T) {
	base100 := sample{ready: 100, fcp: 60}
	tests := []struct {
		n      int
		base   sample
		figure figure
		most   float64
	}{
		{100, base100, ready, 150},
		{1000, sample{ready: 120}, ready, 240},
		{10_000, sample{ready: 400, fcp: 300}, fcp, 90},
		{1000, nil, selecting, 50},
		{10_000, nil, selecting, 100},
		{10_000, nil, wireBytes, 60},
		{100, nil, rowWire, 60},
		{1000, nil, coldCPU, 30},
	}
	for _, tt := range tests {
		found := false
		for _, o := range budget(tt.n, tt.base, base100) {
			if o.figure != tt.figure {
				continue
			}
			found = true
			if o.most != tt.most {
				t.Errorf("budget(%d) of %q = %v, want %v", tt.n, tt.figure, o.most, tt.most)
			}
			if ok, over := o.verdict(tt.most), o.verdict(tt.most+1); ok != "ok" || over != "OVER" {
				t.Errorf("budget(%d) of %q: at the limit %q, above it %q", tt.n, tt.figure, ok, over)
			}
		}
		if !found {
			t.Errorf("budget(%d) has nothing of %q", tt.n, tt.figure)
		}
	}
}

func TestTable(t *testing.T) {
	var out strings.Builder
	results := []result{
		{100, sample{ready: 170, fcp: 50, perSubtask: 5.25}, sample{ready: 100, fcp: 60, perSubtask: 2}},
		{10_000, sample{ready: 500, fcp: 95}, sample{ready: 400, fcp: 300}},
	}
	if err := table(&out, results); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"n = 100 first":   "first contentful paint 50 ms 60 ms 0.83 <= 90 ms (1.5 x baseline of 100) ok",
		"n = 100 last":    "last row and bar painted 170 ms 100 ms 1.70 <= 150 ms (1.5 x baseline) OVER",
		"n = 100 a count": "elements per subtask, timeline 5.25 2 2.62 <= 8 ok",
		"n = 10000 first": "first contentful paint 95 ms 300 ms 0.32 <= 90 ms (1.5 x baseline of 100) OVER",
		"n = 10000 last":  "last row and bar painted 500 ms 400 ms 1.25 <= 800 ms (2 x baseline) ok",
	}
	var lines []string
	for line := range strings.Lines(out.String()) {
		lines = append(lines, strings.Join(strings.Fields(line), " "))
	}
	for name, line := range want {
		if !strings.Contains(strings.Join(lines, "\n"), line) {
			t.Errorf("%s: %q is not in the table:\n%s", name, line, out.String())
		}
	}
	if strings.Contains(out.String(), string(heap)) {
		t.Errorf("the table tells what nobody measured:\n%s", out.String())
	}
}
