package history

import (
	"database/sql"
	"fmt"

	"taskscope/internal/task"
)

// nullInstant is an Instant as two columns, both NULL when it is absent.
type nullInstant struct{ ms, offset sql.NullInt64 }

func nullable(i task.Instant) nullInstant {
	return nullInstant{
		ms:     sql.NullInt64{Int64: i.MS, Valid: i.Set},
		offset: sql.NullInt64{Int64: int64(i.Offset), Valid: i.Set},
	}
}

func (n nullInstant) instant() task.Instant {
	if !n.ms.Valid {
		return task.Instant{}
	}
	return task.At(n.ms.Int64, int(n.offset.Int64))
}

// noteStart is how much of a note a list shows, in characters.
const noteStart = "200"

// summaryColumns are what scanSummary reads, of snapshot s, its task t, its
// subject u, and a note n and a pin p that may not be there.
const summaryColumns = `t.source, t.task_id, s.number, s.number = t.newest, s.origin, s.recorded_ms, s.seen_ms,
	u.name, u.cluster, u.tenant, u.creator, s.state, s.raw_status, s.done, s.of,
	s.started_ms, s.started_offset, s.ended_ms, s.ended_offset, s.makespan_ms,
	(SELECT count(*) FROM snapshot c WHERE c.task = t.key), coalesce(n.title, ''), coalesce(substr(n.text, 1, ` + noteStart + `), ''),
	coalesce(n.number, 0), coalesce(p.number, 0)`

// scanSummary reads a row of summaryColumns, and what the query has after them.
func scanSummary(row *sql.Rows, more ...any) (task.Summary, error) {
	var m task.Summary
	var state string
	var start, end nullInstant
	var span sql.NullInt64
	err := row.Scan(append([]any{&m.Ref.Source, &m.Ref.Task, &m.Ref.Snapshot, &m.Newest, &m.Origin, &m.RecordedMS, &m.SeenMS,
		&m.Name, &m.Cluster, &m.Tenant, &m.Creator, &state, &m.RawStatus, &m.Done, &m.Of,
		&start.ms, &start.offset, &end.ms, &end.offset, &span,
		&m.Snapshots, &m.Title, &m.Note, &m.Noted, &m.Pinned}, more...)...)
	if err != nil {
		return m, err
	}
	if m.Title == "" && m.Note == "" {
		m.Noted = 0 // all was deleted from it
	}
	if m.State, err = task.ParseState(state); err != nil {
		return m, fmt.Errorf("%w: snapshot %s: %w", errCorrupt, m.Ref, err)
	}
	m.Started, m.Ended = start.instant(), end.instant()
	m.MakespanMS = task.Opt[int64]{V: span.Int64, OK: span.Valid}
	return m, nil
}
