package live

import (
	"testing"

	"taskscope/internal/task"
)

func TestCacheKeepsWhatWasUsedLast(t *testing.T) {
	ref := func(n int) task.Ref { return task.Ref{Source: "ocp", Task: 1, Snapshot: n} }
	snap := func(n, length int) task.Snapshot { return task.Snapshot{Ref: ref(n), Body: make([]byte, length)} }
	c := newCache(3 * (100*perByte + 1024))
	for n := 1; n <= 3; n++ {
		c.put(snap(n, 100))
	}
	if _, ok := c.get(ref(1)); !ok {
		t.Fatal("three entries do not fit a cache of three")
	}
	c.put(snap(4, 100))
	for n, want := range map[int]bool{1: true, 2: false, 3: true, 4: true} {
		if _, ok := c.get(ref(n)); ok != want {
			t.Errorf("entry %d kept = %t, want %t", n, ok, want)
		}
	}
	c.put(snap(5, 1<<20))
	if _, ok := c.get(ref(5)); ok {
		t.Error("an entry larger than the cache was kept")
	}
	if c.taken > c.room || len(c.byRef) != c.order.Len() {
		t.Errorf("cache takes %d of %d, %d refs for %d entries", c.taken, c.room, len(c.byRef), c.order.Len())
	}
}
