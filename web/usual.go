package web

import (
	"context"
	"strings"
	"sync"

	"taskscope/internal/baseline"
	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/task"
	"taskscope/views/taskpage"
)

// others asks history about the other runs of a task.
func others(snap *task.Snapshot) history.TimingsQuery {
	return history.TimingsQuery{Source: snap.Ref.Source, Name: snap.Task.Name, Except: snap.Task.ID}
}

// usualStamp names what is known of the other runs of a task, without reading
// it; it is absent when that cannot be said. A task without a name has no others.
func (s *server) usualStamp(ctx context.Context, v *visit, snap *task.Snapshot) task.Opt[uint64] {
	if snap.Task.Name == "" {
		return task.Opt[uint64]{}
	}
	stamp, err := v.History.TimingsStamp(ctx, others(snap))
	if err != nil {
		s.Logger.WarnContext(ctx, "page without baselines", "ref", snap.Ref.String(), "error", err)
		return task.Opt[uint64]{}
	}
	return task.Some(stamp)
}

// usual is what the other runs of a task tell of it. A page is not refused
// because that is not known.
func (s *server) usual(ctx context.Context, v *visit, r *reading) baseline.Usual {
	return s.usualOf(ctx, v, r, s.usualStamp(ctx, v, &r.view.Snapshot))
}

// usualOf is usual where the stamp has been asked for.
func (s *server) usualOf(ctx context.Context, v *visit, r *reading, known task.Opt[uint64]) baseline.Usual {
	if !known.OK {
		return baseline.Usual{Worst: -1}
	}
	snap, stamp := &r.view.Snapshot, known.V
	figures, ok := s.figures.get(snap.Ref, stamp)
	if !ok {
		timings, err := v.History.Timings(ctx, others(snap))
		if err == nil {
			figures, err = baseline.New(&snap.Task, timings)
		}
		if err != nil {
			s.Logger.WarnContext(ctx, "page without some baselines", "ref", snap.Ref.String(), "error", err)
		}
		if err == nil {
			s.figures.put(snap.Ref, stamp, figures)
		}
	}
	return baseline.Read(&snap.Task, r.graph, r.analysis, figures, r.view.Now.MS)
}

// maxFigures is how many subtasks' figures are kept, of all tasks together: some
// 6 MB. A page of a running task is asked for every few seconds.
const maxFigures = 200_000

// figures keeps the baselines of the snapshots looked at last. It is emptied
// when it is full: they are soon made anew.
type figures struct {
	mu    sync.Mutex
	taken int
	by    map[figuresKey]baseline.Set
}

// figuresKey tells what figures are of: a snapshot (whose subtasks do not
// change; number 0, of one that was not recorded, is not kept), and what is
// known of the others.
type figuresKey struct {
	ref   task.Ref
	stamp uint64
}

func newFigures() *figures { return &figures{by: map[figuresKey]baseline.Set{}} }

func (f *figures) get(ref task.Ref, stamp uint64) (baseline.Set, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	known, ok := f.by[figuresKey{ref, stamp}]
	return known, ok
}

func (f *figures) put(ref task.Ref, stamp uint64, known baseline.Set) {
	if ref.Snapshot == 0 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	const least = 100 // none takes room, too
	if f.taken += len(known.Figures) + least; f.taken > maxFigures {
		f.by, f.taken = map[figuresKey]baseline.Set{}, len(known.Figures)+least
	}
	f.by[figuresKey{ref, stamp}] = known
}

// suggested are the runs that a task is best compared with.
func (s *server) suggested(ctx context.Context, v *visit, view *live.View) ([]taskpage.Suggested, error) {
	ref, t := view.Snapshot.Ref, &view.Snapshot.Task
	q := history.SuggestQuery{Source: ref.Source, Name: t.Name, Task: t.ID, AtMS: t.Started.Or(t.Created).Or(view.Now).MS}
	q.Cluster, q.Tenant = place(t)
	if t.Name == "" {
		return nil, nil
	}
	found, err := v.History.Suggest(ctx, q)
	if err != nil {
		return nil, err
	}
	var all []taskpage.Suggested
	add := func(role taskpage.Role, run *task.Summary) {
		if run != nil {
			g := taskpage.Suggested{Role: role, Run: *run}
			if role == taskpage.Fastest || role == taskpage.Slowest {
				g.Of, g.More = found.Succeeded, found.Succeeded == history.MaxSucceeded
			}
			all = append(all, g)
		}
	}
	add(taskpage.LastSuccess, found.LastSuccess)
	add(taskpage.Previous, found.Previous)
	add(taskpage.Fastest, found.Fastest)
	add(taskpage.Slowest, found.Slowest)
	return all, nil
}

// place is where a task works, by name; "" for none.
func place(t *task.Task) (cluster, tenant string) {
	if t.Cluster != nil {
		cluster = t.Cluster.Name
	}
	if t.Tenant != nil {
		tenant = t.Tenant.Name
	}
	return cluster, tenant
}

// stampOf is a suggestion as far as a page's validator is concerned.
func stampOf(all []taskpage.Suggested) string {
	var b strings.Builder
	for k := range all {
		b.WriteString(string(all[k].Role) + all[k].Run.Ref.String() + " ")
	}
	return b.String()
}
