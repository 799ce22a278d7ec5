package picture

import (
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/gantt"
)

// Known says whether the package knows how to draw a mark of the page, for the
// test beside it, which draws pages with everything on them.
func Known(m gantt.Mark, row string) bool {
	kind, c := kindOf(m.Class, classOf(row))
	return kind == "tiny" || paintOf(kind, c) != (paint{})
}

// KnownSign says so of a sign of the legend.
func KnownSign(s gantt.Sign) bool { return len(shapesOfSign(s, 0, 0)) > 0 }

func TestEveryStateHasALookOfItsOwn(t *testing.T) {
	looks := map[paint]task.State{}
	for _, s := range task.SubtaskStates() {
		if s.Waiting() || s == task.NotStarted || s == task.RollbackFailed { // no bars; as failed, on purpose
			continue
		}
		p := paintOf("run", class{state: s.String()})
		if other, ok := looks[p]; ok {
			t.Errorf("%v looks as %v does: %+v", s, other, p)
		}
		looks[p] = s
	}
}

func TestEveryKindOfSegmentHasALook(t *testing.T) {
	for _, k := range timeline.SegmentKinds() {
		class := map[timeline.SegmentKind]string{timeline.SegBlocked: "block", timeline.SegRunning: "run", timeline.SegMixed: "run",
			timeline.SegAttempt: "run s-failed", timeline.SegUnknown: "run unseen"}[k]
		if class == "" {
			class = string(k)
		}
		if !Known(gantt.Mark{Class: class}, "s-succeeded") {
			t.Errorf("%s (%s) has no look", k, strings.TrimSpace(class))
		}
	}
}
