package web

import (
	"cmp"
	"container/list"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"taskscope/internal/history"
	"taskscope/internal/live"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

// maxSightings is how many sightings the cache of courses keeps, of all tasks
// together: some 25 MB. Each change of a subtask is one.
const maxSightings = 200_000

// longWait is a wait beyond the scheduler's tick, ms: for one of those it is
// worth to ask the history whether it was held or queued.
const longWait = 1000

// maxUnread is how many subtasks of earlier snapshots are read to tell held from
// queued, which is worth a quarter of a second and no more. For attempts, of
// which nothing else tells, all are read.
const maxUnread = 50_000

// seen is what earlier snapshots tell of the subtasks that ran more than once,
// or waited for a slot or a worker, by index; nil where none did, or nothing is
// known. A page is not refused because attempts cannot be told apart: bars then
// say that they are several.
func (s *server) seen(ctx context.Context, v *visit, view live.View, a *timeline.Analysis) []timeline.Seen {
	again := func(i int) bool { return a.Spans[i].Mixed() }
	several, waited := false, false
	for i := range a.Spans {
		several = several || again(i)
		waited = waited || a.Spans[i].WaitMS > longWait || a.States[i] == task.Queued
	}
	if !several && !waited {
		return nil
	}
	t := &view.Snapshot.Task
	seen := make([]timeline.Seen, len(t.Subtasks))
	// What is shown tells as much of waits as the one before it can.
	worth := func(trail []history.Mark, unread int) bool {
		return several || len(trail) > 1 && unread*len(t.Subtasks) <= maxUnread
	}
	known, err := s.earlier(ctx, v, view, worth, func(course *timeline.Course, _ []history.Mark, first int64) {
		for i := range seen {
			if again(i) || a.Spans[i].WaitMS > 0 || a.States[i] == task.Queued {
				seen[i] = course.Seen(&t.Subtasks[i], first, view.Now.MS)
			}
			if !again(i) { // its one run is its bar
				seen[i].Attempts = nil
			}
		}
	})
	if err != nil {
		s.Logger.WarnContext(ctx, "page without attempts", "ref", view.Snapshot.Ref.String(), "error", err)
	}
	if !known {
		return nil
	}
	return seen
}

// earlier calls back with what the snapshots before a view's said, and which
// these are, in order of time; first is when the view's own was first seen. It
// does not when there are none, or they are not worth what reading those that
// are unread costs, and says so.
func (s *server) earlier(ctx context.Context, v *visit, view live.View, worth func(trail []history.Mark, unread int) bool,
	use func(course *timeline.Course, trail []history.Mark, first int64)) (bool, error) {
	trail, err := v.History.Trail(ctx, view.Snapshot.Ref)
	if err != nil {
		return false, fmt.Errorf("what was seen before: %w", err)
	}
	first := view.Snapshot.Now()
	for len(trail) > 0 && trail[len(trail)-1].NowMS > first.MS { // from after what is shown
		trail = trail[:len(trail)-1]
	}
	if len(trail) == 0 {
		return false, nil
	}
	ref := view.Snapshot.Ref
	if !view.Pinned {
		ref = ref.Newest()
	}
	known := s.courses.of(ref)
	known.mu.Lock()
	defer known.mu.Unlock()
	if known.last.NowMS > first.MS { // somebody else has just been shown a later one
		known = &course{}
	}
	if !worth(trail, len(trail)-len(known.read)) {
		return false, nil
	}
	known.follow(ctx, s, v, trail)
	s.courses.weigh(ref, known.course.Len())
	use(&known.course, trail, first.MS)
	return true, nil
}

// course is what the snapshots up to one said, with the numbers of those read.
type course struct {
	mu     sync.Mutex
	course timeline.Course
	read   map[int]bool
	last   history.Mark // of those read, the last in time
}

// follow reads the part of the trail that has not been read. What OCP said
// does not change, so that mostly is the one snapshot that came since; where
// an older one turned up in between, all is read anew.
func (k *course) follow(ctx context.Context, s *server, v *visit, trail []history.Mark) {
	for _, m := range trail {
		if !k.read[m.Ref.Snapshot] && k.before(m) {
			k.course, k.read, k.last = timeline.Course{}, nil, history.Mark{}
			break
		}
	}
	if k.read == nil {
		k.read = map[int]bool{}
	}
	var todo []history.Mark
	for i, m := range trail {
		if i+1 < len(trail) { // by then it was another
			m.LastMS = min(m.LastMS, trail[i+1].NowMS)
		}
		if !k.read[m.Ref.Snapshot] {
			todo = append(todo, m)
		}
	}
	for marks := range slices.Chunk(todo, runtime.GOMAXPROCS(0)) {
		said := s.saidAll(ctx, v, marks)
		if ctx.Err() != nil {
			return
		}
		for n, m := range marks {
			if said[n] != nil {
				k.course.Add(said[n], m.NowMS, m.LastMS)
			}
			k.read[m.Ref.Snapshot], k.last = true, m
		}
	}
}

// saidAll is what some snapshots say, decoded side by side: decoding is most of
// what attempts cost. One that cannot be read is nil.
func (s *server) saidAll(ctx context.Context, v *visit, marks []history.Mark) []*task.Task {
	tasks := make([]*task.Task, len(marks))
	var all errgroup.Group
	for n, m := range marks {
		all.Go(func() error {
			t, err := said(ctx, v, m.Ref)
			if err != nil && ctx.Err() == nil {
				s.Logger.WarnContext(ctx, "attempts without a snapshot", "ref", m.Ref.String(), "error", err)
				return nil
			}
			tasks[n] = t
			return nil
		})
	}
	_ = all.Wait() // each has said what is wrong with it
	return tasks
}

// before says whether m lies before what has been read.
func (k *course) before(m history.Mark) bool {
	return len(k.read) > 0 && cmp.Or(cmp.Compare(m.NowMS, k.last.NowMS), cmp.Compare(m.Ref.Snapshot, k.last.Ref.Snapshot)) < 0
}

// said is the task as one snapshot has it. It goes past the reader's cache,
// which hundreds of them would empty of what pages need.
func said(ctx context.Context, v *visit, ref task.Ref) (*task.Task, error) {
	snap, err := v.History.Load(ctx, ref)
	if err != nil {
		return nil, fmt.Errorf("what was seen before: %w", err)
	}
	answer, err := v.Reader.Read(snap.Body)
	if err != nil {
		return nil, fmt.Errorf("what %s said: %w", ref, err)
	}
	return &answer.Response.Task, nil
}

// courses keeps the courses used last, by Ref: one that follows the newest
// snapshot of a task, and one for each pinned snapshot that is looked at.
type courses struct {
	mu    sync.Mutex
	taken int
	order *list.List // front: used last
	byRef map[task.Ref]*list.Element
}

type kept struct {
	ref    task.Ref
	course *course
	weight int
}

func newCourses() *courses { return &courses{order: list.New(), byRef: map[task.Ref]*list.Element{}} }

func (c *courses) of(ref task.Ref) *course {
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byRef[ref]; ok {
		c.order.MoveToFront(e)
		return e.Value.(*kept).course
	}
	k := &kept{ref: ref, course: &course{}}
	c.byRef[ref] = c.order.PushFront(k)
	return k.course
}

// weigh notes how large a course has become, and lets go of those not used for
// longest. The one in use stays.
func (c *courses) weigh(ref task.Ref, sightings int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byRef[ref]
	if !ok {
		return
	}
	const least = 100 // an empty one is not for nothing
	k := e.Value.(*kept)
	c.taken += sightings + least - k.weight
	k.weight = sightings + least
	for c.taken > maxSightings && c.order.Len() > 1 {
		old := c.order.Remove(c.order.Back()).(*kept)
		delete(c.byRef, old.ref)
		c.taken -= old.weight
	}
}
