package history

import (
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strings"

	"taskscope/internal/task"
)

// Which tasks are on a page is found in one of five ways, and which one is
// decided here, not by SQLite: it has no figures of the data, and would follow
// the time index row by row for a word that nothing has. Each condition is a
// set of terms of which a task has to mention one; the one that the fewest
// tasks fulfil leads, the others are looked up for each of its tasks.
//
//	by id    the id is given: at most one task per source
//	gather   few tasks fulfil it: collect them, then sort
//	merge    few terms fulfil it: read the mentions of each in order, stop when full
//	walk     else, or no condition: follow time, stop when full
//	granted  a reader who sees some tasks only: collect those, then sort
//
// A walk is only taken for what is common, so it finds a page soon.
//
// Another condition is looked up task by task, or, where that would be often,
// all its tasks are collected first: two words that many tasks have, and none
// has both, are else the slowest thing to ask.

const (
	// Up to how many tasks are gathered, and how many where merging them would
	// take more than mergeLimit terms side by side.
	gatherLimit = 2000
	gatherMost  = 20_000
	mergeLimit  = 24

	// Looking a task up costs about as much as collecting lookupCost tasks. Of
	// more than collectMost nearly every task is one, so a page is full soon.
	lookupCost  = 8
	collectMost = 120_000

	// Up to how many tasks that a reader was granted are collected. Who was
	// granted more than that sees so much that the other ways, which then look
	// at the grant of each task, soon have a full page.
	grantLimit = 5000

	// few is how many terms are sought one by one for a task, instead of looking
	// through all that it mentions.
	few = 4
)

// cond is a condition in SQL with its values.
type cond struct {
	sql  string
	args []any
}

func (c *cond) add(sql string, args ...any) {
	if c.sql != "" {
		c.sql += " AND "
	}
	c.sql += sql
	c.args = append(c.args, args...)
}

func (c *cond) and(o cond) {
	if o.sql != "" {
		c.add(o.sql, o.args...)
	}
}

// where is the condition as a clause; none is an empty one.
func (c cond) where() string {
	if c.sql == "" {
		return ""
	}
	return " WHERE " + c.sql
}

// filter is a Query as conditions on a task t, and on its snapshots s.
type filter struct {
	newest       bool // of each task only the newest snapshot
	id           task.ID
	fromMS, toMS task.Opt[int64]
	all          []oneOf
	none         bool // a condition that nothing fulfils
	snapshot     cond // on s, where not only the newest is listed
	viewer       *Viewer
	visible      cond // on t, to the viewer
}

// oneOf is a condition on a task: it mentions one of the terms, or, where
// digits is not empty, has them in its id.
type oneOf struct {
	terms  []int64
	tasks  int64 // how many fulfil it, at most; -1 is not known
	digits string
	set    bool // its tasks are collected first
}

// newFilter looks up the terms of a query.
func newFilter(ctx context.Context, tx *sql.Tx, q *Query) (filter, error) {
	f := filter{newest: q.Newest && !q.Pinned && !q.Noted, id: q.ID, fromMS: q.FromMS, toMS: q.ToMS}
	f.onSnapshot(q)
	for _, w := range q.terms() {
		if err := f.want(ctx, tx, w...); err != nil {
			return f, err
		}
	}
	for _, word := range words(q.Text) {
		c := oneOf{}
		if isNumber(word) {
			c.digits, c.tasks = word, -1
		}
		if err := f.find(ctx, tx, c, wordQuery, phrase(word)); err != nil {
			return f, err
		}
	}
	return f, nil
}

// terms are the alternatives of each condition that is no word.
func (q *Query) terms() [][]term {
	var all [][]term
	if q.Source != "" {
		all = append(all, []term{{kindSource, q.Source}})
	}
	for _, t := range []term{{kindName, q.Name}, {kindCluster, q.Cluster}, {kindTenant, q.Tenant},
		{kindCreator, q.Creator}, {kindExecutor, q.Executor}} {
		if t.text = strings.TrimSpace(fold(t.text)); t.text != "" {
			all = append(all, []term{t})
		}
	}
	if len(q.States) > 0 {
		k, any := kindEver, []term(nil)
		if q.Newest && !q.Pinned && !q.Noted {
			k = kindState
		}
		for _, st := range q.States {
			if t := (term{k, st.String()}); !slices.Contains(any, t) {
				any = append(any, t)
			}
		}
		all = append(all, any)
	}
	if q.Pinned {
		all = append(all, []term{{kind: kindPinned}})
	}
	if q.Noted {
		all = append(all, []term{{kind: kindNoted}})
	}
	return all
}

