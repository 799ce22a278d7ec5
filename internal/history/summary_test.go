package history

import (
	"context"
	"testing"

	"taskscope/internal/task"
)

func TestSummary(t *testing.T) {
	start := t0 - 3_600_000
	tests := []struct {
		name   string
		change func(*task.Task)
		want   func(*task.Summary)
	}{
		{"finished", func(*task.Task) {}, func(*task.Summary) {}},
		{"no cluster, tenant, creator", func(k *task.Task) { k.Cluster, k.Tenant, k.Creator = nil, nil, task.Creator{} },
			func(m *task.Summary) { m.Cluster, m.Tenant, m.Creator = "", "", "" }},
		{"running, with the finish of an earlier attempt", func(k *task.Task) {
			k.Status, k.Operation = "running", task.OpRetry
			k.Subtasks[2].Status = task.StatusRunning
		}, func(m *task.Summary) {
			m.State, m.RawStatus, m.Done = task.Retrying, "running", 2
			m.Ended, m.MakespanMS = task.Instant{}, task.Opt[int64]{}
		}},
		{"rolled back", func(k *task.Task) {
			k.Operation = task.OpRollback
			for i := range k.Subtasks {
				k.Subtasks[i].Status, k.Subtasks[i].Operation = task.StatusPending, task.OpRollback
			}
		}, func(m *task.Summary) { m.State = task.RolledBack }},
		{"no start: creation", func(k *task.Task) { k.Started = task.Instant{} },
			func(m *task.Summary) { m.Started, m.MakespanMS = task.At(start-500, 28800), task.Some[int64](22_827) }},
		{"no start, no creation: first subtask", func(k *task.Task) {
			k.Started, k.Created = task.Instant{}, task.Instant{}
			k.Subtasks[0].Started = task.Instant{}
		}, func(m *task.Summary) { m.Started, m.MakespanMS = task.At(start+10, 28800), task.Some[int64](22_317) }},
		{"no finish: last subtask", func(k *task.Task) { k.Finished = task.Instant{} },
			func(m *task.Summary) { m.Ended, m.MakespanMS = task.At(start+25, 28800), task.Some[int64](25) }},
		{"ends before it starts", func(k *task.Task) { k.Finished = task.At(start-1, 0) },
			func(m *task.Summary) { m.Ended, m.MakespanMS = task.At(start-1, 0), task.Some[int64](0) }},
		{"no times at all", func(k *task.Task) {
			k.Started, k.Created, k.Finished, k.Subtasks = task.Instant{}, task.Instant{}, task.Instant{}, nil
		}, func(m *task.Summary) {
			m.Started, m.Ended, m.MakespanMS, m.Done, m.Of = task.Instant{}, task.Instant{}, task.Opt[int64]{}, 0, 0
		}},
		{"unknown status", func(k *task.Task) { k.Status = "暂停"; k.Finished = task.Instant{} },
			func(m *task.Summary) {
				m.State, m.RawStatus = task.Unknown, "暂停"
				m.Ended, m.MakespanMS = task.Instant{}, task.Opt[int64]{}
			}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := openNew(t)
			r := made(7, 3)
			tt.change(&r.Task)
			e := entry(r)
			e.ReceivedMS = 5000
			record(t, s, e)
			want := task.Summary{Ref: task.Ref{Source: "default", Task: 7, Snapshot: 1}, Origin: task.OriginOCP,
				Name: "Reinstall OCP agent", State: task.Succeeded, RawStatus: task.StatusSuccessful, Done: 3, Of: 3,
				Cluster: "obprod", Tenant: "sys", Creator: "admin",
				Started: task.At(start, 28800), Ended: task.At(start+22_327, 28800), MakespanMS: task.Some[int64](22_327),
				RecordedMS: 5000, SeenMS: 5000, Newest: true, Snapshots: 1}
			tt.want(&want)
			got, err := s.Snapshots(context.Background(), "default", 7, 0)
			if err != nil || len(got) != 1 || got[0] != want {
				t.Errorf("Snapshots = %+v, %v\nwant %+v", got, err, want)
			}
			for _, q := range []Query{{}, {Newest: true}} {
				if p := list(t, s, q); len(p.Items) != 1 || p.Items[0] != want {
					t.Errorf("List(%+v) = %+v\nwant %+v", q, p.Items, want)
				}
			}
		})
	}
}
