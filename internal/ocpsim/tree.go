package ocpsim

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Helpers for edits on a decoded response. Numbers are json.Number, for a
// float64 would lose the low digits of an id.

// edited applies edit to the JSON of a task and encodes it again; maps come
// out with their keys sorted, as OCP's.
func edited(data []byte, edit func(map[string]any)) ([]byte, error) {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	var doc map[string]any
	if err := dec.Decode(&doc); err != nil {
		return nil, fmt.Errorf("decode task to edit: %w", err)
	}
	edit(doc)
	return encode(doc)
}

func subtasksOf(data map[string]any) []map[string]any {
	var subs []map[string]any
	for _, v := range list(data["subtasks"]) {
		if s, ok := v.(map[string]any); ok {
			subs = append(subs, s)
		}
	}
	return subs
}

// byName is the first subtask of that name and parallelIdx. There is none: an
// object outside the response, so that the edit has no effect (and the tests
// of that oddity fail).
func byName(data map[string]any, name string, parallel int64) map[string]any {
	for _, s := range subtasksOf(data) {
		if s["name"] == name && intOf(s["parallelIdx"]) == parallel {
			return s
		}
	}
	return map[string]any{}
}

func intOf(v any) int64 {
	n, ok := v.(json.Number)
	if !ok {
		return -2
	}
	i, err := n.Int64()
	if err != nil {
		return -2
	}
	return i
}

func eachObject(data map[string]any, do func(map[string]any)) {
	do(data)
	for _, s := range subtasksOf(data) {
		do(s)
	}
}

// rename gives a key of every subtask another name.
func rename(data map[string]any, from, to string) {
	for _, s := range subtasksOf(data) {
		if v, ok := s[from]; ok {
			delete(s, from)
			s[to] = v
		}
	}
}

// stringify turns every number below v into a string.
func stringify(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for key := range v {
			v[key] = stringify(v[key])
		}
	case []any:
		for i := range v {
			v[i] = stringify(v[i])
		}
	case json.Number:
		return v.String()
	}
	return v
}
