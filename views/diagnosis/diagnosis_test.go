package diagnosis_test

import (
	"testing"

	"taskscope/internal/baseline"
	"taskscope/internal/dag"
	"taskscope/internal/task"
	"taskscope/internal/timeline"
	"taskscope/views/diagnosis"
	"taskscope/views/text"
	"taskscope/views/viewtest"
)

const start = 1_741_586_581_063 // 2025-03-10 14:03:01.063 +08:00

func at(ms int64) task.Instant { return task.At(start+ms, 8*3600) }

// sub is a subtask in some status that started and ended so many ms after the
// task did; -1 is not yet.
func sub(id task.SubtaskID, name string, status task.Status, from, to int64, ups ...task.SubtaskID) task.Subtask {
	s := task.Subtask{ID: id, Name: name, Status: status, Operation: task.OpExecute, RunTime: task.Some[int64](1), Upstreams: ups}
	if from >= 0 {
		s.Started = at(from)
	}
	if to >= 0 {
		s.Finished = at(to)
	}
	return s
}

// again is a subtask that ran n times.
func again(s task.Subtask, n int64) task.Subtask {
	s.Operation, s.RunTime = task.OpRetry, task.Some(n)
	return s
}

// undone is a subtask of a rollback.
func undone(s task.Subtask) task.Subtask {
	s.Operation = task.OpRollback
	return s
}

// on is a subtask that a host ran.
func on(s task.Subtask, host string) task.Subtask {
	s.Executor = host
	return s
}

// limited is a subtask that may take so many seconds.
func limited(s task.Subtask, seconds int64) task.Subtask {
	s.TimeoutS = task.Some(seconds)
	return s
}

// usual is what other runs tell of two subtasks, the second of which stands out.
func usual(slow baseline.Slower, stuck ...baseline.Stuck) baseline.Usual {
	return baseline.Usual{Slow: []baseline.Slower{{}, slow}, Worst: 1, Stuck: stuck}
}

