package ocp

import (
	"strconv"

	"taskscope/internal/task"
)

// maxSubtasks is many times what any OCP task has. In memory a subtask can be
// a hundred times what it is on the wire ("{},"), so the limit on the body
// alone would not do.
const maxSubtasks = 100_000

// subtasks reads the task's subtasks, in the order they came. Whatever their
// ids, none is left out: a graph with a hole misleads more than an odd one.
func (d *decoder) subtasks(path string, v span) ([]task.Subtask, error) {
	switch d.kind(v) {
	case 'n':
		return nil, nil
	case '[':
	default:
		d.bad("subtasks", v)
		return nil, nil
	}
	const usual = 400 // bytes of a subtask, on the wire and in memory alike
	subtasks := make([]task.Subtask, 0, min((v.to-v.from)/usual+1, maxSubtasks))
	count := make(map[task.SubtaskID]int, cap(subtasks))
	var nameless []nameless
	for e := range d.elements(v) {
		if d.kind(e) != '{' {
			d.share(task.ProblemBadValue, "subtasks", d.excerpt(e))
			continue
		}
		if len(subtasks) == maxSubtasks {
			return nil, d.not(task.ReasonTooLarge, path, e)
		}
		mark := len(d.problems)
		s := d.subtask(e)
		found := d.problems[mark:]
		if s.ID == 0 {
			nameless = append(nameless, newNameless(len(subtasks), s, found))
			d.problems = d.problems[:mark]
		}
		for i := range found {
			found[i].Subtask = s.ID
		}
		count[s.ID]++
		subtasks = append(subtasks, s)
	}
	for id, n := range count {
		if id != 0 && n > 1 {
			d.problems = append(d.problems, task.Problem{Kind: task.ProblemDuplicateID,
				Subtask: id, Args: []string{strconv.Itoa(n)}})
		}
	}
	d.problems = append(d.problems, nameThem(subtasks, nameless)...)
	if len(subtasks) == 0 {
		return nil, nil
	}
	return subtasks, nil
}

// subtask reads one subtask. Its id is 0 when it has no usable one.
func (d *decoder) subtask(at span) task.Subtask {
	var s task.Subtask
	var upstreams, upstream, downstreams, downstream, parallelIdx, paralleIdx span
	for key, v := range d.members(at) {
		switch string(key) {
		case "id":
			id, _ := d.id("id", v)
			s.ID = task.SubtaskID(id)
		case "seriesId":
			s.SeriesID = d.integer("seriesId", v)
		case "name":
			s.Name = d.text("name", v)
		case "description":
			s.Description = d.text("description", v)
		case "timeout":
			s.TimeoutS = d.integer("timeout", v)
		case "status":
			s.Status = task.Status(d.text("status", v))
		case "operation":
			s.Operation = task.Operation(d.text("operation", v))
		case "executor":
			s.Executor = d.text("executor", v)
		case "runTime":
			s.RunTime = d.integer("runTime", v)
		case "nodeType":
			s.NodeType = d.text("nodeType", v)
		case "parallelIdx":
			parallelIdx = v
		case "paralleIdx": // the API page's table
			paralleIdx = v
		case "upstreams":
			upstreams = v
		case "upstream":
			upstream = v
		case "downstreams":
			downstreams = v
		case "downstream": // the API page's table
			downstream = v
		case "prohibitRollback":
			s.ProhibitRollback = d.flag("prohibitRollback", v)
		case "createTime":
			s.Created = d.instant("createTime", v)
		case "startTime":
			s.Started = d.instant("startTime", v)
		case "finishTime":
			s.Finished = d.instant("finishTime", v)
		default:
			s.Extra = d.unknown(s.Extra, levelSubtask, key, v)
		}
	}
	s.ParallelIdx = d.integer("parallelIdx", d.either(parallelIdx, paralleIdx, "parallelIdx", "paralleIdx"))
	s.Upstreams = d.ids("upstreams", d.either(upstreams, upstream, "upstreams", "upstream"))
	s.Downstreams = d.ids("downstreams", d.either(downstreams, downstream, "downstreams", "downstream"))
	s.Extra = lastFields(s.Extra)
	d.checkSubtask(&s)
	return s
}

// checkSubtask reports what the screen can only show as raw text.
func (d *decoder) checkSubtask(s *task.Subtask) {
	if task.StateOf(&task.Task{}, s, false) == task.Unknown {
		d.report(task.ProblemUnknownStatus, string(s.Status))
	}
	if s.Operation != "" && !s.Operation.Known() {
		d.report(task.ProblemUnknownOperation, string(s.Operation))
	}
}
