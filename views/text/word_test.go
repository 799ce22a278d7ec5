package text

import (
	"testing"

	"taskscope/internal/task"
)

// TestProblemTimes: a time in a problem is written as everywhere else on the
// page, and to the ms.
func TestProblemTimes(t *testing.T) {
	cat, err := New()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		problem task.Problem
		lang    Lang
		want    string
	}{
		{task.Problem{Kind: task.ProblemNegativeRun, Args: []string{"1234"}}, English, "It ends 1.234 s before it starts. Its run is shown as 0."},
		{task.Problem{Kind: task.ProblemStartBeforeReady, Args: []string{"3723004", "1001"}}, English, "It starts 1 h 2 m 03.004 s before its upstream 1001 ends. Its wait is shown as 0."},
		{task.Problem{Kind: task.ProblemClockSkew, Args: []string{"10.0.0.1", "10.0.0.2", "20000"}}, English, "The clocks of 10.0.0.1 and 10.0.0.2 seem to differ by 20.000 s or more. No bar was moved."},
		{task.Problem{Kind: task.ProblemOutsideTask, Args: []string{"61001"}}, Chinese, "超出任务自身起止时间 1 分 01.001 秒。"},
		{task.Problem{Kind: task.ProblemUnknownStatus, Args: []string{"7"}}, English, "Status “7” is not known."},
	}
	for _, tt := range tests {
		if got := cat.In(tt.lang).Problem(tt.problem); got != tt.want {
			t.Errorf("Problem(%v) = %q, want %q", tt.problem, got, tt.want)
		}
	}
}
