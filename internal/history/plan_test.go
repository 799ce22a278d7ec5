package history

import (
	"database/sql"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/task"
)

// TestQueryPlans asks SQLite how it would answer each query: what is hot uses
// an index that also gives the order, and only what is bounded is sorted.
func TestQueryPlans(t *testing.T) {
	s := openNew(t)
	tx, err := s.readers.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer rollback(tx)
	check := func(name, query string, args []any, allowed ...string) {
		t.Helper()
		for _, step := range explain(t, tx, query, args) {
			ok := strings.HasPrefix(step, "SEARCH ") || step == "CREATE BLOOM FILTER"
			for _, a := range allowed {
				ok = ok || step == a || a != "SCAN t" && a != "SCAN x" && strings.HasPrefix(step, a)
			}
			if !ok {
				t.Errorf("%s: SQLite would %q, in\n%s", name, step, query)
			}
		}
	}
	none := []any{nil, nil, nil, nil, nil, nil}
	check("load", loadQuery, none[:3], "SCALAR SUBQUERY")
	check("trail", trailQuery+trailOrder, none[:4])
	check("record: find the task", taskQuery, none[:2])
	check("record: find the same", sameQuery, none[:4])
	lines := []string{"SCAN k VIRTUAL TABLE", "USE TEMP B-TREE FOR ORDER BY"}
	part := cond{"(s.task <> ? OR s.number < ?) AND s.state IN (?)", nil}
	check("what will be lines", chooseQuery(cond{}, " DESC"), none[:2], lines...)
	check("what will be lines, back", chooseQuery(part, " ASC"), none[:5], lines...)
	check("lines of what was chosen", chosenQuery, none[:1], lines...)
	check("snapshots of a task", summaryOf+` WHERE t.task_id = ? AND t.source = ? ORDER BY s.number DESC LIMIT ?`, none[:3])
	check("how many snapshots", countQuery, none[:1], append(lines, "CORRELATED SCALAR SUBQUERY")...)
	check("lines of the newest", newestQuery, []any{"[1]"}, append(lines, "CORRELATED SCALAR SUBQUERY")...)

	// The terms are few, and are read whole for none of these.
	check("a term", termQuery, none[:2])
	check("terms with a word in them", wordQuery, none[:1], "SCAN g VIRTUAL TABLE INDEX 2")
	check("what a task mentions", mentionedQuery, none[:1])
	check("keys of a snapshot", keysQuery, none[:3])
	check("is it noted", notedQuery, none[:1], "SCALAR SUBQUERY", "SCAN CONSTANT ROW")
	check("is it pinned", pinnedQuery, none[:1], "SCALAR SUBQUERY", "SCAN CONSTANT ROW")
	check("remarks", remarksQuery(cond{sql: "t.task_id = ? AND t.source = ?"}), none[:4], "CO-ROUTINE", "COMPOUND QUERY", "LEFT-MOST SUBQUERY", "UNION ALL",
		"MERGE", "LEFT", "RIGHT", "CORRELATED SCALAR SUBQUERY")
	check("the latest number", latestNumber+latestFirst, none[:2])
	check("what a number stood for", stoodQuery, none[:4], "COMPOUND QUERY", "LEFT-MOST SUBQUERY", "UNION ALL")
	check("states to forget", forgetStatesQuery, none[:3], "LIST SUBQUERY")
	check("the latest of what is left", latestQuery, none[:1], "USE TEMP B-TREE FOR ORDER BY")
	// These go through everything, in order, from the start of an index.
	check("what may be dropped", droppableQuery, none[:4], "SCAN s USING INDEX snapshot_age", "CORRELATED SCALAR SUBQUERY")
	check("export", exportQuery, nil, "SCAN t")

	const sort, set = "USE TEMP B-TREE FOR ORDER BY", "LIST SUBQUERY"
	all := fill(t, s, rand.New(rand.NewSource(1)), 60)
	if tx, err = s.readers.Begin(); err != nil {
		t.Fatal(err)
	}
	defer rollback(tx)
	from := &position{t0, 1, 1}
	for name, q := range filters {
		for _, q.Newest = range []bool{false, true} {
			f, err := newFilter(t.Context(), tx, &q)
			if err != nil {
				t.Fatal(err)
			}
			for _, sc := range []scope{{limit: 51}, {limit: 51, from: from}, {limit: 51, from: from, back: true, inclusive: true}} {
				name := fmt.Sprintf("%s, newest %v, scope %+v", name, q.Newest, sc)
				// A set of terms is read once, and held.
				held := []string{set, "SCAN json_each VIRTUAL TABLE", "CORRELATED SCALAR SUBQUERY", "SCALAR SUBQUERY"}
				if f.id != 0 {
					c := byID(&f, &sc)
					check("by id: "+name, c.sql, c.args, append(held, sort)...)
					continue
				}
				// Without a bound in time the walk starts at the end of the index:
				// SQLite calls that a scan, but it stops when the page is full.
				c := walk(&f, f.all, &sc)
				check("walk: "+name, c.sql, c.args, append(held, "SCAN t USING COVERING INDEX task_time")...)
				for i, lead := range f.all {
					if lead.digits != "" {
						continue
					}
					rest := slices.Delete(slices.Clone(f.all), i, i+1)
					for j := range rest {
						rest[j].set = rest[j].digits == "" && q.Newest
					}
					c = gather(&f, &lead, rest, &sc)
					check("gather: "+name, c.sql, c.args, append(held, "SCAN k VIRTUAL TABLE", sort, "USE TEMP B-TREE FOR DISTINCT", "CO-ROUTINE", "SCAN m")...)
					if len(lead.terms) > 0 {
						c = merge(&f, &lead, rest, &sc)
						check("merge: "+name, c.sql, c.args, append(held, "CO-ROUTINE", "SCAN m", "MERGE (UNION ALL)", "USE TEMP B-TREE FOR DISTINCT", "LEFT", "RIGHT", "SCAN k VIRTUAL TABLE")...)
					}
				}
			}
		}
	}
	if len(all) == 0 {
		t.Error("nothing was filled in")
	}
	runs := RunsQuery{Source: "default", Name: "Backup", Cluster: "a", Tenant: "x"}
	here, elsewhere := runs.here(1, cond{}, 10), runs.elsewhere(1, cond{}, 10)
	check("runs of the place", here.sql, here.args, "CO-ROUTINE", "COMPOUND QUERY", "LEFT-MOST SUBQUERY", "UNION ALL", "SCAN (subquery")
	check("runs of other places", elsewhere.sql, elsewhere.args)
}

