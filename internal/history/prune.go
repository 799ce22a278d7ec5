package history

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"taskscope/internal/task"
)

// Keep is how much is kept; a zero field keeps everything. What is pinned, what
// has a note, and the newest snapshot of a task that still runs is kept whatever
// else is said, and so is what they count for.
type Keep struct {
	Age       time.Duration // since it was recorded
	Snapshots int64         // how many
	Bytes     int64         // of the file, without pages that are free again
}

// All says whether everything is kept.
func (k Keep) All() bool { return k == Keep{} }

// Rule is what a snapshot was dropped for.
type Rule string

// The rules, in the order they are applied.
const (
	RuleAge   Rule = "age"
	RuleCount Rule = "count"
	RuleSize  Rule = "size"
)

// Dropped says what Prune did.
type Dropped struct {
	Snapshots map[Rule]int64
	Tasks     int64 // that have no snapshot left
	Oldest    int64 // when the oldest that is left and not protected was recorded, UTC ms; 0 for none
	Bytes     int64 // of the file in use, after it
	Short     bool  // more is there than Keep asks for: the rest is protected
}

// Total is how many snapshots were dropped.
func (d Dropped) Total() int64 {
	var n int64
	for _, of := range d.Snapshots {
		n += of
	}
	return n
}

// pruneBatch is how many snapshots are dropped in one transaction: recording
// waits no longer than that.
const pruneBatch = 200

// Prune drops the oldest snapshots until no more than keep is left. Their
// numbers are never given again. It may be cut short at any time: what it did
// stays done.
func (s *Store) Prune(ctx context.Context, keep Keep) (Dropped, error) {
	if s.viewer != nil {
		return Dropped{}, errForOne
	}
	d := Dropped{Snapshots: map[Rule]int64{}}
	if keep.Age < 0 || keep.Snapshots < 0 || keep.Bytes < 0 {
		return d, errors.New("prune: less than nothing cannot be kept")
	}
	for more := !keep.All(); more; {
		err := s.write(ctx, "prune "+s.path, func(tx *sql.Tx) (err error) {
			more, err = s.pruneSome(ctx, tx, keep, &d)
			return err
		})
		if err != nil {
			return d, err
		}
	}
	return d, nil
}

// pruneSome drops one batch, and says whether there may be more.
func (s *Store) pruneSome(ctx context.Context, tx *sql.Tx, keep Keep, d *Dropped) (bool, error) {
	used, err := usedBytes(ctx, tx)
	if err != nil {
		return false, err
	}
	var count int64
	if keep.Snapshots > 0 {
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM snapshot`).Scan(&count); err != nil {
			return false, err
		}
	}
	oldest := int64(0)
	if keep.Age > 0 {
		oldest = s.now().Add(-keep.Age).UnixMilli()
	}
	rule := func(recordedMS int64) Rule {
		switch {
		case recordedMS < oldest:
			return RuleAge
		case keep.Snapshots > 0 && count > keep.Snapshots:
			return RuleCount
		case keep.Bytes > 0 && used > keep.Bytes:
			return RuleSize
		}
		return ""
	}
	d.Bytes, d.Oldest, d.Short = used, 0, false
	if rule(1<<62) == "" && oldest == 0 {
		return false, nil
	}
	batch, err := droppable(ctx, tx)
	if err != nil {
		return false, err
	}
	tasks := map[int64]bool{}
	for _, c := range batch {
		r := rule(c.recordedMS)
		if r == "" {
			d.Oldest = c.recordedMS
			break
		}
		if err := c.drop(ctx, tx); err != nil {
			return false, err
		}
		tasks[c.task] = true
		count--
		used -= c.bytes
		d.Snapshots[r]++
	}
	for key := range tasks {
		left, err := settle(ctx, tx, key)
		if err != nil {
			return false, err
		}
		if !left {
			d.Tasks++
		}
	}
	if len(tasks) == 0 {
		d.Short = rule(1<<62) != ""
		return false, nil
	}
	return true, sweepTerms(ctx, tx)
}

// candidate is a snapshot that may be dropped.
type candidate struct {
	key, task, recordedMS, bytes int64
	number                       int
	fingerprint                  []byte
}

// droppableQuery gives the oldest that nothing protects. What is protected at
// the old end is passed over each time: pins and notes are few.
const droppableQuery = `
	SELECT s.key, s.task, s.number, s.recorded_ms, s.fingerprint, length(b.data)
	FROM snapshot s INDEXED BY snapshot_age CROSS JOIN task t ON t.key = s.task CROSS JOIN body b ON b.snapshot = s.key
	WHERE NOT EXISTS (SELECT 1 FROM pin WHERE snapshot = s.key)
		AND NOT EXISTS (SELECT 1 FROM note WHERE snapshot = s.key AND (title <> '' OR text <> ''))
		AND NOT (s.number = t.newest AND s.state IN (?, ?, ?))
	ORDER BY s.recorded_ms, s.key LIMIT ?`

func droppable(ctx context.Context, tx *sql.Tx) ([]candidate, error) {
	var all []candidate
	args := []any{task.Running.String(), task.Retrying.String(), task.RollingBack.String(), pruneBatch}
	err := each(ctx, tx, droppableQuery, args, func(row *sql.Rows) error {
		var c candidate
		err := row.Scan(&c.key, &c.task, &c.number, &c.recordedMS, &c.fingerprint, &c.bytes)
		all = append(all, c)
		return err
	})
	return all, err
}

// drop deletes the snapshot, with its body and an emptied note, and remembers
// what its number stood for.
func (c *candidate) drop(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.ExecContext(ctx, `DELETE FROM snapshot WHERE key = ?`, c.key); err != nil {
		return err
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO dropped (task, number, fingerprint) VALUES (?, ?, ?)`, c.task, c.number, c.fingerprint)
	return err
}

