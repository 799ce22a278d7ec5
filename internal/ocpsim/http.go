package ocpsim

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// serve is the whole server. The order is OCP's: who are you, is there such a
// URL, may you, is there such a task.
func (s *Sim) serve(w http.ResponseWriter, r *http.Request) {
	path, isAPI := apiPath(r.URL.Path)
	rawID, isDetail := strings.CutPrefix(path, "/tasks/instances/")
	id, idErr := strconv.ParseInt(rawID, 10, 64)
	isDetail = isAPI && isDetail && !strings.Contains(rawID, "/")
	if down := s.arrive(id, isDetail && idErr == nil); down {
		reset(w)
		return
	}
	if !isAPI {
		s.servePage(w, r)
		return
	}
	if path == "/status" { // a liveness probe has no account
		s.serveData(w, r, []byte(`"RUNNING"`))
		return
	}
	user, ok := s.user(r)
	if !ok {
		s.mu.Lock()
		s.refused++
		s.mu.Unlock()
		s.refuse(w, r, errUnauthorized())
		return
	}
	isList := path == "/tasks/instances"
	switch {
	case path == "/info" && readOnly(r):
		s.serveData(w, r, []byte(`{"buildTime":"2024-08-16T10:11:12+08:00","buildVersion":"4.3.4-20240816101112"}`))
	case path == "/time" && readOnly(r):
		s.serveData(w, r, []byte(quote(stamp(s.cfg.Now().In(chinaTime())))))
	case !isDetail && !isList && path != "/info" && path != "/time":
		s.refuse(w, r, errNoHandler(r.Method, r.URL.Path))
	case !readOnly(r):
		w.Header().Set("Allow", "GET")
		s.refuse(w, r, errMethod(r.Method))
	case !user.TaskViewer:
		s.refuse(w, r, errForbidden(user.Name))
	case isList:
		s.serveList(w, r, user)
	case idErr != nil:
		s.refuse(w, r, errNotANumber("taskInstanceId", rawID))
	default:
		s.serveTask(w, r, user, id)
	}
}

// apiPath is the path below /api/v2, or below the /api/v1 of OCP Express.
func apiPath(path string) (string, bool) {
	for _, prefix := range []string{"/api/v2/", "/api/v1/"} {
		if rest, ok := strings.CutPrefix(path, prefix); ok {
			return "/" + rest, true
		}
	}
	return path, strings.HasPrefix(path, "/api/")
}

func readOnly(r *http.Request) bool { return r.Method == http.MethodGet || r.Method == http.MethodHead }

// arrive counts a request, and says whether the server is down.
func (s *Sim) arrive(id int64, isDetail bool) (down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if isDetail {
		s.requests[id]++
	}
	return s.down
}

// serveTask answers GET /api/v2/tasks/instances/{id}.
func (s *Sim) serveTask(w http.ResponseWriter, r *http.Request, user User, id int64) {
	now := s.cfg.Now()
	fault, turn, gone := s.turn(id)
	t := s.byID[id]
	if t == nil || !t.exists(now) || gone {
		s.refuse(w, r, errNotFound(id))
		return
	}
	if !user.sees(t) {
		s.refuse(w, r, errForbidden(user.Name))
		return
	}
	body := []byte(sample)
	if id != Sample {
		body = s.envelope(t, now, s.trace(r))
	}
	if fault == "" {
		s.send(w, http.StatusOK, body)
		return
	}
	f := failing{s: s, w: w, r: r, user: user, id: id, turn: turn, body: body}
	f.answer(fault)
}

// turn says what is wrong with a task, and how many answers about it were
// given before since that is so.
func (s *Sim) turn(id int64) (f Fault, turn int, gone bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, own := s.faults[id]
	if !own {
		f = s.faults[0]
	}
	turn = s.turns[id]
	s.turns[id]++
	return f, turn, s.forgotten[id]
}

func (s *Sim) serveData(w http.ResponseWriter, r *http.Request, data []byte) {
	s.send(w, http.StatusOK, s.wrap(data, s.cfg.Now().In(chinaTime()), s.trace(r)))
}

// servePage answers outside the API: the login page, and the way to it.
func (s *Sim) servePage(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path != "/login" {
		http.Redirect(w, r, "/login", http.StatusFound)
		return
	}
	w.Header().Set("Content-Type", "text/html;charset=UTF-8")
	_, _ = io.WriteString(w, loginPage)
}

const loginPage = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>OceanBase Cloud Platform</title></head>
<body><form method="post" action="/api/v2/iam/login"><label>Username <input name="username"></label>
<label>Password <input name="password" type="password"></label><button>Sign in</button></form></body></html>
`

// pause waits; false when the client left or the Sim was closed first.
func (s *Sim) pause(r *http.Request, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-r.Context().Done():
	case <-s.closed:
	}
	return false
}
