package ocpsim

import (
	"hash/fnv"
	"math/rand/v2"
)

// step is one subtask of a task as its template makes it, before anything ran.
type step struct {
	id       int64
	series   int64 // unique in the task, not an order
	name     string
	timeout  int // seconds; 0 is none
	parallel int // index among the copies of a split stage, else -1
	nth      int // how many steps of that name and parallel come before it in the template
	up, down []int
	forbid   bool   // rollback of it is forbidden
	executor string // the OCP node that will run it
}

// build makes the subtasks of a task over that many hosts, in the template's
// order (so every upstream has a lower index). Ids follow base, in an order of
// their own: OCP inserts an unordered set.
func build(stages []stage, hosts int, base int64, executors []string, r *rand.Rand) []step {
	var steps []step
	var groups [][]int // the copies of each template node: they get consecutive series ids
	type key struct {
		name     string
		parallel int
	}
	seen := map[key]int{}
	add := func(d stepDef, parallel int) int {
		k := key{d.name, parallel}
		steps = append(steps, step{name: d.name, timeout: d.timeout, parallel: parallel, nth: seen[k],
			forbid: forbidsRollback(d.name), executor: executors[r.IntN(len(executors))]})
		seen[k]++
		return len(steps) - 1
	}
	link := func(from, to int) {
		steps[from].down = append(steps[from].down, to)
		steps[to].up = append(steps[to].up, from)
	}

	var ends []int // the last steps of the stage before
	for _, s := range stages {
		var heads, tails []int
		for c := range s.copies(hosts) {
			parallel := -1
			if s.kind == hostStage || s.kind == zoneStage {
				parallel = c
			}
			last := -1
			for _, d := range s.steps {
				i := add(d, parallel)
				if last >= 0 {
					link(last, i)
				} else {
					heads = append(heads, i)
				}
				last = i
				if parallel < 0 {
					groups = append(groups, []int{i})
				}
			}
			tails = append(tails, last)
		}
		if s.kind == hostStage || s.kind == zoneStage {
			groups = append(groups, heads)
		}
		for _, from := range ends {
			for _, to := range heads {
				link(from, to)
			}
		}
		ends = tails
	}
	number(steps, groups, base, r)
	return steps
}

// number gives the steps their ids and series ids.
func number(steps []step, groups [][]int, base int64, r *rand.Rand) {
	series := int64(0)
	for _, g := range shuffled(len(groups), r) {
		for _, i := range groups[g] {
			steps[i].series = series
			series++
		}
	}
	id := base
	for _, i := range shuffled(len(steps), r) {
		id += 1 + int64(r.IntN(3)) // other tasks take ids from the same counter
		steps[i].id = id
	}
}

// shuffled is a permutation of 0..n-1 that is not the identity if it can help
// it, so that no reader may take it for an order.
func shuffled(n int, r *rand.Rand) []int {
	p := r.Perm(n)
	for i := range p {
		if p[i] != i {
			return p
		}
	}
	if n > 1 {
		p[0], p[n-1] = p[n-1], p[0]
	}
	return p
}

// draw makes the source of everything random about the thing named by parts.
// One source per thing, not one for all: a new scenario changes no other.
func draw(seed uint64, parts ...string) *rand.Rand {
	h := fnv.New64a()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}

// forbidsRollback is the constant that OCP keeps in a step's class: what it
// destroyed or switched cannot be brought back.
func forbidsRollback(name string) bool {
	switch name {
	case "Delete observer", "Clean observer host", "Delete zone", "Delete cluster info", "Failover to Primary",
		"Failover to primary tenant", "Remove standby cluster", "Switchover to standby",
		"Switch primary tenant to standby", "Upgrade tenant data version", "Submit cluster upgrade task":
		return true
	}
	return false
}
