package live

import (
	"container/list"
	"sync"

	"taskscope/internal/task"
)

// decodedPerByte is what a decoded response takes in memory for each byte of
// its body, measured on large tasks and rounded up.
const decodedPerByte = 2

// cache keeps the decoded responses of the snapshots used last. A snapshot's
// body never changes, so an entry is never stale.
type cache struct {
	mu          sync.Mutex
	room, taken int64
	order       *list.List // front: used last
	byRef       map[task.Ref]*list.Element
}

type cached struct {
	ref      task.Ref
	response task.Response
	size     int64
}

func newCache(room int64) *cache {
	return &cache{room: room, order: list.New(), byRef: map[task.Ref]*list.Element{}}
}

func (c *cache) get(ref task.Ref) (task.Response, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.byRef[ref]
	if !ok {
		return task.Response{}, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*cached).response, true
}

// put keeps a response whose body has the given length. One that would fill
// the cache alone is not kept.
func (c *cache) put(ref task.Ref, response task.Response, length int) {
	size := int64(length)*decodedPerByte + 1024
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.byRef[ref]; ok {
		c.order.MoveToFront(e)
		return
	}
	if size > c.room {
		return
	}
	c.byRef[ref] = c.order.PushFront(&cached{ref: ref, response: response, size: size})
	c.taken += size
	for c.taken > c.room {
		last := c.order.Back()
		old := c.order.Remove(last).(*cached)
		delete(c.byRef, old.ref)
		c.taken -= old.size
	}
}
