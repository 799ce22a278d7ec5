package ocpsim

import (
	"fmt"
	"time"
)

// doneScenarios are over: what they show never changes. Past is a day's
// midnight; they lie in the days after it.
func doneScenarios(past time.Time) []*plan {
	at := func(day, hour, minute int) time.Time {
		return past.Add(time.Duration(day)*24*time.Hour + time.Duration(hour)*time.Hour +
			time.Duration(minute)*time.Minute + 417*time.Millisecond)
	}
	return []*plan{
		{id: Succeeded, scenario: "succeeded", template: "start-zone", hosts: 3, start: at(0, 10, 12)},
		{id: FailedSplit, scenario: "failed-split", template: "add-server", hosts: 12, start: at(0, 14, 3), cluster: "pay", creator: 101,
			twists: []twist{{step: "Install rpm", copy: 7, result: fails}}},
		{id: Retried, scenario: "retried", template: "add-server", hosts: 4, start: at(1, 9, 41),
			twists: []twist{{step: "Make dir for ob", copy: 2, attempt: 1, result: fails}},
			script: []action{{do: doRetry, when: taskFails, after: 47*time.Minute + 12*time.Second}}},
		{id: RetriedTwice, scenario: "retried-twice", template: "start-zone", hosts: 6, start: at(1, 22, 5),
			twists: []twist{
				{step: "Start observer process", copy: 1, attempt: 1, result: fails},
				{step: "Start observer process", copy: 4, attempt: 1, result: fails},
				{step: "Start observer process", copy: 4, attempt: 2, result: fails},
			},
			script: []action{{do: doRetry, when: taskFails, after: 9 * time.Minute},
				{do: doRetry, when: taskFails, after: 10 * time.Hour}}},
		{id: Skipped, scenario: "skipped", template: "take-over", hosts: 3, start: at(2, 11, 20), cluster: "test", creator: 101,
			twists: []twist{{step: "Run io calibration", copy: 1, result: fails}},
			script: []action{{do: doSkip, when: taskFails, after: 18 * time.Minute}}},
		{id: Cancelled, scenario: "cancelled", template: "stop-zone", hosts: 5, start: at(2, 16, 45),
			twists: []twist{{step: "Stop observer process", copy: 3, lasts: 19 * time.Minute}},
			script: []action{{do: doCancel, when: stepRuns, step: "Stop observer process", copy: 3,
				after: 11 * time.Minute, linger: 2300 * time.Millisecond}}},
		{id: TimedOut, scenario: "timed-out", template: "restart-zone", hosts: 3, start: at(3, 2, 30),
			twists: []twist{{step: "Wait observer active", result: timesOut}}},
		{id: RolledBack, scenario: "rolled-back", template: "add-zone", hosts: 3, start: at(3, 10, 0),
			twists: []twist{{step: "Install rpm", copy: 1, result: fails}},
			script: []action{{do: doRollback, when: taskFails, after: 26 * time.Minute}}},
		{id: RollbackFailed, scenario: "rollback-failed", template: "add-server", hosts: 3, start: at(3, 15, 30), cluster: "test",
			twists: []twist{{step: "Start observer process with param", copy: 0, result: fails},
				{step: "Make dir for ob", copy: 2, back: true, result: fails}},
			script: []action{{do: doRollback, when: taskFails, after: 6 * time.Minute}}},
		{id: RollbackSkipped, scenario: "rollback-skipped", template: "add-server", hosts: 2, start: at(4, 8, 15), cluster: "test",
			twists: []twist{{step: "Start observer process with param", copy: 1, result: fails},
				{step: "Install rpm", copy: 0, back: true, result: fails}},
			script: []action{{do: doRollback, when: taskFails, after: 6 * time.Minute},
				{do: doSkip, when: taskFails, after: 21 * time.Minute}}},
		{id: NoCluster, scenario: "no-cluster", template: "restart-cluster", hosts: 2, start: at(4, 9, 30), nobody: true},
		{id: OldSpelling, scenario: "old-spelling", template: "prepare-host", hosts: 1, start: at(4, 9, 50), edit: oldSpelling},
		{id: BigID, scenario: "big-id", template: "stop-cluster", hosts: 2, start: at(4, 13, 5), cluster: "standby"},
		{id: AbortedStatus, scenario: "aborted", template: "failover-cluster", hosts: 2, start: at(4, 18, 10), cluster: "standby",
			twists: []twist{{step: "Remove standby cluster", copy: 0, result: fails}}, given: "ABORTED"},
		{id: WarningStatus, scenario: "warning", template: "restart-zone", hosts: 3, start: at(5, 3, 0), edit: warning},
		{id: Large, scenario: "large", template: "create-cluster-12", hosts: 99, start: at(5, 9, 0), cluster: "pay"},
		{id: UTC, scenario: "utc", template: "switchover-tenant", hosts: 3, start: at(5, 12, 0), zone: time.UTC},
		{id: Chains, scenario: "chains", template: "install-obproxy", hosts: 4, start: at(5, 12, 40)},
		{id: AllToAll, scenario: "all-to-all", template: "restart-ob-agent", hosts: 16, start: at(5, 13, 0)},
	}
}

