package history

import (
	"context"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/task"
)

// fill records tasks 1..n with a few snapshots each, of random subjects and
// states, with many equal starts, and gives all of it in the order of the list.
func fill(t testing.TB, s *Store, rnd *rand.Rand, n int) []task.Summary {
	t.Helper()
	for i := 1; i <= n; i++ {
		for range 1 + rnd.Intn(3) {
			recordRandom(t, s, rnd, task.ID(i))
		}
	}
	return everything(t, s)
}

func recordRandom(t testing.TB, s *Store, rnd *rand.Rand, id task.ID) {
	t.Helper()
	pick := rand.New(rand.NewSource(int64(id))) // a task keeps its subject and start
	r := made(id, 1)
	r.Task.Name = []string{"Backup", "Restart cluster", "备份集群", "Ölwechsel 100%", `a_b\c`}[pick.Intn(5)]
	r.Task.Cluster.Name = []string{"obprod", "OBTest", "ob_1"}[pick.Intn(3)]
	r.Task.Tenant = []*task.Tenant{nil, {Name: "sys"}, {Name: "mysql_t1"}}[pick.Intn(3)]
	r.Task.Creator.Name = []string{"admin", "张三"}[pick.Intn(2)]
	r.Task.Started = task.At(t0-int64(pick.Intn(20))*1000, 0)
	r.Task.Status = []task.Status{task.StatusRunning, task.StatusFailed, task.StatusSuccessful}[rnd.Intn(3)]
	r.Task.Executor, r.Task.Type = hostOf(id), fmt.Sprint(rnd.Int63()) // the type makes each a new state
	e := entry(r)
	e.Body = fmt.Appendf(e.Body, `{"executor":%q}`, hostOf(id)) // is all that a migration knows
	e.Source = []string{"default", "prod"}[pick.Intn(2)]
	record(t, s, e)
}

// hostOf is the executor of a random task; its subtasks' is that of made.
func hostOf(id task.ID) string { return []string{"OCP-Agent-甲乙丙", "10.9.8.7"}[id%2] }

