package ocp

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"taskscope/internal/task"
)

// maxDepth is how deeply brackets may nest. A task needs 6; the rest is room
// for fields that Taskscope does not know, whose JSON it passes on.
const maxDepth = 64

// Decode reads an answer of the detail API, as received or as somebody saved
// it: with its envelope, without (problem bare_data), or as the only element
// of a list or page. It accepts every variation that OCP's versions, its API
// page and its relatives are known for; what had to be healed is listed in
// Problems, in an order that does not depend on the order of the subtasks.
//
// An absent, null or empty value is one and the same. A value that cannot be
// what its field is, is left out (bad_value). A subtask without a usable id
// gets a negative one (missing_id). Fields that are not known are kept in
// Extra. Of a key that comes twice the last one wins.
//
// The error is a *task.NotATask; for OCP's error envelope it wraps the
// *APIError that the envelope describes. Body is neither changed nor kept.
func Decode(body []byte) (task.Response, error) {
	d, err := parse(body)
	if err != nil {
		return task.Response{}, err
	}
	at, err := d.locate(span{space(d.body, 0), len(d.body)})
	if err != nil {
		return task.Response{}, err
	}
	var r task.Response
	if r.Task, err = d.task(at); err != nil {
		return task.Response{}, err
	}
	if at.envelope.there() {
		r.Envelope = d.envelope(at.envelope)
	} else {
		d.share(task.ProblemBareData)
	}
	if d.extras > maxExtras {
		return task.Response{}, d.not(task.ReasonTooLarge, "", at.task)
	}
	r.Problems = sortProblems(append(d.problems, d.shared...))
	return r, nil
}

// decoder is the state of reading one body.
type decoder struct {
	body     []byte            // valid JSON, not nested beyond maxDepth
	words    map[string]string // see word
	said     map[[2]string]bool
	problems []task.Problem // of the object that is being read
	shared   []task.Problem // of the answer as a whole
	extras   int            // fields that Taskscope does not know
}

// maxExtras bounds the unknown fields of one answer: ten for each of the most
// subtasks. A field costs many times its bytes in memory, so the limit on the
// body alone would let a hostile file take gigabytes.
const maxExtras = 10 * maxSubtasks

// parse accepts a body as JSON that is safe to walk over.
func parse(body []byte) (*decoder, error) {
	body = bytes.TrimPrefix(body, []byte("\xEF\xBB\xBF"))
	start := space(body, 0)
	switch {
	case start == len(body):
		return nil, &task.NotATask{Reason: task.ReasonEmpty}
	case body[start] == '<':
		return nil, &task.NotATask{Line: line(body, start), Reason: task.ReasonHTML}
	}
	if !json.Valid(body) {
		return nil, invalid(body)
	}
	if at := tooDeep(body, maxDepth); at >= 0 {
		return nil, &task.NotATask{Line: line(body, at), Reason: task.ReasonTooDeep}
	}
	return &decoder{body: body, words: make(map[string]string), said: make(map[[2]string]bool)}, nil
}

// invalid says where and why body is not JSON.
func invalid(body []byte) error {
	var raw json.RawMessage
	no := &task.NotATask{Reason: task.ReasonSyntax, Err: json.Unmarshal(body, &raw)}
	end := len(bytes.TrimRight(body, " \t\r\n"))
	var syntax *json.SyntaxError
	if errors.As(no.Err, &syntax) {
		end = min(end, int(syntax.Offset)-1)
	}
	no.Line = line(body, end)
	if at := tooDeep(body[:max(end, 0)], maxDepth); at >= 0 {
		no.Line, no.Reason = line(body, at), task.ReasonTooDeep
		return no
	}
	// Only the stream decoder tells an early end from a wrong last byte.
	if err := json.NewDecoder(bytes.NewReader(body)).Decode(&raw); errors.Is(err, io.ErrUnexpectedEOF) {
		no.Reason = task.ReasonTruncated
	}
	return no
}

// compact is JSON without white space around its tokens, so that the layout
// of a saved file does not make another task of it.
func compact(raw []byte) string {
	var b bytes.Buffer
	if err := json.Compact(&b, raw); err != nil {
		return string(raw) // cannot be: the document was accepted as a whole
	}
	return b.String()
}
