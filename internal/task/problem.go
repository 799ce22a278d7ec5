package task

// Problem is something in the data that is odd and was healed: the page is
// still drawn, and lists it. Kind is stable (scripts read it); the words come
// from the catalogue under "problem.<kind>", with Args in order.
type Problem struct {
	Kind    ProblemKind
	Subtask SubtaskID // 0 when it concerns the task as a whole
	Args    []string
}

// ProblemKind names a kind of odd data.
type ProblemKind string

// The kinds found while decoding.
const (
	ProblemSpelling         ProblemKind = "spelling"          // args: the key that came, the key of the API page
	ProblemUnknownStatus    ProblemKind = "unknown_status"    // args: raw value
	ProblemUnknownOperation ProblemKind = "unknown_operation" // args: raw value
	ProblemUnknownField     ProblemKind = "unknown_field"     // args: name
	ProblemBadValue         ProblemKind = "bad_value"         // args: field, raw value; the field is left out
	ProblemBareData         ProblemKind = "bare_data"         // no envelope: args none
	ProblemNoServerTime     ProblemKind = "no_server_time"    // the envelope has no timestamp
	ProblemDuplicateID      ProblemKind = "duplicate_id"      // args: how many subtasks share the id
	ProblemMissingID        ProblemKind = "missing_id"        // args: name of the subtask, the id it was given
)

// The kinds found in the graph.
const (
	ProblemSelfEdge        ProblemKind = "self_edge"         // dropped
	ProblemDuplicateEdge   ProblemKind = "duplicate_edge"    // args: other subtask; drawn once
	ProblemUnknownUpstream ProblemKind = "unknown_neighbour" // args: the id that no subtask has; dropped
	ProblemOneSidedEdge    ProblemKind = "one_sided_edge"    // args: upstream id, downstream id, how many edges are like it (more than 1 when one side is empty everywhere); drawn
	ProblemCycle           ProblemKind = "cycle"             // args: upstream id, downstream id of the dropped edge
)

// The kinds found in the times.
const (
	ProblemNegativeRun      ProblemKind = "negative_run"       // args: ms; shown as 0
	ProblemStartBeforeReady ProblemKind = "start_before_ready" // args: ms, upstream id; the wait is shown as 0
	ProblemOutsideTask      ProblemKind = "outside_task"       // args: ms, and BeforeTask or AfterTask: starts before or ends after the task itself
	ProblemNegativeMakespan ProblemKind = "negative_makespan"  // args: ms; shown as 0
	ProblemAheadOfNow       ProblemKind = "ahead_of_now"       // args: ms by which a subtask starts or ends after the server's now
	ProblemTaskAhead        ProblemKind = "task_ahead_of_now"  // args: ms from now to the start of a running task; its makespan is shown as 0
	ProblemClockSkew        ProblemKind = "clock_skew"         // args: executor a, executor b, ms
	ProblemNoTimes          ProblemKind = "no_times"           // the task has no usable start
	ProblemMissingTime      ProblemKind = "missing_time"       // args: the API's fields that an ended subtask lacks; it has no bar
)

// The ends of the task that a subtask can stick out of: ProblemOutsideTask.
const (
	BeforeTask = "before"
	AfterTask  = "after"
)

// Milliseconds is which of a problem's args is a time in ms, from 0, and -1
// where none is.
func (k ProblemKind) Milliseconds() int {
	switch k {
	case ProblemNegativeRun, ProblemStartBeforeReady, ProblemOutsideTask, ProblemNegativeMakespan, ProblemAheadOfNow, ProblemTaskAhead:
		return 0
	case ProblemClockSkew:
		return 2
	}
	return -1
}

// ProblemKinds are all kinds, so that a test can hold the catalogue against them.
func ProblemKinds() []ProblemKind {
	return []ProblemKind{ProblemSpelling, ProblemUnknownStatus, ProblemUnknownOperation,
		ProblemUnknownField, ProblemBadValue, ProblemBareData, ProblemNoServerTime,
		ProblemDuplicateID, ProblemMissingID, ProblemSelfEdge, ProblemDuplicateEdge,
		ProblemUnknownUpstream, ProblemOneSidedEdge, ProblemCycle, ProblemNegativeRun,
		ProblemStartBeforeReady, ProblemOutsideTask, ProblemNegativeMakespan,
		ProblemAheadOfNow, ProblemTaskAhead, ProblemClockSkew, ProblemNoTimes, ProblemMissingTime}
}
