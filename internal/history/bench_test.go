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
				e.Response.Task.Executor = strconv.Itoa(i)
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

// BenchmarkHistory is reading a large history. Besides the mean it gives the
// 99th percentile, in ms.
func BenchmarkHistory(b *testing.B) {
	tasks := 20_000
	if v := os.Getenv(benchTasks); v != "" {
		var err error
		if tasks, err = strconv.Atoi(v); err != nil {
			b.Fatal(err)
		}
	}
	s := openNew(b)
	fillLarge(b, s, tasks)
	measure := func(name string, f func(rnd *rand.Rand) error) {
		b.Run(name, func(b *testing.B) {
			rnd := rand.New(rand.NewSource(1))
			var took []time.Duration
			for b.Loop() {
				start := time.Now()
				if err := f(rnd); err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
	ctx := context.Background()
	measure("open", func(rnd *rand.Rand) error {
		_, err := s.Load(ctx, task.Ref{Source: "default", Task: task.ID(35_000_001 + rnd.Intn(tasks)), Snapshot: rnd.Intn(6)})
		return err
	})
	for _, c := range []struct {
		name string
		q    Query
	}{
		{"list", Query{}},
		{"list/cluster", Query{Cluster: "obcluster-3"}},
		{"list/name", Query{Name: "Create unit"}},
		{"list/state", Query{States: []task.State{task.Failed}}},
		{"list/states", Query{States: []task.State{task.Failed, task.Running, task.Aborted}}},
		{"list/rare-state", Query{States: []task.State{task.Aborted}}},
		{"list/cluster-and-rare-state", Query{Cluster: "obcluster-3", States: []task.State{task.Aborted}}},
		{"search/common", Query{Text: "agent"}},
		{"search/rare", Query{Text: "user49 tenant_29 备份 cluster-39"}},
		{"search/none", Query{Text: "zzz"}},
		{"search/one-letter", Query{Text: "e"}},
		{"search/id", Query{Text: "35001999"}},
		{"search/no-id", Query{Text: "99999999"}},
	} {
		for _, c.q.Newest = range []bool{true, false} {
			measure(fmt.Sprintf("%s/newest=%v", c.name, c.q.Newest), func(*rand.Rand) error {
				_, err := s.List(ctx, c.q)
				return err
			})
			measure(fmt.Sprintf("%s/newest=%v/deep", c.name, c.q.Newest), func(rnd *rand.Rand) error {
				q := c.q
				q.After = position{t0 - rnd.Int63n(1e12), 1, 1}.cursor()
				_, err := s.List(ctx, q)
				return err
			})
		}
	}
	measure("runs", func(*rand.Rand) error {
		_, err := s.Runs(ctx, RunsQuery{Source: "default", Name: "Create unit", Cluster: "obcluster-3", Tenant: "tenant_17"})
		return err
	})
	measure("suggest", func(rnd *rand.Rand) error {
		_, err := s.Suggest(ctx, SuggestQuery{Source: "default", Name: "Create unit", Cluster: "obcluster-3", Tenant: "tenant_17", Task: task.ID(35_000_001 + rnd.Intn(tasks))})
		return err
	})
	measure("timings", func(rnd *rand.Rand) error {
		_, err := s.Timings(ctx, TimingsQuery{Source: "default", Name: "Create unit", Except: task.ID(35_000_001 + rnd.Intn(tasks))})
		return err
	})
	measure("stamp", func(rnd *rand.Rand) error {
		_, err := s.TimingsStamp(ctx, TimingsQuery{Source: "default", Name: "Create unit", Except: task.ID(35_000_001 + rnd.Intn(tasks))})
		return err
	})
	measure("trend", func(*rand.Rand) error {
		_, err := s.Trend(ctx, TrendQuery{Source: "default", Name: "Create unit"})
		return err
	})
	measure("trend/rare", func(*rand.Rand) error {
		_, err := s.Trend(ctx, TrendQuery{Source: "default", Name: "Create unit", Cluster: task.Some("obcluster-3"), States: []task.State{task.Aborted}})
		return err
	})
	measure("snapshots", func(rnd *rand.Rand) error {
		_, err := s.Snapshots(ctx, "default", task.ID(35_000_001+rnd.Intn(tasks)), 0)
		return err
	})
	measure("stats", func(*rand.Rand) error { _, err := s.Stats(ctx); return err })
	measure("check", func(*rand.Rand) error { return s.Check(ctx) })
}

// fillLarge records tasks of five snapshots each: 100 names on 40 clusters of
// some tenants, every subject as likely, starts at random, so that no order
// helps. It goes round the fingerprint, and syncs rarely.
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
				e := entry(r)
				for n := range 5 {
					e.Response.Task.Status = task.StatusRunning
					if n == 4 {
						e.Response.Task.Status = ends[rnd.Intn(4)]
					}
					var fp [sha256.Size]byte
					binary.BigEndian.PutUint64(fp[:], rnd.Uint64())
					e.ReceivedMS = t0 + int64(n)
					if _, err := s.record(ctx, tx, &e, fp); err != nil {
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
	var subjects int
	if err := s.readers.QueryRow(`SELECT count(*) FROM subject`).Scan(&subjects); err != nil {
		b.Fatal(err)
	}
	b.Logf("%d snapshots of %d tasks, %d subjects, %d MB, in %v", st.Snapshots, st.Tasks, subjects, st.Bytes>>20, time.Since(start).Round(time.Second))
}
