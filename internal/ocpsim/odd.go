package ocpsim

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Odd data: a page has to be drawn of it, with its problems listed.
const (
	OddCycle             int64 = 980001 + iota // a downstream stage leads back to an earlier one
	OddSelfEdge                                // a subtask is its own upstream
	OddDuplicateEdge                           // the same neighbour twice
	OddUnknownNeighbour                        // ids that no subtask has
	OddOneSided                                // an edge that only one end knows
	OddFinishBeforeStart                       // a negative run
	OddClockSkew                               // one executor's clock is 20 s behind: starts before its upstreams ended
	OddDuplicateID                             // two subtasks share an id
	OddEpochTimes                              // times as integer ms
	OddCreatorString                           // creator is a plain string
	OddTenantInfo                              // OCP Express's tenantInfo for tenant
	OddDownstreamKey                           // downstream for downstreams, as the API page's table
	OddParalleKey                              // paralleIdx for parallelIdx, as the API page's table
	OddIntegerStatus                           // status is a number, as the API page's table
	OddUnknownFields                           // fields nobody knows, deep and shallow
	OddNoTimes                                 // no time anywhere in the data
	OddEmpty                                   // no subtasks
	OddNoSubtasksKey                           // not even the key
	OddNulls                                   // null where OCP leaves out
	OddStrings                                 // every number is a string
	OddLowerCase                               // statuses and operations in lower case
	OddOutsideTask                             // subtasks outside the task's own span
	OddEverything                              // many of these at once
)

type oddity struct {
	id   int64
	key  string
	edit func(data map[string]any)
}

func oddities() []oddity {
	return []oddity{
		{OddCycle, "odd-cycle", oddCycle},
		{OddSelfEdge, "odd-self-edge", func(d map[string]any) {
			s := byName(d, "Start observer process", 0)
			s["upstreams"] = append(list(s["upstreams"]), s["id"])
			s["downstreams"] = append(list(s["downstreams"]), s["id"])
		}},
		{OddDuplicateEdge, "odd-duplicate-edge", func(d map[string]any) {
			s := byName(d, "Start observer process", 1)
			s["upstreams"] = append(list(s["upstreams"]), list(s["upstreams"])...)
		}},
		{OddUnknownNeighbour, "odd-unknown-neighbour", func(d map[string]any) {
			s := byName(d, "Start observer process", 1)
			s["upstreams"] = append(list(s["upstreams"]), json.Number("77"))
			s["downstreams"] = append(list(s["downstreams"]), json.Number("78"))
		}},
		{OddOneSided, "odd-one-sided", oddOneSided},
		{OddFinishBeforeStart, "odd-finish-before-start", func(d map[string]any) {
			s := byName(d, "Start observer process", 2)
			s["startTime"], s["finishTime"] = s["finishTime"], s["startTime"]
		}},
		{OddClockSkew, "odd-clock-skew", oddClockSkew},
		{OddDuplicateID, "odd-duplicate-id", func(d map[string]any) {
			byName(d, "Start observer process", 2)["id"] = byName(d, "Start observer process", 1)["id"]
		}},
		{OddEpochTimes, "odd-epoch-times", oddEpochTimes},
		{OddCreatorString, "odd-creator-string", func(d map[string]any) { d["creator"] = "admin" }},
		{OddTenantInfo, "odd-tenant-info", func(d map[string]any) {
			d["tenantInfo"] = map[string]any{"name": "orders", "obTenantId": 1002}
			delete(d, "tenant")
		}},
		{OddDownstreamKey, "odd-downstream-key", func(d map[string]any) { rename(d, "downstreams", "downstream") }},
		{OddParalleKey, "odd-paralle-key", func(d map[string]any) { rename(d, "parallelIdx", "paralleIdx") }},
		{OddIntegerStatus, "odd-integer-status", func(d map[string]any) {
			d["status"] = 2
			byName(d, "Start observer process", 0)["status"] = 3
		}},
		{OddUnknownFields, "odd-unknown-fields", oddUnknownFields},
		{OddNoTimes, "odd-no-times", oddNoTimes},
		{OddEmpty, "odd-empty", func(d map[string]any) { d["subtasks"] = []any{} }},
		{OddNoSubtasksKey, "odd-no-subtasks-key", func(d map[string]any) { delete(d, "subtasks") }},
		{OddNulls, "odd-nulls", oddNulls},
		{OddStrings, "odd-strings", func(d map[string]any) { stringify(d) }},
		{OddLowerCase, "odd-lower-case", oddLowerCase},
		{OddOutsideTask, "odd-outside-task", func(d map[string]any) {
			d["startTime"] = byName(d, "Start observer process", 0)["startTime"]
			d["finishTime"] = byName(d, "Update observer status", 0)["startTime"]
		}},
		{OddEverything, "odd-everything", func(d map[string]any) {
			oddCycle(d)
			oddOneSided(d)
			oddClockSkew(d)
			oddUnknownFields(d)
			oddNulls(d)
			oddLowerCase(d)
			d["creator"] = "admin"
			rename(d, "downstreams", "downstream")
		}},
	}
}

