package web

import (
	"io"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/andybalholm/brotli/matchfinder"
)

// brotliLevel makes pages some 6 % smaller than the better level of zstd and
// takes less time; a new writer is a third of one of zstd's in memory, which is
// what a page of a hundred rows feels.
const brotliLevel = 3

// leastSqueezed is what is not worth compressing, in bytes: one packet.
const leastSqueezed = 1024

// brotlis are writers for pages. Each write to one is a block of its own.
var brotlis = sync.Pool{New: func() any {
	w := brotli.NewWriterV2(nil, brotliLevel)
	w.BlockSize = 0
	return w
}}

func newBrotli(to io.Writer) *matchfinder.Writer {
	w := brotlis.Get().(*matchfinder.Writer)
	w.Reset(to)
	return w
}

// endBrotli writes what is left and the end; the writer is for others then.
func endBrotli(w *matchfinder.Writer, rest []byte) error {
	_, err := w.Write(rest)
	if err == nil {
		err = w.Close()
	}
	w.Dest = nil // the rest newBrotli resets: its tables are a megabyte, and once is enough
	brotlis.Put(w)
	return err
}
