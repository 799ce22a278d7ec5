package timeline_test

import (
	"testing"

	"taskscope/internal/task"
	"taskscope/internal/timeline"
)

func TestMatches(t *testing.T) {
	s := task.Subtask{ID: 13000335, Name: "Install RPM", Description: "unpack, then link", Executor: "10.0.0.7", Status: "FAILED", Operation: "RETRY", ParallelIdx: task.Some[int64](12)}
	plain := task.Subtask{ID: 9, Name: "安装软件包", ParallelIdx: task.Some[int64](-1)}
	built := &task.Task{Subtasks: []task.Subtask{s, plain}}
	for _, c := range []struct {
		q           string
		copy, plain bool
	}{
		{"", true, true},
		{"  ", true, true},
		{"install rpm", true, false},
		{"RPM #12", true, false},
		{"rpm #12", true, false},
		{" rpm #12\n", true, false},
		{"#1", true, false},
		{"#-1", false, false},
		{"#", true, false},
		{"THEN", true, false},
		{"0.0.7", true, false},
		{"3000335", true, false},
		{"9", false, true},
		{"failed", true, false},
		{"retry", true, false},
		{"软件", false, true},
		{"install  rpm", false, false},
		{"rpm unpack", false, false},
	} {
		match := timeline.Matches(built, c.q)
		if match(0) != c.copy || match(1) != c.plain {
			t.Errorf("Matches(%q) = %v, %v; want %v, %v", c.q, match(0), match(1), c.copy, c.plain)
		}
	}
}

func TestDisplayName(t *testing.T) {
	for _, c := range []struct {
		s    task.Subtask
		want string
	}{
		{task.Subtask{Name: "a"}, "a"},
		{task.Subtask{Name: "a", ParallelIdx: task.Some[int64](-1)}, "a"},
		{task.Subtask{Name: "a", ParallelIdx: task.Some[int64](0)}, "a #0"},
		{task.Subtask{ID: 6}, "#6"},
		{task.Subtask{ID: 6, Name: " \t", Description: " check the host "}, "check the host"},
		{task.Subtask{ID: 6, ParallelIdx: task.Some[int64](3)}, "#6 #3"},
	} {
		if got := timeline.DisplayName(&c.s); got != c.want {
			t.Errorf("DisplayName(%+v) = %q, want %q", c.s, got, c.want)
		}
	}
}
