package timeline

import (
	"strconv"

	"taskscope/internal/task"
)

// TraceFile is a file of Chrome trace events, as Perfetto and chrome://tracing
// open it.
type TraceFile struct {
	Events []Event `json:"traceEvents"`
	Unit   string  `json:"displayTimeUnit"`
}

// Event is one trace event. Times are µs from the earliest moment there is (see
// Extent): readers of the format take no time before 0. The event of the task
// has the UTC time of its own start.
type Event struct {
	Name string `json:"name"`
	Cat  string `json:"cat,omitempty"`
	Ph   string `json:"ph"` // M names a process or thread, X is a slice, C a counter, s and f are the ends of an arrow
	TS   int64  `json:"ts"`
	Dur  *int64 `json:"dur,omitempty"` // of an X, even where it is 0
	Flow int    `json:"id,omitempty"`  // that an s and its f share
	Bind string `json:"bp,omitempty"`  // of an f, "e": it ends at the slice around it
	PID  int    `json:"pid"`
	TID  int    `json:"tid"`
	Args *Args  `json:"args,omitempty"`
}

// Args are what a click on an event shows. A pointer that is nil is not said.
type Args struct {
	Name      string          `json:"name,omitempty"`       // of a process or thread
	SortIndex *int            `json:"sort_index,omitempty"` // of a process or thread
	Running   *int            `json:"running,omitempty"`    // of the counter
	ID        *task.SubtaskID `json:"id,omitempty"`
	Task      *task.ID        `json:"task_id,omitempty"`
	State     string          `json:"state,omitempty"`
	StartMS   *int64          `json:"start_utc_ms,omitempty"`
	WaitMS    *int64          `json:"wait_ms,omitempty"`
	SlackMS   *int64          `json:"slack_ms,omitempty"`
	Critical  *bool           `json:"critical,omitempty"`
	Runs      int64           `json:"runs,omitempty"` // more than 1: with the pauses between them
	Executor  string          `json:"executor,omitempty"`
	Without   int             `json:"subtasks_without_times,omitempty"`
	Upstream  *task.SubtaskID `json:"upstream,omitempty"` // that a blocked one waited for
}

// The process of the task itself, and its threads. Those of the executors come
// after it, then that of the waits.
const (
	tracePID      = 1
	traceTask     = 1
	tracePath     = 2
	microsPerMS   = 1000
	traceRunning  = "running subtasks"
	tracePathName = "critical path"
)

// A trace of thousands has to be small enough to be opened: beyond these it has
// the waits of those that waited longest, and of all dependencies only the
// upstream that ended last.
const (
	traceWaits = 1000
	traceFlows = 5000
)

// TraceOf is what a trace is made of.
type TraceOf struct {
	List []int
	Seen []Seen // by subtask; nil for nothing
	// From and To cut out what does not touch that range, UTC ms; what does keeps
	// its true times. 0 and 0 are no range.
	From, To int64
}

// Trace is what is seen as trace events: the task, its critical path and the
// concurrency in one process, then the subtasks of the list, a process per
// executor and a thread per row of its lane, then what they waited for, a thread
// for each; arrows lead from the end of an upstream to the start of its
// downstream. A span of several runs has its segments (see Segments) inside it
// where those were seen. Names of tracks are English, as in every trace. The file
// has no events when the task has no times.
func (a *Analysis) Trace(of TraceOf) TraceFile {
	w := tracer{a: a, of: of, file: TraceFile{Events: []Event{}, Unit: "ms"}, at: map[int]thread{}}
	if !a.OK {
		return w.file
	}
	w.from, w.last = a.Extent()
	if of.From == 0 && of.To == 0 {
		w.of.From, w.of.To = w.from, w.last
	}
	w.file.Events = make([]Event, 0, 5*len(of.List)+len(a.Concurrency)+2*len(a.Path))
	lanes, without := a.ExecutorLanes(of.List)
	w.task(len(without))
	pid := tracePID
	for k := range lanes {
		pid++
		name := lanes[k].Name
		if name == "" {
			name = "no executor"
		}
		w.process(pid, name)
		for r, row := range lanes[k].Rows {
			w.thread(pid, r+1, "lane "+strconv.Itoa(r+1))
			for _, i := range row {
				w.at[i] = thread{pid, r + 1}
				w.subtask(pid, r+1, i)
			}
		}
	}
	w.waits(pid + 1)
	w.flows()
	return w.file
}

