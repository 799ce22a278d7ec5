package ocpsim

import (
	"strconv"
	"time"
)

// OCP's own words for status and operation.
const (
	pending    = "PENDING"
	ready      = "READY"
	running    = "RUNNING"
	canceling  = "CANCELING"
	failed     = "FAILED"
	successful = "SUCCESSFUL"

	execute  = "EXECUTE"
	retry    = "RETRY"
	rollback = "ROLLBACK"
	skip     = "SKIP"
	cancel   = "CANCEL"

	rollbackSkip = "ROLLBACK_SKIP"
)

// slots is OCP's cap on READY and RUNNING subtasks of one task.
const slots = 10

// plan is everything that decides how one task goes. Filling in the zero
// values is complete's work.
type plan struct {
	id       int64
	scenario string
	group    string
	template string // key
	hosts    int
	start    time.Time // when the task is created
	live     bool      // start depends on the process's start
	pair     int64     // the run to compare this one with

	durations string  // key of the durations: runs with one key take equally long
	pace      float64 // multiplies all durations
	lag       float64 // multiplies the scheduler's gaps
	workers   int     // threads left for this task, at most slots
	twists    []twist
	script    []action

	zone    *time.Location
	cluster string // key in clusters, if the template has one
	nobody  bool   // no cluster nor tenant, whatever the template says
	kind    string // task type
	defID   int64
	creator int64  // id; 100 admin, 101 liu.yang, 200 system
	given   string // the status of the task instead of FAILED, for later versions of OCP
	edit    func(doc map[string]any)
	fault   Fault
}

// complete fills in what the scenario left open.
func (p *plan) complete() {
	if p.durations == "" {
		p.durations = strconv.FormatInt(p.id, 10)
	}
	if p.pace == 0 {
		p.pace = 1
	}
	if p.lag == 0 {
		p.lag = 1
	}
	if p.workers == 0 {
		p.workers = slots
	}
	if p.zone == nil {
		p.zone = chinaTime()
	}
	if p.cluster == "" {
		p.cluster = "obcluster"
	}
	if p.kind == "" {
		p.kind = "MANUAL"
	}
	if p.defID == 0 {
		p.defID = -1
	}
	if p.creator == 0 {
		p.creator = 100
	}
	p.start = p.start.Truncate(time.Millisecond)
}

// chinaTime is the usual zone of an OCP server.
func chinaTime() *time.Location { return time.FixedZone("", 8*60*60) }

// action is something a person does to the task, some time after something
// happened. Actions are done in their order; each waits for the one before.
type action struct {
	do     deed
	when   cue
	step   string // the step that is meant, for cancel and for cue stepRuns
	copy   int
	after  time.Duration
	linger time.Duration // of cancel: how long the work goes on regardless
}

type deed uint8

const (
	doRetry    deed = iota // of the task
	doRollback             // of the task
	doSkip                 // every failed subtask: "Change to Successful"
	doCancel               // one running subtask: "Terminate"
)

type cue uint8

const (
	taskFails cue = iota
	stepRuns
)
