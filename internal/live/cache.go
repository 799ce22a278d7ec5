package live

import (
	"container/list"
	"sync"

	"taskscope/internal/task"
)

// perByte is what a body and its decoded response take in memory for each byte
// of the body, rounded up.
const perByte = 3

// cache keeps the snapshots used last, decoded. A snapshot's body never
// changes, so an entry is never stale but for when it was last seen.
type cache struct {
	mu          sync.Mutex
	room, taken int64
	order       *list.List // front: used last
	byRef       map[task.Ref]*list.Element
}

type cached struct {
	snap task.Snapshot
	size int64
}

func newCache(room int64) *cache {
	return &cache{room: room, order: list.New(), byRef: map[task.Ref]*list.Element{}}
}

func (c *cache) get(ref task.Ref) (task.Snapshot, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byRef[ref]
	if !ok {
		return task.Snapshot{}, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*cached).snap, true
}

// put keeps a snapshot. One that would fill the cache alone is not kept.
func (c *cache) put(snap task.Snapshot) {
	size := int64(len(snap.Body))*perByte + 1024
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byRef[snap.Ref]; ok {
		c.order.MoveToFront(e)
		return
	}
	if size > c.room {
		return
	}
	c.byRef[snap.Ref] = c.order.PushFront(&cached{snap: snap, size: size})
	c.taken += size
	for c.taken > c.room {
		last := c.order.Back()
		old := c.order.Remove(last).(*cached)
		delete(c.byRef, old.snap.Ref)
		c.taken -= old.size
	}
}
