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
	Ph   string `json:"ph"` // M names a process or thread, X is a slice, C a counter
	TS   int64  `json:"ts"`
	Dur  *int64 `json:"dur,omitempty"` // of an X, even where it is 0
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
}

// The process of the task itself, and its threads. Those of the executors come
// after it.
const (
	tracePID      = 1
	traceTask     = 1
	tracePath     = 2
	microsPerMS   = 1000
	traceRunning  = "running subtasks"
	tracePathName = "critical path"
)

// Trace is what is seen as trace events: the task, its critical path and the
// concurrency in one process, then the subtasks of list, a process per executor
// and a thread per row of its lane. A span of several runs has its segments (see
// Segments) inside it where seen knows them. Names of tracks are English, as in
// every trace. The file has no events when the task has no times.
func (a *Analysis) Trace(list []int, seen []Seen) TraceFile {
	w := tracer{a: a, file: TraceFile{Events: []Event{}, Unit: "ms"}}
	if !a.OK {
		return w.file
	}
	w.from, _ = a.Extent()
	w.file.Events = make([]Event, 0, 2*len(list)+len(a.Concurrency)+2*len(a.Path))
	lanes, without := a.ExecutorLanes(list)
	w.task(len(without))
	for k := range lanes {
		pid := tracePID + 1 + k
		name := lanes[k].Name
		if name == "" {
			name = "no executor"
		}
		w.process(pid, name)
		for r, row := range lanes[k].Rows {
			w.thread(pid, r+1, "lane "+strconv.Itoa(r+1))
			for _, i := range row {
				w.subtask(pid, r+1, i, seenOf(seen, i))
			}
		}
	}
	return w.file
}

type tracer struct {
	a    *Analysis
	file TraceFile
	from int64 // UTC ms of ts 0
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
	for k := range a.Concurrency {
		step := &a.Concurrency[k]
		w.add(Event{Name: traceRunning, Ph: "C", TS: (step.AtMS - w.from) * microsPerMS, PID: tracePID, Args: &Args{Running: &step.Running}})
	}
}

func (w *tracer) subtask(pid, tid, i int, seen Seen) {
	s, p := &w.a.task.Subtasks[i], &w.a.Spans[i]
	end := max(p.Start, p.End)
	cat := "run"
	if p.Retried || p.Undone {
		cat = "mixed"
	}
	w.slice(pid, tid, DisplayName(s), cat, p.Start, end, &Args{
		ID: &s.ID, State: w.a.States[i].String(), StartMS: &p.Start, WaitMS: &p.WaitMS, SlackMS: &p.SlackMS,
		Critical: &p.Critical, Runs: s.Attempts(), Executor: s.Executor,
	})
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
