package task

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// fill gives every field a value of its own, also those that are added later.
func fill(t *testing.T, v reflect.Value, next *int64) {
	*next++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("text %d", *next))
	case reflect.Int, reflect.Int64:
		v.SetInt(*next)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(t, v.Elem(), next)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(t, v.Index(i), next)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), next)
		}
	default:
		t.Fatalf("fill does not know how to fill a %v: teach it, and each", v.Type())
	}
}

// each calls f after every change of one single thing below v, and takes the
// change back: a value, a missing pointer, an element more or less.
func each(t *testing.T, v reflect.Value, path string, f func(path string)) {
	old := reflect.New(v.Type()).Elem()
	old.Set(v)
	try := func(what string, changed reflect.Value) {
		v.Set(changed)
		f(path + what)
		v.Set(old)
	}
	switch v.Kind() {
	case reflect.String:
		try("", reflect.ValueOf(v.String()+"!").Convert(v.Type()))
	case reflect.Int, reflect.Int64:
		try("", reflect.ValueOf(v.Int()+1_000_000).Convert(v.Type()))
	case reflect.Bool:
		try("", reflect.ValueOf(!v.Bool()))
	case reflect.Pointer:
		try(" = nil", reflect.Zero(v.Type()))
		each(t, v.Elem(), path, f)
	case reflect.Slice:
		try(" one less", v.Slice(0, v.Len()-1))
		try(" none", reflect.Zero(v.Type()))
		try(" one twice", reflect.Append(v.Slice3(0, v.Len(), v.Len()), v.Index(0)))
		for i := range v.Len() {
			each(t, v.Index(i), fmt.Sprintf("%s[%d]", path, i), f)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			each(t, v.Field(i), path+"."+v.Type().Field(i).Name, f)
		}
	default:
		t.Fatalf("each does not know how to change a %v", v.Type())
	}
}

func filled(t *testing.T) *Task {
	var task Task
	var next int64
	fill(t, reflect.ValueOf(&task).Elem(), &next)
	return &task
}

// TestFingerprintSeesEveryField changes each field of Task, Subtask, Cluster,
// Tenant, Creator and Field in turn, found by reflection so that a new one
// cannot be forgotten: a change that the fingerprint misses is a change of the
// task that history never keeps.
func TestFingerprintSeesEveryField(t *testing.T) {
	task := filled(t)
	base := task.Fingerprint()
	changes, seen := 0, map[[32]byte]string{}
	each(t, reflect.ValueOf(task).Elem(), "Task", func(path string) {
		changes++
		got := task.Fingerprint()
		if strings.HasSuffix(path, ".Offset") {
			if got != base {
				t.Errorf("%s changes the fingerprint: the zone a time is written in is no part of the state", path)
			}
			return
		}
		if got == base {
			t.Errorf("%s does not change the fingerprint", path)
		}
		if other, twice := seen[got]; twice {
			t.Errorf("%s and %s give one fingerprint", path, other)
		}
		seen[got] = path
	})
	if task.Fingerprint() != base {
		t.Error("the test did not restore the task")
	}
	if changes < 100 {
		t.Errorf("only %d changes were tried: the walk is broken", changes)
	}
}

// TestFingerprintIgnoresOrder: OCP's subtasks are a set, its edges too.
func TestFingerprintIgnoresOrder(t *testing.T) {
	task := filled(t)
	task.Subtasks = nil
	for i := range 20 {
		s := Subtask{ID: SubtaskID(i / 2), Name: fmt.Sprint(i)} // ids repeat: even a broken answer has one fingerprint
		for j := range i {
			s.Upstreams = append(s.Upstreams, SubtaskID(j))
			s.Downstreams = append(s.Downstreams, SubtaskID(100+j))
			s.Extra = append(s.Extra, Field{Name: "k", JSON: fmt.Sprint(j)}, Field{Name: fmt.Sprint(j), JSON: "1"})
		}
		task.Subtasks = append(task.Subtasks, s)
	}
	base := task.Fingerprint()
	r := rand.New(rand.NewPCG(3, 4))
	for range 50 {
		shuffle(r, task.Subtasks)
		shuffle(r, task.Extra)
		for i := range task.Subtasks {
			shuffle(r, task.Subtasks[i].Upstreams)
			shuffle(r, task.Subtasks[i].Downstreams)
			shuffle(r, task.Subtasks[i].Extra)
		}
		before := slices.Clone(task.Subtasks[0].Upstreams)
		if task.Fingerprint() != base {
			t.Fatal("the order of subtasks, edges or fields changes the fingerprint")
		}
		if !slices.Equal(before, task.Subtasks[0].Upstreams) {
			t.Fatal("Fingerprint sorts the task's own edges")
		}
	}
}

