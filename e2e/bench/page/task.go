package page

import (
	"math/rand/v2"
)

// subtask is one of a made task, as far as both pages need it. Times are ms
// from the task's start; a subtask that never began has end 0.
type subtask struct {
	id         int64
	name       string
	copy       int // its parallelIdx; -1 unless it is of a split stage
	ups        []int
	start, end int64
	status     string
	operation  string
	runs       int
}

const (
	successful = "SUCCESSFUL"
	failed     = "FAILED"
	pending    = "PENDING"
)

// makeTask is a task of n subtasks, the same one for the same n: chains, fan-outs
// of different checks, split stages that a node waits for, hosts that go
// through the same steps side by side. One in forty was retried. Near its end a
// copy failed, and what came after it never began.
func makeTask(n int) []subtask {
	m := maker{r: rand.New(rand.NewPCG(7, uint64(n))), n: n, names: stepNames()}
	last := m.add(1, -1, m.name(), nil)
	for len(m.all) < n {
		switch m.r.IntN(5) {
		case 0: // a chain
			for range 1 + m.r.IntN(4) {
				last = m.add(1, -1, m.name(), last)
			}
		case 1: // different checks of one thing
			var all []int
			for range 2 + m.r.IntN(5) {
				all = append(all, m.add(1, -1, m.name(), last)...)
			}
			last = m.add(1, -1, m.name(), all)
		case 2: // a few steps of every host beside each other
			hosts := m.add(m.width(), 0, m.name(), last)
			for range 1 + m.r.IntN(3) {
				hosts = m.beside(hosts)
			}
			last = m.add(1, -1, m.gate(), hosts)
		default: // a split stage
			last = m.add(1, -1, m.gate(), m.add(m.width(), 0, m.name(), last))
		}
	}
	m.fail()
	return m.all
}

// maker grows a task.
type maker struct {
	r     *rand.Rand
	n     int
	names []string
	all   []subtask
}

func (m *maker) name() string { return m.names[m.r.IntN(len(m.names))] }
func (m *maker) gate() string { return gates()[m.r.IntN(len(gates()))] }

// width is how many copies a stage has: a task grows in both directions.
func (m *maker) width() int {
	w := 2
	for w*w < m.n {
		w++
	}
	return 2 + m.r.IntN(w)
}

// add makes count subtasks of one name that each come after all of ups, as many
// as the task has room for. From is the first one's parallelIdx, or -1.
func (m *maker) add(count, from int, name string, ups []int) []int {
	var made []int
	for k := range min(count, m.n-len(m.all)) {
		c := from
		if from >= 0 {
			c += k
		}
		made = append(made, m.one(name, c, ups))
	}
	if len(made) == 0 {
		return ups
	}
	return made
}

// beside makes one more step of each host.
func (m *maker) beside(hosts []int) []int {
	name := m.name()
	var made []int
	for k, up := range hosts {
		made = append(made, m.add(1, k, name, []int{up})...)
	}
	return made
}

// one makes a subtask that waits a while and runs from 20 ms to ten minutes,
// mostly short.
func (m *maker) one(name string, c int, ups []int) int {
	ready := int64(0)
	for _, u := range ups {
		ready = max(ready, m.all[u].end)
	}
	i := len(m.all)
	s := subtask{id: 13_000_000 + int64(i), name: name, copy: c, ups: ups, status: successful, operation: "EXECUTE", runs: 1}
	s.start = ready + 50 + m.r.Int64N(1500)
	long := m.r.Float64()
	s.end = s.start + 20 + int64(600_000*long*long*long*long*long)
	if i%40 == 7 {
		s.operation, s.runs = "RETRY", 2
	}
	m.all = append(m.all, s)
	return i
}

// fail makes one of the last subtasks fail and takes back what came after it.
func (m *maker) fail() {
	at := m.n - 1 - max(1, m.n/50)
	m.all[at].status, m.all[at].operation, m.all[at].runs = failed, "EXECUTE", 1
	after := map[int]bool{at: true}
	for i := at + 1; i < m.n; i++ {
		s := &m.all[i]
		for _, u := range s.ups {
			if after[u] {
				after[i] = true
				s.status, s.operation, s.start, s.end, s.runs = pending, "EXECUTE", 0, 0, 0
				break
			}
		}
	}
}
