package history

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"taskscope/internal/task"
)

// A term is something that tasks can be listed by: a name, a host, a state.
// Each task mentions some; the mentions of a term are kept in the order of the
// list, so a page of it is read from where it starts, however many tasks there
// are. One mechanism serves filters and search: a word is looked for in the
// few thousand texts of terms (see gram.go), and only then in tasks.
type term struct {
	kind kind
	text string // folded
}

// kind is what a term says of a task.
type kind string

// The kinds. Those of the first group are of the newest snapshot, and change
// with it; the others are of any of the task's snapshots.
const (
	kindSource  kind = "source"
	kindName    kind = "name"
	kindCluster kind = "cluster"
	kindTenant  kind = "tenant"
	kindCreator kind = "creator"
	kindState   kind = "state"

	kindEver     kind = "ever"     // a state that one of its snapshots has
	kindExecutor kind = "executor" // of the task or of a subtask
	kindNote     kind = "note"     // text is the snapshot's key; title and text are in gram alone
	kindPinned   kind = "pinned"   // text is empty, as of the next
	kindNoted    kind = "noted"
)

// ofNewest says whether the kind is of the newest snapshot alone.
func (k kind) ofNewest() bool {
	switch k {
	case kindSource, kindName, kindCluster, kindTenant, kindCreator, kindState:
		return true
	}
	return false
}

// searched says whether words are looked for in the text.
func (k kind) searched() bool {
	switch k {
	case kindName, kindCluster, kindTenant, kindCreator, kindExecutor:
		return true
	}
	return false
}

// maxExecutors bounds the hosts of one snapshot that it can be found by.
const maxExecutors = 2000

// termsOf are the terms of a snapshot; of the newest one all, of another those
// that stay true when there is a newer one.
func termsOf(about subject, st task.State, executors []string, newest bool) []term {
	all := []term{{kindEver, st.String()}}
	if newest {
		all = append(all, term{kindState, st.String()}, term{kindSource, about.source})
		for _, t := range []term{{kindName, about.name}, {kindCluster, about.cluster}, {kindTenant, about.tenant}, {kindCreator, about.creator}} {
			if t.text != "" {
				all = append(all, term{t.kind, fold(t.text)})
			}
		}
	}
	for _, e := range executors {
		all = append(all, term{kindExecutor, fold(e)})
	}
	return all
}

// executorsOf are the different hosts of a task, in order.
func executorsOf(t *task.Task) []string {
	all := []string{t.Executor}
	for i := range t.Subtasks {
		all = append(all, t.Subtasks[i].Executor)
	}
	return distinct(all)
}

func distinct(names []string) []string {
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) > 0 && names[0] == "" {
		names = names[1:]
	}
	return names[:min(len(names), maxExecutors)]
}

// mentions makes the task at atMS mention these terms. Terms of the newest
// snapshot that are not among them are gone; replace says whether they are.
func mentions(ctx context.Context, tx *sql.Tx, taskKey, atMS int64, want []term, replace bool) error {
	have, at := map[term]int64{}, atMS
	err := each(ctx, tx, mentionedQuery, []any{taskKey}, func(row *sql.Rows) error {
		var t term
		var id int64
		err := row.Scan(&id, &t.kind, &t.text, &at)
		have[t] = id
		return err
	})
	if err != nil {
		return err
	}
	if at != atMS {
		if _, err := tx.ExecContext(ctx, `UPDATE mention SET at_ms = ? WHERE task = ?`, atMS, taskKey); err != nil {
			return err
		}
	}
	for _, t := range want {
		if _, ok := have[t]; ok {
			continue
		}
		id, err := termID(ctx, tx, t)
		if err != nil {
			return err
		}
		have[t] = id
		if _, err := tx.ExecContext(ctx, `INSERT INTO mention (term, at_ms, task) VALUES (?, ?, ?)`, id, atMS, taskKey); err != nil {
			return err
		}
	}
	if !replace {
		return nil
	}
	for t, id := range have {
		if t.kind.ofNewest() && !slices.Contains(want, t) {
			if err := unmention(ctx, tx, id, taskKey); err != nil {
				return err
			}
		}
	}
	return nil
}

const mentionedQuery = `
	SELECT k.id, k.kind, k.text, m.at_ms FROM mention m INDEXED BY mention_task CROSS JOIN term k ON k.id = m.term
	WHERE m.task = ?`

func unmention(ctx context.Context, tx *sql.Tx, termID, taskKey int64) error {
	_, err := tx.ExecContext(ctx, `DELETE FROM mention WHERE task = ? AND term = ?`, taskKey, termID)
	return err
}

// termID finds or makes the row of a term.
func termID(ctx context.Context, tx *sql.Tx, t term) (int64, error) {
	var id int64
	err := first(ctx, tx, `SELECT id FROM term WHERE kind = ? AND text = ?`, string(t.kind), t.text).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	res, err := tx.ExecContext(ctx, `INSERT INTO term (kind, text) VALUES (?, ?)`, string(t.kind), t.text)
	if err != nil {
		return 0, err
	}
	if id, err = res.LastInsertId(); err == nil && t.kind.searched() {
		err = putGrams(ctx, tx, id, t.text)
	}
	return id, err
}

// sweepTerms forgets terms that no task mentions any more: what was dropped
// must not be found, nor read in the file.
func sweepTerms(ctx context.Context, tx *sql.Tx) error {
	for _, q := range []string{
		`DELETE FROM gram WHERE docid IN (SELECT id FROM term INDEXED BY term_unused WHERE tasks = 0)`,
		`DELETE FROM term INDEXED BY term_unused WHERE tasks = 0`,
	} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}
