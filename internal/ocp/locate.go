package ocp

import "taskscope/internal/task"

// place is where in a document the task is.
type place struct {
	task     span   // its object
	path     string // of the object, for errors: "data", "data.contents[0]"
	envelope span   // the object around it; absent when the task came bare
}

// locate finds the one task in a document: in an envelope, bare, or as the
// only element of a list of either.
func (d *decoder) locate(top span) (place, error) {
	switch d.kind(top) {
	case '[':
		only, err := d.only(top, "")
		if err != nil {
			return place{}, err
		}
		if d.kind(only) != '{' {
			return place{}, d.not(task.ReasonNoData, "[0]", only)
		}
		return d.inObject(only, "[0]")
	case '{':
		return d.inObject(top, "")
	case 'n':
		return place{}, d.not(task.ReasonNoData, "", top)
	}
	return place{}, d.not(task.ReasonWrongType, "", top)
}

// inObject finds the task in an object that is an envelope, a page of a list
// or the task itself.
func (d *decoder) inObject(top span, path string) (place, error) {
	var data, contents, failed, successful span
	var evidence, id, status bool
	for key, v := range d.members(top) {
		switch string(key) {
		case "data":
			data = v
		case "contents":
			contents = v
		case "error":
			failed = v
		case "successful":
			successful = v
		case "id":
			id = true
		case "subtasks", "tasks", "operation", "taskDefinitionId", "prohibitRollback":
			evidence = true
		case "status":
			status = true
		}
	}
	evidence = evidence || id && status // an envelope has a status too, but no id beside it
	switch {
	case d.denies(successful), d.kind(failed) != 'n' && d.kind(data) == 'n' && !evidence:
		no := d.not(task.ReasonErrorBody, join(path, "error"), failed)
		no.Err = d.apiError(top)
		return place{}, no
	case data.there():
		return d.inData(data, join(path, "data"), top)
	case evidence:
		return place{task: top, path: path}, nil
	case d.kind(contents) == '[':
		return d.inData(top, path, span{})
	}
	return place{}, d.not(task.ReasonNoData, join(path, "data"), top)
}

// inData finds the task in an envelope's data.
func (d *decoder) inData(data span, path string, envelope span) (place, error) {
	switch d.kind(data) {
	case '{':
		var id, contents span
		for key, v := range d.members(data) {
			switch string(key) {
			case "id":
				id = v
			case "contents":
				contents = v
			}
		}
		if d.kind(contents) == '[' && !id.there() {
			return d.inList(contents, join(path, "contents"), envelope)
		}
		return place{data, path, envelope}, nil
	case '[':
		return d.inList(data, path, envelope)
	case 'n':
		return place{}, d.not(task.ReasonNoData, path, data)
	}
	return place{}, d.not(task.ReasonWrongType, path, data)
}

func (d *decoder) inList(list span, path string, envelope span) (place, error) {
	only, err := d.only(list, path)
	if err != nil {
		return place{}, err
	}
	if d.kind(only) != '{' {
		return place{}, d.not(task.ReasonNoData, path+"[0]", only)
	}
	return place{only, path + "[0]", envelope}, nil
}

// only is the one element of a list. None or several are not a task: which
// one was meant is not ours to guess.
func (d *decoder) only(list span, path string) (span, error) {
	var first span
	n := 0
	for v := range d.elements(list) {
		if n++; n > 1 {
			break
		}
		first = v
	}
	if n != 1 {
		return span{}, d.not(task.ReasonNoData, path, list)
	}
	return first, nil
}

// denies says whether an envelope's "successful" is false.
func (d *decoder) denies(successful span) bool {
	ok := d.flag("envelope.successful", successful)
	return ok.OK && !ok.V
}

// not is the error for what is found, or missing, at v.
func (d *decoder) not(reason task.NotATaskReason, field string, v span) *task.NotATask {
	return &task.NotATask{Line: line(d.body, v.from), Field: field, Reason: reason}
}

func join(path, field string) string {
	if path == "" {
		return field
	}
	return path + "." + field
}
