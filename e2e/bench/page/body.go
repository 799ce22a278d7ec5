package page

import (
	"encoding/json"
	"fmt"
	"time"
)

// taskID is the id of the made task of n subtasks.
func taskID(n int) int64 { return 39_000_000 + int64(n) }

type wireSubtask struct {
	CreateTime  string  `json:"createTime"`
	Description string  `json:"description"`
	Downstreams []int64 `json:"downstreams"`
	Executor    string  `json:"executor,omitempty"`
	FinishTime  string  `json:"finishTime,omitempty"`
	ID          int64   `json:"id"`
	Name        string  `json:"name"`
	NodeType    string  `json:"nodeType"`
	Operation   string  `json:"operation"`
	ParallelIdx int     `json:"parallelIdx"`
	Prohibit    bool    `json:"prohibitRollback"`
	RunTime     int     `json:"runTime"`
	SeriesID    int     `json:"seriesId"`
	StartTime   string  `json:"startTime,omitempty"`
	Status      string  `json:"status"`
	Timeout     int     `json:"timeout"`
	Upstreams   []int64 `json:"upstreams"`
}

type wireTask struct {
	CreateTime string        `json:"createTime"`
	Executor   string        `json:"executor"`
	FinishTime string        `json:"finishTime"`
	ID         int64         `json:"id"`
	Name       string        `json:"name"`
	Operation  string        `json:"operation"`
	StartTime  string        `json:"startTime"`
	Status     string        `json:"status"`
	Subtasks   []wireSubtask `json:"subtasks"`
	Type       string        `json:"type"`
}

// body is the answer of OCP's detail API for the made task of these subtasks.
func body(subtasks []subtask) ([]byte, error) { return bodyOf(taskID(len(subtasks)), subtasks) }

// bodyOf is body for a task of any id.
func bodyOf(id int64, subtasks []subtask) ([]byte, error) {
	start := time.Date(2026, 3, 7, 1, 0, 0, 0, time.FixedZone("", 8*3600))
	stamp := func(ms int64) string {
		return start.Add(time.Duration(ms) * time.Millisecond).Format("2006-01-02T15:04:05.999Z07:00")
	}
	t := wireTask{
		CreateTime: stamp(0), StartTime: stamp(0), Executor: "10.0.0.1", ID: id,
		Name: "Upgrade OB cluster 升级集群", Operation: "EXECUTE", Status: failed, Type: "MANUAL",
	}
	downs := make([][]int64, len(subtasks))
	for _, s := range subtasks {
		for _, u := range s.ups {
			downs[u] = append(downs[u], s.id)
		}
	}
	finish := int64(0)
	for i, s := range subtasks {
		w := wireSubtask{
			CreateTime: t.CreateTime, Description: s.name, Downstreams: append([]int64{}, downs[i]...), ID: s.id, Name: s.name,
			NodeType: "JAVA_TASK", Operation: s.operation, ParallelIdx: s.copy, RunTime: s.runs, SeriesID: i,
			Status: s.status, Timeout: 1800, Upstreams: []int64{},
		}
		for _, u := range s.ups {
			w.Upstreams = append(w.Upstreams, subtasks[u].id)
		}
		if s.end > 0 {
			w.StartTime, w.FinishTime = stamp(s.start), stamp(s.end)
			w.Executor = fmt.Sprintf("10.0.%d.%d", i%8, 1+i%200)
			finish = max(finish, s.end)
		}
		t.Subtasks = append(t.Subtasks, w)
	}
	t.FinishTime = stamp(finish + 800)
	b, err := json.Marshal(map[string]any{
		"data": t, "duration": 40, "server": "10.0.0.1", "status": 200, "successful": true,
		"timestamp": stamp(finish + 60_000), "traceId": "0bc49000675d41af",
	})
	if err != nil {
		return nil, fmt.Errorf("write the task of %d subtasks: %w", len(subtasks), err)
	}
	return b, nil
}