func oddScenarios(past time.Time) []*plan {
	var plans []*plan
	for n, o := range oddities() {
		plans = append(plans, &plan{id: o.id, scenario: o.key, template: "start-zone", hosts: 3, edit: o.edit,
			durations: "odd", start: past.Add(10*24*time.Hour + time.Duration(n)*17*time.Minute)})
	}
	return plans
}

// oddCycle makes the last stage an upstream of the first observer stage, both
// ends agreeing.
func oddCycle(d map[string]any) {
	first, last := byName(d, "Prepare start observer", 0), byName(d, "Start zone", -1)
	first["upstreams"] = append(list(first["upstreams"]), last["id"])
	last["downstreams"] = append(list(last["downstreams"]), first["id"])
}

// oddOneSided lets one end forget an edge in each direction.
func oddOneSided(d map[string]any) {
	byName(d, "Wait observer active", -1)["upstreams"] = []any{}
	byName(d, "Start zone", -1)["downstreams"] = []any{}
}

// oddClockSkew puts the clock of one executor 20 s behind the others'.
func oddClockSkew(d map[string]any) {
	var slow any
	for _, s := range subtasksOf(d) {
		if s["name"] == "Wait observer active" {
			slow = s["executor"]
		}
	}
	for _, s := range subtasksOf(d) {
		if s["executor"] != slow {
			continue
		}
		for _, key := range []string{"startTime", "finishTime"} {
			if t, ok := moment(s[key]); ok {
				s[key] = stamp(t.Add(-20 * time.Second))
			}
		}
	}
}

func oddEpochTimes(d map[string]any) {
	eachObject(d, func(o map[string]any) {
		for _, key := range timeKeys() {
			if t, ok := moment(o[key]); ok {
				o[key] = t.UnixMilli()
			}
		}
	})
}

func oddNoTimes(d map[string]any) {
	eachObject(d, func(o map[string]any) {
		for _, key := range timeKeys() {
			delete(o, key)
		}
	})
}

func oddUnknownFields(d map[string]any) {
	d["isRemote"] = false
	d["progress"] = map[string]any{"done": 3, "parts": []any{1, "two", nil, true}}
	byName(d, "Start observer process", 0)["hostId"] = 1000017
	byName(d, "Start observer process", 1)["context"] = map[string]any{
		"stringMap": map[string]any{"</script><b>": "\u2028 & <i>"}, "parallelIdx": 1}
}

func oddNulls(d map[string]any) {
	d["tenant"], d["isRemote"] = nil, nil
	for _, s := range subtasksOf(d) {
		s["context"] = nil
		if s["name"] == "Update observer status" {
			s["executor"], s["timeout"], s["runTime"] = nil, nil, nil
		}
	}
}

func oddLowerCase(d map[string]any) {
	eachObject(d, func(o map[string]any) {
		for _, key := range []string{"status", "operation", "type"} {
			if s, ok := o[key].(string); ok {
				o[key] = strings.ToLower(s)
			}
		}
	})
}

func timeKeys() []string { return []string{"createTime", "startTime", "finishTime"} }

func moment(v any) (time.Time, bool) {
	s, ok := v.(string)
	if !ok {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339, s)
	return t, err == nil
}

// list is a JSON array with room of its own, so that appending to it changes
// nothing else.
func list(v any) []any {
	l, _ := v.([]any)
	return slices.Clone(l)
}
