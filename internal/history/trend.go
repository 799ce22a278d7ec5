package history

import (
	"context"
	"database/sql"

	"taskscope/internal/task"
)

// MaxTrend is how many runs a Trend has at most: the latest.
const MaxTrend = 500

// TrendQuery asks for the runs of one task name. Every field below the first
// line that is not zero narrows it.
type TrendQuery struct {
	Source, Name    string           // exactly; both are needed
	Cluster, Tenant task.Opt[string] // exactly; "" is the tasks that have none
	States          []task.State     // any of these
	// FromMS (inclusive) and ToMS (exclusive) bound the task's start, as in Query.
	FromMS, ToMS task.Opt[int64]
}

// Trend is how the tasks of one name went, in order of their starts.
type Trend struct {
	Runs []task.Summary // the newest snapshot of each
	More bool           // there are earlier ones
	// Places are where tasks of the name ran, whatever the query says.
	Places []Place
}

// Place is where a task worked; "" is none.
type Place struct{ Cluster, Tenant string }

// Trend gives the latest runs of a name.
func (s *Store) Trend(ctx context.Context, q TrendQuery) (Trend, error) {
	var found Trend
	err := s.read(ctx, "trend of "+q.Name, func(tx *sql.Tx) error {
		c := q.sql(s.visibleRun())
		tasks, err := positions(ctx, tx, c)
		if err != nil {
			return err
		}
		if found.More = len(tasks) > MaxTrend; found.More {
			tasks = tasks[:MaxTrend]
		}
		lines, err := newestLines(ctx, tx, tasks)
		if err != nil {
			return err
		}
		for k := len(lines) - 1; k >= 0; k-- {
			found.Runs = append(found.Runs, lines[k].Summary)
		}
		places := q.places(s.visibleRun())
		return each(ctx, tx, places.sql, places.args, func(row *sql.Rows) error {
			var p Place
			err := row.Scan(&p.Cluster, &p.Tenant)
			found.Places = append(found.Places, p)
			return err
		})
	})
	if err != nil {
		return Trend{}, err
	}
	return found, nil
}

// places is the query of where tasks of the name ran. For who sees all, the few
// subjects tell; else the runs that the reader may see.
func (q *TrendQuery) places(visible cond) cond {
	from := ` FROM subject INDEXED BY subject_identity`
	if visible.sql != "" {
		from = ` FROM run INDEXED BY run_place`
	}
	var c cond
	c.add("source = ? AND name = ?", q.Source, q.Name)
	c.and(visible)
	return cond{`SELECT DISTINCT cluster, tenant` + from + c.where() + ` ORDER BY cluster, tenant`, c.args}
}

// sql is the query that finds one task more than is shown: it tells whether
// there are more. The index has every column that it looks at.
func (q *TrendQuery) sql(visible cond) cond {
	var c cond
	c.add("source = ? AND name = ?", q.Source, q.Name)
	if q.FromMS.OK {
		c.add("at_ms >= ?", q.FromMS.V)
	}
	if q.ToMS.OK {
		c.add("at_ms < ?", q.ToMS.V)
	}
	if q.Cluster.OK {
		c.add("cluster = ?", q.Cluster.V)
	}
	if q.Tenant.OK {
		c.add("tenant = ?", q.Tenant.V)
	}
	if len(q.States) > 0 {
		var states []any
		for _, st := range q.States {
			states = append(states, st.String())
		}
		c.add("state IN ("+marks(len(states))+")", states...)
	}
	c.and(visible)
	return cond{`SELECT at_ms, task FROM run INDEXED BY run_time` + c.where() + ` ORDER BY at_ms DESC, task DESC LIMIT ?`,
		append(c.args, MaxTrend+1)}
}
