// Package compare holds two runs of a task against each other: which subtask
// is which, by how much each waited and ran longer, and which of them the
// difference of the makespans is made of. It is pure. Differences are head −
// base, in ms: above zero means that head took longer.
//
// Subtasks match by what they are (name and parallelIdx), never by id: OCP
// gives every run new ones. What happened on base's critical path and on
// head's is then subtracted subtask by subtask. Since each path and its tail
// add up to its makespan, so do the differences:
//
//	sum of Attribution + TailDeltaMS = DeltaMS, to the millisecond, always.
//
// Every result is listed in an order that depends on neither run's ids nor the
// order of its subtasks, and is the same from both sides: Compare(b, a) is
// Compare(a, b) with the signs turned.
package compare
