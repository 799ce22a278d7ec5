package history

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"fmt"
	"math/rand"
	"os"
	"slices"
	"strconv"
	"syscall"
	"testing"
	"time"

	"taskscope/internal/task"
)

// BenchmarkRecord is a new snapshot of an ever changing task, synced to disk,
// and the same state seen again.
func BenchmarkRecord(b *testing.B) {
	for _, n := range []int{4, 1000} {
		b.Run(fmt.Sprintf("new/%d", n), func(b *testing.B) {
			s := openNew(b)
			e := entry(made(7, n))
			b.SetBytes(int64(len(e.Body)))
			for i := 0; b.Loop(); i++ {
				e.Response.Task.Type = strconv.Itoa(i)
				record(b, s, e)
			}
		})
		b.Run(fmt.Sprintf("same/%d", n), func(b *testing.B) {
			s := openNew(b)
			e := entry(made(7, n))
			for b.Loop() {
				record(b, s, e)
			}
		})
	}
}

// benchTasks is the environment variable that sets how many tasks, of five
// snapshots each, BenchmarkHistory works on. The goal is 200000.
const benchTasks = "TASKSCOPE_BENCH_TASKS"

// benchFile is the environment variable that names a file for that history. One
// that is there is not filled again, which takes minutes.
const benchFile = "TASKSCOPE_BENCH_FILE"

// What a million snapshots owe, in ms at the 99th percentile.
const (
	owedList   = 5
	owedSearch = 50
	owedOpen   = 10
)

// BenchmarkHistory is reading a large history. Besides the mean it gives the
// median and the 99th percentile beside what is owed, in ms, and the 99th
// percentile of the work.
func BenchmarkHistory(b *testing.B) {
	tasks := 20_000
	if v := os.Getenv(benchTasks); v != "" {
		var err error
		if tasks, err = strconv.Atoi(v); err != nil {
			b.Fatal(err)
		}
	}
	s := openNew(b)
	if path := os.Getenv(benchFile); path != "" {
		s = open(b, path)
	}
	if st, err := s.Stats(b.Context()); err != nil || st.Tasks == 0 {
		fillLarge(b, s, tasks)
	}
	ctx := context.Background()
	measure := func(name string, owed float64, f func(rnd *rand.Rand) error) {
		b.Run(name, func(b *testing.B) {
			rnd := rand.New(rand.NewSource(1))
			var took, worked []time.Duration
			for b.Loop() {
				start, before := time.Now(), cpu(b)
				if err := f(rnd); err != nil {
					b.Fatal(err)
				}
				took, worked = append(took, time.Since(start)), append(worked, cpu(b)-before)
			}
			ms := func(all []time.Duration, percent int) float64 {
				slices.Sort(all)
				return float64(all[len(all)*percent/100].Microseconds()) / 1000
			}
			b.ReportMetric(0, "ns/op") // left out
			b.ReportMetric(ms(took, 50), "p50-ms")
			b.ReportMetric(ms(took, 99), "p99-ms")
			b.ReportMetric(ms(worked, 99), "p99-cpu-ms")
			b.ReportMetric(owed, "owed-ms")
		})
	}
	random := func(rnd *rand.Rand) task.Ref {
		return task.Ref{Source: "default", Task: task.ID(35_000_001 + rnd.Intn(tasks)), Snapshot: rnd.Intn(6)}
	}
	measure("open", owedOpen, func(rnd *rand.Rand) error { _, err := s.Load(ctx, random(rnd)); return err })
	for _, c := range []struct {
		name string
		owed float64
		q    Query
	}{
		{"list", owedList, Query{}},
		{"list/cluster", owedList, Query{Cluster: "obcluster-3"}},
		{"list/name", owedList, Query{Name: "Create unit"}},
		{"list/executor", owedList, Query{Executor: "10.0.3.7"}},
		{"list/state", owedList, Query{States: []task.State{task.Failed}}},
		{"list/states", owedList, Query{States: []task.State{task.Failed, task.Running, task.Aborted}}},
		{"list/rare-state", owedList, Query{States: []task.State{task.RolledBack}}},
		{"list/no-state", owedList, Query{States: []task.State{task.Aborted}}},
		{"filter/cluster-and-rare-state", owedSearch, Query{Cluster: "obcluster-3", States: []task.State{task.RolledBack}}},
		{"filter/cluster-and-name", owedSearch, Query{Cluster: "obcluster-3", Name: "Create unit"}},
		{"list/pinned", owedList, Query{Pinned: true}},
		{"search/common", owedSearch, Query{Text: "agent"}},
		{"search/two-common", owedSearch, Query{Text: "create agent"}},
		{"search/disjoint", owedSearch, Query{Text: "user1 tenant_3"}},
		{"search/Chinese", owedSearch, Query{Text: "备份"}},
		{"search/one-Chinese", owedSearch, Query{Text: "策"}},
		{"search/host", owedSearch, Query{Text: "10.0.3.7"}},
		{"search/rare", owedSearch, Query{Text: "user49 tenant_29 备份 cluster-39"}},
		{"search/note", owedSearch, Query{Text: "磁盘 slow"}},
		{"search/none", owedSearch, Query{Text: "zzz"}},
		{"search/one-letter", owedSearch, Query{Text: "e"}},
		{"search/id", owedSearch, Query{Text: "35001999"}},
		{"search/end-of-id", owedSearch, Query{Text: "1999"}},
		{"search/no-id", owedSearch, Query{Text: "99999999"}},
	} {
		for _, c.q.Newest = range []bool{true, false} {
			name := c.name
			if !c.q.Newest {
				name += "/all"
			}
			measure(name, c.owed, func(rnd *rand.Rand) error {
				q := c.q
				if rnd.Intn(2) == 0 { // every other page is deep in the list
					q.After = position{t0 - rnd.Int63n(1e12), 1, 1}.cursor()
				}
				_, err := s.List(ctx, q)
				return err
			})
		}
	}
	measure("runs", owedList, func(rnd *rand.Rand) error {
		_, err := s.Runs(ctx, RunsQuery{Source: "default", Name: "Create unit", Cluster: "obcluster-3", Tenant: fmt.Sprint("tenant_", 30+rnd.Intn(10))})
		return err
	})
	measure("suggest", owedSearch, func(rnd *rand.Rand) error {
		_, err := s.Suggest(ctx, SuggestQuery{Source: "default", Name: "Create unit", Cluster: "obcluster-3", Tenant: "tenant_17", Task: random(rnd).Task})
		return err
	})
	measure("timings", owedSearch, func(rnd *rand.Rand) error {
		_, err := s.Timings(ctx, TimingsQuery{Source: "default", Name: "Create unit", Except: random(rnd).Task})
		return err
	})
	measure("stamp", owedList, func(rnd *rand.Rand) error {
		_, err := s.TimingsStamp(ctx, TimingsQuery{Source: "default", Name: "Create unit", Except: random(rnd).Task})
		return err
	})
	measure("trend", owedSearch, func(*rand.Rand) error {
		_, err := s.Trend(ctx, TrendQuery{Source: "default", Name: "Create unit"})
		return err
	})
	measure("trend/rare", owedSearch, func(*rand.Rand) error {
		_, err := s.Trend(ctx, TrendQuery{Source: "default", Name: "Create unit", Cluster: task.Some("obcluster-3"), States: []task.State{task.Aborted}})
		return err
	})
	measure("snapshots", owedList, func(rnd *rand.Rand) error { _, err := s.Snapshots(ctx, "default", random(rnd).Task, 0); return err })
	measure("stats", owedSearch, func(*rand.Rand) error { _, err := s.Stats(ctx); return err })
	measure("check", owedList, func(*rand.Rand) error { return s.Check(ctx) })
}

