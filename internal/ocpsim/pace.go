package ocpsim

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// typical is how long a step usually takes, from and to, in seconds.
func typical(name string) (lo, hi float64) {
	for _, t := range [...]struct {
		word   string
		lo, hi float64
	}{
		{"Wait node", 0.05, 0.6}, {"Start node", 0.03, 0.3}, {"Finish node", 0.02, 0.2},
		{"Wait observer delete", 120, 420}, {"Wait dag success", 900, 2400}, {"Wait", 8, 60},
		{"Uninstall", 1.2, 4}, {"Install ocp agent", 11, 26}, {"Install", 14, 45}, {"Do io bench", 45, 110},
		{"Run io calibration", 30, 90}, {"Bootstrap", 60, 150}, {"Generate report", 90, 240}, {"inspection", 60, 400},
		{"Create ob tenant", 20, 70}, {"Create standby tenant", 15, 50}, {"Import", 6, 30}, {"compaction", 2, 20},
		{"Restart observer", 9, 30}, {"Start observer", 6, 22}, {"Stop observer", 4, 14}, {"agent processes", 2, 9},
		{"agent service", 4, 15}, {"agent config", 3, 12}, {"agent modules", 3, 11}, {"Clean", 8, 30}, {"Delete observer", 3, 20},
		{"Make dir", 1, 5}, {"Pre check", 3, 14}, {"Prepare", 0.2, 2.2}, {"Update", 0.1, 0.9}, {"Finish", 0.1, 0.5},
		{"Sync", 0.6, 3.5}, {"Mc ", 0.1, 0.6},
	} {
		if strings.Contains(name, t.word) {
			return t.lo, t.hi
		}
	}
	return 1, 6
}

// One attempt in stragglerOdds takes several times its usual time.
const stragglerOdds = 30

// result is how an attempt ends.
type result uint8

const (
	works result = iota
	fails
	timesOut // ends, FAILED, when the step's timeout is over
	neverEnds
)

// twist changes what a scenario wants changed of one step's attempts.
type twist struct {
	step    string
	copy    int  // which copy, if the step is split
	every   bool // all copies
	attempt int  // which attempt; 0 is all
	back    bool // the step's rollback instead of its run
	result  result
	times   float64       // multiplies the drawn duration
	lasts   time.Duration // replaces the drawn duration
}

func (t twist) hits(s *step, attempt int, back bool) bool {
	return t.step == s.name && t.back == back && (t.attempt == 0 || t.attempt == attempt) &&
		(t.every || s.parallel < 0 || s.parallel == t.copy)
}

// fate draws how long an attempt takes, in ms, and how it ends. It depends on
// nothing but the key of the durations, the step's place in the template and
// the attempt, so two runs with one key differ only in what is twisted.
func (p *plan) fate(seed uint64, s *step, attempt int, back bool) (ms int64, res result) {
	way := "run"
	if back {
		way = "back"
	}
	r := draw(seed, "fate", p.durations, s.name, strconv.Itoa(s.parallel), strconv.Itoa(s.nth), strconv.Itoa(attempt), way)
	lo, hi := typical(s.name)
	f := r.Float64()
	seconds := lo * math.Pow(hi/lo, f*f) // most near the lower end, as real ones
	if r.IntN(stragglerOdds) == 0 {
		seconds *= 2.5 + 3*r.Float64()
	}
	seconds *= p.pace
	if back {
		seconds /= 3
	}
	fixed := time.Duration(0)
	for _, t := range p.twists {
		if !t.hits(s, attempt, back) {
			continue
		}
		res = t.result
		if t.times > 0 {
			seconds *= t.times
		}
		fixed = t.lasts
	}
	if limit := 0.9 * float64(s.timeout); s.timeout > 0 && seconds > limit {
		seconds = limit * (0.9 + 0.1*r.Float64())
	}
	ms = max(int64(seconds*1000), 5)
	switch {
	case res == neverEnds:
		return never, res
	case res == timesOut:
		return int64(s.timeout)*1000 + 200 + int64(r.IntN(9000)), res // the backstop is timeout + 10 s
	case fixed > 0:
		ms = fixed.Milliseconds()
	}
	return ms, res
}

// never is a time that does not come.
const never = math.MaxInt64
