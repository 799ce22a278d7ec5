package ocpsim

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
)

// breakWire writes to the connection itself, for net/http would not send
// answers as wrong as these.
func (f *failing) breakWire(fault Fault) {
	conn, ok := hijack(f.w)
	if !ok {
		panic(http.ErrAbortHandler) // HTTP/2: the nearest there is
	}
	defer conn.Close()
	half, length := len(f.body)/2, strconv.Itoa(len(f.body))
	head := "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
	send := func(parts ...string) { _, _ = io.WriteString(conn, strings.Join(parts, "")) }
	switch fault {
	case FaultReset:
		abort(conn)
	case FaultResetMidBody:
		send(head, "Content-Length: ", length, "\r\n\r\n", string(f.body[:half]))
		abort(conn)
	case FaultTruncated:
		send(head, "Content-Length: ", length, "\r\n\r\n", string(f.body[:half]))
	case FaultTruncatedChunked:
		send(head, "Transfer-Encoding: chunked\r\n\r\n", fmt.Sprintf("%x\r\n%s\r\n", half, f.body[:half]))
	case FaultLengthShort:
		send(head, "Connection: close\r\nContent-Length: ", strconv.Itoa(half), "\r\n\r\n", string(f.body))
	case FaultLengthLong:
		send(head, "Content-Length: ", strconv.Itoa(len(f.body)+100), "\r\n\r\n", string(f.body))
	}
}

// reset breaks the connection without an answer.
func reset(w http.ResponseWriter) {
	conn, ok := hijack(w)
	if !ok {
		panic(http.ErrAbortHandler)
	}
	abort(conn)
	_ = conn.Close()
}

func hijack(w http.ResponseWriter) (net.Conn, bool) {
	conn, _, err := http.NewResponseController(w).Hijack()
	return conn, err == nil
}

// abort lets the close that follows send RST instead of FIN.
func abort(conn net.Conn) {
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
}

// tooLarge is one MiB more than Taskscope reads.
const tooLarge = 65 << 20

// stream sends what takes long or is large.
func (f *failing) stream(fault Fault) {
	s, w := f.s, f.w
	flusher := http.NewResponseController(w)
	if fault == FaultHang {
		f.wait()
		return
	}
	w.Header().Set("Content-Type", "application/json")
	switch fault {
	case FaultHangMidBody:
		w.Header().Set("Content-Length", strconv.Itoa(len(f.body)))
		_, _ = w.Write(f.body[:len(f.body)/2])
		_ = flusher.Flush()
		f.wait()
	case FaultDrip:
		w.Header().Set("Content-Length", strconv.Itoa(len(f.body)))
		for i := range f.body {
			_, err := w.Write(f.body[i : i+1])
			if err != nil || flusher.Flush() != nil || !s.pause(f.r, s.cfg.Drip) {
				return
			}
		}
	case FaultTooLarge:
		fill(w, tooLarge)
	case FaultTooLargeLength:
		w.Header().Set("Content-Length", strconv.Itoa(tooLarge))
		fill(w, tooLarge)
	case FaultGzipBomb:
		if !strings.Contains(f.r.Header.Get("Accept-Encoding"), "gzip") {
			fill(w, tooLarge)
			return
		}
		member, err := zipped(1 << 20)
		if err != nil {
			s.refuse(w, f.r, errInternal())
			return
		}
		w.Header().Set("Content-Encoding", "gzip")
		for range tooLarge >> 20 {
			_, _ = w.Write(member)
		}
	case FaultDeep:
		const depth = 200_000
		_, _ = io.WriteString(w, `{"data":{"context":`+strings.Repeat("[", depth)+strings.Repeat("]", depth)+
			`,"id":`+strconv.FormatInt(f.id, 10)+`,"subtasks":[]},"successful":true}`)
	}
}

// wait is until the client leaves or the Sim is closed. After Close there is
// no orderly end either: the connection breaks.
func (f *failing) wait() {
	select {
	case <-f.r.Context().Done():
	case <-f.s.closed:
	}
	panic(http.ErrAbortHandler)
}

// zipped is one gzip member of so many bytes. A gzip stream may have many, so
// the bomb is compressed once and sent over and over.
func zipped(n int) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	fill(z, n)
	err := z.Close()
	return b.Bytes(), err
}

// fill writes n bytes of what could be the beginning of a task, one piece of
// memory over and over.
func fill(w io.Writer, n int) {
	const start = `{"data":{"description":"`
	if _, err := io.WriteString(w, start); err != nil {
		return
	}
	n -= len(start)
	block := []byte(strings.Repeat("x", 64<<10))
	for n > 0 {
		k, err := w.Write(block[:min(n, len(block))])
		if err != nil {
			return
		}
		n -= k
	}
}
