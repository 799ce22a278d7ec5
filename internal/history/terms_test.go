package history

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"taskscope/internal/task"
)

func TestGrams(t *testing.T) {
	for text, want := range map[string]string{
		"":          "",
		" \t\u3000": "",
		"a":         "a ",
		"agent":     "ag ge en nt t ",
		"备份 集":      "备份 份 集 ",
		"a_b":       "a\ue05f \ue05fb b ",
	} {
		if got := grams(text); got != want {
			t.Errorf("grams(%q) = %q, want %q", text, got, want)
		}
	}
}

// TestPhrase holds what FTS4 finds against strings.Contains, for random texts
// of few characters and all their parts.
func TestPhrase(t *testing.T) {
	s := openNew(t)
	rnd := rand.New(rand.NewSource(1))
	chars := []rune("ab备份_-'\"*.😀\x00\xff")
	random := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteRune(chars[rnd.Intn(len(chars))])
		}
		return b.String()
	}
	texts := map[int64]string{}
	for i := range int64(300) {
		texts[i+1] = random(1+rnd.Intn(6)) + " " + random(1+rnd.Intn(6))
		if err := s.write(t.Context(), "put", func(tx *sql.Tx) error { return putGrams(t.Context(), tx, i+1, texts[i+1]) }); err != nil {
			t.Fatal(err)
		}
	}
	found := 0
	for range 400 {
		word := random(1 + rnd.Intn(4))
		var want, got []int64
		for id, text := range texts {
			if strings.Contains(text, word) {
				want = append(want, id)
			}
		}
		slices.Sort(want)
		rows, err := s.readers.Query(`SELECT docid FROM gram WHERE text MATCH ? ORDER BY docid`, phrase(word))
		if err != nil {
			t.Fatalf("MATCH %q: %v", phrase(word), err)
		}
		for rows.Next() {
			var id int64
			if err := rows.Scan(&id); err != nil {
				t.Fatal(err)
			}
			got = append(got, id)
		}
		if err := rows.Err(); err != nil || !slices.Equal(got, want) {
			t.Errorf("%q is found in %v, %v; want %v", word, got, err, want)
		}
		found += len(got)
	}
	if found < 1000 {
		t.Errorf("only %d found", found)
	}
}

// openFirst opens a file as the first version of Taskscope left it, filled with
// the snapshots of another history.
func openFirst(t *testing.T, from *Store) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "first.db")
	db, err := openPool(writerDSN(path, time.Second), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	all, err := steps()
	if err != nil {
		t.Fatal(err)
	}
	do(t, db, all[0])
	do(t, db, "PRAGMA user_version = 1")
	do(t, db, "ATTACH '"+from.path+"' AS late")
	do(t, db, `INSERT INTO subject SELECT id, source, name, cluster, tenant, creator, lower(name) FROM late.subject`)
	do(t, db, `INSERT INTO task SELECT key, source, task_id, last, newest, subject, state,
		(SELECT ' ' || group_concat(DISTINCT s.state) || ' ' FROM late.snapshot s WHERE s.task = t.key), at_ms FROM late.task t`)
	do(t, db, `UPDATE task SET states = replace(states, ',', ' ')`)
	do(t, db, `INSERT INTO snapshot SELECT * FROM late.snapshot`)
	do(t, db, `INSERT INTO body SELECT * FROM late.body`)
	do(t, db, `DETACH late`)
	return path
}

