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
	var lines []line
	err := s.read(ctx, "snapshots of "+task.Ref{Source: source, Task: id}.String(), func(tx *sql.Tx) error {
		q := cond{"t.task_id = ? AND t.source = ?", []any{int64(id), source}}
		q.and(s.visible())
		var l line
		scan := newSummaryRow(&l.key)
		err := each(ctx, tx, summaryOf+q.where()+` ORDER BY s.number DESC LIMIT ?`, append(q.args, limit), func(row *sql.Rows) (err error) {
			l.Summary, err = scan.read(row)
			lines = append(lines, l)
			return err
		})
		if err != nil {
			return err
		}
		return countSnapshots(ctx, tx, lines)
	})
	if err != nil {
		return nil, err
	}
	return summaries(lines), nil
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
		same, others, err := runSubjects(ctx, tx, &q)
		if err != nil {
			return err
		}
		for _, subjects := range [][]int64{same, others} {
			if len(all) == limit || len(subjects) == 0 {
				continue
			}
			found, err := positions(ctx, tx, runsOf(&q, s.visible(), subjects, limit-len(all)))
			if err != nil {
				return err
			}
			lines, err := newestLines(ctx, tx, found)
			if err != nil {
				return err
			}
			all = append(all, summaries(lines)...)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return all, nil
}

const runSubjectsQuery = `SELECT id, cluster = ? AND tenant = ? FROM subject WHERE source = ? AND name = ?`

// runSubjects are the subjects of the name: those of the cluster and tenant,
// and the others.
func runSubjects(ctx context.Context, tx *sql.Tx, q *RunsQuery) (same, others []int64, err error) {
	err = each(ctx, tx, runSubjectsQuery, []any{q.Cluster, q.Tenant, q.Source, q.Name}, func(row *sql.Rows) error {
		var id int64
		var isSame bool
		err := row.Scan(&id, &isSame)
		if isSame {
			same = append(same, id)
		} else {
			others = append(others, id)
		}
		return err
	})
	return same, others, err
}

// runsOf are the latest visible tasks of the subjects: the first of each, merged, or
// for many subjects the tasks of that name that have one of them.
func runsOf(q *RunsQuery, visible cond, subjects []int64, limit int) cond {
	order := (&scope{}).order
	if len(subjects) > mergeLimit {
		var c cond
		c.add("k.kind = ? AND k.text = ? AND t.task_id <> ? AND t.subject IN (SELECT value FROM json_each(?))",
			string(kindName), fold(q.Name), int64(q.Except), array(subjects))
		c.and(visible)
		return cond{`SELECT m.at_ms, m.task FROM term k CROSS JOIN mention m ON m.term = k.id CROSS JOIN task t ON t.key = m.task` +
			c.where() + order(mentionAt, mentionKey), append(c.args, limit)}
	}
	var all cond
	for i, id := range subjects {
		if i > 0 {
			all.sql += " UNION ALL "
		}
		var c cond
		c.add("t.subject = ? AND t.newest > 0 AND t.task_id <> ?", id, int64(q.Except))
		c.and(visible)
		all.sql += `SELECT at_ms, key FROM (SELECT t.at_ms, t.key FROM task t INDEXED BY task_subject` + c.where() + order(taskAt, taskKey) + `)`
		all.args = append(append(all.args, c.args...), limit)
	}
	return cond{`SELECT at_ms, key FROM (` + all.sql + `)` + order("at_ms", "key"), append(all.args, limit)}
}
