// Package timeline says where a task's time went: when each subtask was ready,
// how long it waited and ran, which chain of subtasks decided the task's end,
// and what a person should look at first. Views draw it, compare subtracts it,
// analysis.json prints it. It is pure: the clock is an argument.
//
// All times are UTC milliseconds, all durations milliseconds, and every
// subtask is named by its index into Task.Subtasks. Indices depend on the order
// of that list, which means nothing in OCP; no figure and no order of a result
// does.
//
// The words:
//
//   - The span of a subtask goes from its first start to its last end. The end
//     is its finish, or now while it is RUNNING or CANCELING. A subtask that
//     lacks either has no span, and counts nowhere: not as the end that a
//     downstream waited for, and not on the critical path.
//   - After a retry a span holds several attempts and the pauses between them;
//     after a rollback its end is the rollback's. Both are marked, since a run
//     time that is read from them is longer than the work.
//   - An attempt is one run of a subtask. OCP does not tell them apart; where
//     our own snapshots did (Observe), they come in as Seen, and what those did
//     not see stays open. Nothing else in the package knows of them: figures
//     are those of the one snapshot that is drawn.
//   - Ready is the latest end among the upstreams that have a span, else the
//     task's start. Run and wait are end − start and start − ready, not below 0.
//   - The critical path is what happened, not what a plan allows: from the
//     subtask that ended last, back along the upstreams that ended last.
//   - A gap is a stretch in which surely nothing ran. A Scale may fold it, with
//     a break that everybody sees; that is the only way an axis is not even.
//
// Spans are never moved. Where clocks disagree they overlap their upstreams or
// stick out of the task; figures are then clamped, the odd value is a Problem,
// and these hold all the same: no duration is negative, waits + runs + tail of
// the critical path are the makespan to the millisecond, and the slack along
// the path is 0.
package timeline
