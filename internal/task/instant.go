package task

import "time"

// Instant is a moment as OCP printed it: UTC milliseconds since 1970 and the
// offset of the zone it was written in. The zero Instant is "absent", which in
// OCP's JSON is a missing key, null or an empty string.
type Instant struct {
	MS     int64 // UTC milliseconds since 1970
	Offset int   // seconds east of UTC
	Set    bool  // false: OCP gave no time
}

// At makes an Instant of a UTC millisecond and an offset in seconds.
func At(ms int64, offset int) Instant { return Instant{MS: ms, Offset: offset, Set: true} }

// FromTime keeps t's moment, cut to the millisecond, and its zone's offset.
func FromTime(t time.Time) Instant {
	_, offset := t.Zone()
	return At(t.UnixMilli(), offset)
}

// Time is the Instant in its own offset. An absent one is the zero time.
func (i Instant) Time() time.Time {
	if !i.Set {
		return time.Time{}
	}
	return time.UnixMilli(i.MS).In(time.FixedZone("", i.Offset))
}

// Or is i if it is there, else other.
func (i Instant) Or(other Instant) Instant {
	if i.Set {
		return i
	}
	return other
}

// Before says whether both are there and i is earlier.
func (i Instant) Before(o Instant) bool { return i.Set && o.Set && i.MS < o.MS }
