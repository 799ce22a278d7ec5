package task

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"hash"
	"slices"
	"strings"
)

// Fingerprint is the same for two answers that describe the same state of the
// same task: the order of subtasks, of edges and of keys does not matter, nor
// does the spelling of a key, the zone a time is written in, or the envelope.
func (t *Task) Fingerprint() [sha256.Size]byte {
	h := hasher{h: sha256.New()}
	h.num(int64(t.ID))
	h.text(t.Name, string(t.Status), t.Type, string(t.Operation), t.Executor)
	h.opt(t.DefinitionID)
	h.flag(t.ProhibitRollback)
	h.flag(t.Remote)
	h.time(t.Created, t.Started, t.Finished)
	h.mark(t.Cluster != nil)
	if c := t.Cluster; c != nil {
		h.text(c.Name, c.Type)
		h.opt(c.ID, c.OBClusterID)
	}
	h.mark(t.Tenant != nil)
	if n := t.Tenant; n != nil {
		h.text(n.Name, n.Mode)
		h.opt(n.ID, n.OBTenantID)
	}
	h.text(t.Creator.Name)
	h.opt(t.Creator.ID)
	h.fields(t.Extra)

	// Copies of one id are kept apart by their own content, so that even a
	// broken answer has one fingerprint in every order.
	sums := make([][sha256.Size]byte, len(t.Subtasks))
	for i := range t.Subtasks {
		sums[i] = t.Subtasks[i].fingerprint()
	}
	slices.SortFunc(sums, func(a, b [sha256.Size]byte) int { return slices.Compare(a[:], b[:]) })
	h.num(int64(len(sums)))
	for i := range sums {
		h.h.Write(sums[i][:])
	}
	return h.sum()
}

func (s *Subtask) fingerprint() [sha256.Size]byte {
	h := hasher{h: sha256.New()}
	h.num(int64(s.ID))
	h.text(s.Name, s.Description, string(s.Status), string(s.Operation), s.Executor, s.NodeType)
	h.opt(s.SeriesID, s.TimeoutS, s.RunTime, s.ParallelIdx)
	h.flag(s.ProhibitRollback)
	h.time(s.Created, s.Started, s.Finished)
	h.ids(s.Upstreams)
	h.ids(s.Downstreams)
	h.fields(s.Extra)
	return h.sum()
}

// hasher writes values so that no two different sequences give the same
// bytes: every text is preceded by its length, every optional by a mark.
type hasher struct {
	h   hash.Hash
	buf [9]byte
}

func (h *hasher) num(n int64) {
	binary.BigEndian.PutUint64(h.buf[:8], uint64(n))
	h.h.Write(h.buf[:8])
}

func (h *hasher) text(texts ...string) {
	for _, s := range texts {
		h.num(int64(len(s)))
		h.h.Write([]byte(s))
	}
}

func (h *hasher) opt(opts ...Opt[int64]) {
	for _, o := range opts {
		h.mark(o.OK)
		if o.OK {
			h.num(o.V)
		}
	}
}

func (h *hasher) flag(o Opt[bool]) { h.mark(o.OK); h.mark(o.V && o.OK) }

func (h *hasher) time(times ...Instant) {
	for _, t := range times {
		h.mark(t.Set)
		if t.Set {
			h.num(t.MS)
		}
	}
}

func (h *hasher) mark(b bool) {
	h.buf[8] = 0
	if b {
		h.buf[8] = 1
	}
	h.h.Write(h.buf[8:])
}

func (h *hasher) ids(ids []SubtaskID) {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	h.num(int64(len(ids)))
	for _, id := range ids {
		h.num(int64(id))
	}
}

func (h *hasher) fields(fields []Field) {
	fields = slices.Clone(fields)
	for i := range fields {
		fields[i].JSON = canonical(fields[i].JSON)
	}
	slices.SortFunc(fields, func(a, b Field) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), strings.Compare(a.JSON, b.JSON))
	})
	h.num(int64(len(fields)))
	for _, f := range fields {
		h.text(f.Name, f.JSON)
	}
}

// canonical is a JSON value with its keys in order and without spaces, because
// a saved file may have been indented or sorted on its way. Numbers keep their
// digits. What is not JSON stays as it is.
func canonical(text string) string {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var v any
	if !json.Valid([]byte(text)) || d.Decode(&v) != nil {
		return text
	}
	b, err := json.Marshal(v)
	if err != nil {
		return text
	}
	return string(b)
}

func (h *hasher) sum() (sum [sha256.Size]byte) {
	h.h.Sum(sum[:0])
	return sum
}
