// Package ocpsim is a simulated OCP (OceanBase Cloud Platform): an HTTP server
// with the task API of OCP's manual. It is what the demo reads from, and what
// the tests of everything that reads OCP are held against. It therefore shares
// no type with package ocp: its JSON, its signatures and its idea of OCP's
// rules are its own, so that a misunderstanding in one is not repeated in the
// other.
//
// # What is served
//
//	GET /api/v2/tasks/instances/{id}   a task; /api/v1/… too, with the numeric error codes of OCP Express
//	GET /api/v2/tasks/instances        page, size, name, status
//	GET /api/v2/info, /time, /status   version, server time, liveness (the last without an account)
//	GET /login                         an HTML page; everything outside /api leads there
//
// Accounts: viewer/viewer has TASK_VIEWER, nobody/nobody has not,
// cluster4/cluster4 has it for the cluster with id 4 alone; the first two also
// have an access key (ViewerAccessKey and so on) for signed requests. Answers
// carry OCP's envelope; error messages are English or Chinese by
// Accept-Language; an x-trace-id that was sent comes back as traceId.
//
// # How tasks come about
//
// A template (one of some forty real types of task) over a number of hosts
// makes the graph; a plan says what is special about one run; the engine plays
// OCP's scheduler once, from creation to the last thing that ever happens, and
// any moment of that course can be looked up. So a running task is only a
// matter of the clock, every answer is the same for the same seed and moment,
// and no goroutine runs. Times within the engine are ms since the task's
// creation.
//
// # Which tasks there are
//
// Catalogue lists them all; ids.go, odd.go and faults.go have their constants.
//
//	35000312           the sample of OCP's manual, byte for byte
//	35100001 …         live: they lie around Config.Start. RunningLarge goes on for about five
//	                   hours, Cancelling for six, Stuck and RunningParent for days
//	35200001 …         finished, one for each way to end; BigID belongs to them
//	35300001 …         pairs worth comparing
//	35400001 …         daily runs of one name
//	35500001 …         each type of task
//	980001 …           odd data
//	990001 …           faults, in the order of Faults
//
// Finished tasks lie after Config.Past, which is a fixed date unless given: a
// restarted demo shows the same runs under the same ids. Live ones are new
// runs in each process; Config.LiveShift keeps their ids apart where a history
// outlives the process.
//
// For tests, SetDown, SetFault, Forget, Requests and Refused reach into the
// server while it runs.
package ocpsim
