package ocpsim

import "time"

// liveScenarios run while the process does. Several last for hours, so that
// the demo has something moving however long it is looked at.
func liveScenarios(start time.Time) []*plan {
	ago := func(d time.Duration) time.Time { return start.Add(-d) }
	return []*plan{
		{id: RunningSmall, scenario: "running-small", template: "batch-restart-agent", hosts: 3, start: ago(20 * time.Second), pace: 26},
		{id: Running, scenario: "running", template: "start-cluster", hosts: 9, start: ago(6 * time.Minute), pace: 60},
		{id: RunningLarge, scenario: "running-large", template: "create-cluster", hosts: 40, start: ago(25 * time.Minute),
			pace: 26, cluster: "pay"},
		{id: RunningParent, scenario: "running-parent", template: "upgrade-cluster", hosts: 1, start: ago(50 * time.Minute),
			twists: []twist{{step: "Wait dag success", result: neverEnds}}},
		{id: RunningFailing, scenario: "running-failing", template: "add-server", hosts: 12, start: ago(9 * time.Minute),
			twists: []twist{
				{step: "Install rpm", every: true, lasts: 100 * time.Minute},
				{step: "Install rpm", copy: 3, lasts: 4*time.Minute + 700*time.Millisecond, result: fails},
				{step: "Install rpm", copy: 5, lasts: 95 * time.Second},
				{step: "Install rpm", copy: 8, lasts: 132 * time.Second},
			}},
		{id: RunningWillFail, scenario: "running-will-fail", template: "prepare-host", hosts: 1, start: ago(15 * time.Second),
			twists: []twist{{step: "Install ocp agent", lasts: 2 * time.Minute, result: fails}}},
		{id: Cancelling, scenario: "cancelling", template: "restart-cluster", hosts: 6, start: ago(12 * time.Minute),
			twists: []twist{{step: "Stop observer process", copy: 2, lasts: 20 * time.Minute}},
			script: []action{{do: doCancel, when: stepRuns, step: "Stop observer process", copy: 2,
				after: 4 * time.Minute, linger: 6 * time.Hour}}},
		{id: RollingBack, scenario: "rolling-back", template: "add-zone", hosts: 8, start: ago(70 * time.Minute), pace: 3,
			twists: []twist{
				{step: "Start observer process with param", copy: 4, result: fails},
				{step: "Start observer process with param", back: true, every: true, lasts: 45 * time.Minute},
				{step: "Make dir for ob", back: true, every: true, lasts: 25 * time.Minute},
				{step: "Install rpm", back: true, every: true, lasts: 35 * time.Minute},
			},
			script: []action{{do: doRollback, when: taskFails, after: 10 * time.Minute}}},
		{id: Retrying, scenario: "retrying", template: "take-over", hosts: 3, start: ago(3 * time.Hour),
			twists: []twist{
				{step: "Update server process info", copy: 1, attempt: 1, result: fails},
				{step: "Update server process info", copy: 1, attempt: 2, lasts: 75 * time.Minute},
			},
			script: []action{{do: doRetry, when: taskFails, after: 2*time.Hour + 40*time.Minute}}},
		{id: Stuck, scenario: "stuck", template: "delete-server", hosts: 2, start: ago(5*24*time.Hour + 3*time.Hour),
			twists: []twist{{step: "Wait observer delete", result: neverEnds}}},
		{id: Backlog, scenario: "backlog", template: "batch-restart-agent", hosts: 30, start: ago(8 * time.Minute),
			workers: 2, pace: 40},
		{id: NotYet, scenario: "not-yet", template: "create-tenant", hosts: 1, start: start.Add(time.Minute), cluster: "test"},
	}
}
