package main

import "runtime"

// roomBytes is how much garbage may pile up beside twice what is in use before
// it is collected. A server of some 10 MB would otherwise collect with each page
// of a large task, for a tenth of the page's time.
const roomBytes = 16 << 20

// makeRoom lets garbage pile up until the returned function is called. What it
// holds is never touched, so that it takes no memory; the collector, which
// waits for the heap to double, counts it. A higher GOGC would do the same for a
// small heap, and let a large one become far larger.
func makeRoom() (free func()) {
	room := make([]byte, roomBytes)
	return func() { runtime.KeepAlive(room) }
}
