package picture

import (
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/gantt"
)

// Known says whether the package knows how to draw a mark of the page, for the
// test beside it, which draws pages with everything on them.
func Known(m gantt.Mark, r *gantt.Row) bool {
	return m.Tiny || paintOf(m.Kind, subjectOf(r)) != (paint{})
}

// KnownSign says so of a sign of the legend.
func KnownSign(s gantt.Sign) bool { return len(shapesOfSign(s, 0, 0)) > 0 }

func TestEveryStateHasALookOfItsOwn(t *testing.T) {
	looks := map[paint]task.State{}
	for _, s := range task.SubtaskStates() {
		if s.Waiting() || s == task.NotStarted || s == task.RollbackFailed { // no bars; as failed, on purpose
			continue
		}
		p := paintOf(gantt.KindRun, subject{state: s})
		if other, ok := looks[p]; ok {
			t.Errorf("%v looks as %v does: %+v", s, other, p)
		}
		looks[p] = s
	}
}

func TestEveryKindOfSegmentHasALook(t *testing.T) {
	for _, k := range timeline.SegmentKinds() {
		kind := map[timeline.SegmentKind]gantt.Kind{timeline.SegBlocked: gantt.KindBlock, timeline.SegRunning: gantt.KindRun, timeline.SegMixed: gantt.KindRun,
			timeline.SegAttempt: gantt.KindRun, timeline.SegUnknown: gantt.KindUnseen}[k]
		if kind == "" {
			kind = gantt.Kind(k)
		}
		if !Known(gantt.Mark{Kind: kind}, &gantt.Row{Standing: gantt.Standing{State: task.Succeeded}}) {
			t.Errorf("%s (%s) has no look", k, kind)
		}
	}
}