// pairScenarios are runs worth holding against each other: one name, cluster
// and tenant, some days apart. The heads share their base's durations, so the
// difference is what the scenario says and nothing else.
func pairScenarios(past time.Time) []*plan {
	day := func(n int) time.Time { return past.Add(time.Duration(n)*24*time.Hour + 23*time.Hour) }
	base := func(id int64, template string, hosts int, scenario string) *plan {
		return &plan{id: id, scenario: scenario + "-base", template: template, hosts: hosts, start: day(6),
			durations: scenario, pair: id + 1, cluster: "pay"}
	}
	head := func(b *plan, scenario string) *plan {
		h := *b
		h.id, h.pair, h.scenario, h.start = b.id+1, b.id, scenario+"-head", day(9).Add(4*time.Minute)
		return &h
	}
	slow := base(SlowBase, "start-cluster", 6, "slow")
	slowHead := head(slow, "slow")
	slowHead.twists = []twist{{step: "Start observer process", copy: 4, lasts: 6*time.Minute + 21*time.Second}}
	hosts := base(HostsBase, "add-server", 3, "hosts")
	hostsHead := head(hosts, "hosts")
	hostsHead.hosts = 5
	waits := base(WaitsBase, "restart-cluster", 6, "waits")
	waitsHead := head(waits, "waits")
	waitsHead.lag = 24
	again := base(RetriedBase, "create-tenant", 1, "retry")
	againHead := head(again, "retry")
	againHead.twists = []twist{{step: "Set system variables", attempt: 1, result: fails}}
	againHead.script = []action{{do: doRetry, when: taskFails, after: 25 * time.Minute}}
	return []*plan{slow, slowHead, hosts, hostsHead, waits, waitsHead, again, againHead}
}

// historyScenarios are the daily runs of one scheduled task; the last but one
// failed, the last is slow.
func historyScenarios(past time.Time) []*plan {
	var plans []*plan
	for n := range HistoryRuns {
		p := &plan{id: HistoryFirst + int64(n)*HistoryStep, scenario: fmt.Sprintf("history-%d", n+1),
			template: "workload-report", hosts: 4, kind: "SCHEDULED", defID: 1042, creator: 200,
			start: past.Add(time.Duration(n)*24*time.Hour + time.Hour + time.Duration(n*37)*time.Millisecond)}
		switch n {
		case HistoryRuns - 2:
			p.twists = []twist{{step: "Generate report", copy: 2, result: fails}}
		case HistoryRuns - 1:
			p.twists = []twist{{step: "Generate report", copy: 1, times: 4}}
		}
		plans = append(plans, p)
	}
	return plans
}

// typeScenarios are one succeeded run of every type of task.
func typeScenarios(past time.Time) []*plan {
	var plans []*plan
	for n, t := range templates() {
		p := &plan{id: TypesFirst + int64(n), scenario: "type-" + t.key, template: t.key, hosts: 1 + (n*5)%11,
			start: past.Add(time.Duration(n)*7*time.Hour + 83*time.Millisecond)}
		if t.key == "major-compactions" {
			p.kind, p.defID, p.creator = "SYS_SCHEDULED", 200, 200
		}
		plans = append(plans, p)
	}
	return plans
}
