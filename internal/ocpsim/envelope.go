package ocpsim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// envelope is the answer with a task in it.
func (s *Sim) envelope(t *task, at time.Time, trace string) []byte {
	data, err := t.data(at)
	if err != nil { // a simulator that cannot print its own task is a bug of ours
		return []byte(fmt.Sprintf("simulated OCP: task %d: %v", t.plan.id, err))
	}
	return s.wrap(data, at.In(t.plan.zone), trace)
}

// wrap puts an answer's data into OCP's envelope. It is written by hand: data
// may be a megabyte, and the encoder would go over it once more.
func (s *Sim) wrap(data []byte, at time.Time, trace string) []byte {
	var b bytes.Buffer
	b.Grow(len(data) + 256)
	b.WriteByte('{')
	if data != nil {
		b.WriteString(`"data":`)
		b.Write(data)
		b.WriteByte(',')
	}
	s.rest(&b, "", http.StatusOK, at, trace)
	return b.Bytes()
}

// rest is the part of the envelope after data, and its closing brace. Problem
// is the JSON of the error, "" for none: it stands between duration and server,
// as the alphabet wants.
func (s *Sim) rest(b *bytes.Buffer, problem string, status int, at time.Time, trace string) {
	b.WriteString(`"duration":`)
	b.WriteString(strconv.Itoa(4 + draw(s.cfg.Seed, "duration", trace).IntN(60)))
	if problem != "" {
		b.WriteString(`,"error":` + problem)
	}
	b.WriteString(`,"server":` + quote(s.cfg.Server))
	b.WriteString(`,"status":` + strconv.Itoa(status))
	b.WriteString(`,"successful":` + strconv.FormatBool(status < 400))
	b.WriteString(`,"timestamp":` + quote(stamp(at)))
	b.WriteString(`,"traceId":` + quote(trace) + `}`)
}

// refuse answers with OCP's error envelope.
func (s *Sim) refuse(w http.ResponseWriter, r *http.Request, e refusal) {
	s.send(w, e.status, s.refusalBody(r, e, s.trace(r)))
}

func (s *Sim) refusalBody(r *http.Request, e refusal, trace string) []byte {
	code := quote(e.code)
	switch {
	case strings.HasPrefix(r.URL.Path, "/api/v1/"):
		code = strconv.Itoa(e.express)
	case e.code == "":
		code = "0"
	}
	text := e.en
	if chinese(r.Header.Get("Accept-Language")) {
		text = e.zh
	}
	var b bytes.Buffer
	b.WriteByte('{')
	s.rest(&b, `{"code":`+code+`,"message":`+quote(text)+`}`, e.status, s.cfg.Now().In(chinaTime()), trace)
	return b.Bytes()
}

// trace is the trace id of an answer: the caller's if it sent one.
func (s *Sim) trace(r *http.Request) string {
	if t := r.Header.Get("x-trace-id"); t != "" {
		return t
	}
	s.mu.Lock()
	s.traces++
	n := s.traces
	s.mu.Unlock()
	return fmt.Sprintf("%016x", draw(s.cfg.Seed, "trace", strconv.FormatUint(n, 10)).Uint64())
}

func (s *Sim) send(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // the client left: nobody to tell
}

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return `""` // cannot be: every string has a JSON form
	}
	return string(b)
}
