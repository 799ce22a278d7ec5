// Package task is the domain of Taskscope: OCP's task instances and their
// subtasks, as every other package sees them. It uses the standard library
// only and does no I/O, so the pure packages (timeline, dag, compare,
// permalink) and the I/O packages (ocp, history, live) can all speak it
// without knowing each other.
//
// The words:
//
//   - A Task is one task instance of OCP (OceanBase Cloud Platform): one
//     execution of a DAG of subtasks. A Subtask is one node of it.
//   - A Source is an OCP to read from, known by a short name.
//   - A Snapshot is one response body of OCP's detail API as it was received,
//     kept for ever and numbered 1, 2, … per source and task.
//   - A Ref, `[source:]taskID[@snapshot]`, names a task or one snapshot of it.
//   - A State is what the screen says of a task or subtask. It is derived from
//     status, operation, edges and times, because OCP has no status for
//     "skipped", "cancelled" or "rolled back" (see state.go).
//
// Times are Instants: integer milliseconds since 1970 in UTC, with the offset
// that OCP printed. Durations are int64 milliseconds. Nothing here reads a
// clock: the "now" of a snapshot is the server's own (Response.Now).
package task