// matches is the filter of List said once more, in Go.
func matches(q Query, m, newest task.Summary) bool {
	eq := func(want, got string) bool { return want == "" || strings.EqualFold(strings.TrimSpace(want), got) }
	text := strings.ToLower(strings.Join([]string{newest.Name, newest.Cluster, newest.Tenant, newest.Creator,
		newest.Ref.Task.String(), hostOf(m.Ref.Task), "192.168.0.1"}, "\n"))
	for _, w := range strings.Fields(strings.ToLower(q.Text)) {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return (!q.Newest || m.Newest) && (q.ID == 0 || q.ID == m.Ref.Task) && (q.Source == "" || q.Source == m.Ref.Source) &&
		eq(q.Name, newest.Name) && eq(q.Cluster, newest.Cluster) && eq(q.Tenant, newest.Tenant) && eq(q.Creator, newest.Creator) &&
		(q.Executor == "" || eq(q.Executor, hostOf(m.Ref.Task)) || eq(q.Executor, "192.168.0.1")) &&
		(len(q.States) == 0 || slices.Contains(q.States, m.State)) &&
		(!q.FromMS.OK || m.Started.MS >= q.FromMS.V) && (!q.ToMS.OK || m.Started.MS < q.ToMS.V)
}

func wanted(all []task.Summary, q Query) []task.Summary {
	newest := map[task.Ref]task.Summary{}
	for _, m := range all {
		if m.Newest {
			newest[m.Ref.Newest()] = m
		}
	}
	var want []task.Summary
	for _, m := range all {
		if matches(q, m, newest[m.Ref.Newest()]) {
			want = append(want, m)
		}
	}
	return want
}

var filters = map[string]Query{
	"all":                          {},
	"text":                         {Text: "backup"},
	"text in Chinese":              {Text: "份集"},
	"text of creator":              {Text: "三"},
	"text, other case":             {Text: "öLWECHSEL"},
	"text with percent":            {Text: "100%"},
	"text with underscore":         {Text: "a_b"},
	"underscore is itself":         {Text: "b_test"},
	"text with backslash":          {Text: `\C`},
	"percent alone":                {Text: "%"},
	"quote":                        {Text: `'"`},
	"two words":                    {Text: "obprod  back"},
	"two words, ideographic space": {Text: "备份　obtest"},
	"across fields":                {Text: "backupob"},
	"word and number":              {Text: "restart 7"},
	"part of id":                   {Text: "3"},
	"number in tenant":             {Text: "mysql_t1 1"},
	"very long":                    {Text: strings.Repeat("b a c k u p ", 500)},
	"many words":                   {Text: manyWords()},
	"huge number":                  {Text: strings.Repeat("9", 30)},
	"NUL":                          {Text: "a\x00b"},
	"not UTF-8":                    {Text: "\xff"},
	"name":                         {Name: " bAckup "},
	"name in Chinese":              {Name: "备份集群"},
	"part of a name":               {Name: "Back"},
	"name with percent":            {Name: "Ölwechsel 100%"},
	"id":                           {ID: 7},
	"id that is not there":         {ID: 70000},
	"id and other name":            {ID: 7, Name: "nothing"},
	"id and text":                  {ID: 7, Text: "7"},
	"cluster":                      {Cluster: "obtest"},
	"tenant":                       {Tenant: "sys"},
	"creator":                      {Creator: "张三"},
	"executor":                     {Executor: "ocp-AGENT-甲乙丙"},
	"executor of subtasks":         {Executor: "192.168.0.1"},
	"executor and text":            {Executor: "10.9.8.7", Text: "backup"},
	"part of an executor":          {Text: "agent-甲 乙丙"},
	"one letter":                   {Text: "k"},
	"one Chinese character":        {Text: "集"},
	"end of a word":                {Text: "up"},
	"two words end to end":         {Text: "restartcluster"},
	"source":                       {Source: "prod"},
	"source and name":              {Source: "prod", Name: "Backup"},
	"everything":                   {Source: "prod", Name: "Backup", Cluster: "obprod", Creator: "admin", Text: "back", States: []task.State{task.Failed, task.Running, task.Succeeded}, ToMS: task.Some(t0 + 1)},
	"state":                        {States: []task.State{task.Failed}},
	"states":                       {States: []task.State{task.Failed, task.Running, task.Failed}},
	"state that is none":           {States: []task.State{task.Aborted}},
	"state of no task":             {States: []task.State{99}},
	"state and cluster":            {Cluster: "obprod", States: []task.State{task.Succeeded}},
	"state and number":             {Text: "1", States: []task.State{task.Succeeded}},
	"from":                         {FromMS: task.Some(t0 - 5000)},
	"to":                           {ToMS: task.Some(t0 - 5000)},
	"from to":                      {FromMS: task.Some(t0 - 9000), ToMS: task.Some(t0 - 5000)},
	"empty range":                  {FromMS: task.Some(t0 - 5000), ToMS: task.Some(t0 - 5000)},
	"range and name":               {Name: "Backup", FromMS: task.Some(t0 - 9000), ToMS: task.Some(t0 - 1000)},
	"range and state":              {States: []task.State{task.Running}, FromMS: task.Some(t0 - 9000)},
}

func manyWords() string {
	var b strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&b, "backup%d ", i)
	}
	return b.String()
}