// cpu is what the process has worked: on a machine that others use too, that
// tells more than the clock.
func cpu(b *testing.B) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// fillLarge records tasks of five snapshots each: 100 names on 40 clusters of
// ten tenants and ten hosts, starts at random, so that no order helps; one in a
// thousand rolled back, one in two hundred with a note. It goes round the
// fingerprint, and syncs rarely.
func fillLarge(b *testing.B, s *Store, tasks int) {
	b.Helper()
	ctx := context.Background()
	rnd := rand.New(rand.NewSource(1))
	verbs := []string{"Create", "Restart", "Reinstall", "Backup", "Upgrade", "Drop", "Scale out", "Collect", "Modify", "Purge"}
	nouns := []string{"OCP agent", "tenant", "cluster", "observer", "OBProxy", "log archive", "zone", "unit", "parameter", "备份策略"}
	ends := []task.Status{task.StatusSuccessful, task.StatusSuccessful, task.StatusSuccessful, task.StatusFailed}
	start := time.Now()
	for first := 0; first < tasks; first += 5000 {
		err := s.write(ctx, "fill", func(tx *sql.Tx) error {
			for i := first; i < min(tasks, first+5000); i++ {
				r := made(task.ID(35_000_001+i), 4)
				cluster := rnd.Intn(40)
				r.Task.Name = verbs[rnd.Intn(10)] + " " + nouns[rnd.Intn(10)]
				r.Task.Cluster.Name = fmt.Sprintf("obcluster-%d", cluster)
				r.Task.Tenant.Name = fmt.Sprintf("tenant_%d", cluster*10+rnd.Intn(10))
				r.Task.Creator.Name = fmt.Sprintf("user%d", cluster+rnd.Intn(2)*10)
				r.Task.Started = task.At(t0-rnd.Int63n(1e12), 28800)
				for j := range r.Task.Subtasks {
					r.Task.Subtasks[j].Executor = fmt.Sprintf("10.0.%d.%d", cluster, rnd.Intn(10))
				}
				e := entry(r)
				for n := range 5 {
					e.Response.Task.Status = task.StatusRunning
					if n == 4 {
						e.Response.Task.Status = ends[rnd.Intn(4)]
						if i%1000 == 0 {
							e.Response.Task.Status, e.Response.Task.Operation = task.StatusSuccessful, task.OpRollback
						}
					}
					var fp [sha256.Size]byte
					binary.BigEndian.PutUint64(fp[:], rnd.Uint64())
					e.ReceivedMS = t0 + int64(n)
					if _, err := s.record(ctx, tx, &e, fp); err != nil {
						return err
					}
				}
				if i%200 == 0 {
					ref := task.Ref{Source: "default", Task: r.Task.ID, Snapshot: 1 + i%5}
					if err := s.annotate(ctx, tx, ref, i); err != nil {
						return err
					}
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	st, err := s.Stats(ctx)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d snapshots of %d tasks, %d MB, in %v", st.Snapshots, st.Tasks, st.Bytes>>20, time.Since(start).Round(time.Second))
}

// annotate pins a snapshot, or notes something on it.
func (s *Store) annotate(ctx context.Context, tx *sql.Tx, ref task.Ref, i int) error {
	key, taskKey, err := s.snapshotKeys(ctx, tx, ref)
	if err != nil {
		return err
	}
	if i%400 == 0 {
		return setPin(ctx, tx, ref, key, taskKey, &task.Pin{MS: t0})
	}
	return setNote(ctx, tx, ref, key, taskKey, task.Note{Version: 1, Title: fmt.Sprint("慢的磁盘 ", i), Text: "The disk of host was slow.", MS: t0})
}