// settle makes a task whose snapshots were dropped be what is left of it: the
// snapshot that shows the latest moment is the newest. Without any it is in no
// list. It says whether any is left.
func settle(ctx context.Context, tx *sql.Tx, taskKey int64) (left bool, err error) {
	var n newestRow
	err = first(ctx, tx, latestQuery, taskKey).Scan(&n.was, &n.number, &n.aboutID, &n.state,
		&n.about.source, &n.about.name, &n.about.cluster, &n.about.tenant, &n.about.creator, &n.atMS)
	if errors.Is(err, sql.ErrNoRows) {
		if _, err := tx.ExecContext(ctx, `DELETE FROM mention WHERE task = ?`, taskKey); err != nil {
			return false, err
		}
		_, err = tx.ExecContext(ctx, `UPDATE task SET newest = 0 WHERE key = ?`, taskKey)
		return false, err
	}
	if err != nil {
		return false, err
	}
	if err := forgetStates(ctx, tx, taskKey); err != nil || n.was == n.number {
		return true, err
	}
	st, err := task.ParseState(n.state)
	if err != nil {
		return true, err
	}
	_, err = tx.ExecContext(ctx, `UPDATE task SET newest = ?, subject = ?, state = ?, at_ms = ? WHERE key = ?`,
		n.number, n.aboutID, n.state, n.atMS, taskKey)
	if err != nil {
		return true, err
	}
	return true, mentions(ctx, tx, taskKey, n.atMS, termsOf(n.about, st, nil, true), true)
}

// newestRow is the snapshot that shows a task's latest moment.
type newestRow struct {
	was, number   int // the task's newest before, and this one
	aboutID, atMS int64
	about         subject
	state         string
}

const latestQuery = `
	SELECT t.newest, s.number, s.subject, s.state, u.source, u.name, u.cluster, u.tenant, u.creator, coalesce(s.started_ms, t.at_ms)
	FROM task t CROSS JOIN snapshot s INDEXED BY snapshot_identity ON s.task = t.key CROSS JOIN subject u ON u.id = s.subject
	WHERE t.key = ?
	ORDER BY s.number = t.newest DESC, max(s.as_of_ms, coalesce(s.last_now_ms, s.as_of_ms)) DESC, s.number DESC LIMIT 1`

// forgetStates takes away the states that no snapshot of the task has any more.
func forgetStates(ctx context.Context, tx *sql.Tx, taskKey int64) error {
	_, err := tx.ExecContext(ctx, forgetStatesQuery, taskKey, string(kindEver), taskKey)
	return err
}

const forgetStatesQuery = `
	DELETE FROM mention WHERE task = ? AND term IN (SELECT id FROM term WHERE kind = ? AND text NOT IN (
		SELECT state FROM snapshot WHERE task = ?))`

// usedBytes is the size of the file without the pages that are free again.
func usedBytes(ctx context.Context, tx *sql.Tx) (int64, error) {
	var pages, free, size int64
	err := first(ctx, tx, `
		SELECT page_count, freelist_count, page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size`).
		Scan(&pages, &free, &size)
	return (pages - free) * size, err
}