func TestListFilters(t *testing.T) {
	s := openNew(t)
	all := fill(t, s, rand.New(rand.NewSource(1)), 60)
	empty := map[string]bool{"across fields": true, "two words end to end": true, "many words": true, "huge number": true, "NUL": true, "not UTF-8": true, "quote": true,
		"part of a name": true, "id that is not there": true, "id and other name": true, "state that is none": true,
		"state of no task": true, "empty range": true, "underscore is itself": true}
	for name, q := range filters {
		for _, q.Newest = range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, newest %v", name, q.Newest), func(t *testing.T) {
				want := wanted(all, q)
				if (len(want) == 0) != empty[name] {
					t.Fatalf("%d of %d rows match: the test proves nothing", len(want), len(all))
				}
				q.Limit = MaxLimit
				if got := list(t, s, q); !slices.Equal(got.Items, want) {
					t.Errorf("List = %v\nwant %v", refs(got.Items), refs(want))
				}
			})
		}
	}
}

// TestListWalks goes through every filter page by page, forward to the end and
// back to the start, while more is recorded: each row that was there from the
// start is met exactly once each way, and back on top the new ones too.
func TestListWalks(t *testing.T) {
	filled := filepath.Join(t.TempDir(), "filled.db")
	s := open(t, filled)
	fill(t, s, rand.New(rand.NewSource(5)), 25)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for name, q := range filters {
		for _, q.Newest = range []bool{false, true} {
			for _, q.Limit = range []int{1, 5} {
				t.Run(fmt.Sprintf("%s, newest %v, %d a page", name, q.Newest, q.Limit), func(t *testing.T) {
					t.Parallel()
					rnd := rand.New(rand.NewSource(int64(q.Limit)))
					s := open(t, copyOf(t, filled))
					before := wanted(everything(t, s), q)
					id := task.ID(100)
					insert := func() {
						if id < 110 && rnd.Intn(3) == 0 {
							recordRandom(t, s, rnd, id) // a new task, somewhere in the list
							id++
						}
					}
					forward, last := walkPages(t, s, q, "", false, insert)
					checkWalk(t, "forward", s, q, before, forward)

					now := wanted(everything(t, s), q)
					if last.Prev != "" {
						q := q
						back, first := walkPages(t, s, q, last.Prev, true, func() {})
						back = append(back, last.Items...)
						if !slices.Equal(back, now[:len(back)]) || len(back) < len(before) {
							t.Errorf("back = %v\nwant %v", refs(back), refs(now))
						}
						if first.Prev != "" {
							t.Errorf("the first page has a cursor to the one before it")
						}
					}
				})
			}
		}
	}
}

