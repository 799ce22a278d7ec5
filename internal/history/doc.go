// Package history keeps every response of OCP's detail API that Taskscope has
// seen, in one SQLite file. Every page is drawn from a snapshot kept here, so a
// link to a snapshot shows the same for ever, also after OCP has purged the
// task. It is used by web and live through interfaces of their own.
//
// What it promises:
//
//   - A snapshot that Record has acknowledged is there after the process was
//     killed, and after a power cut: see writerDSN for why the latter matters.
//   - The body comes back byte for byte.
//   - Numbers run 1, 2, … per source and task. None is given twice, so
//     `prod:35000312@3` never means something else.
//   - Two responses that describe the same state of a task (task.Fingerprint)
//     are one snapshot, however they are written.
//   - What is pinned or has a note is never dropped to save space, nor is the
//     newest snapshot of a task that runs; nobody's note is written over unread.
//   - What cannot be written (disk full, read-only, locked by another process)
//     is an error that is ErrNotRecorded; reading goes on.
//
// The newest snapshot of a task is the one recorded last, except that an
// imported response whose own clock is older than what history already has
// does not become the newest: importing last week's file must not make the
// page of a finished task say "running".
//
// The words beyond those of package task: a subject is what a task is about
// (source, name, cluster, tenant, creator); a term is something that tasks can
// be listed by, and each task mentions some (see term.go); remarks are a note
// and a pin; an archive is all of it in one file. A task's "at" is its start by the makespan rule, else the
// moment it was first recorded; it orders the list.
//
// Times are UTC milliseconds. Reads and writes run in one transaction per
// exported method. All methods may be called at the same time.
package history
