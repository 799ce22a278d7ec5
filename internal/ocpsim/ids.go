package ocpsim

// Sample is the task printed on OCP's API page, served exactly as printed.
const Sample int64 = 35000312

// Tasks that run while the process does: they were created shortly before
// Config.Start, or will be moments after. Config.LiveShift is added to these.
const (
	RunningSmall    int64 = 35100001 + iota // 3 hosts, over within a few minutes
	Running                                 // 9 hosts, some three quarters of an hour
	RunningLarge                            // 40 hosts, all day
	RunningParent                           // waits for a child task, for days
	RunningFailing                          // a copy of a split stage failed, its siblings still run
	RunningWillFail                         // fails two minutes after the start
	Cancelling                              // a cancelled subtask does not heed it, for hours
	RollingBack                             // in reverse order, for hours
	Retrying                                // second attempt, stale finishTime
	Stuck                                   // "Wait observer delete" for five days
	Backlog                                 // two threads for a wide stage: eight READY
	NotYet                                  // 404 until a minute after the start
)

// Tasks that are over.
const (
	Succeeded int64 = 35200001 + iota
	FailedSplit
	Retried
	RetriedTwice
	Skipped
	Cancelled
	TimedOut
	RolledBack
	RollbackFailed
	RollbackSkipped
	NoCluster
	OldSpelling
	AbortedStatus
	WarningStatus
	Large  // 1,200 subtasks, 99 hosts
	UTC    // an OCP in UTC
	Chains // one chain per OBProxy
	AllToAll
)

// BigID is a task whose id is beyond 2^53, and so a string in the JSON.
const BigID int64 = 9007199254741993

// Pairs of runs worth comparing: base, head.
const (
	SlowBase    int64 = 35300001
	SlowHead    int64 = 35300002 // one straggling host makes a stage slow
	HostsBase   int64 = 35300011
	HostsHead   int64 = 35300012 // 3 hosts became 5
	WaitsBase   int64 = 35300021
	WaitsHead   int64 = 35300022 // equal runs, busy scheduler
	RetriedBase int64 = 35300031
	RetriedHead int64 = 35300032 // a failure and a retry
)

// HistoryFirst is the first of HistoryRuns daily runs of one task name; their
// ids are HistoryStep apart.
const (
	HistoryFirst int64 = 35400001
	HistoryStep  int64 = 10
	HistoryRuns        = 8
)

// TypesFirst is the first of one succeeded run per type of task, in the order
// of the templates.
const TypesFirst int64 = 35500001
