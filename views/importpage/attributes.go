package importpage

func (r *Result) class() string {
	if r.Bad {
		return "banner-error"
	}
	return "banner-info"
}

// role makes a screen reader speak a refusal at once.
func (r *Result) role() string {
	if r.Bad {
		return "alert"
	}
	return "status"
}

// class is a state's, so that what was refused has a shape and not only a colour.
func (l Line) class() string {
	if l.Bad {
		return "mark s-failed"
	}
	return "mark s-succeeded"
}

// How OCP and Taskscope write the addresses of what can be imported.
const (
	detailAPI = "GET /api/v2/tasks/instances/{id}"
	rawPath   = "/tasks/{id}/raw.json"
)