func shuffle[T any](r *rand.Rand, list []T) {
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
}

// TestFingerprintKeepsFieldsApart: a text that moves to its neighbour is another task.
func TestFingerprintKeepsFieldsApart(t *testing.T) {
	tests := []struct {
		name string
		a, b Task
	}{
		{"text of two fields", Task{Name: "ab"}, Task{Name: "a", Type: "b"}},
		{"zero and absent", Task{DefinitionID: Some[int64](0)}, Task{}},
		{"false and absent", Task{Remote: Some(false)}, Task{}},
		{"1970 and absent", Task{Started: At(0, 0)}, Task{}},
		{"empty cluster and none", Task{Cluster: &Cluster{}}, Task{}},
		{"cluster and tenant", Task{Cluster: &Cluster{Name: "x"}}, Task{Tenant: &Tenant{Name: "x"}}},
		{"upstream and downstream", Task{Subtasks: []Subtask{{Upstreams: []SubtaskID{1}}}}, Task{Subtasks: []Subtask{{Downstreams: []SubtaskID{1}}}}},
		{"one subtask and two", Task{Subtasks: make([]Subtask, 1)}, Task{Subtasks: make([]Subtask, 2)}},
		{"digits of a number", Task{Extra: []Field{{"k", "9007199254740993"}}}, Task{Extra: []Field{{"k", "9007199254740992"}}}},
		{"text and number", Task{Extra: []Field{{"k", "1"}}}, Task{Extra: []Field{{"k", `"1"`}}}},
		{"not JSON", Task{Extra: []Field{{"k", "1 2"}}}, Task{Extra: []Field{{"k", "1 3"}}}},
		// A creator that spells out the bytes of a tenant: optional parts need a mark.
		{"tenant and creator of that name", Task{Tenant: &Tenant{ID: Some[int64](26)}},
			Task{Creator: Creator{Name: "tenant"}, Extra: []Field{{Name: strings.Repeat("\x00", 26)}}}},
	}
	for _, tt := range tests {
		if tt.a.Fingerprint() == tt.b.Fingerprint() {
			t.Errorf("%s: one fingerprint", tt.name)
		}
	}
}

func TestFingerprintIsOfTheState(t *testing.T) {
	tests := []struct {
		name string
		a, b Task
	}{
		{"zone", Task{Started: At(5, 28800)}, Task{Started: At(5, 0)}},
		{"leftovers of absent values", Task{DefinitionID: Opt[int64]{V: 3}, Remote: Opt[bool]{V: true}, Started: Instant{MS: 4}}, Task{}},
		{"no edges", Task{Subtasks: []Subtask{{Upstreams: []SubtaskID{}}}}, Task{Subtasks: make([]Subtask, 1)}},
		{"indented and sorted", Task{Extra: []Field{{"k", `{"b":[1, 2], "a":"<"}`}}}, Task{Extra: []Field{{"k", "{\n \"a\": \"\\u003c\",\n \"b\": [1,2]\n}"}}}},
	}
	for _, tt := range tests {
		if tt.a.Fingerprint() != tt.b.Fingerprint() {
			t.Errorf("%s: two fingerprints of one state", tt.name)
		}
	}
}
