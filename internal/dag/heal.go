package dag

import (
	"cmp"
	"slices"
	"strconv"

	"taskscope/internal/task"
)

// healer turns what a task's subtasks tell of their neighbours into edges. All
// its node numbers are seats: positions in the order of precedence, which is
// what makes the result independent of the order of Task.Subtasks.
type healer struct {
	t        *task.Task
	index    []int32                  // by seat: index into t.Subtasks
	owner    map[task.SubtaskID]int32 // the first seat that has the id
	shared   []bool                   // by seat: another subtask has the same id
	claims   []claim
	problems []task.Problem
}

// claim is one neighbour as one subtask tells it.
type claim struct {
	edge
	side uint8
}

// key puts claims in order of u, then v, as one number: a large task has tens
// of thousands, and numbers sort several times faster than structs.
func (c claim) key() uint64 {
	return uint64(uint32(c.u))<<33 | uint64(uint32(c.v))<<2 | uint64(c.side)
}

func claimOf(key uint64) claim {
	return claim{edge{int32(key >> 33), int32(key >> 2 & (1<<31 - 1))}, uint8(key & 3)}
}

// edge leads from seat u to seat v.
type edge struct{ u, v int32 }

// The sides an edge can be told from.
const (
	byDownstream uint8 = 1 << iota // told by v, in its upstreams
	byUpstream                     // told by u, in its downstreams
)

func newHealer(t *task.Task) *healer {
	n := len(t.Subtasks)
	h := &healer{t: t, index: make([]int32, n), owner: make(map[task.SubtaskID]int32, n), shared: make([]bool, n)}
	for i := range h.index {
		h.index[i] = int32(i)
	}
	slices.SortFunc(h.index, func(a, b int32) int {
		if c := precedence(&t.Subtasks[a], &t.Subtasks[b]); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	for seat := range h.index {
		first, taken := h.owner[h.sub(int32(seat)).ID]
		if !taken {
			h.owner[h.sub(int32(seat)).ID] = int32(seat)
			continue
		}
		h.shared[first], h.shared[seat] = true, true
	}
	return h
}

// precedence sorts by id. Several subtasks with one id are broken data; among
// them what does not change while a task runs decides first, so that a
// drawing holds still, and times only where all else is alike.
func precedence(a, b *task.Subtask) int {
	if c := cmp.Compare(a.ID, b.ID); c != 0 {
		return c
	}
	return cmp.Or(
		compareOpt(a.SeriesID, b.SeriesID),
		cmp.Compare(a.Name, b.Name),
		compareOpt(a.ParallelIdx, b.ParallelIdx),
		slices.Compare(a.Upstreams, b.Upstreams),
		slices.Compare(a.Downstreams, b.Downstreams),
		compareInstant(a.Created, b.Created),
		compareInstant(a.Started, b.Started),
		compareInstant(a.Finished, b.Finished),
		cmp.Compare(a.Status, b.Status),
		cmp.Compare(a.Operation, b.Operation),
		cmp.Compare(a.Executor, b.Executor),
	)
}

// compareOpt puts what is absent last.
func compareOpt(a, b task.Opt[int64]) int {
	if a.OK != b.OK {
		return cmp.Compare(present(b.OK), present(a.OK))
	}
	return cmp.Compare(a.V, b.V)
}

// compareInstant puts what is absent last.
func compareInstant(a, b task.Instant) int {
	if a.Set != b.Set {
		return cmp.Compare(present(b.Set), present(a.Set))
	}
	return cmp.Compare(a.MS, b.MS)
}

func present(ok bool) int {
	if ok {
		return 1
	}
	return 0
}

func (h *healer) sub(seat int32) *task.Subtask { return &h.t.Subtasks[h.index[seat]] }

func (h *healer) problem(kind task.ProblemKind, seat int32, others ...task.SubtaskID) {
	args := make([]string, len(others))
	for i, id := range others {
		args[i] = id.String()
	}
	h.problems = append(h.problems, task.Problem{Kind: kind, Subtask: h.sub(seat).ID, Args: args})
}

// readClaims collects what every subtask tells, and drops what cannot be an edge.
func (h *healer) readClaims() {
	// By seat: the last list that named it, and the last that did so twice.
	// Stamps instead of a set per list, because one list can name everybody.
	named, repeated := make([]int32, len(h.index)), make([]int32, len(h.index))
	list := int32(0)
	for seat := range int32(len(h.index)) {
		s := h.sub(seat)
		self := false
		var unknown map[task.SubtaskID]bool
		for _, side := range []uint8{byDownstream, byUpstream} {
			ids := s.Upstreams
			if side == byUpstream {
				ids = s.Downstreams
			}
			list++
			for _, id := range ids {
				other, known := h.owner[id]
				switch {
				case id == s.ID:
					if !self {
						h.problem(task.ProblemSelfEdge, seat)
					}
					self = true
				case !known:
					if !unknown[id] {
						h.problem(task.ProblemUnknownUpstream, seat, id)
					}
					if unknown == nil {
						unknown = make(map[task.SubtaskID]bool)
					}
					unknown[id] = true
				case named[other] == list:
					if repeated[other] != list {
						h.problem(task.ProblemDuplicateEdge, seat, id)
					}
					repeated[other] = list
				default:
					named[other] = list
					e := edge{other, seat}
					if side == byUpstream {
						e = edge{seat, other}
					}
					h.claims = append(h.claims, claim{e, side})
				}
			}
		}
	}
}

// merge joins the two tellings of each edge and reports those told once. An
// answer in which one of the two lists is empty everywhere (old ones have only
// upstreams) is one problem, not one per edge.
func (h *healer) merge() []edge {
	keys := make([]uint64, len(h.claims))
	sides := uint8(0)
	for i, c := range h.claims {
		keys[i] = c.key()
		sides |= c.side
	}
	slices.Sort(keys)
	for i, key := range keys {
		h.claims[i] = claimOf(key)
	}
	edges := make([]edge, 0, len(h.claims)/2+1)
	var single []claim
	for i := 0; i < len(h.claims); {
		c := h.claims[i]
		for i++; i < len(h.claims) && h.claims[i].edge == c.edge; i++ {
			c.side |= h.claims[i].side
		}
		edges = append(edges, c.edge)
		// With a shared id the other side cannot say whom it means.
		if c.side != byDownstream|byUpstream && !h.shared[c.u] && !h.shared[c.v] {
			single = append(single, c)
		}
	}
	if sides != byDownstream|byUpstream && len(single) > 1 {
		h.oneSided(single[0], len(single))
		return edges
	}
	for _, c := range single {
		h.oneSided(c, 1)
	}
	return edges
}

// oneSided is listed at the subtask that leaves the edge out.
func (h *healer) oneSided(c claim, edges int) {
	silent := c.u
	if c.side == byUpstream {
		silent = c.v
	}
	h.problem(task.ProblemOneSidedEdge, silent, h.sub(c.u).ID, h.sub(c.v).ID)
	last := &h.problems[len(h.problems)-1]
	last.Args = append(last.Args, strconv.Itoa(edges))
}
