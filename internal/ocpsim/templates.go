package ocpsim

import (
	"fmt"
	"strconv"
	"strings"
)

// template is a type of task: OCP's name for it, and its stages in a small
// language, because thirty literal structs would hide the shape:
//
//	Stop zone 1800             a plain subtask with its timeout in seconds
//	[Install rpm] 3600         a split stage, one copy per host
//	(Start zone) 1800          a split stage, one copy per zone (at most 3)
//	{Check 300 | Install 600}  one chain of these subtasks per host
//	Wait                       short for "Wait node 30"
//
// Stages are divided by ">". The names and timeouts are OCP's own.
type template struct {
	key     string
	name    string
	cluster bool // the task belongs to a cluster
	tenant  bool // and to a tenant of it
	stages  string
}

type stageKind uint8

const (
	plainStage stageKind = iota
	hostStage            // N independent copies
	zoneStage            // min(N, 3) independent copies
	chainStage           // N chains side by side
)

// stage is one part of a template; only a chainStage has several steps.
type stage struct {
	kind  stageKind
	steps []stepDef
}

type stepDef struct {
	name    string
	timeout int // seconds; 0 is none
}

// maxZones is how many zones a cluster has at most: the usual three.
const maxZones = 3

// copies is how many copies of each of its steps the stage has.
func (s stage) copies(hosts int) int {
	switch s.kind {
	case hostStage, chainStage:
		return hosts
	case zoneStage:
		return min(hosts, maxZones)
	}
	return 1
}

// size is the number of subtasks of a task over that many hosts.
func size(stages []stage, hosts int) int {
	n := 0
	for _, s := range stages {
		n += s.copies(hosts) * len(s.steps)
	}
	return n
}

// parseStages reads the language of template.
func parseStages(text string) ([]stage, error) {
	var stages []stage
	for part := range strings.SplitSeq(text, ">") {
		part = strings.TrimSpace(part)
		if part == "Wait" {
			part = "Wait node 30"
		}
		s := stage{kind: plainStage}
		defs := []string{part}
		switch {
		case strings.HasPrefix(part, "{") && strings.HasSuffix(part, "}"):
			s.kind, defs = chainStage, strings.Split(part[1:len(part)-1], "|")
		case strings.HasPrefix(part, "["):
			s.kind, defs[0] = hostStage, unwrap(part, "]")
		case strings.HasPrefix(part, "("):
			s.kind, defs[0] = zoneStage, unwrap(part, ")")
		}
		for _, d := range defs {
			def, err := parseStep(strings.TrimSpace(d))
			if err != nil {
				return nil, err
			}
			s.steps = append(s.steps, def)
		}
		stages = append(stages, s)
	}
	return stages, nil
}

// unwrap takes the brackets from "[Install rpm] 3600". Without the closing one
// it leaves the text for parseStep to refuse.
func unwrap(part, closing string) string {
	name, timeout, ok := strings.Cut(part[1:], closing)
	if !ok {
		return part
	}
	return name + timeout
}

func parseStep(text string) (stepDef, error) {
	name, seconds, ok := cutLast(text, " ")
	timeout, err := strconv.Atoi(seconds)
	if !ok || err != nil || timeout < 0 || strings.ContainsAny(name, "[](){}|") {
		return stepDef{}, fmt.Errorf("step %q: want a name and a timeout in seconds", text)
	}
	return stepDef{name, timeout}, nil
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// templates are all types of task that the simulated OCP knows.
func templates() []template {
	all := agentTemplates()
	all = append(all, serverTemplates()...)
	all = append(all, clusterTemplates()...)
	all = append(all, tenantTemplates()...)
	return append(all, proxyTemplates()...)
}
