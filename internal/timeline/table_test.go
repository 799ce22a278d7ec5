package timeline_test

import (
	"bytes"
	"encoding/csv"
	"reflect"
	"slices"
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

func TestRecords(t *testing.T) {
	built := build("RUNNING", none, sub{name: "a", start: 2, end: 30, executor: "10.0.0.1"}, sub{name: "b<a", start: 34, end: 31, status: "RUNNING", op: "RETRY", runTime: 2},
		sub{name: "c<a b", start: none, end: none, status: "PENDING"})
	built.Subtasks[0].Name, built.Subtasks[0].Description = "=cmd()", "two\nlines, \"quoted\""
	built.Subtasks[1].ParallelIdx = task.Some[int64](3)
	a, _ := analyze(built, 100)
	got := a.Records([]int{2, 0, 1})
	want := [][]string{
		{"3", "c", "", "blocked", "PENDING", "EXECUTE", "", "0", "", "", "", "", "", "", "false", "", "", "", "1 2", ""},
		{"1", "'=cmd()", "", "succeeded", "SUCCESSFUL", "EXECUTE", "10.0.0.1", "1", "2020-09-13T20:26:40.002+08:00", "2020-09-13T20:26:40.030+08:00",
			"0", "2", "28", "0", "true", "2", "28", "", "", "two\nlines, \"quoted\""},
		{"2", "b", "3", "retrying", "RUNNING", "RETRY", "", "2", "2020-09-13T20:26:40.034+08:00", "", "30", "4", "66", "0", "true", "4", "66", "1", "1", ""},
	}
	for k := range want {
		if !reflect.DeepEqual(got[k], want[k]) {
			t.Errorf("record %d = %q\nwant       %q", k, got[k], want[k])
		}
	}
}

// What a rollback hides is empty.
func TestRecordsAfterARollback(t *testing.T) {
	built := build("FAILED", 100, sub{name: "a", start: 2, end: 80, status: "FAILED", op: "ROLLBACK"}, sub{name: "b<a", start: 34, end: 60, status: "PENDING", op: "ROLLBACK"})
	a, _ := analyze(built, 100)
	for i, want := range [][]string{{"0", "2", "78", "", "", "", "", ""}, {"", "", "26", "", "", "", "", ""}} {
		if got := a.Records([]int{i})[0][10:18]; !slices.Equal(got, want) { // blocked_ms to ready_by
			t.Errorf("record %d = %q, want %q", i, got, want)
		}
	}
}

func TestRecordsRunNothing(t *testing.T) {
	for _, text := range []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"} {
		built := build("SUCCESSFUL", 100, sub{name: "a", start: 0, end: 1})
		s := &built.Subtasks[0]
		s.Name, s.Description, s.Executor, s.Status, s.Operation = text, text, text, task.Status(text), task.Operation(text)
		a, _ := analyze(built, 100)
		record := a.Records([]int{0})[0]
		for _, column := range []string{"name", "description", "executor", "status", "operation"} {
			if got := record[slices.Index(timeline.Columns(), column)]; got != "'"+text {
				t.Errorf("%s of %q = %q, want an apostrophe in front", column, text, got)
			}
		}
	}
}

// As a file: as many fields as columns in every row, and all comes back.
func TestRecordsAsCSV(t *testing.T) {
	for seed := range uint64(100) {
		_, odd, g, a := random(seed)
		odd.Subtasks[0].Name = "a \"name\",\n  odd; "
		records := append([][]string{timeline.Columns()}, a.Records(g.Order)...)
		var file bytes.Buffer
		if err := csv.NewWriter(&file).WriteAll(records); err != nil {
			t.Fatal(err)
		}
		back, err := csv.NewReader(&file).ReadAll() // refuses rows of different lengths
		if err != nil || !reflect.DeepEqual(back, records) {
			t.Fatalf("seed %d: read back = %v, %v", seed, back, err)
		}
		if len(back) != len(odd.Subtasks)+1 {
			t.Fatalf("seed %d: %d rows, want %d and a header", seed, len(back), len(odd.Subtasks))
		}
	}
}
