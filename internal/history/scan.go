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

// summaryColumns are what a summaryRow reads, of snapshot s, its task t, its
// subject u, and a note n and a pin p that may not be there.
const summaryColumns = `t.source, t.task_id, s.number, s.number = t.newest, s.origin, s.recorded_ms, s.seen_ms,
	u.name, u.cluster, u.tenant, u.creator, s.state, s.raw_status, s.done, s.of,
	s.started_ms, s.started_offset, s.ended_ms, s.ended_offset, s.makespan_ms,
	coalesce(n.title, ''), coalesce(substr(n.text, 1, ` + noteStart + `), ''),
	coalesce(n.number, 0), coalesce(p.number, 0)`

// summaryRow reads rows of summaryColumns. It serves all rows of a query: what
// is made anew for each is most of what a list leaves to be collected.
type summaryRow struct {
	m          task.Summary
	state      string
	start, end nullInstant
	span       sql.NullInt64
	into       []any
}

// newSummaryRow reads what the query has after these columns into more.
func newSummaryRow(more ...any) *summaryRow {
	r := &summaryRow{}
	m := &r.m
	r.into = append([]any{&m.Ref.Source, &m.Ref.Task, &m.Ref.Snapshot, &m.Newest, &m.Origin, &m.RecordedMS, &m.SeenMS,
		&m.Name, &m.Cluster, &m.Tenant, &m.Creator, &r.state, &m.RawStatus, &m.Done, &m.Of,
		&r.start.ms, &r.start.offset, &r.end.ms, &r.end.offset, &r.span,
		&m.Title, &m.Note, &m.Noted, &m.Pinned}, more...)
	return r
}

// read is the row as a Summary that does not know yet how many snapshots its
// task has.
func (r *summaryRow) read(row *sql.Rows) (task.Summary, error) {
	if err := row.Scan(r.into...); err != nil {
		return task.Summary{}, err
	}
	m := r.m
	if m.Title == "" && m.Note == "" {
		m.Noted = 0 // all was deleted from it
	}
	var err error
	if m.State, err = task.ParseState(r.state); err != nil {
		return m, fmt.Errorf("%w: snapshot %s: %w", errCorrupt, m.Ref, err)
	}
	m.Started, m.Ended = r.start.instant(), r.end.instant()
	m.MakespanMS = task.Opt[int64]{V: r.span.Int64, OK: r.span.Valid}
	return m, nil
}
