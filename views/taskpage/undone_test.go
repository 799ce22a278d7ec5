package taskpage

import (
	"slices"
	"strings"
	"testing"

	"taskscope/internal/task"
	"taskscope/views/text"
)

// rolledBack is a task that was rolled back, but for one whose rollback failed.
func rolledBack() *task.Task {
	t := sample()
	t.Status, t.Operation = task.StatusFailed, task.OpRollback
	failed, back := sub(2, "Install", 1000, 20_000, 1), sub(3, "Bootstrap", 2000, 15_000, 2)
	failed.Status, failed.Operation = task.StatusFailed, task.OpRollback
	back.Status, back.Operation = task.StatusPending, task.OpRollback
	never := task.Subtask{ID: 4, Name: "Link", Status: task.StatusPending, Operation: task.OpExecute, Upstreams: []task.SubtaskID{3}}
	t.Subtasks = []task.Subtask{sub(1, "Prepare", 100, 500), failed, back, never}
	return t
}

// skipped is the same after a person skipped the rollback that failed.
func skipped() *task.Task {
	t := rolledBack()
	t.Status = task.StatusSuccessful
	t.Subtasks[1].Status, t.Subtasks[1].Operation = task.StatusPending, task.OpRollbackSkip
	return t
}

// stopped runs on after failures: one is held for good, one waits for a retry.
func stopped() *task.Task {
	t := sample()
	t.Status, t.Operation, t.Finished = task.StatusRunning, task.OpExecute, task.Instant{}
	cancelled, failed, again, runs := sub(2, "Stopped", 1000, 3000, 1), sub(3, "Breaks", 1000, 9000, 1), sub(4, "Again", 1000, 2000, 1), sub(5, "Runs", 1000, 0, 1)
	cancelled.Status, cancelled.Operation = task.StatusFailed, task.OpCancel
	failed.Status = task.StatusFailed
	again.Status, again.Operation, again.RunTime = task.StatusReady, task.OpRetry, task.Some[int64](2)
	runs.Status, runs.Finished = task.StatusRunning, task.Instant{}
	held := task.Subtask{ID: 6, Name: "Held", Status: task.StatusPending, Operation: task.OpExecute, Upstreams: []task.SubtaskID{1}}
	t.Subtasks = []task.Subtask{sub(1, "Prepare", 100, 500), cancelled, failed, again, runs, held}
	return t
}

// ended failed at one of two copies; what waits for the other never started.
func ended() *task.Task {
	t := sample()
	t.Status = task.StatusFailed
	failed := sub(3, "Upgrade #2", 1000, 9000, 1)
	failed.Status = task.StatusFailed
	never := task.Subtask{ID: 4, Name: "Check #1", Status: task.StatusPending, Operation: task.OpExecute, Upstreams: []task.SubtaskID{2}}
	t.Subtasks = []task.Subtask{sub(1, "Prepare", 100, 500), sub(2, "Upgrade #1", 1000, 20_000, 1), failed, never}
	return t
}

// The panel says no more than is known, and one reason in all its places.
func TestPanelAfterRollbacksAndFailures(t *testing.T) {
	for _, test := range []struct {
		name string
		task *task.Task
		id   string
		lang text.Lang
		help string
		note []string
	}{
		{"rollback failed", rolledBack(), "2", text.English, "It failed while it was being rolled back.", []string{
			"Blocked by Prepare until 15:09:32.240, then held or queued for 0.500 s while nothing else of the task ran: the scheduler's time.",
			"Its rollback failed: its end is when that failed. What it did may be half undone, and how long it ran itself is not known."}},
		{"rolled back after its upstream", rolledBack(), "3", text.English, "What it did was undone.", []string{
			"When it was ready is not known: since the rollback of Install OCP no longer tells when its run ended.",
			"It was rolled back: its end is when the rollback ended. How long it ran itself is not known."}},
		{"and in Chinese", rolledBack(), "3", text.Chinese, "所做的操作已被撤销。", []string{
			"何时就绪未知：Install 回滚后，OCP 不再给出其运行的结束时间。",
			"该子任务已回滚：结束时间是回滚结束的时间，其本身的运行时间未知。"}},
		{"never started in a task that is undone", rolledBack(), "4", text.English, "The task's rollback came before its turn.", []string{
			"It never started: the task's rollback came before its turn."}},
		{"its rollback failed and was skipped", skipped(), "2", text.English, "Its rollback failed, and a user skipped it.", []string{
			"Blocked by Prepare until 15:09:32.240, then held or queued for 0.500 s while nothing else of the task ran: the scheduler's time.",
			"Its end is when its rollback failed, or that was skipped. What it did may be half undone, and how long it ran itself is not known."}},
		{"held", stopped(), "6", text.English, "All upstreams are done, but OCP starts nothing new after a failure.", []string{
			"Held: after Breaks failed (15:09:40.740), OCP starts nothing new."}},
		{"held, in Chinese", stopped(), "6", text.Chinese, "上游均已完成，但失败后 OCP 不再启动新的子任务。", []string{
			"等待调度：Breaks 失败（15:09:40.740）后，OCP 不再启动新的子任务。"}},
		{"queued for a retry", stopped(), "4", text.English, "Ready: it waits for a worker.", []string{
			"Queued for a retry, since when is not known.",
			"It ran at least once: from its first start to its last end there may be pauses, the true run time is not known."}},
		{"queued for a retry, in Chinese", stopped(), "4", text.Chinese, "已就绪，等待工作线程。", []string{
			"排队等待重试，从何时起未知。", "至少运行了 1 次：首次开始到最后结束之间包含停顿，实际运行时间未知。"}},
		{"never started after a failure elsewhere", ended(), "4", text.English, "OCP starts nothing new after a failure.", []string{
			"It never started: after Upgrade #2 failed (15:09:40.740), OCP started nothing new."}},
	} {
		page, _ := pageFor(t, test.task, "subtask="+test.id, test.lang)
		if got := page.Panel; got.StateHelp != test.help || !slices.Equal(got.Notes, test.note) {
			t.Errorf("%s: %q, %q\nwant %q, %q", test.name, got.StateHelp, got.Notes, test.help, test.note)
		}
	}
}

func TestHeaderAfterRollbacksAndFailures(t *testing.T) {
	page, _ := pageFor(t, stopped(), "", text.English)
	if got := page.Header.Diagnosis; !strings.Contains(got, "2 subtasks have failed already, Breaks first") || !strings.Contains(got, "1 is held: OCP starts nothing new after a failure") || strings.Contains(got, "slot") {
		t.Errorf("the diagnosis = %q", got)
	}
	page, _ = pageFor(t, rolledBack(), "", text.English)
	if s := page.Header.Sum; s.Ideal != "–" || s.Problem != page.Text.T("path_problem.undone") {
		t.Errorf("the sum = %+v, want no path and no ideal", s)
	}
}

// The table has the figures that the panel has.
func TestTableAfterARollback(t *testing.T) {
	page, _ := pageFor(t, rolledBack(), "view=subtasks", text.English)
	for _, r := range page.Table.Rows {
		if r.ID != 3 {
			continue
		}
		cell := map[string]string{}
		for k, c := range page.Table.Columns[2:] {
			cell[c.Name] = r.Cells[k]
		}
		if cell["Run"] != "run + rollback · 13.000 s" || cell["Wait"] != "" || cell["Slack"] != "" || cell["Critical"] != "" {
			t.Errorf("the row = %v", cell)
		}
	}
}
