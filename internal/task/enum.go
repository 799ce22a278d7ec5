package task

import "strings"

// Status is OCP's status of a task or subtask, exactly as received: OCP adds
// values between versions, so the raw text is kept, compared without regard to
// case, and shown when it is not known.
type Status string

// The statuses that OCP's API page and sources name. Aborted is only known of
// tasks, from OCP 4.2.1 on (ocp.md 1.3).
const (
	StatusPending    Status = "PENDING"
	StatusReady      Status = "READY"
	StatusRunning    Status = "RUNNING"
	StatusCanceling  Status = "CANCELING"
	StatusFailed     Status = "FAILED"
	StatusSuccessful Status = "SUCCESSFUL"
	StatusAborted    Status = "ABORTED"
)

// Is compares without regard to case.
func (s Status) Is(o Status) bool { return strings.EqualFold(string(s), string(o)) }

// Operation is what was last asked of a task or subtask, exactly as received.
type Operation string

// The operations. RollbackSkip is missing in OCP's API page but is in its
// engine (ocp.md 1.3).
const (
	OpExecute      Operation = "EXECUTE"
	OpRetry        Operation = "RETRY"
	OpRollback     Operation = "ROLLBACK"
	OpSkip         Operation = "SKIP"
	OpRollbackSkip Operation = "ROLLBACK_SKIP"
	OpCancel       Operation = "CANCEL"
)

// Is compares without regard to case.
func (o Operation) Is(p Operation) bool { return strings.EqualFold(string(o), string(p)) }

// Backwards says whether the operation undoes work: a rollback, or the skip of
// a failed rollback.
func (o Operation) Backwards() bool { return o.Is(OpRollback) || o.Is(OpRollbackSkip) }

// knownOfTask says whether the status is one that a task can have.
func (s Status) knownOfTask() bool {
	return s.Is(StatusRunning) || s.Is(StatusFailed) || s.Is(StatusSuccessful) || s.Is(StatusAborted)
}

// Known says whether the operation is one that OCP is known to have.
func (o Operation) Known() bool {
	return o.Is(OpExecute) || o.Is(OpRetry) || o.Is(OpRollback) ||
		o.Is(OpSkip) || o.Is(OpRollbackSkip) || o.Is(OpCancel)
}
