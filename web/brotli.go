package web

import (
	"io"

	"github.com/andybalholm/brotli"
	"github.com/andybalholm/brotli/matchfinder"
)

// brotliLevel makes pages some 6 % smaller than the better level of zstd and
// takes less time; a new writer is a third of one of zstd's in memory, which is
// what a page of a hundred rows feels.
const brotliLevel = 3

// leastSqueezed is what is not worth compressing, in bytes: one packet.
const leastSqueezed = 1024

// farthest is how far back a page is searched for what it repeats, in bytes: some
// four hundred rows. A writer remembers twice as much and a block.
const farthest = 256 << 10

// brotlis are writers for pages, kept for good: what takes most of a new one's
// time is that its memory, three megabytes, comes from the system.
var brotlis = make(chan *matchfinder.Writer, 2)

// newWriter finds what rows repeat: they are alike but for numbers, so that of
// several places to copy from the nearest is the best, which takes fewest bits
// to tell. The library's own settings of this level look at one place only, and
// make a page of a thousand subtasks 6 % larger. Each write to one is a block of
// its own.
func newWriter() *matchfinder.Writer {
	w := brotli.NewWriterV2(nil, brotliLevel)
	w.BlockSize = 0
	w.MatchFinder = &matchfinder.M4{MaxDistance: farthest, HashLen: 5, TableBits: 16, ChainLength: 5, DistanceBitCost: 90}
	return w
}

func newBrotli(to io.Writer) *matchfinder.Writer {
	var w *matchfinder.Writer
	select {
	case w = <-brotlis:
	default:
		w = newWriter()
	}
	w.Reset(to)
	return w
}

// endBrotli writes what is left and the end; the writer is for others then.
func endBrotli(w *matchfinder.Writer, rest []byte) error {
	_, err := w.Write(rest)
	if err == nil {
		err = w.Close()
	}
	w.Dest = nil // the rest newBrotli resets
	select {
	case brotlis <- w:
	default:
	}
	return err
}

// stretchBrotli has a writer take all the memory that the largest page needs, at
// once, for what it would grow by leaves as much behind.
func stretchBrotli() error {
	return endBrotli(newBrotli(io.Discard), make([]byte, 2*farthest+held))
}
