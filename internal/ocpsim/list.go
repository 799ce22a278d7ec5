package ocpsim

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// The JSON of the list call: no edges, no times of subtasks.
type wireBasic struct {
	Cluster    *wireCluster   `json:"cluster,omitempty"`
	Creator    wireCreator    `json:"creator"`
	FinishTime string         `json:"finishTime,omitempty"`
	ID         long           `json:"id"`
	Name       string         `json:"name"`
	StartTime  string         `json:"startTime,omitempty"`
	Status     string         `json:"status"`
	Subtasks   []wireBasicSub `json:"subtasks"`
	Tenant     *wireTenant    `json:"tenant,omitempty"`
}

type wireBasicSub struct {
	Description string `json:"description"`
	ID          long   `json:"id"`
	Name        string `json:"name"`
	Operation   string `json:"operation"`
	Status      string `json:"status"`
}

type wirePage struct {
	Contents []wireBasic `json:"contents"`
	Page     struct {
		Number        int `json:"number"`
		Size          int `json:"size"`
		TotalElements int `json:"totalElements"`
		TotalPages    int `json:"totalPages"`
	} `json:"page"`
}

// serveList answers GET /api/v2/tasks/instances: newest id first; page from 1,
// size up to 2000, name (part of it, any case), status (comma-separated). The
// sample, odd data and faults are not listed: they are no tasks of this OCP.
func (s *Sim) serveList(w http.ResponseWriter, r *http.Request, user User) {
	query := r.URL.Query()
	page, ok := positive(query.Get("page"), 1, 1<<30)
	if !ok {
		s.refuse(w, r, errParameter("page", query.Get("page")))
		return
	}
	size, ok := positive(query.Get("size"), 10, 2000)
	if !ok {
		s.refuse(w, r, errParameter("size", query.Get("size")))
		return
	}
	now := s.cfg.Now()
	name, statuses := strings.ToLower(query.Get("name")), strings.ToUpper(query.Get("status"))
	var hits []*task
	for _, t := range s.tasks {
		g := t.plan.group
		if g == GroupSample || g == GroupOdd || g == GroupFaults || !t.exists(now) || s.isForgotten(t.plan.id) || !user.sees(t) ||
			!strings.Contains(strings.ToLower(t.template.name), name) {
			continue
		}
		if statuses != "" {
			t.played()
			status := t.wireStatus(t.run.task.at(now.Sub(t.plan.start).Milliseconds()))
			if !slices.Contains(strings.Split(statuses, ","), status) {
				continue
			}
		}
		hits = append(hits, t)
	}
	slices.SortFunc(hits, func(a, b *task) int { return cmp.Compare(b.plan.id, a.plan.id) })

	out := wirePage{Contents: []wireBasic{}}
	out.Page.Number, out.Page.Size, out.Page.TotalElements = page, size, len(hits)
	out.Page.TotalPages = (len(hits) + size - 1) / size
	from := min((page-1)*size, len(hits))
	for _, t := range hits[from:min(from+size, len(hits))] {
		t.played()
		out.Contents = append(out.Contents, basic(t.wire(now.Sub(t.plan.start).Milliseconds())))
	}
	data, err := encode(out)
	if err != nil {
		s.refuse(w, r, errInternal())
		return
	}
	s.serveData(w, r, data)
}

func basic(w wireTask) wireBasic {
	b := wireBasic{w.Cluster, w.Creator, w.FinishTime, w.ID, w.Name, w.StartTime, w.Status, []wireBasicSub{}, w.Tenant}
	for _, s := range w.Subtasks {
		b.Subtasks = append(b.Subtasks, wireBasicSub{s.Description, s.ID, s.Name, s.Operation, s.Status})
	}
	return b
}

// positive reads a number from 1 to limit; an absent one is def.
func positive(text string, def, limit int) (int, bool) {
	if text == "" {
		return def, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 1 && n <= limit
}

func (s *Sim) isForgotten(id int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.forgotten[id]
}
