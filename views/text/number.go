package text

import (
	"strconv"
	"strings"
)

// Count writes a whole number with a comma every three digits, as both
// languages do.
func (p Printer) Count(n int) string { return group(int64(n)) }

// MS writes milliseconds exactly: "15,361 ms".
func (p Printer) MS(ms int64) string { return group(ms) + " ms" }

func group(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if s[0] == '-' {
		sign, s = "−", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// units are the names of day, hour, minute and second beside a number.
func (p Printer) units() (d, h, m, s string) {
	if p.Lang == Chinese {
		return "天", "小时", "分", "秒"
	}
	return "d", "h", "m", "s"
}

// Duration writes milliseconds for reading: 15.361 s, 2 m 03 s, 1 h 04 m,
// 6 d 02 h. Below a minute nothing is rounded; above, the parts that are left
// out are cut, never rounded up, so that a duration is never overstated.
func (p Printer) Duration(ms int64) string {
	if ms < 0 {
		return "−" + p.Duration(-ms)
	}
	d, h, m, s := p.units()
	sec := ms / 1000
	switch {
	case ms < 60_000: // by hand: a large page has tens of thousands
		digits := strconv.AppendInt(make([]byte, 0, 16), 1000+ms%1000, 10)[1:]
		return strconv.FormatInt(sec, 10) + "." + string(digits) + " " + s
	case sec < 3600:
		return two(sec/60, m, sec%60, s)
	case sec < 86400:
		return two(sec/3600, h, sec/60%60, m)
	}
	return group(sec/86400) + " " + d + " " + pad(sec/3600%24) + " " + h
}

// Seconds is Duration without parts of a second: 40 s, 2 m 03 s.
func (p Printer) Seconds(ms int64) string {
	if ms < 0 || ms >= 60_000 {
		return p.Duration(ms)
	}
	_, _, _, s := p.units()
	return strconv.FormatInt(ms/1000, 10) + " " + s
}

// two writes "2 m 03 s".
func two(n int64, unit string, part int64, small string) string {
	return strconv.FormatInt(n, 10) + " " + unit + " " + pad(part) + " " + small
}

// pad writes 0 to 99 with two digits.
func pad(n int64) string {
	if n < 10 {
		return "0" + strconv.FormatInt(n, 10)
	}
	return strconv.FormatInt(n, 10)
}

// Exact is Duration without anything cut: "2 m 03.482 s".
func (p Printer) Exact(ms int64) string {
	if ms < 0 {
		return "−" + p.Exact(-ms)
	}
	if ms < 60_000 {
		return p.Duration(ms)
	}
	d, h, m, s := p.units()
	sec := ms / 1000
	b := make([]byte, 0, 32) // by hand, as Duration
	if sec >= 86400 {
		b = append(append(append(b, group(sec/86400)...), ' '), d...)
		b = append(b, ' ')
	}
	if sec >= 3600 {
		b = append(append(strconv.AppendInt(b, sec/3600%24, 10), ' '), h...)
		b = append(b, ' ')
	}
	b = append(append(strconv.AppendInt(b, sec/60%60, 10), ' '), m...)
	b = append(append(append(b, ' '), pad(sec%60)...), '.')
	b = append(b, strconv.Itoa(int(1000 + ms%1000))[1:]...)
	return string(append(append(b, ' '), s...))
}

// Since writes a time since the task's start: "+20.036 s", and Exact before it.
func (p Printer) Since(ms int64) string {
	if ms < 0 {
		return p.Exact(ms)
	}
	return "+" + p.Exact(ms)
}

// Delta is Duration with its sign always written: "+30 m 09 s", "−0.881 s", "±0".
func (p Printer) Delta(ms int64) string {
	switch {
	case ms > 0:
		return "+" + p.Duration(ms)
	case ms < 0:
		return p.Duration(ms)
	}
	return "±0"
}

// Times writes how many times something is something else, of tenths: "3.2 ×",
// from ten on without them: "32 ×".
func (p Printer) Times(tenths int64) string {
	sign := "\u00a0×"
	if p.Lang == Chinese {
		sign = "\u00a0倍"
	}
	if tenths >= 100 {
		return group(tenths/10) + sign
	}
	return strconv.FormatInt(tenths/10, 10) + "." + strconv.FormatInt(tenths%10, 10) + sign
}

// Round writes a round duration, for axes: "500 ms", "45 s", "5 m", "3 h",
// "2 d". What is not round in its unit is written as by Duration.
func (p Printer) Round(ms int64) string {
	d, h, m, s := p.units()
	switch {
	case ms > 0 && ms < 1000:
		return p.MS(ms)
	case ms%86_400_000 == 0 && ms > 0:
		return group(ms/86_400_000) + " " + d
	case ms%3_600_000 == 0 && ms > 0:
		return group(ms/3_600_000) + " " + h
	case ms%60_000 == 0 && ms > 0:
		return group(ms/60_000) + " " + m
	case ms%1000 == 0 && ms < 60_000:
		return group(ms/1000) + " " + s
	}
	return p.Duration(ms)
}

// Percent writes a share of 0 to 1 as a whole percentage: "62 %". What is not
// nothing is never "0 %", what is not everything never "100 %".
func (p Printer) Percent(part, whole int64) string {
	if whole <= 0 || part <= 0 {
		return "0 %"
	}
	switch n := (part*100 + whole/2) / whole; {
	case n == 0:
		return "< 1 %"
	case n == 100 && part < whole:
		return "> 99 %"
	default:
		return strconv.FormatInt(n, 10) + " %"
	}
}

// Mean writes a mean to so many decimals: "2.4". What is not nothing is never
// "0.0": it is "< 0.1".
func (p Printer) Mean(f float64, decimals int) string {
	written := strconv.FormatFloat(f, 'f', decimals, 64)
	if f > 0 && strings.Trim(written, "0.") == "" {
		return "< " + strings.TrimSuffix(written, "0") + "1"
	}
	return written
}
