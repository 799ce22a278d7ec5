package ocp

import "taskscope/internal/task"

// task reads the task at a place. The one thing it cannot do without is the
// task's id.
func (d *decoder) task(at place) (task.Task, error) {
	var t task.Task
	var id, tenant, tenantInfo, subtasks, tasks span
	var extra []task.Field
	for key, v := range d.members(at.task) {
		switch string(key) {
		case "id":
			id = v
		case "name":
			t.Name = d.text("name", v)
		case "taskDefinitionId":
			t.DefinitionID = d.integer("taskDefinitionId", v)
		case "status":
			t.Status = task.Status(d.text("status", v))
		case "type":
			t.Type = d.text("type", v)
		case "operation":
			t.Operation = task.Operation(d.text("operation", v))
		case "cluster":
			t.Cluster, extra = d.cluster(v, extra)
		case "tenant":
			tenant = v
		case "tenantInfo": // OCP Express
			tenantInfo = v
		case "creator":
			t.Creator, extra = d.creator(v, extra)
		case "executor":
			t.Executor = d.text("executor", v)
		case "prohibitRollback":
			t.ProhibitRollback = d.flag("prohibitRollback", v)
		case "isRemote":
			t.Remote = d.flag("isRemote", v)
		case "createTime":
			t.Created = d.instant("createTime", v)
		case "startTime":
			t.Started = d.instant("startTime", v)
		case "finishTime":
			t.Finished = d.instant("finishTime", v)
		case "subtasks":
			subtasks = v
		case "tasks": // OCP before 2021-06
			tasks = v
		default:
			extra = d.unknown(extra, levelTask, key, v)
		}
	}
	n, usable := d.id("id", id)
	if !usable {
		where := id
		if !id.there() {
			where = at.task
		}
		return task.Task{}, d.not(task.ReasonNoID, join(at.path, "id"), where)
	}
	t.ID = task.ID(n)
	t.Tenant, extra = d.tenant(d.either(tenant, tenantInfo, "tenant", "tenantInfo"), extra)
	t.Extra = lastFields(extra)
	d.checkTask(&t)
	var err error
	t.Subtasks, err = d.subtasks(join(at.path, "subtasks"), d.either(subtasks, tasks, "subtasks", "tasks"))
	return t, err
}

// checkTask reports what the screen can only show as raw text. An absent
// operation is an old OCP's; an absent status is odd.
func (d *decoder) checkTask(t *task.Task) {
	if (&task.Task{Status: t.Status}).State() == task.Unknown {
		d.report(task.ProblemUnknownStatus, string(t.Status))
	}
	if t.Operation != "" && !t.Operation.Known() {
		d.report(task.ProblemUnknownOperation, string(t.Operation))
	}
}

// cluster reads the task's cluster; an empty object is none.
func (d *decoder) cluster(v span, extra []task.Field) (*task.Cluster, []task.Field) {
	if !d.object("cluster", v) {
		return nil, extra
	}
	var c task.Cluster
	for key, v := range d.members(v) {
		switch string(key) {
		case "id":
			c.ID = d.integer("cluster.id", v)
		case "name":
			c.Name = d.text("cluster.name", v)
		case "obClusterId":
			c.OBClusterID = d.integer("cluster.obClusterId", v)
		case "type":
			c.Type = d.text("cluster.type", v)
		default:
			extra = d.unknown(extra, "cluster", key, v)
		}
	}
	if c == (task.Cluster{}) {
		return nil, extra
	}
	return &c, extra
}

// tenant reads the task's tenant; an empty object is none.
func (d *decoder) tenant(v span, extra []task.Field) (*task.Tenant, []task.Field) {
	if !d.object("tenant", v) {
		return nil, extra
	}
	var n task.Tenant
	for key, v := range d.members(v) {
		switch string(key) {
		case "id":
			n.ID = d.integer("tenant.id", v)
		case "name":
			n.Name = d.text("tenant.name", v)
		case "obTenantId":
			n.OBTenantID = d.integer("tenant.obTenantId", v)
		case "mode":
			n.Mode = d.text("tenant.mode", v)
		default:
			extra = d.unknown(extra, "tenant", key, v)
		}
	}
	if n == (task.Tenant{}) {
		return nil, extra
	}
	return &n, extra
}

// creator reads who started the task: an object, or in the answers of calls
// that create a task just a name.
func (d *decoder) creator(v span, extra []task.Field) (task.Creator, []task.Field) {
	switch d.kind(v) {
	case '"':
		return task.Creator{Name: d.unquoted(v)}, extra
	case 0:
		return task.Creator{ID: d.integer("creator", v)}, extra
	}
	if !d.object("creator", v) {
		return task.Creator{}, extra
	}
	var c task.Creator
	for key, v := range d.members(v) {
		switch string(key) {
		case "id":
			c.ID = d.integer("creator.id", v)
		case "name":
			c.Name = d.text("creator.name", v)
		default:
			extra = d.unknown(extra, "creator", key, v)
		}
	}
	return c, extra
}

// object says whether v is an object; anything else but null is reported.
func (d *decoder) object(field string, v span) bool {
	switch d.kind(v) {
	case '{':
		return true
	case 'n':
		return false
	}
	d.bad(field, v)
	return false
}

// envelope reads what OCP wrapped around the task.
func (d *decoder) envelope(at span) task.Envelope {
	var e task.Envelope
	for key, v := range d.members(at) {
		switch string(key) {
		case "timestamp":
			e.Timestamp = d.instant("envelope.timestamp", v)
		case "traceId":
			e.TraceID = d.text("envelope.traceId", v)
		case "server":
			e.Server = d.text("envelope.server", v)
		case "duration":
			e.DurationMS = d.integer("envelope.duration", v)
		case "status":
			e.Status = d.integer("envelope.status", v)
		case "data", "successful", "error":
		default:
			d.unknownName(levelEnvelope, d.word(key))
		}
	}
	if !e.Timestamp.Set {
		d.share(task.ProblemNoServerTime)
	}
	return e
}
