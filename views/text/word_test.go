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
		{task.Problem{Kind: task.ProblemOutsideTask, Args: []string{"61001", task.BeforeTask}}, Chinese, "它的开始比任务自身的开始早 1 分 01.001 秒。"},
		{task.Problem{Kind: task.ProblemOutsideTask, Args: []string{"6353", task.AfterTask}}, English, "It ends 6.353 s after the task itself ended."},
		{task.Problem{Kind: task.ProblemOneSidedEdge, Args: []string{"1", "2", "1"}}, English, "Only one of its two subtasks lists the edge 1 → 2. It is drawn."},
		{task.Problem{Kind: task.ProblemOneSidedEdge, Args: []string{"1", "2", "3"}}, English, "3 edges, such as 1 → 2, are listed by only one of their two subtasks. They are drawn."},
		{task.Problem{Kind: task.ProblemMissingTime, Args: []string{"startTime, finishTime"}}, Chinese, "已结束但缺少 startTime、finishTime：不画条形，也不计入任何合计。"},
		{task.Problem{Kind: task.ProblemUnknownStatus, Args: []string{"7"}}, English, "Status “7” is not known."},
	}
	for _, tt := range tests {
		if got := cat.In(tt.lang).Problem(tt.problem); got != tt.want {
			t.Errorf("Problem(%v) = %q, want %q", tt.problem, got, tt.want)
		}
	}
}
