package history

import (
	"fmt"
	"testing"

	"taskscope/internal/baseline"
	"taskscope/internal/task"
)

// BenchmarkBaseline is the baseline of a large task with as many other runs as
// count: one query and the figures of all its subtasks; and what a page that is
// unchanged asks instead.
func BenchmarkBaseline(b *testing.B) {
	for _, n := range []int{4, 119, 1312} {
		s := openNew(b)
		for k := range MaxTimings + 1 {
			r := made(task.ID(1+k), n)
			for i := range r.Task.Subtasks {
				r.Task.Subtasks[i].Finished.MS += int64(k*i) % 90_000
			}
			e := entry(r)
			e.Body = []byte("{}") // nobody reads it
			record(b, s, e)
		}
		asked := made(1, n)
		q := TimingsQuery{Source: "default", Name: asked.Task.Name, Except: 1}
		b.Run(fmt.Sprintf("figures/%d", n), func(b *testing.B) {
			began := cpu(b)
			defer func() { b.ReportMetric(float64((cpu(b)-began).Microseconds())/1000/float64(b.N), "cpu-ms/op") }()
			for b.Loop() {
				timings, err := s.Timings(b.Context(), q)
				if err != nil || len(timings) != MaxTimings {
					b.Fatal(len(timings), err)
				}
				if f, err := baseline.New(&asked.Task, timings); err != nil || f.Of(n-1).Runs != MaxTimings {
					b.Fatal(f.Of(n-1), err)
				}
			}
		})
		b.Run(fmt.Sprintf("stamp/%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.TimingsStamp(b.Context(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("suggest/%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Suggest(b.Context(), SuggestQuery{Source: "default", Name: asked.Task.Name, Cluster: "obprod", Tenant: "sys", Task: 9}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
