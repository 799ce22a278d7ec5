package timeline

import (
	"strconv"
	"strings"

	"taskscope/internal/task"
)

// isoMS is ISO 8601 to the millisecond with the offset that OCP wrote.
const isoMS = "2006-01-02T15:04:05.000Z07:00"

// Columns are the header of Records. They are a contract with scripts: new ones
// go to the end.
func Columns() []string {
	return []string{"id", "name", "parallel_idx", "state", "status", "operation", "executor", "runs",
		"start", "end", "blocked_ms", "wait_ms", "run_ms", "slack_ms", "critical", "critical_wait_ms",
		"critical_run_ms", "ready_by", "upstreams", "description"}
}

// Records are the subtasks of list as rows of a CSV file, a field for each of
// Columns. Durations are whole ms, times ISO 8601 in the zone that OCP wrote,
// ready_by is an id, upstreams are ids with a space between; what is not known
// is empty, and so is the end of what still runs (its run_ms count to now). After
// a rollback, which operation tells of, the end is the rollback's and run_ms count
// to it; what that makes unknown is empty.
//
// Text that a spreadsheet would take for a formula gets an apostrophe in front.
func (a *Analysis) Records(list []int) [][]string {
	records := make([][]string, len(list))
	for k, i := range list {
		records[k] = a.record(i)
	}
	return records
}

func (a *Analysis) record(i int) []string {
	s, p := &a.task.Subtasks[i], &a.Spans[i]
	var blocked, wait, run, slack, critical, criticalWait, criticalRun, readyBy string
	if p.OK {
		run = ms(p.RunMS)
	}
	if told, ok := p.Wait(); ok {
		blocked, wait = ms(a.WaitReason(i).BlockedMS), ms(told)
		if p.ReadyBy >= 0 {
			readyBy = a.id(p.ReadyBy).String()
		}
	}
	if told, ok := p.Slack(); ok {
		slack = ms(told)
	}
	if a.PathProblem != PathUndone {
		critical = strconv.FormatBool(p.Critical)
	}
	if h, ok := a.HopOf(i); ok && p.Critical {
		criticalWait, criticalRun = ms(h.WaitMS), ms(h.RunMS)
	}
	end := s.Finished
	if s.Running() {
		end = task.Instant{}
	}
	ups := make([]string, len(a.graph.Up[i]))
	for k, u := range a.graph.Up[i] {
		ups[k] = a.id(u).String()
	}
	return []string{s.ID.String(), Inert(s.Name), number(s.ParallelIdx), a.States[i].String(), Inert(string(s.Status)),
		Inert(string(s.Operation)), Inert(s.Executor), ms(s.Attempts()), iso(s.Started), iso(end), blocked, wait, run, slack,
		critical, criticalWait, criticalRun, readyBy, strings.Join(ups, " "), Inert(s.Description)}
}

func iso(t task.Instant) string {
	if !t.Set {
		return ""
	}
	return t.Time().Format(isoMS)
}

func number(n task.Opt[int64]) string {
	if !n.OK {
		return ""
	}
	return ms(n.V)
}

// Inert keeps text from being run: names come from OCP's users, and a CSV is
// opened by a double click.
func Inert(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n", rune(text[0])) {
		return "'" + text
	}
	return text
}
