// Package baseline says what is usual: for each subtask of a task, how long it
// took in the task's other runs, whether it took longer this time, and when a
// task that still runs would end if the rest took what it usually takes. It is
// pure arithmetic; history keeps the timings, web brings the two together,
// views print the result.
//
// The words:
//
//   - A clean run of a subtask is one that tells how long its work takes: it
//     succeeded (SUCCESSFUL), at its first attempt, neither set to successful
//     by a person nor part of a rollback, with a start and an end that does not
//     lie before it. Whether the task as a whole succeeded does not matter.
//   - A stage is what subtasks of different tasks share: their name, and
//     whether they are copies of a split stage. All copies, of all tasks, share
//     one baseline: which copy gets number 3 means nothing.
//   - Timings are the clean runs of one task by stage, packed into bytes.
//   - A Figure is the baseline of one stage. Its n (Runs) counts tasks, not
//     copies: thirty copies of one task are one experience.
//
// Percentiles. The median is the middle value, or the mean of the two middle
// ones, rounded down to the millisecond: the same as timeline.Spread. The 90th
// percentile is by nearest rank: the smallest value that is not exceeded by at
// least 90 % of the values, so always one that occurred; below 10 values it is
// the largest. Both are taken over every clean run of the stage.
//
// A subtask that runs may be stuck when it has been running for half as much
// again as its 90th percentile, and for 30 s more than that at the least.
//
// Under Least runs there is no baseline: the page says that there is not enough
// history, and nothing is judged, drawn or estimated. All durations are whole
// milliseconds, all moments UTC milliseconds.
package baseline
