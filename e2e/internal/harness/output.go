package harness

import (
	"bytes"
	"fmt"
	"io"
	"net/url"
	"strings"
	"sync"
)

// announcement is how the program's first line on stdout begins.
const announcement = "taskscope: listening on "

// listening reads the address out of the program's first line. It has no slash
// at the end.
func listening(line string) (string, error) {
	address, ok := strings.CutPrefix(line, announcement)
	if !ok {
		return "", fmt.Errorf("its first line on stdout is %q, want %q and the address", line, announcement)
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || u.Hostname() == "" || u.Port() == "" || u.Port() == "0" || (u.Path != "" && u.Path != "/") {
		return "", fmt.Errorf("it says it listens on %q, which is not http://HOST:PORT", address)
	}
	return "http://" + u.Host, nil
}

// output collects what a program prints, and hands out its first line.
type output struct {
	first chan string // gets the first line of stdout, without its end

	mu   sync.Mutex
	all  bytes.Buffer
	head []byte // of stdout, until its first line is complete
	told bool
}

func newOutput() *output { return &output{first: make(chan string, 1)} }

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.all.String()
}

// writerFunc is a function as an io.Writer.
type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }

func (o *output) stderr() io.Writer {
	return writerFunc(func(p []byte) (int, error) {
		o.mu.Lock()
		defer o.mu.Unlock()
		return o.all.Write(p)
	})
}

func (o *output) stdout() io.Writer {
	return writerFunc(func(p []byte) (int, error) {
		o.mu.Lock()
		defer o.mu.Unlock()
		if !o.told {
			o.head = append(o.head, p...)
			if line, _, found := bytes.Cut(o.head, []byte("\n")); found {
				o.first <- strings.TrimSuffix(string(line), "\r")
				o.told, o.head = true, nil
			}
		}
		return o.all.Write(p)
	})
}
