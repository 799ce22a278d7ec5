package text

import (
	"slices"
	"strconv"
	"strings"

	"taskscope/internal/task"
)

// State is the word of a derived state.
func (p Printer) State(s task.State) string { return p.T("state." + s.String()) }

// StateHelp says in a sentence what a state means.
func (p Printer) StateHelp(s task.State) string { return p.T("state_help." + s.String()) }

// Fell says what went wrong with a subtask, as a part of a sentence: "Start
// observer failed (03:00:09)"; at is "" where it is not known when. The state is
// one of those in which a subtask went wrong.
func (p Printer) Fell(name string, s task.State, at string) string {
	what := p.T("fell."+s.String(), "Name", name)
	if at == "" {
		return what
	}
	return p.T("fell.at", "What", what, "At", at)
}

// Ran says how long a subtask ran, as the figure it is shown with.
func (p Printer) Ran(ms int64, runs int, undone bool) string {
	return p.ran(p.Duration(ms), runs, undone)
}

// RanExactly is Ran without anything cut.
func (p Printer) RanExactly(ms int64, runs int, undone bool) string {
	return p.ran(p.Exact(ms), runs, undone)
}

func (p Printer) ran(figure string, runs int, undone bool) string {
	if of := p.Runs(runs, undone); of != "" {
		return of + " · " + figure
	}
	return figure
}

// Runs says what the time from first start to last end is made of, where it is
// not the time that one run took: several runs, or one and its rollback; else "".
func (p Printer) Runs(n int, undone bool) string {
	switch {
	case undone && n > 1:
		return p.N("tl.runs_undone", n)
	case undone:
		return p.T("tl.run_undone")
	case n > 1:
		return p.N("tl.runs", n)
	}
	return ""
}

// Problem says what was odd in the data and what was done about it.
func (p Printer) Problem(q task.Problem) string {
	args := make([]any, 0, 2*len(q.Args))
	for i, a := range q.Args {
		if i == q.Kind.Milliseconds() {
			a = p.exactly(a)
		}
		if q.Kind == task.ProblemMissingTime {
			a = strings.ReplaceAll(a, ", ", p.T("app.list"))
		}
		args = append(args, problemFields[i%len(problemFields)], a)
	}
	switch {
	case q.Kind == task.ProblemOutsideTask && slices.Contains(q.Args, task.BeforeTask):
		return p.T("problem.outside_task_before", args...)
	case q.Kind == task.ProblemOneSidedEdge && len(q.Args) > 2 && q.Args[2] != "1":
		return p.T("problem.one_sided_edges", args...)
	}
	return p.T("problem."+string(q.Kind), args...)
}

// exactly writes a time that came as a number of ms.
func (p Printer) exactly(ms string) string {
	n, err := strconv.ParseInt(ms, 10, 64)
	if err != nil {
		return ms // what came is better than nothing
	}
	return p.Exact(n)
}

// problemFields are the names of a problem's args in the catalogue.
var problemFields = [...]string{"A", "B", "C"}

// Failure says what the source did instead of giving the task.
func (p Printer) Failure(k task.FailureKind) string { return p.T("failure." + string(k)) }

// NotATask says why a document could not be read as a task.
func (p Printer) NotATask(r task.NotATaskReason) string { return p.T("not_a_task." + string(r)) }

// Ago is how long ago something was, to the second: it is read by eye, and
// longer ago by the time it is.
func (p Printer) Ago(ms int64) string {
	switch {
	case ms < -60_000: // what was seen lies ahead: nothing tells how long ago that is
		return p.T("task.clock_back")
	case ms < 2000:
		return p.T("task.just_now")
	case ms < 60_000:
		return p.T("task.ago", "Age", p.N("task.seconds", int(ms/1000)))
	}
	return p.T("task.ago", "Age", p.Duration(ms))
}
