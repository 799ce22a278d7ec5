package baseline

import (
	"cmp"
	"encoding/binary"
	"errors"
	"slices"

	"taskscope/internal/task"
)

// Timings are the clean runs of one task by stage: a version byte, then for
// each stage in rising order its 8 bytes, big-endian, how many runs follow, and
// the runs in ms, as varints. nil is a task without any.
type Timings []byte

// version is the first byte of Timings.
const version = 1

// ErrTimings says that bytes are not Timings.
var ErrTimings = errors.New("not the timings of a task")

// TimingsOf packs the clean runs of a task.
func TimingsOf(t *task.Task) Timings {
	type run struct {
		stage Stage
		ms    int64
	}
	runs := make([]run, 0, len(t.Subtasks))
	for i := range t.Subtasks {
		if ms, ok := clean(&t.Subtasks[i]); ok {
			runs = append(runs, run{StageOf(&t.Subtasks[i]), ms})
		}
	}
	if len(runs) == 0 {
		return nil
	}
	// Also by time, so that the order of the subtasks, which means nothing, is
	// not in the bytes.
	slices.SortFunc(runs, func(a, b run) int { return cmp.Or(cmp.Compare(a.stage, b.stage), cmp.Compare(a.ms, b.ms)) })
	b := append(make(Timings, 0, 1+12*len(runs)), version)
	for from := 0; from < len(runs); {
		to := from + 1
		for to < len(runs) && runs[to].stage == runs[from].stage {
			to++
		}
		b = binary.BigEndian.AppendUint64(b, uint64(runs[from].stage))
		b = binary.AppendUvarint(b, uint64(to-from))
		for _, r := range runs[from:to] {
			b = binary.AppendUvarint(b, uint64(r.ms))
		}
		from = to
	}
	return b
}

// each calls back for every stage that is wanted, both in rising order, with its
// runs; the slice is reused.
func (b Timings) each(wanted []Stage, found func(k int, ms []int64)) error {
	if len(b) == 0 {
		return nil
	}
	if b[0] != version {
		return ErrTimings
	}
	var ms []int64
	k := 0
	for rest := b[1:]; len(rest) > 0; {
		if len(rest) < 9 {
			return ErrTimings
		}
		stage := Stage(binary.BigEndian.Uint64(rest))
		n, size := binary.Uvarint(rest[8:])
		// A run takes a byte at least: what is longer is damaged.
		if rest = rest[8+max(size, 0):]; size <= 0 || n == 0 || n > uint64(len(rest)) {
			return ErrTimings
		}
		for k < len(wanted) && wanted[k] < stage {
			k++
		}
		ms = ms[:0]
		for range n {
			v, size := binary.Uvarint(rest)
			if size <= 0 || v > 1<<62 {
				return ErrTimings
			}
			rest = rest[size:]
			ms = append(ms, int64(v))
		}
		if k < len(wanted) && wanted[k] == stage {
			found(k, ms)
		}
	}
	return nil
}
