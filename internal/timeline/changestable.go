package timeline

import (
	"strconv"

	"taskscope/internal/task"
)

// ChangeColumns are the columns of a CSV file of changes.
func ChangeColumns() []string {
	return []string{"snapshot", "subtask", "name", "from", "to", "from_status", "from_operation", "to_status", "to_operation",
		"after", "by", "start", "end", "attempt"}
}

// Record is the change as a row of such a file, first seen in a snapshot of that
// number, of a subtask of that name. The task itself has no id; after and by are
// the server's clock, start and end OCP's, ISO 8601; what is not known, or did
// not change, is empty.
func (c *Change) Record(snapshot int, name string) []string {
	from, to := c.States()
	id, was, after := "", from.String(), iso(task.At(c.From.Last, 0))
	if c.Subtask != 0 {
		id = c.Subtask.String()
	}
	if c.New {
		was, after = "", ""
	}
	attempt := ""
	if n := c.Attempt(); n > 0 {
		attempt = strconv.FormatInt(n, 10)
	}
	return []string{strconv.Itoa(snapshot), id, Inert(name), was, to.String(), Inert(string(c.From.Status)), Inert(string(c.From.Operation)),
		Inert(string(c.To.Status)), Inert(string(c.To.Operation)), after, iso(task.At(c.To.First, 0)), iso(c.Started()), iso(c.Finished()), attempt}
}

// NamesByID are the names of a task's subtasks; of equal ids that of the first.
// The task's own is at 0.
func NamesByID(t *task.Task) map[task.SubtaskID]string {
	names := make(map[task.SubtaskID]string, len(t.Subtasks)+1)
	for i := len(t.Subtasks) - 1; i >= 0; i-- {
		names[t.Subtasks[i].ID] = t.Subtasks[i].Name
	}
	names[0] = t.Name
	return names
}