// TestLine: the sentence that whoever opens a task at night reads first.
func TestLine(t *testing.T) {
	const (
		failed, running, done, pending = task.StatusFailed, task.StatusRunning, task.StatusSuccessful, task.StatusPending
	)
	prepare := sub(1, "Prepare", done, 0, 10_000)
	figure := baseline.Figure{Runs: 14, Samples: 14, MedianMS: 10_000, P90MS: 15_000}
	stuck := baseline.Stuck{Subtask: 1, RunMS: 50_000, Figure: figure}
	none := baseline.Usual{Worst: -1}
	cases := map[string]struct {
		status   task.Status
		op       task.Operation
		subtasks []task.Subtask
		usual    baseline.Usual
		en, zh   string
	}{
		"failed": {failed, task.OpExecute, []task.Subtask{prepare, sub(2, "Start", failed, 10_000, 60_000, 1), sub(3, "Check", pending, -1, -1, 2)}, none,
			"Failed at Start; 1 subtask never started.", "在“Start”处失败；1 个子任务从未开始。"},
		"failed after runs": {failed, task.OpRetry, []task.Subtask{prepare, again(sub(2, "Start", failed, 10_000, 60_000, 1), 3)}, none,
			"Failed at Start after 3 runs.", "在“Start”处失败，共运行 3 次。"},
		"failed on a host": {failed, task.OpExecute, []task.Subtask{prepare, on(sub(2, "Start", failed, 10_000, 60_000, 1), "10.20.0.13")}, none,
			"Failed at Start on 10.20.0.13.", "在“Start（10.20.0.13）”处失败。"},
		"others failed, one runs": {failed, task.OpExecute, []task.Subtask{prepare, sub(2, "Start", failed, 10_000, 30_000, 1), sub(3, "Check", failed, 10_000, 40_000, 1), sub(4, "Copy", running, 10_000, -1, 1)}, none,
			"Failed at Start; 1 more subtask failed; 1 subtask still runs.", "在“Start”处失败；另有 1 个子任务失败；1 个子任务仍在运行。"},
		"failed nowhere": {failed, task.OpExecute, []task.Subtask{prepare}, none,
			"Failed, although no subtask reports a failure.", "任务失败，但没有子任务报告失败。"},
		"aborted": {task.StatusAborted, task.OpExecute, []task.Subtask{prepare, sub(2, "Start", failed, 10_000, 60_000, 1)}, none,
			"Aborted by OCP; 1 subtask failed.", "OCP 已终止该任务；1 个子任务失败。"},
		"rollback failed": {failed, task.OpRollback, []task.Subtask{prepare, undone(sub(2, "Start", failed, 10_000, 60_000, 1))}, none,
			"The rollback failed at Start.", "在“Start”处回滚失败。"},
		"runs": {running, task.OpExecute, []task.Subtask{prepare, sub(2, "Start", running, 10_000, -1, 1), sub(3, "Check", running, 20_000, -1, 1), sub(4, "End", pending, -1, -1, 2)}, none,
			"Start has been running for 50.000 s; 1 other subtask runs; 1 is blocked by an upstream.", "Start 已运行 50.000 秒；另有 1 个子任务在运行；1 个等待上游。"},
		"runs again": {running, task.OpRetry, []task.Subtask{prepare, again(sub(2, "Start", running, 10_000, -1, 1), 2)}, none,
			"Start runs again: 50.000 s since its first start.", "Start 正在重新运行：自首次开始已 50.000 秒。"},
		"runs though one failed": {running, task.OpExecute, []task.Subtask{sub(1, "Prepare", failed, 0, 10_000), sub(2, "Start", running, 10_000, -1), sub(3, "End", pending, -1, -1)}, none,
			"Prepare has failed already; Start has been running for 50.000 s; 1 is held: OCP starts nothing new after a failure.", "已有 1 个子任务失败，首先是“Prepare”；Start 已运行 50.000 秒；1 个等待调度：失败后 OCP 不再启动新的子任务。"},
		"is being cancelled": {running, task.OpExecute, []task.Subtask{prepare, sub(2, "Start", task.StatusCanceling, 10_000, -1, 1)}, none,
			"Start is being cancelled and has not ended: 50.000 s since it started.", "Start 正在取消，尚未结束：自开始已 50.000 秒。"},
		"may be stuck": {running, task.OpExecute, []task.Subtask{prepare, sub(2, "Start", running, 10_000, -1, 1)}, usual(baseline.Slower{}, stuck),
			"Start has been running for 50.000 s, and 90 % of 14 runs took no more than 15.000 s: it may be stuck.", "Start 已运行 50.000 秒，而 14 次运行中 90 % 不超过 15.000 秒，可能卡住了。"},
		"beyond its timeout": {running, task.OpExecute, []task.Subtask{prepare, limited(sub(2, "Start", running, 10_000, -1, 1), 40)}, none,
			"Start has been running for 50.000 s, beyond its timeout of 40.000 s.", "Start 已运行 50.000 秒，超过其超时时间 40.000 秒。"},
		"another is close to its timeout": {running, task.OpExecute, []task.Subtask{sub(1, "Prepare", running, 0, -1), limited(sub(2, "Start", running, 10_000, -1), 55)}, none,
			"Prepare has been running for 1 m 00 s; 1 other subtask runs; Start has run for 50.000 s, close to its timeout of 55.000 s.", "Prepare 已运行 1 分 00 秒；另有 1 个子任务在运行；Start 已运行 50.000 秒，接近其超时时间 55.000 秒。"},
		"another may be stuck": {running, task.OpExecute, []task.Subtask{sub(1, "Prepare", running, 0, -1), sub(2, "Start", running, 10_000, -1)}, usual(baseline.Slower{}, stuck),
			"Prepare has been running for 1 m 00 s; 1 other subtask runs; Start has been running for 50.000 s, and 90 % of 14 runs took no more than 15.000 s: it may be stuck.", "Prepare 已运行 1 分 00 秒；另有 1 个子任务在运行；Start 已运行 50.000 秒，而 14 次运行中 90 % 不超过 15.000 秒，可能卡住了。"},
		"succeeded": {done, task.OpExecute, []task.Subtask{prepare, sub(2, "Start", done, 10_000, 60_000, 1)}, none,
			"Succeeded in 1 m 00 s; the longest part was Start (50.000 s); 0 % of the time went into waiting.", "执行成功，耗时 1 分 00 秒；最长的部分是 Start（50.000 秒）；0 % 的时间用于等待。"},
		"succeeded, mostly a wait": {done, task.OpExecute, []task.Subtask{prepare, sub(2, "Start", done, 50_000, 60_000, 1)}, none,
			"Succeeded in 1 m 00 s; the longest part was the wait before Start (40.000 s); 67 % of the time went into waiting.", "执行成功，耗时 1 分 00 秒；最长的部分是“Start”开始前的等待（40.000 秒）；67 % 的时间用于等待。"},
		"slower than usual": {done, task.OpExecute, []task.Subtask{prepare, sub(2, "Start", done, 10_000, 60_000, 1)}, usual(baseline.Slower{OverMS: 40_000, Tenths: 50, Figure: figure}),
			"Succeeded in 1 m 00 s; the longest part was Start (50.000 s), 5.0\u00a0× as long as usual (n = 14); 0 % of the time went into waiting.", "执行成功，耗时 1 分 00 秒；最长的部分是 Start（50.000 秒），是平时的 5.0\u00a0倍（n = 14）；0 % 的时间用于等待。"},
		"slower than nothing": {done, task.OpExecute, []task.Subtask{sub(1, "Prepare", done, 0, 60_000), sub(2, "Start", done, 0, 40_000)}, usual(baseline.Slower{OverMS: 40_000, Figure: figure}),
			"Succeeded in 1 m 00 s; the longest part was Prepare (1 m 00 s); 0 % of the time went into waiting; Start took 40.000 s longer than usual (n = 14).", "执行成功，耗时 1 分 00 秒；最长的部分是 Prepare（1 分 00 秒）；0 % 的时间用于等待；Start 比平时多用 40.000 秒（n = 14）。"},
		"skipped": {done, task.OpExecute, []task.Subtask{prepare, {ID: 2, Name: "Start", Status: done, Operation: task.OpSkip, Started: at(10_000), Finished: at(60_000), Upstreams: []task.SubtaskID{1}}}, none,
			"Succeeded in 1 m 00 s; the longest part was Start (50.000 s until it ended or was set to successful); 0 % of the time went into waiting; 1 subtask was manually set to successful.", "执行成功，耗时 1 分 00 秒；最长的部分是 Start（50.000 秒后结束或被设置为成功）；0 % 的时间用于等待；1 个子任务被人工设置为成功。"},
		"unknown status": {"PAUSED", task.OpExecute, []task.Subtask{prepare}, none,
			"OCP reports “PAUSED”, a status that Taskscope does not know.", "OCP 返回了 Taskscope 不认识的状态“PAUSED”。"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			tk := &task.Task{ID: 1, Name: "t", Status: c.status, Operation: c.op, Started: at(0), Subtasks: c.subtasks}
			if c.status != running {
				tk.Finished = at(60_000)
			}
			g, _ := dag.Build(tk)
			a := timeline.Analyze(tk, g, at(60_000))
			for lang, want := range map[text.Lang]string{text.English: c.en, text.Chinese: c.zh} {
				got := diagnosis.Line(diagnosis.Input{Text: viewtest.Frame(t, lang).Text, Task: tk, Graph: g, Analysis: a,
					Diagnosis: a.Diagnose(), Name: text.Name, Usual: c.usual})
				if got != want {
					t.Errorf("%s:\n got %s\nwant %s", lang, got, want)
				}
			}
		})
	}
}
