package timeline_test

import (
	"fmt"
	"reflect"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

func forward(t *task.Task) *task.Task {
	t.Operation = task.OpExecute
	return t
}

func TestWaitReason(t *testing.T) {
	pending := func(name string) sub { return sub{name: name, start: none, end: none, status: "PENDING"} }
	for _, c := range []struct {
		name string
		task *task.Task
		want timeline.Reason // of the last subtask; ReadyMS from base
	}{
		{"blocked, then held or queued", build("SUCCESSFUL", 100, sub{name: "a", start: 2, end: 30}, sub{name: "z", start: 2, end: 90}, sub{name: "b<a", start: 34, end: 40}),
			timeline.Reason{Kind: timeline.ReasonWaited, BlockedMS: 30, ReadyMS: 30, WaitMS: 4, Others: 1}},
		{"a root", build("SUCCESSFUL", 100, sub{name: "a", start: 6, end: 30}),
			timeline.Reason{Kind: timeline.ReasonWaited, ReadyBy: -1, WaitMS: 6}},
		{"no end, nothing to say", build("FAILED", 100, sub{name: "a", start: 6, end: none, status: "FAILED"}),
			timeline.Reason{ReadyBy: -1}},
		{"blocked: upstreams by how bad they are", build("RUNNING", none, sub{name: "a", start: 2, end: 30}, pending("p<q"), pending("q<r"),
			sub{name: "r", start: 3, end: none, status: "RUNNING"}, pending("b<a p r")),
			timeline.Reason{Kind: timeline.ReasonBlocked, ReadyMS: 100, ReadyBy: 3, Active: 1, NotDone: []int{3, 1}}},
		{"held: a slot or the scheduler", build("RUNNING", none, sub{name: "a", start: 2, end: 30}, sub{name: "r", start: 3, end: none, status: "RUNNING"}, pending("b<a")),
			timeline.Reason{Kind: timeline.ReasonHeld, BlockedMS: 30, ReadyMS: 30, WaitMS: 70, Others: 1, Active: 1}},
		{"held after a failure elsewhere: nothing new starts", build("RUNNING", none, sub{name: "a", start: 2, end: 30}, sub{name: "f", start: 3, end: 20, status: "FAILED"},
			sub{name: "r", start: 3, end: none, status: "RUNNING"}, pending("b<a")),
			timeline.Reason{Kind: timeline.ReasonHeld, BlockedMS: 30, ReadyMS: 30, WaitMS: 70, Others: 1, Active: 1, Cause: 1, Elsewhere: true}},
		{"held after failures: the one that is named first, not the cancelled one that ended before it", build("RUNNING", none, sub{name: "c", start: 3, end: 10, status: "FAILED", op: "CANCEL"},
			sub{name: "f", start: 3, end: 20, status: "FAILED"}, sub{name: "g", start: 3, end: 15, status: "FAILED"}, sub{name: "r", start: 3, end: none, status: "RUNNING"}, pending("b")),
			timeline.Reason{Kind: timeline.ReasonHeld, ReadyBy: -1, WaitMS: 100, Others: 4, Active: 1, Cause: 2, Elsewhere: true}},
		{"held after a rollback that failed in a task that goes forward", forward(build("RUNNING", none, sub{name: "c", start: 3, end: 50, status: "FAILED", op: "CANCEL"},
			sub{name: "f", start: 3, end: 20, status: "FAILED", op: "ROLLBACK"}, pending("b"))),
			timeline.Reason{Kind: timeline.ReasonHeld, ReadyBy: -1, WaitMS: 100, Others: 2, Cause: 1, Elsewhere: true}},
		{"queued: it takes a slot itself", build("RUNNING", none, sub{name: "a", start: 2, end: 30}, sub{name: "b<a", start: none, end: none, status: "READY"}),
			timeline.Reason{Kind: timeline.ReasonQueued, BlockedMS: 30, ReadyMS: 30, WaitMS: 70}},
		{"queued again: since when, nobody knows", build("RUNNING", none, sub{name: "a", start: 2, end: 30}, sub{name: "b<a", start: 31, end: 40, status: "READY", op: "RETRY"}),
			timeline.Reason{Kind: timeline.ReasonAgainQueued, ReadyMS: 30}},
		{"queued to be rolled back", build("RUNNING", none, sub{name: "a", start: 2, end: 30, status: "READY", op: "ROLLBACK"}),
			timeline.Reason{Kind: timeline.ReasonAgainUndo, ReadyBy: -1}},
		{"held again", build("RUNNING", none, sub{name: "a", start: 2, end: 30, status: "PENDING", op: "RETRY"}),
			timeline.Reason{Kind: timeline.ReasonAgainHeld, ReadyBy: -1}},
		{"started, and its upstream was rolled back since", build("FAILED", 100, sub{name: "a", start: 2, end: 80, status: "PENDING", op: "ROLLBACK"}, sub{name: "b<a", start: 34, end: 60, status: "PENDING", op: "ROLLBACK"}),
			timeline.Reason{Kind: timeline.ReasonUndone, ReadyMS: 80}},
		{"never: the failure is two edges away", build("FAILED", 100, sub{name: "f", start: 2, end: 30, status: "FAILED"}, pending("p<f"), pending("b<p")),
			timeline.Reason{Kind: timeline.ReasonNever, ReadyBy: -1, NotDone: []int{1}, Cause: 0}},
		{"never, as nothing new starts after a failure elsewhere", build("ABORTED", 100, sub{name: "f", start: 2, end: 30, status: "FAILED"}, pending("b")),
			timeline.Reason{Kind: timeline.ReasonNever, ReadyBy: -1, Elsewhere: true}},
		{"never, without a failure", build("ABORTED", 100, sub{name: "a", start: 2, end: 30}, pending("b")),
			timeline.Reason{Kind: timeline.ReasonNever, ReadyBy: -1, Cause: -1}},
		{"never, in a task that was rolled back", build("SUCCESSFUL", 100, sub{name: "a", start: 2, end: 30, status: "PENDING", op: "ROLLBACK"}, pending("b<a")),
			timeline.Reason{Kind: timeline.ReasonNever, ReadyMS: 30, NotDone: []int{0}, Cause: -1, Undone: true}},
		{"never: of two failures the first", build("FAILED", 100, sub{name: "g", start: 3, end: 30, status: "FAILED"}, sub{name: "f", start: 2, end: 30, status: "FAILED"}, pending("b<g f")),
			timeline.Reason{Kind: timeline.ReasonNever, ReadyMS: 30, NotDone: []int{1, 0}, Cause: 1}},
		{"never: a rollback that failed came after", build("FAILED", 100, sub{name: "f", start: 2, end: 30, status: "FAILED", op: "ROLLBACK"}, pending("b<f")),
			timeline.Reason{Kind: timeline.ReasonNever, ReadyMS: 30, NotDone: []int{0}, Cause: -1}},
		{"an unknown task may start more after a failure", build("PAUSED", none, sub{name: "f", start: 2, end: 30, status: "FAILED"}, pending("b")),
			timeline.Reason{Kind: timeline.ReasonHeld, ReadyBy: -1, WaitMS: 100, Others: 1, Cause: -1}},
		{"rolled back: what was waited for, then", build("SUCCESSFUL", 100, sub{name: "a", start: 2, end: 30, status: "PENDING", op: "ROLLBACK"}),
			timeline.Reason{Kind: timeline.ReasonWaited, ReadyBy: -1, WaitMS: 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, _ := analyze(c.task, 100)
			want := c.want
			want.ReadyMS += base
			// Index 0 is a subtask: only where the case says so is it the cause or the last upstream.
			if want.Cause == 0 && want.Kind != timeline.ReasonNever {
				want.Cause = -1
			}
			if got := a.WaitReason(len(c.task.Subtasks) - 1); !reflect.DeepEqual(got, want) {
				t.Errorf("reason = %+v\nwant     %+v", got, want)
			}
		})
	}
}

func TestWaitWithAllSlotsBusy(t *testing.T) {
	var subs []sub
	for i := range timeline.DefaultSlots {
		subs = append(subs, sub{name: fmt.Sprint("s", i), start: 10, end: 50 + int64(i)})
	}
	subs = append(subs, sub{name: "held", start: 80, end: 90})
	a, _ := analyze(build("SUCCESSFUL", 100, subs...), 100)
	r := a.WaitReason(timeline.DefaultSlots)
	if r.WaitMS != 80 || r.Others != 10 || r.FullMS != 40 {
		t.Errorf("wait %d with %d others, full for %d; want 80 with 10, full for 40 (10 to 50)", r.WaitMS, r.Others, r.FullMS)
	}
	// An eleventh at once shows that the limit is higher: then ten leave a slot.
	more, _ := analyze(build("SUCCESSFUL", 100, append(subs, sub{name: "more", start: 90, end: 95}, sub{name: "eleventh", start: 50, end: 51}, sub{name: "twelfth", start: 20, end: 30})...), 100)
	if got, r := more.Slots(), more.WaitReason(timeline.DefaultSlots); got != 11 || r.FullMS != 10 {
		t.Errorf("slots %d, full for %d; want 11, full for 10 (20 to 30)", got, r.FullMS)
	}
	// What was rolled back may not have run then.
	undone := build("SUCCESSFUL", 100, append(subs[:10:10], sub{name: "u", start: 5, end: 95, status: "PENDING", op: "ROLLBACK"})...)
	if back, _ := analyze(undone, 100); back.Peak != 11 || back.Slots() != 10 || back.SlotsSeen() {
		t.Errorf("peak %d, slots %d; want 11, and 10", back.Peak, back.Slots())
	}
	if r := a.WaitReason(0); r.WaitMS != 10 || r.Others != 0 || r.FullMS != 0 {
		t.Errorf("wait of the first = %+v, want 10 with no others", r)
	}
}

func TestWaitReasonWithoutATaskStart(t *testing.T) {
	built := build("RUNNING", none, sub{name: "a", start: none, end: none, status: "PENDING"}, sub{name: "b<a", start: none, end: none, status: "PENDING"})
	built.Started = task.Instant{}
	a, _ := analyze(built, 100)
	want := timeline.Reason{Kind: timeline.ReasonBlocked, ReadyBy: -1, NotDone: []int{0}, Cause: -1}
	if got := a.WaitReason(1); !reflect.DeepEqual(got, want) {
		t.Errorf("reason = %+v, want %+v", got, want)
	}
}