func copyOf(t testing.TB, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(t.TempDir(), "copy.db")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// walkPages follows Next (or Prev) from a cursor to the end, and gives all
// items in the order of the list, and the last page it came to.
func walkPages(t *testing.T, s *Store, q Query, cursor string, back bool, between func()) ([]task.Summary, Page) {
	t.Helper()
	var all []task.Summary
	for range 1000 {
		if back {
			q.Before = cursor
		} else {
			q.After = cursor
		}
		p := list(t, s, q)
		if len(p.Items) > q.Limit {
			t.Fatalf("a page of %d items, want at most %d", len(p.Items), q.Limit)
		}
		if back {
			all = append(slices.Clone(p.Items), all...)
			cursor = p.Prev
		} else {
			all = append(all, p.Items...)
			cursor = p.Next
		}
		if cursor == "" {
			return all, p
		}
		between()
	}
	t.Fatal("the walk does not end")
	return nil, Page{}
}

// checkWalk wants got to be in order, without repeats, all matching, and to
// hold everything of before.
func checkWalk(t *testing.T, name string, s *Store, q Query, before, got []task.Summary) {
	t.Helper()
	now := refs(wanted(everything(t, s), q))
	at := -1
	for _, ref := range refs(got) {
		i := slices.Index(now, ref)
		if i <= at {
			t.Fatalf("%s: %s is out of order, twice, or does not match: %v\nthe list is %v", name, ref, refs(got), now)
		}
		at = i
	}
	for _, ref := range refs(before) {
		if !slices.Contains(refs(got), ref) {
			t.Errorf("%s: %s was left out: %v", name, ref, refs(got))
		}
	}
}

// TestPlansAgree holds the ways to find tasks against each other: which one is
// taken depends on how much there is, what it finds must not.
func TestPlansAgree(t *testing.T) {
	s := openNew(t)
	all := fill(t, s, rand.New(rand.NewSource(3)), 60)
	tx, err := s.readers.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer rollback(tx)
	middle := list(t, s, Query{Newest: true, Limit: 30}).Next
	from, err := parseCursor(middle)
	if err != nil {
		t.Fatal(err)
	}
	compared := 0
	for name, q := range filters {
		if wanted(all, q) == nil {
			continue
		}
		for _, q.Newest = range []bool{false, true} {
			f, err := newFilter(context.Background(), tx, &q)
			if err != nil {
				t.Fatal(err)
			}
			if f.id != 0 {
				continue
			}
			for _, sc := range []scope{{limit: 9}, {limit: 9, back: true}, {limit: 9, from: &from}, {limit: 9, from: &from, inclusive: true, back: true}} {
				plans := map[string]cond{"walk": walk(&f, f.all, &sc)}
				for i, lead := range f.all { // whichever leads
					if rest := slices.Delete(slices.Clone(f.all), i, i+1); lead.digits == "" {
						plans[fmt.Sprint("gather ", i)] = gather(&f, &lead, rest, &sc)
						plans[fmt.Sprint("merge ", i)] = merge(&f, &lead, rest, &sc)
						for j := range rest {
							rest[j].set = rest[j].digits == ""
						}
						plans[fmt.Sprint("merge with sets ", i)] = merge(&f, &lead, rest, &sc)
					}
				}
				got := map[string][]position{}
				for plan, query := range plans {
					found, err := positions(context.Background(), tx, query)
					if err != nil {
						t.Fatalf("%s, %s: %v", name, plan, err)
					}
					got[plan] = found
				}
				for plan, keys := range got {
					if walked := got["walk"]; !slices.Equal(keys, walked) {
						t.Errorf("%s, newest %v, scope %+v: %s finds %v, walk %v", name, q.Newest, sc, plan, keys, walked)
					}
					compared += len(keys)
				}
			}
		}
	}
	if compared < 1000 {
		t.Errorf("only %d rows compared", compared)
	}
}

func TestListCursorsThatAreNone(t *testing.T) {
	s := openNew(t)
	good := position{t0, 1, 1}.cursor()
	for name, q := range map[string]Query{
		"not base64":  {After: "%%%"},
		"empty bytes": {After: "AA"},
		"cut":         {Before: good[:len(good)-2]},
		"longer":      {Before: good + "AA"},
		"both":        {After: good, Before: good},
		"key 0":       {After: position{t0, 0, 1}.cursor()},
		"number 0":    {After: position{t0, 1, 0}.cursor()},
	} {
		if p, err := s.List(context.Background(), q); !errors.Is(err, ErrBadCursor) || errors.Is(err, ErrNotRecorded) {
			t.Errorf("%s: List = %+v, %v; want ErrBadCursor", name, p, err)
		}
	}
	if p := list(t, s, Query{After: good}); len(p.Items) != 0 || p.Next != "" || p.Prev != "" {
		t.Errorf("List of an empty history after a cursor = %+v, want an empty page", p)
	}
}

func TestListLimits(t *testing.T) {
	s := openNew(t)
	for i := range MaxLimit + 5 {
		record(t, s, entry(made(task.ID(i+1), 0)))
	}
	for limit, want := range map[int]int{0: DefaultLimit, -3: DefaultLimit, 1: 1, MaxLimit: MaxLimit, 1 << 40: MaxLimit} {
		if got := list(t, s, Query{Limit: limit}); len(got.Items) != want || got.Next == "" || got.Prev != "" {
			t.Errorf("List with limit %d = %d items, next %q, prev %q; want %d items, a next, no prev",
				limit, len(got.Items), got.Next, got.Prev, want)
		}
	}
}
