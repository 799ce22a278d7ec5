package ocpsim

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

func TestParseStages(t *testing.T) {
	got, err := parseStages("Start node 30 > [Install rpm] 3600 > Wait\n > (Start zone) 60 > {A b 1 | C 2} > Finish node 0")
	if err != nil {
		t.Fatal(err)
	}
	want := []stage{
		{plainStage, []stepDef{{"Start node", 30}}},
		{hostStage, []stepDef{{"Install rpm", 3600}}},
		{plainStage, []stepDef{{"Wait node", 30}}},
		{zoneStage, []stepDef{{"Start zone", 60}}},
		{chainStage, []stepDef{{"A b", 1}, {"C", 2}}},
		{plainStage, []stepDef{{"Finish node", 0}}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("parseStages = %v, want %v", got, want)
	}
	if n := size(got, 5); n != 1+5+1+3+10+1 {
		t.Errorf("size over 5 hosts = %d, want 21", n)
	}
}

func TestParseStagesErrors(t *testing.T) {
	for _, text := range []string{"", "Install rpm", "30", "A 1 >", "A -3", "[A 3", "A] 3", "{A 1 | } > B 2", "A 1x"} {
		if got, err := parseStages(text); err == nil {
			t.Errorf("parseStages(%q) = %v, want an error", text, got)
		}
	}
}

func FuzzParseStages(f *testing.F) {
	for _, t := range templates() {
		f.Add(t.stages)
	}
	f.Add("{A 1 | B 2} > [C] 3 > (D) 4")
	f.Fuzz(func(t *testing.T, text string) {
		stages, err := parseStages(text)
		if err != nil {
			return
		}
		for _, s := range stages {
			if len(s.steps) == 0 || len(s.steps) > 1 && s.kind != chainStage {
				t.Errorf("parseStages(%q): stage %v", text, s)
			}
			for _, d := range s.steps {
				if d.timeout < 0 || strings.ContainsAny(d.name, "[](){}|>") {
					t.Errorf("parseStages(%q): step %v", text, d)
				}
			}
		}
	})
}

// The numbers of subtasks that OCP's documentation shows: at one host, and for
// some at n.
func TestTemplateSizes(t *testing.T) {
	one := map[string]int{"reinstall-agent": 4, "prepare-host": 5, "stop-agent": 3, "batch-stop-agent": 5, "restart-agent": 5,
		"batch-restart-agent": 9, "stop-zone": 10, "start-zone": 12, "restart-zone": 15, "delete-server": 14,
		"restart-server": 11, "add-server": 21, "add-zone": 25, "delete-zone": 13, "create-cluster": 23, "stop-cluster": 11,
		"start-cluster": 18, "restart-cluster": 19, "delete-cluster": 6, "upgrade-cluster": 5, "take-over": 26,
		"switchover-cluster": 7, "failover-cluster": 9, "create-tenant": 10, "create-standby-tenant": 12, "add-replica": 4,
		"delete-replica": 6, "switchover-tenant": 10, "failover-tenant": 5, "install-obproxy": 12, "offline-obproxy": 8}
	seen := 0
	for _, k := range templates() {
		stages, err := parseStages(k.stages)
		if err != nil {
			t.Fatalf("%s: %v", k.key, err)
		}
		if want, ok := one[k.key]; ok {
			seen++
			if got := size(stages, 1); got != want {
				t.Errorf("%s has %d subtasks at one host, want %d", k.key, got, want)
			}
		}
		if k.key == "create-cluster-12" && size(stages, 3) != 48 {
			t.Errorf("%s has %d subtasks at three hosts, want the 48 of oceanbase#748", k.key, size(stages, 3))
		}
	}
	if seen != len(one) {
		t.Errorf("%d of %d types of task are there", seen, len(one))
	}
}

// Every template over every number of hosts keeps the rules at any moment.
func TestTemplatesKeepTheRules(t *testing.T) {
	for _, k := range templates() {
		t.Run(k.key, func(t *testing.T) {
			t.Parallel()
			for hosts := 1; hosts <= 40; hosts++ {
				p := &plan{id: int64(1000 + hosts), template: k.key, hosts: hosts}
				p.complete()
				task, err := newTask(p, k, 7)
				if err != nil {
					t.Fatal(err)
				}
				r := task.played()
				if got, want := len(r.steps), size(task.stages, hosts); got != want {
					t.Fatalf("over %d hosts: %d subtasks, want %d", hosts, got, want)
				}
				a := shape(r)
				checkGraph(t, a)
				checkNumbers(t, r.steps)
				checkCopies(t, r.steps)
				more := 0
				if hosts < 4 || hosts%13 == 0 || hosts == 40 {
					more = 4
				}
				for _, ms := range append(moments(r, more), r.end()/3, r.end()/2) {
					checkMoment(t, a.at(r, ms))
				}
				if a := a.at(r, r.end()); a.status != successful {
					t.Errorf("over %d hosts: ends %s", hosts, a.status)
				}
				checkGaps(t, r)
				if t.Failed() {
					t.Fatalf("over %d hosts", hosts)
				}
			}
		})
	}
}

// checkNumbers: neither ids nor series ids nor the answer's order may be
// mistaken for the order of execution.
func checkNumbers(t *testing.T, steps []step) {
	t.Helper()
	if len(steps) < 2 {
		return
	}
	ids := func(a, b step) int { return int(a.id - b.id) }
	if slices.IsSortedFunc(steps, ids) {
		t.Errorf("ids of %d subtasks are in the template's order", len(steps))
	}
	if slices.IsSortedFunc(steps, func(a, b step) int { return int(a.series - b.series) }) && !oneStage(steps) {
		t.Errorf("series ids of %d subtasks are in the template's order", len(steps))
	}
}

func oneStage(steps []step) bool { return steps[0].name == steps[len(steps)-1].name }

// checkCopies: a split stage has copies 0..n-1 with consecutive series ids, and
// everything else has -1.
func checkCopies(t *testing.T, steps []step) {
	t.Helper()
	for i := 1; i < len(steps); i++ {
		a, b := steps[i-1], steps[i]
		switch {
		case b.parallel < -1:
			t.Errorf("%q has parallelIdx %d", b.name, b.parallel)
		case b.parallel > 0 && (b.name != a.name || b.parallel != a.parallel+1 || b.series != a.series+1):
			t.Errorf("%q[%d] series %d follows %q[%d] series %d", b.name, b.parallel, b.series, a.name, a.parallel, a.series)
		}
	}
}

// checkGaps: 0.1 to 1.3 s lie between what a subtask waited for and its start,
// unless the task's slots were busy.
func checkGaps(t *testing.T, r *run) {
	t.Helper()
	_, subs := r.state(r.end())
	wide := map[string]int{}
	for i := range r.steps {
		wide[r.steps[i].name]++
	}
	for i := range r.steps {
		ready := r.task[0].start
		for _, u := range r.steps[i].up {
			ready = max(ready, subs[u].finish)
		}
		gap := subs[i].start - ready
		if gap < 100 || (gap > 1300 && wide[r.steps[i].name] <= slots && len(r.steps[i].up) > 0) {
			t.Errorf("%q[%d] starts %d ms after what it waited for, want 100 to 1300", r.steps[i].name, r.steps[i].parallel, gap)
		}
	}
}

// Between two split stages without a Wait node, every copy knows every copy.
func TestAdjacentSplitStagesAreAllToAll(t *testing.T) {
	stages, err := parseStages("[A] 1 > [B] 1 > (C) 1")
	if err != nil {
		t.Fatal(err)
	}
	for _, hosts := range []int{1, 2, 7, 40} {
		steps := build(stages, hosts, 0, []string{"x"}, draw(1, "t"))
		edges := 0
		for _, s := range steps {
			edges += len(s.up)
		}
		if want := hosts*hosts + hosts*min(hosts, 3); edges != want {
			t.Errorf("over %d hosts: %d edges, want %d", hosts, edges, want)
		}
	}
}

func TestRepeatedNamesAreNumbered(t *testing.T) {
	stages, err := parseStages("A 1 > Wait > [B] 1 > Wait > {C 1 | C 2}")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range build(stages, 2, 0, []string{"x"}, draw(1, "t")) {
		got = append(got, s.name+strconv.Itoa(s.nth))
	}
	want := []string{"A0", "Wait node0", "B0", "B0", "Wait node1", "C0", "C1", "C2", "C3"}
	if !slices.Equal(got, want) {
		t.Errorf("occurrences = %v, want %v", got, want)
	}
}
