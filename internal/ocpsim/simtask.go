package ocpsim

import (
	"fmt"
	"strconv"
	"sync"
	"time"
)

// task is a plan with what was computed from it. The computing waits until the
// task is asked for, so that a demo starts at once.
type task struct {
	plan     *plan
	template template
	stages   []stage
	seed     uint64

	once     sync.Once
	run      *run
	executor string
	setOrder []int // of the subtasks in the answer: that of a Java Set
}

func newTask(p *plan, t template, seed uint64) (*task, error) {
	stages, err := parseStages(t.stages)
	if err != nil {
		return nil, fmt.Errorf("template %s: %w", t.key, err)
	}
	return &task{plan: p, template: t, stages: stages, seed: seed}, nil
}

// played is the task's whole course.
func (t *task) played() *run {
	t.once.Do(func() {
		p := t.plan
		executors := []string{"10.20.0.11", "10.20.0.12", "10.20.0.13"}
		r := draw(t.seed, "graph", strconv.FormatInt(p.id, 10))
		t.executor = executors[r.IntN(len(executors))]
		steps := build(t.stages, p.hosts, idBase(p.id), executors, r)
		t.setOrder = shuffled(len(steps), r)
		t.run = simulate(p, steps, t.seed)
	})
	return t.run
}

// idBase is where a task's subtask ids begin: far enough from the next task's
// for the largest.
func idBase(task int64) int64 {
	if task > maxSafe {
		return task
	}
	return 20_000_000 + task%1_000_000*5_000
}

// exists says whether the task was created by then.
func (t *task) exists(at time.Time) bool { return !at.Before(t.plan.start) }

// data is the JSON of the task at a moment.
func (t *task) data(at time.Time) ([]byte, error) {
	t.played()
	data, err := encode(t.wire(at.Sub(t.plan.start).Milliseconds()))
	if err != nil || t.plan.edit == nil {
		return data, err
	}
	return edited(data, t.plan.edit)
}
