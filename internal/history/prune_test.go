package history

import (
	"errors"
	"io/fs"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"taskscope/internal/task"
)

// TestPruneKeeps drops by each rule from histories of random tasks, some of
// which are pinned, noted or running: what is protected is left, of the rest
// the youngest, and no number is ever given again.
func TestPruneKeeps(t *testing.T) {
	for name, keep := range map[string]func(all []task.Summary, used int64) Keep{
		"nothing":     func([]task.Summary, int64) Keep { return Keep{} },
		"count":       func([]task.Summary, int64) Keep { return Keep{Snapshots: 20} },
		"one":         func([]task.Summary, int64) Keep { return Keep{Snapshots: 1} },
		"age":         func([]task.Summary, int64) Keep { return Keep{Age: 40 * time.Second} },
		"age of zero": func([]task.Summary, int64) Keep { return Keep{Age: time.Nanosecond} },
		"size":        func(_ []task.Summary, used int64) Keep { return Keep{Bytes: used * 2 / 3} },
		"all rules": func(_ []task.Summary, used int64) Keep {
			return Keep{Age: 60 * time.Second, Snapshots: 30, Bytes: used}
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := openNew(t)
			rnd := rand.New(rand.NewSource(4))
			fill(t, s, rnd, 40)
			protected := map[task.Ref]bool{}
			last := map[task.Ref]int{}
			before := everything(t, s)
			for _, m := range before {
				last[m.Ref.Newest()] = max(last[m.Ref.Newest()], m.Ref.Snapshot)
				switch rnd.Intn(12) {
				case 0:
					if err := s.SetPin(t.Context(), m.Ref, true, "me"); err != nil {
						t.Fatal(err)
					}
					protected[m.Ref] = true
				case 1:
					if _, err := s.SetNote(t.Context(), m.Ref, task.Note{Text: "慢"}); err != nil {
						t.Fatal(err)
					}
					protected[m.Ref] = true
				case 2: // written and deleted again: no protection
					n, err := s.SetNote(t.Context(), m.Ref, task.Note{Text: "x"})
					if err == nil {
						_, err = s.SetNote(t.Context(), m.Ref, task.Note{Version: n.Version})
					}
					if err != nil {
						t.Fatal(err)
					}
				}
				if m.Newest && m.State == task.Running {
					protected[m.Ref] = true
				}
			}
			used := usedOf(t, s)
			k := keep(before, used)
			d, err := s.Prune(t.Context(), k)
			if err != nil {
				t.Fatal(err)
			}
			left := everything(t, s)
			if got := int64(len(before) - len(left)); got != d.Total() || (got == 0) != k.All() {
				t.Errorf("%d are gone, Prune says %+v", got, d)
			}
			var youngestGone, oldestLeft int64 = 0, 1 << 62
			for _, m := range before {
				at := slices.IndexFunc(left, func(l task.Summary) bool { return l.Ref == m.Ref })
				switch {
				case at < 0 && protected[m.Ref]:
					t.Errorf("%s was protected", m.Ref)
				case at < 0:
					youngestGone = max(youngestGone, m.RecordedMS)
					if _, err := s.Load(t.Context(), m.Ref); !errors.Is(err, task.ErrNoSnapshot) {
						t.Errorf("Load(%s) = %v, want none", m.Ref, err)
					}
				case !protected[m.Ref]:
					oldestLeft = min(oldestLeft, m.RecordedMS)
				}
			}
			if youngestGone > oldestLeft {
				t.Errorf("one of %d went before one of %d", youngestGone, oldestLeft)
			}
			if k.Snapshots > 0 && int64(len(left)) > max(k.Snapshots, int64(len(protected))) {
				t.Errorf("%d left of at most %d, %d protected", len(left), k.Snapshots, len(protected))
			}
			if k.Bytes > 0 && usedOf(t, s) > k.Bytes && !d.Short {
				t.Errorf("%d bytes left of at most %d", usedOf(t, s), k.Bytes)
			}
			checkTerms(t, s)
			checkIntegrity(t, s.readers)
			// Each list is of what is left, found as before.
			for name, q := range filters {
				for _, q.Newest = range []bool{false, true} {
					q.Limit = MaxLimit
					if got, want := list(t, s, q), wanted(left, q); !q.Newest && q.Text == "" && q.Executor == "" && !slices.Equal(got.Items, want) {
						t.Errorf("%s: List = %v, want %v", name, refs(got.Items), refs(want))
					}
				}
			}
			for ref, n := range last {
				r := made(ref.Task, 2)
				r.Task.Type = "after all"
				e := entry(r)
				e.Source = ref.Source
				if rec := record(t, s, e); rec.Ref.Snapshot != n+1 || !rec.Newest {
					t.Errorf("the next of %s is %+v, want number %d", ref, rec, n+1)
				}
			}
		})
	}
}

func usedOf(t *testing.T, s *Store) int64 {
	t.Helper()
	tx, err := s.readers.Begin()
	if err != nil {
		t.Fatal(err)
	}
	defer rollback(tx)
	n, err := usedBytes(t.Context(), tx)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestBackupWhileRecording takes copies while snapshots are recorded: each
// copy is whole and has all that was acknowledged before it was begun.
func TestBackupWhileRecording(t *testing.T) {
	s := openNew(t)
	var done sync.WaitGroup
	stop := make(chan struct{})
	var mu sync.Mutex
	acknowledged := 0
	begun := make(chan struct{})
	done.Go(func() {
		first := sync.OnceFunc(func() { close(begun) })
		defer first()
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			r := made(7, 1)
			r.Task.Type = time.Duration(i).String()
			rec, err := s.Record(t.Context(), entry(r))
			if err != nil {
				t.Errorf("Record: %v", err)
				return
			}
			mu.Lock()
			acknowledged = rec.Ref.Snapshot
			mu.Unlock()
			if i == 10 {
				first()
			}
		}
	})
	dir := t.TempDir()
	<-begun
	for i := range 4 {
		mu.Lock()
		before := acknowledged
		mu.Unlock()
		path := filepath.Join(dir, time.Duration(i).String()+" copy?#.db")
		if err := s.Backup(t.Context(), path); err != nil {
			t.Fatalf("Backup: %v", err)
		}
		copied := open(t, path)
		if got := len(everything(t, copied)); got < before {
			t.Errorf("the copy has %d snapshots, %d were acknowledged before", got, before)
		}
		checkIntegrity(t, copied.readers)
		if err := s.Backup(t.Context(), path); !errors.Is(err, fs.ErrExist) {
			t.Errorf("Backup over a file = %v, want ErrExist", err)
		}
	}
	close(stop)
	done.Wait()
	if left, _ := filepath.Glob(filepath.Join(dir, "*.part")); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
	if err := s.Backup(t.Context(), filepath.Join(dir, "none", "x.db")); err == nil {
		t.Error("Backup into no directory succeeded")
	}
	if _, err := os.Stat(filepath.Join(dir, "none")); err == nil {
		t.Error("a directory was made")
	}
}
