package ocp

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"taskscope/internal/task"
)

// FuzzDecode: any bytes give a task or a *task.NotATask, the same ones each
// time; a task's fingerprint and problems do not depend on the order of its
// subtasks or keys, nor its fingerprint on the layout.
func FuzzDecode(f *testing.F) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) == 0 {
		f.Fatalf("Glob = %v, %v", files, err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body)
	}
	for _, s := range []string{"", "null", "[", "{\"a", `{"data":{"id":7,"subtasks":[{},{"name":1},{"id":-1},{"id":0}]}}`,
		`{"id":1,"tasks":[{"upstream":["1",1.0]},{"upstream":[1e0],"x":1},{"x":[],"id":[]}]}`,
		`[{"data":[{"id":"1e3","status":1}]}]`, "{\"id\":1,\"status\":\"\xff\\ud800\"}", "\xEF\xBB\xBF{}"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		before := string(body)
		r, err := Decode(body)
		if string(body) != before {
			t.Fatal("Decode changed the body")
		}
		if err != nil {
			var not *task.NotATask
			if !errors.As(err, &not) || not.Line < 0 || not.Line > 1+strings.Count(before, "\n") {
				t.Fatalf("Decode = %#v, want a *task.NotATask with a line of the body", err)
			}
			DecodeError(body)
			return
		}
		again, err := Decode(body)
		if err != nil || !reflect.DeepEqual(again, r) {
			t.Fatalf("Decode twice = %+v, %v, want %+v", again, err, r)
		}
		if r.Task.ID <= 0 {
			t.Fatalf("id %d of a task", r.Task.ID)
		}
		if !slices.ContainsFunc(r.Problems, func(p task.Problem) bool { return p.Kind == task.ProblemDuplicateID }) {
			seen := map[task.SubtaskID]bool{}
			for _, s := range r.Task.Subtasks {
				if s.ID == 0 || seen[s.ID] {
					t.Fatalf("two subtasks %d, and no problem says so", s.ID)
				}
				seen[s.ID] = true
			}
		}
		checkOrder(t, body)
	})
}

// checkOrder decodes body with its subtasks in three orders.
func checkOrder(t *testing.T, body []byte) {
	var top map[string]json.RawMessage
	if json.Unmarshal(body, &top) != nil {
		return
	}
	data, wrapped := top["data"]
	var fields map[string]json.RawMessage
	if !wrapped {
		fields = top
	} else if json.Unmarshal(data, &fields) != nil {
		return
	}
	key := "subtasks"
	if len(fields[key]) == 0 || string(fields[key]) == "null" {
		key = "tasks"
	}
	var subtasks []json.RawMessage
	if json.Unmarshal(fields[key], &subtasks) != nil {
		return
	}
	var first *task.Response
	for round := range 3 {
		fields[key], _ = json.Marshal(subtasks)
		document := fields
		if wrapped {
			top["data"], _ = json.Marshal(fields)
			document = top
		}
		text, err := json.MarshalIndent(document, "", strings.Repeat(" ", round))
		if err != nil {
			return // keys that are no UTF-8 may have become one
		}
		r, err := Decode(text)
		if err != nil {
			return
		}
		if first == nil {
			first = &r
		} else if r.Task.Fingerprint() != first.Task.Fingerprint() {
			t.Fatalf("the fingerprint depends on the order:\n%s", text)
		} else if !reflect.DeepEqual(r.Problems, first.Problems) {
			t.Fatalf("the problems depend on the order:\n%v\n%v\n%s", r.Problems, first.Problems, text)
		}
		if round == 0 {
			slices.Reverse(subtasks)
		} else {
			rand.New(rand.NewPCG(1, uint64(len(text)))).Shuffle(len(subtasks), func(i, j int) {
				subtasks[i], subtasks[j] = subtasks[j], subtasks[i]
			})
		}
	}
}

// TestOrderOfOddSubtasks runs the law over the odd answer of testdata.
func TestOrderOfOddSubtasks(t *testing.T) {
	checkOrder(t, readFile(t, "testdata/odd.json"))
	checkOrder(t, []byte(`{"id":1,"subtasks":[{"name":"a","runTime":"x"},{"name":"a","runTime":"y"},{"name":"a"},{"name":"a","upstreams":[2,1]}]}`))
}

func FuzzParseInstant(f *testing.F) {
	for _, s := range []string{"2021-08-25T15:09:31.74+08:00", "2021-08-25 15:09:31+0800", "1629875371740", "2021-08-25T15:09Z"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		at, ok := parseInstant(text)
		if !ok {
			if at != (task.Instant{}) {
				t.Fatalf("parseInstant(%q) = %+v, false", text, at)
			}
			return
		}
		if back := at.Time().Format("2006-01-02T15:04:05.000Z07:00"); at.MS >= 0 {
			if again, ok := parseInstant([]byte(back)); !ok || again != at {
				t.Fatalf("parseInstant(%q) = %+v, written %q, read again %+v, %v", text, at, back, again, ok)
			}
		}
	})
}
