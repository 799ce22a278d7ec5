package history

import (
	"context"
	"database/sql"

	"taskscope/internal/task"
)

// SuggestQuery names the task that something to compare with is looked for.
type SuggestQuery struct {
	Source, Name    string // exactly; both are needed
	Cluster, Tenant string // exactly; "" is a task that has none
	Task            task.ID
	// AtMS is its start, UTC ms, for a task that history does not have.
	AtMS int64
}

// Suggested are the runs that a task is best compared with: other tasks of its
// name and source, the newest snapshot of each. A run may be several of them;
// nil is none.
type Suggested struct {
	// LastSuccess is the last that succeeded on the same cluster and tenant
	// before the task started; where there is none, the first that did since.
	LastSuccess *task.Summary
	// Previous is the last that started before it on the same cluster and
	// tenant; where there is none, anywhere.
	Previous *task.Summary
	// Fastest and Slowest are those of the successful runs anywhere; of equals
	// the first that was as fast, the last that was as slow.
	Fastest, Slowest *task.Summary
	// Succeeded is how many these two were chosen from, at most MaxSucceeded.
	Succeeded int
}

// MaxSucceeded is how far Suggested.Succeeded counts.
const MaxSucceeded = 10_000

// Suggest looks for runs to compare a task with.
func (s *Store) Suggest(ctx context.Context, q SuggestQuery) (Suggested, error) {
	var found Suggested
	err := s.read(ctx, "runs to compare with "+q.Name, func(tx *sql.Tx) error {
		f := finder{ctx: ctx, tx: tx, q: &q, visible: s.visibleRun()}
		if err := f.findSelf(); err != nil {
			return err
		}
		var success, previous position
		for _, st := range task.TaskStates() {
			p := f.place(runBefore, st)
			if st == task.Succeeded {
				success = p
			}
			if p.key != 0 && (previous.key == 0 || p.after(previous)) {
				previous = p
			}
		}
		if success.key == 0 {
			success = f.place(runSince, task.Succeeded)
		}
		if previous.key == 0 {
			previous = f.one(runBefore.anywhere(&q, f.self))
		}
		fastest := f.one(f.successful(fastestOrder))
		slowest := f.one(f.successful(slowestOrder))
		if f.err == nil {
			c := f.succeeded()
			f.err = first(ctx, tx, c.sql, c.args...).Scan(&found.Succeeded)
		}
		found.LastSuccess, found.Previous = f.summary(success), f.summary(previous)
		found.Fastest, found.Slowest = f.summary(fastest), f.summary(slowest)
		return f.err
	})
	if err != nil {
		return Suggested{}, err
	}
	return found, nil
}

// finder asks one query after the other and keeps the first error.
type finder struct {
	ctx     context.Context
	tx      *sql.Tx
	q       *SuggestQuery
	self    position // key 0: history does not have the task
	visible cond     // of a run
	err     error
}

func (f *finder) findSelf() error {
	t, err := findTask(f.ctx, f.tx, f.q.Source, f.q.Task)
	f.self = position{atMS: t.atMS, key: t.key}
	if t.key == 0 {
		f.self.atMS = f.q.AtMS
	}
	return err
}

// place looks on the task's own cluster and tenant, for one in a state.
func (f *finder) place(side side, st task.State) position {
	return f.one(side.here(f.q, st, f.self), side.order)
}

// one is the first run in an order, the zero position when there is none.
func (f *finder) one(from cond, order string) position {
	var p position
	if f.err == nil {
		c := f.first(from, order)
		f.err = each(f.ctx, f.tx, c.sql, c.args, func(row *sql.Rows) error { return row.Scan(&p.atMS, &p.key) })
	}
	return p
}

// first is the query of one: from is what follows SELECT at_ms, task.
func (f *finder) first(from cond, order string) cond {
	from.and(f.visible)
	return cond{`SELECT at_ms, task` + from.sql + order + ` LIMIT 1`, from.args}
}

// summary is the line of a run; nil for none.
func (f *finder) summary(p position) *task.Summary {
	if f.err != nil || p.key == 0 {
		return nil
	}
	lines, err := newestLines(f.ctx, f.tx, []position{p})
	if err != nil {
		f.err = err
		return nil
	}
	return &lines[0].Summary
}

// after says whether p started later than o.
func (p position) after(o position) bool {
	return p.atMS > o.atMS || p.atMS == o.atMS && p.key > o.key
}

// side are the runs before a task, or since: the nearest first.
type side struct{ op, order string }

var (
	runBefore = side{"<", ` ORDER BY at_ms DESC, task DESC`}
	runSince  = side{">", ` ORDER BY at_ms, task`}
)

func (d side) of(c cond, self position) cond {
	c.add("(at_ms, task) "+d.op+" (?, ?)", self.atMS, self.key)
	return c
}

// here are those on one cluster and tenant, in a state.
func (d side) here(q *SuggestQuery, st task.State, self position) cond {
	return d.of(cond{` FROM run INDEXED BY run_place WHERE source = ? AND name = ? AND cluster = ? AND tenant = ? AND state = ?`,
		[]any{q.Source, q.Name, q.Cluster, q.Tenant, st.String()}}, self)
}

// anywhere are those on any.
func (d side) anywhere(q *SuggestQuery, self position) (from cond, order string) {
	return d.of(cond{` FROM run INDEXED BY run_time WHERE source = ? AND name = ?`, []any{q.Source, q.Name}}, self), d.order
}

const (
	fastestOrder = ` ORDER BY makespan_ms, at_ms, task`
	slowestOrder = ` ORDER BY makespan_ms DESC, at_ms DESC, task DESC`
)

// successful are the successful runs but the task itself.
func (f *finder) successful(by string) (from cond, order string) {
	return cond{` FROM run INDEXED BY run_makespan
		WHERE source = ? AND name = ? AND state = 'succeeded' AND makespan_ms IS NOT NULL AND task <> ?`,
		[]any{f.q.Source, f.q.Name, f.self.key}}, by
}

// succeeded counts them.
func (f *finder) succeeded() cond {
	c, _ := f.successful("")
	c.and(f.visible)
	return cond{`SELECT count(*) FROM (SELECT 1` + c.sql + ` LIMIT ?)`, append(c.args, MaxSucceeded)}
}
