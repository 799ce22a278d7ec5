package permalink

import (
	"regexp"
	"time"
)

// Align is where the bars of the timeline begin.
type Align string

// The ways, the default first.
const (
	AlignTime Align = "time" // where they began
	AlignLeft Align = "left" // all at the left, to compare how long they took
)

func aligns() []Align { return []Align{AlignTime, AlignLeft} }

// Lane is what the timeline has a lane for; rows of one subtask each are none.
type Lane string

// The lanes, the default first.
const (
	LaneNone     Lane = "none"
	LaneExecutor Lane = "executor"
	LaneStage    Lane = "stage"
)

// Lanes are all ways to lay out rows, the default first.
func Lanes() []Lane { return []Lane{LaneNone, LaneExecutor, LaneStage} }

// Fold says whether the copies of a split stage are drawn as one.
type Fold string

// The ways, the default first.
const (
	FoldAuto Fold = "auto" // where the task is too large to be seen at once
	FoldAll  Fold = "all"
	FoldNone Fold = "none"
)

// Folds are all ways to fold, the default first.
func Folds() []Fold { return []Fold{FoldAuto, FoldAll, FoldNone} }

// Gaps says whether long stretches in which nothing ran are folded.
type Gaps string

// The ways, the default first.
const (
	GapsAuto   Gaps = "auto" // folded where they are most of the task
	GapsOpen   Gaps = "open"
	GapsFolded Gaps = "folded"
)

func gapsWays() []Gaps { return []Gaps{GapsAuto, GapsOpen, GapsFolded} }

// Usual says which rows of the timeline show how long their subtask usually
// takes.
type Usual string

// The ways, the default first.
const (
	UsualSlower Usual = "slower" // those that took longer
	UsualAll    Usual = "all"
	UsualNone   Usual = "none"
)

// Usuals are all ways, the default first.
func Usuals() []Usual { return []Usual{UsualSlower, UsualAll, UsualNone} }

// Times says whether the axis has wall-clock times or times since the task's
// start.
type Times string

// The ways, the default first.
const (
	Absolute Times = "absolute"
	Relative Times = "relative"
)

func timesWays() []Times { return []Times{Absolute, Relative} }

// Zone is the zone that times are written in: ZoneOCP, ZoneUTC, or a name of
// the IANA data base such as "Asia/Shanghai". A script of the page offers the
// reader's own; it is written out, so that who gets the link sees what was
// seen.
type Zone string

// The zones with names of their own, the default first.
const (
	ZoneOCP Zone = "ocp" // the offset that OCP itself printed, see text.Clock
	ZoneUTC Zone = "utc"
)

// zoneName keeps paths and the name "Local" out of time.LoadLocation: what a
// link shows must not depend on the machine that serves it.
var zoneName = regexp.MustCompile(`^[A-Z][A-Za-z0-9_+-]*(/[A-Z][A-Za-z0-9_+-]*){1,2}$`)

// Location is the zone as package time has it; nil for ZoneOCP, where each
// instant has its own offset, and for a name that nobody knows.
func (z Zone) Location() *time.Location {
	switch {
	case z == ZoneUTC:
		return time.UTC
	case len(z) > 64 || !zoneName.MatchString(string(z)):
		return nil
	}
	loc, err := time.LoadLocation(string(z))
	if err != nil {
		return nil
	}
	return loc
}

func (r *reader) zone(name string) Zone {
	switch z := Zone(r.query.Get(name)); {
	case z == "":
		return ZoneOCP
	case z == ZoneOCP, z.Location() != nil:
		return z
	default:
		r.fail(name, string(z), Want{Kind: WantZone, Words: []string{"ocp", "utc", "Asia/Shanghai"}})
		return ZoneOCP
	}
}

func (w *writer) zone(name string, z Zone) {
	if z != ZoneOCP {
		w.put(name, string(z))
	}
}
