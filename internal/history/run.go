package history

import (
	"context"
	"database/sql"

	"taskscope/internal/baseline"
)

// putRun writes what a task is among the runs of its name: snapshot is its
// newest, whose rows have been written before.
func putRun(ctx context.Context, tx *sql.Tx, taskKey, snapshot int64, timings baseline.Timings) error {
	_, err := tx.ExecContext(ctx, putRunQuery, taskKey, snapshot, []byte(timings))
	return err
}

const putRunQuery = `
	INSERT INTO run (task, snapshot, source, name, cluster, tenant, state, at_ms, makespan_ms, timings)
	SELECT t.key, s.key, t.source, u.name, u.cluster, u.tenant, s.state, t.at_ms, s.makespan_ms, ?3
	FROM task t CROSS JOIN snapshot s ON s.key = ?2 CROSS JOIN subject u ON u.id = s.subject
	WHERE t.key = ?1
	ON CONFLICT (task) DO UPDATE SET snapshot = excluded.snapshot, source = excluded.source, name = excluded.name,
		cluster = excluded.cluster, tenant = excluded.tenant, state = excluded.state, at_ms = excluded.at_ms,
		makespan_ms = excluded.makespan_ms, timings = excluded.timings`

// visibleRun is the condition that the reader may see a run; an empty one where
// everything may be seen.
func (s *Store) visibleRun() cond {
	c := s.visible()
	if c.sql != "" {
		c.sql = "EXISTS (SELECT 1 FROM task t WHERE t.key = run.task AND " + c.sql + ")"
	}
	return c
}
