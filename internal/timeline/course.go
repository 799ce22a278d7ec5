package timeline

import (
	"slices"
	"strings"

	"taskscope/internal/task"
)

// Course is what consecutive snapshots of one task said of it and of each
// subtask: what Observe and Changes need of them, without the snapshots. The zero
// Course is empty.
type Course struct {
	by    map[task.SubtaskID][]Sighting
	task  []taskSighting    // of the task itself
	first int64             // when the first snapshot was seen, UTC ms
	words map[string]string // of OCP, each once: a part of a body would keep all of it
	count int               // of all sightings of subtasks
}

// Add takes in a snapshot of the task that was first and last seen by the
// server's clock at these moments, UTC ms, none before those added so far.
func (c *Course) Add(t *task.Task, first, last int64) {
	if c.by == nil {
		c.by, c.words = make(map[task.SubtaskID][]Sighting, len(t.Subtasks)), map[string]string{}
		c.first = first
	}
	c.sawTask(t, first, last)
	known := make(map[task.SubtaskID]bool, len(t.Subtasks))
	for i := range t.Subtasks {
		s := &t.Subtasks[i]
		if known[s.ID] { // of equal ids the first counts
			continue
		}
		known[s.ID] = true
		next := SightingOf(s, first, last)
		next.Status, next.Operation = task.Status(c.word(string(s.Status))), task.Operation(c.word(string(s.Operation)))
		before := len(c.by[s.ID])
		c.by[s.ID] = follow(c.by[s.ID], next)
		c.count += len(c.by[s.ID]) - before
	}
}

// Len is how many sightings there are: what the Course takes of memory.
func (c *Course) Len() int { return c.count }

// Seen is what is known of one subtask when, after all that was added, it was
// seen as s from first to last, UTC ms.
func (c *Course) Seen(s *task.Subtask, first, last int64) Seen {
	// A copy: what follows is not written into the Course.
	return Observe(follow(slices.Clone(c.by[s.ID]), SightingOf(s, first, last)))
}

func (c *Course) word(w string) string {
	if known, ok := c.words[w]; ok {
		return known
	}
	own := strings.Clone(w)
	c.words[own] = own
	return own
}

// follow puts a sighting behind those before it, or lengthens the last one when
// nothing has changed.
func follow(list []Sighting, next Sighting) []Sighting {
	if n := len(list); n > 0 && list[n-1].same(&next) {
		list[n-1].Last = max(list[n-1].Last, next.Last)
		return list
	}
	return append(list, next)
}

// same says whether two sightings differ in nothing but when they were.
func (s *Sighting) same(o *Sighting) bool {
	return s.Status == o.Status && s.Operation == o.Operation && s.Started == o.Started &&
		s.Finished == o.Finished && s.RunTime == o.RunTime
}
