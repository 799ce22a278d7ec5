package main

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

// module writes files, named in slashes, into a module of its own.
func module(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files["go.mod"] = "module example\n\ngo 1.26\n"
	for name, content := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFuzzTargets(t *testing.T) {
	const imports = "import \"testing\"\n\n"
	dir := module(t, map[string]string{
		"b/b_test.go":          "package b\n\n" + imports + "func FuzzTwo(f *testing.F) {}\nfunc FuzzOne(f *testing.F) {}\nfunc TestX(t *testing.T) {}\n",
		"a/b/x_test.go":        "package b_test\n\n" + imports + "func FuzzDeep(f *testing.F) {}\n",
		"a/helpers_test.go":    "package a\n\n" + imports + "type T struct{}\nfunc (T) FuzzMethod(f *testing.F) {}\nfunc FuzzyName(s string) {}\nfunc Fuzz2(a, b *testing.F) {}\n",
		"c/c.go":               "package c\n\n" + imports + "func FuzzNotATest(f *testing.F) {}\n",
		"c/testdata/t_test.go": "package t\n\n" + imports + "func FuzzData(f *testing.F) {}\n",
	})
	got, err := fuzzTargets(dir)
	want := []fuzzPackage{{"a/b", []string{"FuzzDeep"}}, {"b", []string{"FuzzOne", "FuzzTwo"}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("fuzzTargets = %v, %v, want %v", got, err, want)
	}
}

// TestFuzzFindsWhatFails, says with what input, and goes on to the next target.
func TestFuzzFindsWhatFails(t *testing.T) {
	dir := module(t, map[string]string{"p/p_test.go": `package p

import "testing"

func FuzzBad(f *testing.F) {
	f.Add("x")
	f.Fuzz(func(t *testing.T, s string) {
		if s != "x" {
			t.Error("not x")
		}
	})
}

func FuzzGood(f *testing.F) {
	f.Fuzz(func(t *testing.T, s string) {})
}
`})
	var said strings.Builder
	err := fuzzAll(t.Context(), dir, &said, time.Millisecond)
	if err == nil || !strings.Contains(err.Error(), "p: FuzzBad: ") || !strings.Contains(err.Error(), "go test fuzz v1\nstring(") {
		t.Errorf("fuzz = %v, want p's FuzzBad and the input it fails for", err)
	}
	if !strings.Contains(said.String(), "p FuzzGood: 100 inputs\n") {
		t.Errorf("fuzz says %q, want 100 inputs for FuzzGood", said.String())
	}
}

func TestFollowing(t *testing.T) {
	for _, test := range []struct {
		inputs     int
		took, left time.Duration
		want       int
	}{
		{100, time.Second, 3 * time.Second, 300},
		{100, time.Millisecond, time.Second, 800}, // it took no time, of which nothing follows
		{800, time.Second, 999 * time.Millisecond, 0},
		{800, time.Second, -time.Second, 0},
		{800, 0, time.Second, 6400},
	} {
		if got := following(test.inputs, test.took, test.left); got != test.want {
			t.Errorf("following(%d, %v, %v) = %d, want %d", test.inputs, test.took, test.left, got, test.want)
		}
	}
}
