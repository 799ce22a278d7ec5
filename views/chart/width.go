package chart

// Widths are the widths of a chart, px, from which on its axis has other marks, the
// narrowest first: what a chart has on a phone, on a sheet of paper, and so on. The
// style sheet shows the marks of one (data-fit in fit.css has the number of each).
func Widths(phone float64) []float64 { return []float64{phone, 320, 480, 640, 960, 1280} }
