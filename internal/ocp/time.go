package ocp

import (
	"time"

	"taskscope/internal/task"
)

// The years 1 to 9999: beyond them a sum of milliseconds could run over, and
// no task has been there.
const (
	firstMS = -62135596800000
	lastMS  = 253402300799999
)

// parseInstant reads a time as OCP and its relatives write it:
//
//	2021-08-25T15:09:31.74+08:00   0 to 9 digits of fraction (OCP trims them)
//	2021-08-25 15:09:31+0800       a space for the T, an offset without colon
//	2021-08-25T07:09:31Z           a server that runs in UTC
//	1629875371740                  milliseconds since 1970
//
// The offset is kept; what is below a millisecond is cut. A time without an
// offset is refused: there is no telling which moment it is.
func parseInstant(text []byte) (task.Instant, bool) {
	p := timeText(text)
	if len(p) < 16 || p[4] != '-' {
		ms, ok := parseInteger(text)
		if !ok || ms < firstMS || ms > lastMS {
			return task.Instant{}, false
		}
		return task.At(ms, 0), true
	}
	year, ok1 := p.number(0, 4)
	month, ok2 := p.number(5, 2)
	day, ok3 := p.number(8, 2)
	hour, ok4 := p.number(11, 2)
	minute, ok5 := p.number(14, 2)
	if !(ok1 && ok2 && ok3 && ok4 && ok5) || p[7] != '-' || p[13] != ':' ||
		p[10] != 'T' && p[10] != 't' && p[10] != ' ' {
		return task.Instant{}, false
	}
	p = p[16:]
	second, milli := 0, 0
	if len(p) > 0 && p[0] == ':' {
		var ok bool
		if second, ok = p.number(1, 2); !ok {
			return task.Instant{}, false
		}
		if milli, p, ok = p[3:].fraction(); !ok {
			return task.Instant{}, false
		}
	}
	offset, ok := p.offset()
	if !ok || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59 {
		return task.Instant{}, false
	}
	t := time.Date(year, time.Month(month), day, hour, minute, second, 0, time.UTC)
	if t.Day() != day { // 31 April would have become 1 May
		return task.Instant{}, false
	}
	ms := (t.Unix()-int64(offset))*1000 + int64(milli)
	if ms < firstMS || ms > lastMS {
		return task.Instant{}, false
	}
	return task.At(ms, offset), true
}

// timeText is what is left of a time to read.
type timeText []byte

// number reads n digits from index i on.
func (p timeText) number(i, n int) (value int, ok bool) {
	if len(p) < i+n {
		return 0, false
	}
	for _, c := range p[i : i+n] {
		if c < '0' || c > '9' {
			return 0, false
		}
		value = value*10 + int(c-'0')
	}
	return value, true
}

// fraction reads ".123456" as milliseconds, cut, and gives back the rest.
func (p timeText) fraction() (milli int, rest timeText, ok bool) {
	if len(p) == 0 || p[0] != '.' && p[0] != ',' {
		return 0, p, true
	}
	n := 1
	for unit := 100; n < len(p) && p[n] >= '0' && p[n] <= '9'; n++ {
		milli += int(p[n]-'0') * unit
		unit /= 10
	}
	return milli, p[n:], n > 1
}

// offset reads Z, +08:00, +0800 or +08 as seconds east of UTC.
func (p timeText) offset() (seconds int, ok bool) {
	if len(p) == 1 && (p[0] == 'Z' || p[0] == 'z') {
		return 0, true
	}
	if len(p) < 3 || p[0] != '+' && p[0] != '-' {
		return 0, false
	}
	hours, ok := p.number(1, 2)
	minutes := 0
	switch {
	case !ok:
	case len(p) == 5:
		minutes, ok = p.number(3, 2)
	case len(p) == 6 && p[3] == ':':
		minutes, ok = p.number(4, 2)
	default:
		ok = len(p) == 3
	}
	if !ok || hours > 23 || minutes > 59 {
		return 0, false
	}
	seconds = hours*3600 + minutes*60
	if p[0] == '-' {
		seconds = -seconds
	}
	return seconds, true
}