// TestMigrateFirst brings a file of the first version up to date: it then finds
// what one that was new from the start finds.
func TestMigrateFirst(t *testing.T) {
	s := openNew(t)
	rnd := rand.New(rand.NewSource(9))
	for i := range 60 {
		recordRandom(t, s, rnd, task.ID(1+i%25))
	}
	all := everything(t, s)
	old := open(t, openFirst(t, s))
	if v, err := old.version(t.Context()); err != nil || v < 2 {
		t.Fatalf("version = %d, %v", v, err)
	}
	for name, q := range filters {
		for _, q.Newest = range []bool{false, true} {
			q.Limit = MaxLimit
			if got, want := list(t, old, q), list(t, s, q); !slices.Equal(got.Items, want.Items) {
				t.Errorf("%s, newest %v: List = %v, want %v", name, q.Newest, refs(got.Items), refs(want.Items))
			}
		}
	}
	if len(all) < 50 {
		t.Errorf("%d snapshots: the test proves nothing", len(all))
	}
	checkTerms(t, old)
	record(t, old, entry(made(7, 3)))
	checkTerms(t, old)
	checkIntegrity(t, old.readers)
}

// TestOlderAndLocked opens a file of the first version that another process has
// locked: what it lacks is said, and made as soon as it can be.
func TestOlderAndLocked(t *testing.T) {
	first := openNew(t)
	record(t, first, entry(made(7, 3)))
	path := openFirst(t, first)
	db, err := openPool(writerDSN(path, time.Second), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	s := open(t, path)
	var failed *Error
	if _, err := s.List(t.Context(), Query{}); !errors.As(err, &failed) || failed.Reason != ReasonOlder {
		t.Errorf("List = %v, want that it is older", err)
	}
	rollback(tx)
	if err := s.Check(t.Context()); err != nil {
		t.Fatalf("Check: %v", err)
	}
	if got := list(t, s, Query{Executor: "192.168.0.1"}); len(got.Items) != 1 {
		t.Errorf("List = %v, want the one that was there", refs(got.Items))
	}
}

// checkTerms wants the number of tasks of each term to be that of its mentions,
// and each mention to be in its task's place in the list.
func checkTerms(t *testing.T, s *Store) {
	t.Helper()
	for what, q := range map[string]string{
		"terms with a wrong count": `SELECT count(*) FROM term k WHERE tasks <> (SELECT count(*) FROM mention m WHERE m.term = k.id)`,
		"misplaced mentions":       `SELECT count(*) FROM mention m JOIN task t ON t.key = m.task WHERE m.at_ms <> t.at_ms OR t.newest = 0`,
		"tasks without a state":    `SELECT count(*) FROM task t WHERE t.newest > 0 AND 1 <> (SELECT count(*) FROM mention m JOIN term k ON k.id = m.term WHERE m.task = t.key AND k.kind = 'state')`,
		"texts without a term":     `SELECT count(*) FROM gram g WHERE g.docid NOT IN (SELECT id FROM term)`,
		"terms that cannot be found": `SELECT count(*) FROM term WHERE kind IN ('name', 'cluster', 'tenant', 'creator', 'executor', 'note')
			AND id NOT IN (SELECT docid FROM gram)`,
	} {
		var n int
		if err := s.readers.QueryRow(q).Scan(&n); err != nil || n != 0 {
			t.Errorf("%d %s, %v", n, what, err)
		}
	}
}

func TestExecutorsOfABody(t *testing.T) {
	s := openNew(t)
	body := `{"data":{"executor" : "10.0.0.1:62881","subtasks":[{"executor":"甲\"x"},{"executor":null},{"executor":""},{"executor":"10.0.0.1:62881"}]}}`
	if got := s.executors(codecZstd, int64(len(body)), s.pack.pack([]byte(body))); got != `["10.0.0.1:62881","甲\"x"]` {
		t.Errorf("executors = %s", got)
	}
	if got := s.executors(codecZstd, 5, []byte("damaged")); got != "[]" {
		t.Errorf("executors of a damaged body = %s", got)
	}
	many := make([]task.Subtask, maxExecutors+10)
	for i := range many {
		many[i].Executor = fmt.Sprintf("host-%05d", i)
	}
	if got := executorsOf(&task.Task{Subtasks: many}); len(got) != maxExecutors {
		t.Errorf("%d executors, want %d", len(got), maxExecutors)
	}
}
