package web

import (
	"github.com/labstack/echo/v4"

	"taskscope/internal/permalink"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/taskpage"
)

// changesJSON is changes.json of a task: a contract with scripts. It ends with
// the snapshot that is asked for.
type changesJSON struct {
	Ref      string       `json:"ref"`
	Source   string       `json:"source"`
	TaskID   task.ID      `json:"task_id"`
	Snapshot int          `json:"snapshot"`
	Changes  []changeJSON `json:"changes"`
}

// changeJSON is what a snapshot had otherwise than the one before. Subtask is
// null for the task itself; what is not known, or did not change, is null or "".
type changeJSON struct {
	Snapshot      int             `json:"snapshot"`
	Subtask       *task.SubtaskID `json:"subtask"`
	Name          string          `json:"name"`
	From          *string         `json:"from"` // null for a subtask that was not there before
	To            string          `json:"to"`
	FromStatus    task.Status     `json:"from_status"`
	FromOperation task.Operation  `json:"from_operation"`
	ToStatus      task.Status     `json:"to_status"`
	ToOperation   task.Operation  `json:"to_operation"`
	AfterMS       *int64          `json:"after_ms"` // by the server's clock, as by_ms
	ByMS          int64           `json:"by_ms"`
	StartMS       *int64          `json:"start_ms"`
	EndMS         *int64          `json:"end_ms"`
	Attempt       *int64          `json:"attempt"`
}

// serveChangesJSON is GET /tasks/{ref}/changes.json: what changes.csv has.
func (s *server) serveChangesJSON(c echo.Context) error {
	e, err := s.export(c)
	if err != nil {
		return err
	}
	changes, _, err := s.changes(c.Request().Context(), visitOf(c), e.view)
	if err != nil {
		return err
	}
	snap := &e.view.Snapshot
	j := changesJSON{Ref: e.url.Ref.String(), Source: snap.Ref.Source, TaskID: snap.Task.ID, Snapshot: snap.Ref.Snapshot, Changes: make([]changeJSON, 0, len(changes))}
	names := timeline.NamesByID(&snap.Task)
	for k := range changes {
		j.Changes = append(j.Changes, newChangeJSON(&changes[k], names))
	}
	body, err := toJSON(j)
	if err != nil {
		return err
	}
	return sendFile(c, e, permalink.ChangesJSON, "attachment", "application/json", body)
}

func newChangeJSON(ch *taskpage.Change, names map[task.SubtaskID]string) changeJSON {
	from, to := ch.States()
	j := changeJSON{Snapshot: ch.Snapshot, Name: names[ch.Subtask], To: to.String(),
		FromStatus: ch.From.Status, FromOperation: ch.From.Operation, ToStatus: ch.To.Status, ToOperation: ch.To.Operation,
		ByMS: ch.To.First, StartMS: instantMS(ch.Started()), EndMS: instantMS(ch.Finished())}
	if id := ch.Subtask; id != 0 {
		j.Subtask = &id
	}
	if was, after := from.String(), ch.From.Last; !ch.New {
		j.From, j.AfterMS = &was, &after
	}
	if n := ch.Attempt(); n > 0 {
		j.Attempt = &n
	}
	return j
}

func instantMS(at task.Instant) *int64 {
	if !at.Set {
		return nil
	}
	return &at.MS
}
