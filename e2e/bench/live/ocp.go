package main

import (
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// ocp plays an OCP whose tasks have run for a while when it starts: ten chains of
// subtasks, every one of which takes ten seconds, and the chains are a second
// apart. So each poll finds a change, and none is put off: the most that a task
// can ask of the server.
type ocp struct {
	url    string
	server *http.Server
	begun  time.Time
	size   int

	mu    sync.Mutex
	asked map[int][]time.Time // by task
}

const (
	wave     = 10
	each     = 10 * time.Second
	headway  = 15 * time.Second
	firstID  = 1_000_001
	idsApart = 100_000
)

func newOCP(tasks, size int) (*ocp, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	o := &ocp{url: "http://" + l.Addr().String(), begun: time.Now().Add(-headway), size: size, asked: map[int][]time.Time{}}
	o.server = &http.Server{Handler: o, ReadHeaderTimeout: time.Minute}
	go func() { _ = o.server.Serve(l) }() // ends when it is closed
	return o, nil
}

func (o *ocp) close() { _ = o.server.Close() }

func (o *ocp) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:])
	if err != nil {
		http.Error(w, "no task", http.StatusNotFound)
		return
	}
	now := time.Now()
	o.mu.Lock()
	o.asked[id] = append(o.asked[id], now)
	o.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(map[string]any{ // a client that left needs no answer
		"data": o.task(id, now), "successful": true, "status": 200, "timestamp": at(now), "traceId": fmt.Sprintf("%016x", now.UnixNano()), "server": "127.0.0.1",
	})
}

func at(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z07:00") }

func (o *ocp) task(id int, now time.Time) map[string]any {
	var subtasks []map[string]any
	shift := time.Duration(id%10) * each / (10 * wave) // tasks do not all change at once
	for i := range o.size {
		begins := o.begun.Add(shift + time.Duration(i)*each/wave)
		s := map[string]any{
			"id": id*idsApart + i, "name": "Install rpm", "status": "PENDING", "operation": "EXECUTE", "createTime": at(o.begun),
			"executor": "10.0.0." + strconv.Itoa(i%wave), "parallelIdx": i % wave, "runTime": 0, "timeout": 3600, "upstreams": []int{},
		}
		if i >= wave {
			s["upstreams"] = []int{id*idsApart + i - wave}
		}
		if !begins.After(now) {
			s["startTime"], s["status"], s["runTime"] = at(begins), "RUNNING", 1
		}
		if ends := begins.Add(each); !ends.After(now) {
			s["finishTime"], s["status"] = at(ends), "SUCCESSFUL"
		}
		subtasks = append(subtasks, s)
	}
	return map[string]any{
		"id": id, "name": "Upgrade cluster", "status": "RUNNING", "operation": "EXECUTE", "createTime": at(o.begun), "startTime": at(o.begun),
		"creator": map[string]any{"id": 1, "name": "admin"}, "subtasks": subtasks,
	}
}

// count is how often each task was asked for so far.
func (o *ocp) count() map[int]int {
	o.mu.Lock()
	defer o.mu.Unlock()
	n := map[int]int{}
	for id, all := range o.asked {
		n[id] = len(all)
	}
	return n
}

// polls are, by task, the pauses between one request and the next, leaving out
// the first so many, and the one after them.
func (o *ocp) polls(first map[int]int) map[int][]time.Duration {
	o.mu.Lock()
	defer o.mu.Unlock()
	pauses := map[int][]time.Duration{}
	for id, all := range o.asked {
		slices.SortFunc(all, time.Time.Compare)
		for k := max(1, first[id]+1); k < len(all); k++ {
			pauses[id] = append(pauses[id], all[k].Sub(all[k-1]))
		}
	}
	return pauses
}
