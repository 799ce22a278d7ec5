package ocpsim

import (
	_ "embed"
	"fmt"
	"net/http"
	"sync"
	"time"
)

//go:embed sample.json
var sample string

// Sim is a simulated OCP. It is safe for concurrent use.
type Sim struct {
	cfg    Config
	tasks  []*task         // in display order
	byID   map[int64]*task // the same
	closed chan struct{}   // closed by Close: releases what hangs

	mu        sync.Mutex
	down      bool
	shut      bool
	faults    map[int64]Fault // set from outside; id 0 is every task
	turns     map[int64]int   // answers given since the fault was set
	forgotten map[int64]bool
	requests  map[int64]int
	refused   int // requests without valid credentials
	traces    uint64
}

// Entry is one line of the catalogue.
type Entry struct {
	ID       int64
	Name     string // OCP's name for the type of task
	Scenario string // stable key, e.g. "running", "failed-split"; the words for it are the caller's
	Group    string // one of the Group constants
	Fault    Fault  // what asking for it does; "" for an orderly answer
	Live     bool   // it changes with the clock
	Subtasks int
	Pair     int64 // the run worth comparing it with, 0 if none
}

// The groups of the catalogue, in display order.
const (
	GroupSample  = "sample"  // the API page's own
	GroupLive    = "live"    // run while the process does
	GroupDone    = "done"    // one of each way to end
	GroupPairs   = "pairs"   // worth comparing
	GroupHistory = "history" // daily runs of one name
	GroupTypes   = "types"   // each type of task
	GroupOdd     = "odd"     // drawn, with problems listed
	GroupFaults  = "faults"  // no orderly answer
)

// New makes a simulated OCP. It is quick: a task is computed when it is first
// asked for. Errors are mistakes in the Config.
func New(cfg Config) (*Sim, error) {
	if err := cfg.complete(); err != nil {
		return nil, err
	}
	s := &Sim{cfg: cfg, byID: map[int64]*task{}, closed: make(chan struct{}), faults: map[int64]Fault{},
		turns: map[int64]int{}, forgotten: map[int64]bool{}, requests: map[int64]int{}}
	kinds := map[string]template{}
	for _, t := range templates() {
		kinds[t.key] = t
	}
	for _, g := range []struct {
		name  string
		plans []*plan
	}{
		{GroupSample, []*plan{{id: Sample, scenario: "sample", template: "reinstall-agent", hosts: 1}}},
		{GroupLive, liveScenarios(cfg.Start)},
		{GroupDone, doneScenarios(cfg.Past)},
		{GroupPairs, pairScenarios(cfg.Past)},
		{GroupHistory, historyScenarios(cfg.Past)},
		{GroupTypes, typeScenarios(cfg.Past)},
		{GroupOdd, oddScenarios(cfg.Past)},
		{GroupFaults, faultScenarios(cfg.Past)},
	} {
		for _, p := range g.plans {
			p.group, p.live = g.name, g.name == GroupLive
			if p.live {
				p.id += cfg.LiveShift
			}
			p.complete()
			k, ok := kinds[p.template]
			if !ok {
				return nil, fmt.Errorf("simulated OCP: scenario %s: no template %q", p.scenario, p.template)
			}
			if s.byID[p.id] != nil {
				return nil, fmt.Errorf("simulated OCP: scenario %s: id %d is taken", p.scenario, p.id)
			}
			t, err := newTask(p, k, cfg.Seed)
			if err != nil {
				return nil, fmt.Errorf("simulated OCP: scenario %s: %w", p.scenario, err)
			}
			s.tasks = append(s.tasks, t)
			s.byID[p.id] = t
			if p.fault != "" {
				s.faults[p.id] = p.fault
			}
		}
	}
	return s, nil
}

// Catalogue lists all tasks there are, in display order.
func (s *Sim) Catalogue() []Entry {
	entries := make([]Entry, len(s.tasks))
	for i, t := range s.tasks {
		entries[i] = Entry{ID: t.plan.id, Name: t.template.name, Scenario: t.plan.scenario, Group: t.plan.group,
			Fault: t.plan.fault, Live: t.plan.live, Subtasks: size(t.stages, t.plan.hosts), Pair: t.plan.pair}
	}
	return entries
}

// Body is the body that the detail call answers with at that moment if nothing
// goes wrong; false when OCP has no such task then. Its traceId and duration
// are drawn from id and moment.
func (s *Sim) Body(id int64, at time.Time) ([]byte, bool) {
	t := s.byID[id]
	if t == nil || !t.exists(at) {
		return nil, false
	}
	if id == Sample {
		return []byte(sample), true
	}
	r := draw(s.cfg.Seed, "body", stamp(at.UTC()), t.plan.scenario)
	return s.envelope(t, at, fmt.Sprintf("%016x", r.Uint64())), true
}

// SetDown breaks every connection from now on, or no longer.
func (s *Sim) SetDown(down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = down
}

// SetFault gives a task a fault; "" makes it answer in order. Id 0 is every
// task that has none of its own.
func (s *Sim) SetFault(id int64, f Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults[id] = f
	if id == 0 {
		clear(s.turns)
	}
	delete(s.turns, id)
}

// Forget lets OCP purge a task: it is 404 from now on.
func (s *Sim) Forget(id int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.forgotten[id] = true
}

// Requests is how often the detail of a task was asked for, whatever came of it.
func (s *Sim) Requests(id int64) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests[id]
}

// Refused is how many requests came without valid credentials.
func (s *Sim) Refused() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refused
}

// Close releases every request that hangs or drips. It does not end the
// http.Server around the Handler.
func (s *Sim) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.shut {
		s.shut = true
		close(s.closed)
	}
}

// Handler serves the API.
func (s *Sim) Handler() http.Handler { return http.HandlerFunc(s.serve) }
