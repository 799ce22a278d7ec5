package comparepage

import (
	"strconv"

	"taskscope/views/text"
)

// name gives every subtask a name of its own where it can: copies of a split
// stage carry their index, and what has the same name in one run (OCP's "Wait
// node") its number, the same for both of a pair.
func (b *pageOf) name() {
	b.baseNames = make([]string, len(b.Base.Snapshot.Task.Subtasks))
	b.headNames = make([]string, len(b.Head.Snapshot.Task.Subtasks))
	r := b.Result
	nth := map[string]int{}
	number := func(base, head int) {
		s := at(b.Head, head)
		if s == nil {
			s = at(b.Base, base)
		}
		n := text.Name(s)
		nth[n]++
		if k := nth[n]; k > 1 {
			n += " (" + strconv.Itoa(k) + ")"
		}
		if base >= 0 {
			b.baseNames[base] = n
		}
		if head >= 0 {
			b.headNames[head] = n
		}
	}
	for _, p := range r.Pairs { // those left over come after the pairs of their name
		number(p.Base, p.Head)
	}
	left := make(map[string]int, len(nth))
	for n, k := range nth {
		left[n] = k
	}
	for _, i := range r.OnlyBase {
		number(i, -1)
	}
	nth = left // one that only head has is not the next of one that only base has
	for _, i := range r.OnlyHead {
		number(-1, i)
	}
}