func explain(t *testing.T, tx *sql.Tx, query string, args []any) []string {
	t.Helper()
	rows, err := tx.Query("EXPLAIN QUERY PLAN "+planned(query), args...)
	if err != nil {
		t.Fatalf("%v in\n%s", err, query)
	}
	defer rows.Close()
	var steps []string
	for rows.Next() {
		var id, parent, unused int
		var step string
		if err := rows.Scan(&id, &parent, &unused, &step); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, step)
	}
	if err := rows.Err(); err != nil || len(steps) == 0 {
		t.Fatalf("%d steps, %v in\n%s", len(steps), err, query)
	}
	return steps
}

func TestRuns(t *testing.T) {
	s := openNew(t)
	add := func(id task.ID, source, name, cluster, tenant string, start int64) {
		r := made(id, 1)
		r.Task.Name, r.Task.Cluster, r.Task.Tenant = name, nil, nil
		if cluster != "" {
			r.Task.Cluster = &task.Cluster{Name: cluster}
		}
		if tenant != "" {
			r.Task.Tenant = &task.Tenant{Name: tenant}
		}
		r.Task.Started = task.At(t0+start, 0)
		r.Task.Status = task.StatusRunning
		e := entry(r)
		e.Source = source
		record(t, s, e)
		r.Task.Status = task.StatusSuccessful // a second snapshot, the newest
		e.Response = r
		record(t, s, e)
	}
	add(1, "default", "Backup", "a", "x", 1)
	add(2, "default", "Backup", "a", "x", 2)
	add(3, "default", "Backup", "a", "y", 9)
	add(4, "default", "Backup", "b", "x", 8)
	add(5, "default", "Backup", "", "", 7)
	add(6, "default", "Backup", "a", "x", 3)
	add(7, "default", "backup", "a", "x", 20)
	add(8, "prod", "Backup", "a", "x", 21)
	add(9, "default", "Restart", "a", "x", 22)
	tests := []struct {
		name string
		q    RunsQuery
		want string
	}{
		{"same cluster and tenant first", RunsQuery{Source: "default", Name: "Backup", Cluster: "a", Tenant: "x", Except: 2}, "6@2 1@2 3@2 4@2 5@2"},
		{"limit within the first", RunsQuery{Source: "default", Name: "Backup", Cluster: "a", Tenant: "x", Except: 2, Limit: 2}, "6@2 1@2"},
		{"limit within the others", RunsQuery{Source: "default", Name: "Backup", Cluster: "a", Tenant: "x", Except: 2, Limit: 3}, "6@2 1@2 3@2"},
		{"no cluster, no tenant", RunsQuery{Source: "default", Name: "Backup", Limit: 3}, "5@2 3@2 4@2"},
		{"other source", RunsQuery{Source: "prod", Name: "Backup", Cluster: "a", Tenant: "x"}, "8@2"},
		{"name that is not there", RunsQuery{Source: "default", Name: "Back%"}, ""},
		{"only itself", RunsQuery{Source: "default", Name: "Restart", Cluster: "a", Tenant: "x", Except: 9}, ""},
	}
	for _, tt := range tests {
		got, err := s.Runs(t.Context(), tt.q)
		var short []string
		for _, ref := range refs(got) {
			short = append(short, ref[strings.Index(ref, ":")+1:])
		}
		if err != nil || strings.Join(short, " ") != tt.want {
			t.Errorf("%s: Runs(%+v) = %v, %v; want %s", tt.name, tt.q, short, err, tt.want)
		}
		for _, m := range got {
			if m.State != task.Succeeded || !m.Newest {
				t.Errorf("%s: %s is %s, newest %v; want the newest snapshot", tt.name, m.Ref, m.State, m.Newest)
			}
		}
	}
}
