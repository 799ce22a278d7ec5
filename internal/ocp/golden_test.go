package ocp

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"taskscope/internal/task"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestDecodeGolden holds what is read from each answer in testdata against its
// golden file. sample.json is OCP's own sample, as the API page prints it.
func TestDecodeGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) < 5 {
		t.Fatalf("Glob = %v, %v, want the answers in testdata", files, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			r := decode(t, string(readFile(t, file)))
			got := []byte(dump(r))
			golden := strings.TrimSuffix(file, ".json") + ".golden"
			if *update {
				if err := os.WriteFile(golden, got, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if want := readFile(t, golden); !bytes.Equal(got, want) {
				t.Errorf("Decode(%s) differs from %s (write it anew with -update):\n%s", file, golden, firstDifference(string(got), string(want)))
			}
		})
	}
}

// dump writes what a response holds, one object a line, absent values left out.
func dump(r task.Response) string {
	var b strings.Builder
	t := r.Task
	subtasks := t.Subtasks
	t.Subtasks = nil
	fmt.Fprintf(&b, "envelope%s\ntask%s\n", fields(r.Envelope), fields(t))
	for _, s := range subtasks {
		fmt.Fprintf(&b, "subtask%s\n", fields(s))
	}
	for _, p := range r.Problems {
		fmt.Fprintf(&b, "problem %s of %d %q\n", p.Kind, p.Subtask, p.Args)
	}
	return b.String()
}

// fields writes the fields of a struct that are not zero.
func fields(of any) string {
	var b strings.Builder
	v := reflect.Indirect(reflect.ValueOf(of))
	for i := range v.NumField() {
		f := v.Field(i)
		if f.IsZero() {
			continue
		}
		fmt.Fprintf(&b, " %s=", v.Type().Field(i).Name)
		switch x := f.Interface().(type) {
		case task.Opt[int64]:
			fmt.Fprint(&b, x.V)
		case task.Opt[bool]:
			fmt.Fprint(&b, x.V)
		case task.Instant:
			b.WriteString(x.Time().Format("2006-01-02T15:04:05.000Z07:00"))
		case *task.Cluster, *task.Tenant, task.Creator:
			fmt.Fprintf(&b, "{%s }", fields(x))
		case []task.Field:
			fmt.Fprintf(&b, "%q", x)
		default:
			if f.Kind() == reflect.String {
				fmt.Fprintf(&b, "%q", x)
			} else {
				fmt.Fprint(&b, x)
			}
		}
	}
	return b.String()
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer"
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func decode(t testing.TB, body string) task.Response {
	t.Helper()
	r, err := Decode([]byte(body))
	if err != nil {
		t.Fatalf("Decode(%.200s): %v", body, err)
	}
	return r
}