type tracer struct {
	a          *Analysis
	of         TraceOf
	file       TraceFile
	from, last int64          // UTC ms: of ts 0, and the end of it all
	at         map[int]thread // by subtask
}

// thread is where a slice lies.
type thread struct{ pid, tid int }

// touches says whether something lies in the range that is wanted.
func (w *tracer) touches(from, to int64) bool {
	return touches(from, to, w.of.From, w.of.To, w.last)
}

func (w *tracer) add(e Event) { w.file.Events = append(w.file.Events, e) }

func (w *tracer) process(pid int, name string) {
	w.add(Event{Name: "process_name", Ph: "M", PID: pid, Args: &Args{Name: name}})
	w.add(Event{Name: "process_sort_index", Ph: "M", PID: pid, Args: &Args{SortIndex: &pid}})
}

func (w *tracer) thread(pid, tid int, name string) {
	w.add(Event{Name: "thread_name", Ph: "M", PID: pid, TID: tid, Args: &Args{Name: name}})
	w.add(Event{Name: "thread_sort_index", Ph: "M", PID: pid, TID: tid, Args: &Args{SortIndex: &tid}})
}

func (w *tracer) slice(pid, tid int, name, cat string, from, to int64, args *Args) {
	if !w.touches(from, to) {
		return
	}
	dur := (to - from) * microsPerMS
	w.add(Event{Name: name, Cat: cat, Ph: "X", TS: (from - w.from) * microsPerMS, Dur: &dur, PID: pid, TID: tid, Args: args})
}

func (w *tracer) task(without int) {
	a := w.a
	w.process(tracePID, a.task.Name)
	w.thread(tracePID, traceTask, "task")
	w.slice(tracePID, traceTask, a.task.Name, "task", a.Start, a.End,
		&Args{Task: &a.task.ID, State: a.task.State().String(), StartMS: &a.Start, Without: without})
	w.thread(tracePID, tracePath, tracePathName)
	check := a.PathCheck()
	for k := range check.Parts {
		p := &check.Parts[k]
		s := &a.task.Subtasks[p.Subtask]
		if p.WaitMS > 0 {
			w.slice(tracePID, tracePath, "wait", "wait", p.FromMS, p.StartMS, &Args{ID: &s.ID})
		}
		if p.RunMS > 0 {
			w.slice(tracePID, tracePath, DisplayName(s), "run", p.StartMS, p.EndMS, &Args{ID: &s.ID})
		}
	}
	if check.TailMS > 0 {
		w.slice(tracePID, tracePath, "tail", "wait", check.TailFromMS, a.End, nil)
	}
	for k := max(0, stepAt(a.Concurrency, w.of.From)); k < len(a.Concurrency) && a.Concurrency[k].AtMS <= w.of.To; k++ {
		step := &a.Concurrency[k]
		w.add(Event{Name: traceRunning, Ph: "C", TS: (step.AtMS - w.from) * microsPerMS, PID: tracePID, Args: &Args{Running: &step.Running}})
	}
}

func (w *tracer) subtask(pid, tid, i int) {
	s, p, seen := &w.a.task.Subtasks[i], &w.a.Spans[i], SeenOf(w.of.Seen, i)
	end := p.BarEnd()
	cat := "run"
	if p.Mixed() {
		cat = "mixed"
	}
	args := &Args{ID: &s.ID, State: w.a.States[i].String(), StartMS: &p.Start, Runs: s.Attempts(), Executor: s.Executor}
	if ms, ok := p.Wait(); ok {
		args.WaitMS = &ms
	}
	if ms, ok := p.Slack(); ok {
		args.SlackMS = &ms
	}
	if w.a.PathProblem == "" {
		args.Critical = &p.Critical
	}
	w.slice(pid, tid, DisplayName(s), cat, p.Start, end, args)
	segments := w.a.Segments(i, seen)
	for k := range segments {
		switch g := &segments[k]; {
		case g.Kind == SegAttempt:
			w.slice(pid, tid, "attempt", string(g.Kind), g.From, g.To, &Args{State: seen.Attempts[g.Attempt].State().String()})
		case g.Kind == SegPause, g.Kind == SegUnknown:
			w.slice(pid, tid, string(g.Kind), string(g.Kind), g.From, g.To, nil)
		}
	}
}
