package web

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"
)

// telling is an event as it is sent: as it is, and squeezed for gzip, once for
// all who receive it. That is possible because each is squeezed by itself and
// ends on a byte: whatever came before it in a stream of gzip, it can follow.
type telling struct {
	text     []byte
	once     sync.Once
	squeezed []byte
	err      error
}

// The two ends of a stream of gzip (RFC 1952): its header, and the empty last
// block of deflate.
const (
	gzipHeader = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
	lastBlock  = "\x03\x00"
)

var squeezers = sync.Pool{New: func() any {
	w, err := flate.NewWriter(nil, flate.BestSpeed)
	if err != nil {
		panic(err) // a level that there is
	}
	return w
}}

func (e *telling) squeeze() ([]byte, error) {
	e.once.Do(func() {
		w := squeezers.Get().(*flate.Writer)
		defer squeezers.Put(w)
		var b bytes.Buffer
		w.Reset(&b)
		_, e.err = w.Write(e.text)
		if err := w.Flush(); e.err == nil {
			e.err = err
		}
		e.squeezed = b.Bytes()
	})
	if e.err != nil {
		return nil, fmt.Errorf("squeeze an event: %w", e.err)
	}
	return e.squeezed, nil
}

// gzipped writes events into one answer of gzip.
type gzipped struct {
	sum  uint32
	size uint32
}

// bytes are those of an event in the stream.
func (g *gzipped) bytes(e *telling) ([]byte, error) {
	g.sum = crc32.Update(g.sum, crc32.IEEETable, e.text)
	g.size += uint32(len(e.text)) // modulo 2^32, as gzip has it
	return e.squeeze()
}

// end are the bytes that end the stream.
func (g *gzipped) end() []byte {
	b := []byte(lastBlock)
	b = binary.LittleEndian.AppendUint32(b, g.sum)
	return binary.LittleEndian.AppendUint32(b, g.size)
}

// takes says whether a client takes a coding, by its name: with a weight above
// zero (RFC 9110, 12.5.3), in whichever of the header's lines.
func takes(r *http.Request, coding string) bool {
	for part := range strings.SplitSeq(strings.Join(r.Header.Values("Accept-Encoding"), ","), ",") {
		name, weight, weighed := strings.Cut(part, ";")
		if !strings.EqualFold(strings.TrimSpace(name), coding) {
			continue
		}
		_, q, _ := strings.Cut(weight, "=")
		n, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
		return !weighed || err == nil && n > 0
	}
	return false
}
