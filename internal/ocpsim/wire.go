package ocpsim

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"
)

// The JSON of the detail call. Fields stand in alphabetical order and absent
// ones are left out, as OCP's serialiser does it.

type wireTask struct {
	Cluster          *wireCluster `json:"cluster,omitempty"`
	CreateTime       string       `json:"createTime"`
	Creator          wireCreator  `json:"creator"`
	Executor         string       `json:"executor"`
	FinishTime       string       `json:"finishTime,omitempty"`
	ID               long         `json:"id"`
	Name             string       `json:"name"`
	Operation        string       `json:"operation"`
	ProhibitRollback bool         `json:"prohibitRollback"`
	StartTime        string       `json:"startTime,omitempty"`
	Status           string       `json:"status"`
	Subtasks         []wireSub    `json:"subtasks"`
	TaskDefinitionID long         `json:"taskDefinitionId"`
	Tenant           *wireTenant  `json:"tenant,omitempty"`
	Type             string       `json:"type"`
}

type wireCluster struct {
	ID          long   `json:"id"`
	Name        string `json:"name"`
	OBClusterID long   `json:"obClusterId"`
	Type        string `json:"type"`
}

type wireTenant struct {
	ID         long   `json:"id"`
	Mode       string `json:"mode"`
	Name       string `json:"name"`
	OBTenantID long   `json:"obTenantId"`
}

type wireCreator struct {
	ID   long   `json:"id"`
	Name string `json:"name"`
}

type wireSub struct {
	CreateTime       string `json:"createTime"`
	Description      string `json:"description"`
	Downstreams      []long `json:"downstreams"`
	Executor         string `json:"executor,omitempty"`
	FinishTime       string `json:"finishTime,omitempty"`
	ID               long   `json:"id"`
	Name             string `json:"name"`
	NodeType         string `json:"nodeType"`
	Operation        string `json:"operation"`
	ParallelIdx      int    `json:"parallelIdx"`
	ProhibitRollback bool   `json:"prohibitRollback"`
	RunTime          int    `json:"runTime"`
	SeriesID         long   `json:"seriesId"`
	StartTime        string `json:"startTime,omitempty"`
	Status           string `json:"status"`
	Timeout          int    `json:"timeout"`
	Upstreams        []long `json:"upstreams"`
}

// long is a Java long: beyond what JavaScript can hold it is written as a
// string.
type long int64

const maxSafe = 1<<53 - 1

// MarshalJSON writes a number, or a string beyond ±(2^53-1).
func (l long) MarshalJSON() ([]byte, error) {
	if l > maxSafe || l < -maxSafe {
		return strconv.AppendQuote(nil, strconv.FormatInt(int64(l), 10)), nil
	}
	return strconv.AppendInt(nil, int64(l), 10), nil
}

// stamp prints a time as OCP does: with its offset, and without the zeros at
// the end of the fraction.
func stamp(t time.Time) string { return t.Format("2006-01-02T15:04:05.999Z07:00") }

// wire is the task's data at a moment, in ms since its creation.
func (k *task) wire(ms int64) wireTask {
	p, r := k.plan, k.run
	moment := func(ms int64) string {
		if ms == 0 {
			return ""
		}
		return stamp(p.start.Add(time.Duration(ms) * time.Millisecond).In(p.zone))
	}
	created := stamp(p.start.Truncate(time.Second).In(p.zone))
	t, subs := r.state(ms)
	w := wireTask{CreateTime: created, Creator: creatorOf(p.creator), Executor: k.executor,
		FinishTime: moment(t.finish), ID: long(p.id), Name: k.template.name, Operation: t.op,
		StartTime: moment(t.start), Status: k.wireStatus(t), TaskDefinitionID: long(p.defID), Type: p.kind,
		Subtasks: make([]wireSub, 0, len(subs))}
	if w.Cluster = k.cluster(); w.Cluster != nil && k.template.tenant {
		w.Tenant = tenantOf(p.cluster)
	}
	for _, i := range k.setOrder {
		s, c := &r.steps[i], subs[i]
		sub := wireSub{CreateTime: created, Description: s.name, Downstreams: k.ids(s.down),
			FinishTime: moment(c.finish), ID: long(s.id), Name: s.name, NodeType: "JAVA_TASK", Operation: c.op,
			ParallelIdx: s.parallel, ProhibitRollback: s.forbid, RunTime: c.runs, SeriesID: long(s.series),
			StartTime: moment(c.start), Status: c.status, Timeout: s.timeout, Upstreams: k.ids(s.up)}
		if c.start != 0 {
			sub.Executor = s.executor
		}
		// The task's own flag is computed for each answer (ocp: any subtask
		// that has left PENDING and READY).
		if s.forbid && c.status != pending && c.status != ready {
			w.ProhibitRollback = true
		}
		w.Subtasks = append(w.Subtasks, sub)
	}
	return w
}

// wireStatus is the task's status, in the word of the scenario's version of OCP.
func (k *task) wireStatus(c change) string {
	if c.status == failed && k.plan.given != "" {
		return k.plan.given
	}
	return c.status
}

func (k *task) ids(steps []int) []long {
	ids := make([]long, len(steps))
	for n, i := range steps {
		ids[n] = long(k.run.steps[i].id)
	}
	return ids
}

// encode is v as JSON with characters as they are, and no newline at the end.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

func creatorOf(id int64) wireCreator {
	switch id {
	case 200:
		return wireCreator{200, "system"}
	case 101:
		return wireCreator{101, "liu.yang"}
	}
	return wireCreator{long(id), "admin"}
}

// cluster is the cluster that the task is about, nil for none.
func (k *task) cluster() *wireCluster {
	if k.plan.id == Sample || !k.template.cluster || k.plan.nobody {
		return nil
	}
	return clusterOf(k.plan.cluster)
}

func clusterOf(key string) *wireCluster {
	switch key {
	case "standby":
		return &wireCluster{12, "obcluster_sh", 1692000007, "STANDBY"}
	case "pay":
		return &wireCluster{17, "ob_pay", 1692000011, "PRIMARY"}
	case "test":
		return &wireCluster{21, "ob_test", 1692000015, "PRIMARY"}
	}
	return &wireCluster{4, "obcluster", 1692000000, "PRIMARY"}
}

func tenantOf(cluster string) *wireTenant {
	if cluster == "pay" {
		return &wireTenant{31, "ORACLE", "pay_core", 1004}
	}
	return &wireTenant{9, "MYSQL", "orders", 1002}
}
