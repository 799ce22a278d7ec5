package history

import (
	"context"
	"database/sql"

	"taskscope/internal/task"
)

// Snapshots are the snapshots of one task, highest number first, at most limit
// of them (0 means MaxLimit, which is also the most). A task that history does
// not have gives none; what lies further back is on the pages of List.
func (s *Store) Snapshots(ctx context.Context, source string, id task.ID, limit int) ([]task.Summary, error) {
	if limit <= 0 || limit > MaxLimit {
		limit = MaxLimit
	}
	var all []task.Summary
	err := s.read(ctx, "snapshots of "+task.Ref{Source: source, Task: id}.String(), func(tx *sql.Tx) error {
		q := cond{"t.task_id = ? AND t.source = ?", []any{int64(id), source}}
		q.and(s.visible())
		return each(ctx, tx, summaryOf+q.where()+` ORDER BY s.number DESC LIMIT ?`, append(q.args, limit), func(row *sql.Rows) error {
			m, err := scanSummary(row)
			all = append(all, m)
			return err
		})
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

// RunsQuery asks for the other runs of a task.
type RunsQuery struct {
	Source, Name    string  // exactly
	Cluster, Tenant string  // exactly; "" is a task that has none
	Except          task.ID // the task itself; 0 leaves out none
	Limit           int     // 0 means DefaultLimit; at most MaxLimit
}

// Runs gives other tasks of the same name and source, the newest snapshot of
// each: first those of the same cluster and tenant, then the others, newest
// start first within both.
func (s *Store) Runs(ctx context.Context, q RunsQuery) ([]task.Summary, error) {
	limit := (&Query{Limit: q.Limit}).limit()
	var all []task.Summary
	err := s.read(ctx, "runs of "+q.Name, func(tx *sql.Tx) error {
		for _, same := range []string{
			"u.cluster = ? AND u.tenant = ?",
			"(u.cluster <> ? OR u.tenant <> ?)",
		} {
			f := filter{newest: true, viewer: s.viewer, visible: s.visible()}
			f.subject.add("u.source = ? AND u.name = ?", q.Source, q.Name)
			f.subject.add(same, q.Cluster, q.Tenant)
			f.task.add("t.task_id <> ?", int64(q.Except))
			if len(all) == limit {
				break
			}
			lines, err := page(ctx, tx, &f, scope{}, limit-len(all))
			if err != nil {
				return err
			}
			for i := range lines {
				all = append(all, lines[i].Summary)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}