// onSnapshot is what each snapshot listed has to be.
func (f *filter) onSnapshot(q *Query) {
	if len(q.States) > 0 {
		var states []any
		for _, st := range q.States {
			states = append(states, st.String())
		}
		f.snapshot.add("s.state IN ("+marks(len(states))+")", states...)
	}
	if q.Pinned {
		f.snapshot.add("EXISTS (SELECT 1 FROM pin WHERE snapshot = s.key)")
	}
	if q.Noted {
		f.snapshot.add("EXISTS (SELECT 1 FROM note WHERE snapshot = s.key AND (title <> '' OR text <> ''))")
	}
}

// want adds a condition: one of these terms.
func (f *filter) want(ctx context.Context, tx *sql.Tx, any ...term) error {
	var c oneOf
	for _, t := range any {
		if err := c.find(ctx, tx, termQuery, string(t.kind), t.text); err != nil {
			return err
		}
	}
	f.add(c)
	return nil
}

// find adds a condition: one of the terms that a query gives, or c's digits.
func (f *filter) find(ctx context.Context, tx *sql.Tx, c oneOf, query string, args ...any) error {
	if err := c.find(ctx, tx, query, args...); err != nil {
		return err
	}
	f.add(c)
	return nil
}

func (f *filter) add(c oneOf) {
	f.all = append(f.all, c)
	f.none = f.none || len(c.terms) == 0 && c.digits == ""
}

const (
	termQuery = `SELECT id, tasks FROM term WHERE kind = ? AND text = ? AND tasks > 0`
	wordQuery = `SELECT k.id, k.tasks FROM gram g CROSS JOIN term k ON k.id = g.docid WHERE g.text MATCH ? AND k.tasks > 0`
)

func (c *oneOf) find(ctx context.Context, tx *sql.Tx, query string, args ...any) error {
	return each(ctx, tx, query, args, func(row *sql.Rows) error {
		var id, tasks int64
		err := row.Scan(&id, &tasks)
		c.terms = append(c.terms, id)
		if c.digits == "" {
			c.tasks += tasks
		}
		return err
	})
}

// onTask are all conditions on a task t, but the time, and what of them the
// viewer may see.
func (f *filter) onTask(all []oneOf) cond {
	c := f.visible
	for i := range all {
		c.and(all[i].on(taskAt, taskKey, taskID))
	}
	return c
}

// leader is the condition that the fewest tasks fulfil, and the others.
func (f *filter) leader() (lead *oneOf, rest []oneOf) {
	best := -1
	for i, c := range f.all {
		if c.tasks >= 0 && (best < 0 || c.tasks < f.all[best].tasks) {
			best = i
		}
	}
	if best < 0 {
		return nil, f.all
	}
	lead = &f.all[best]
	rest = slices.Delete(slices.Clone(f.all), best, best+1)
	for i, c := range rest {
		rest[i].set = c.digits == "" && len(c.terms) > few && lead.tasks > gatherLimit &&
			c.tasks <= min(collectMost, lookupCost*lead.tasks)
	}
	return lead, rest
}

// on is the condition on the task that these columns hold.
func (c *oneOf) on(at, key, id string) cond {
	var mention cond
	switch {
	case len(c.terms) == 0:
	case c.set:
		mention.add(key+" IN (SELECT x.task FROM json_each(?) k CROSS JOIN mention x ON x.term = k.value)", array(c.terms))
	case len(c.terms) <= few:
		mention.add("EXISTS (SELECT 1 FROM mention x WHERE x.term IN ("+marks(len(c.terms))+") AND x.at_ms = "+at+" AND x.task = "+key+")",
			values(c.terms)...)
	default:
		// The plus keeps SQLite from seeking each term of the set.
		mention.add("EXISTS (SELECT 1 FROM mention x INDEXED BY mention_task WHERE x.task = "+key+
			" AND +x.term IN (SELECT value FROM json_each(?)))", array(c.terms))
	}
	if c.digits == "" {
		return mention
	}
	digits := cond{"instr(" + id + ", ?) > 0", []any{c.digits}}
	if mention.sql == "" {
		return digits
	}
	return cond{"(" + digits.sql + " OR " + mention.sql + ")", append(digits.args, mention.args...)}
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?, ", n), ", ") }

func values(ids []int64) []any {
	all := make([]any, len(ids))
	for i, id := range ids {
		all[i] = id
	}
	return all
}

// array is the ids as a JSON array.
func array(ids []int64) string {
	b, _ := json.Marshal(ids) // numbers never fail
	return string(b)
}
