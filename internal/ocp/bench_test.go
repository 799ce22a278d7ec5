package ocp

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"
)

// plainResponse is an answer as Go would read it without any leniency: what
// Decode is measured against, and in TestDecodeAgreesWithPlainStructs held
// against.
type plainResponse struct {
	Data       plainTask `json:"data"`
	Duration   int64     `json:"duration"`
	Server     string    `json:"server"`
	Status     int64     `json:"status"`
	Successful bool      `json:"successful"`
	Timestamp  string    `json:"timestamp"`
	TraceID    string    `json:"traceId"`
}

type plainTask struct {
	ID               int64          `json:"id"`
	Name             string         `json:"name"`
	TaskDefinitionID int64          `json:"taskDefinitionId"`
	Status           string         `json:"status"`
	Type             string         `json:"type"`
	Operation        string         `json:"operation"`
	Executor         string         `json:"executor"`
	ProhibitRollback bool           `json:"prohibitRollback"`
	CreateTime       string         `json:"createTime"`
	StartTime        string         `json:"startTime"`
	FinishTime       string         `json:"finishTime"`
	Subtasks         []plainSubtask `json:"subtasks"`
	Creator          struct {
		ID   int64  `json:"id"`
		Name string `json:"name"`
	} `json:"creator"`
}

type plainSubtask struct {
	ID               int64   `json:"id"`
	SeriesID         int64   `json:"seriesId"`
	Name             string  `json:"name"`
	Description      string  `json:"description"`
	Timeout          int64   `json:"timeout"`
	Status           string  `json:"status"`
	Operation        string  `json:"operation"`
	Executor         string  `json:"executor"`
	RunTime          int64   `json:"runTime"`
	NodeType         string  `json:"nodeType"`
	ParallelIdx      int64   `json:"parallelIdx"`
	Upstreams        []int64 `json:"upstreams"`
	Downstreams      []int64 `json:"downstreams"`
	ProhibitRollback bool    `json:"prohibitRollback"`
	CreateTime       string  `json:"createTime"`
	StartTime        string  `json:"startTime"`
	FinishTime       string  `json:"finishTime"`
}

// manySubtasks is an answer with n subtasks in stages of 20, all different.
func manySubtasks(n int) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"data":{"createTime":"2021-08-25T15:09:31+08:00","creator":{"id":100,"name":"admin"},`+
		`"executor":"192.168.0.1","finishTime":"2021-08-25T15:09:54.067+08:00","id":35000312,"name":"Install",`+
		`"operation":"EXECUTE","prohibitRollback":false,"startTime":"2021-08-25T15:09:31.74+08:00",`+
		`"status":"SUCCESSFUL","subtasks":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		up, down := "", ""
		if i >= 20 {
			up = fmt.Sprint(13000000+i-20, ",", 13000000+i/20*20-1)
		}
		if i+20 < n {
			down = fmt.Sprint(13000000 + i + 20)
		}
		fmt.Fprintf(&b, `{"createTime":"2021-08-25T15:09:31+08:00","description":"Install package %d",`+
			`"downstreams":[%s],"executor":"192.168.0.%d","finishTime":"2021-08-25T15:%02d:%02d.182+08:00","id":%d,`+
			`"name":"Install package %d","nodeType":"JAVA_TASK","operation":"EXECUTE","parallelIdx":%d,`+
			`"prohibitRollback":false,"runTime":1,"seriesId":%d,"startTime":"2021-08-25T15:%02d:%02d.821+08:00",`+
			`"status":"SUCCESSFUL","timeout":5400,"upstreams":[%s]}`,
			i/20, down, i%200, i/60%60, i%60, 13000000+i, i/20, i%20, i, i/60%60, i%60, up)
	}
	b.WriteString(`],"taskDefinitionId":-1,"type":"MANUAL"},"duration":55,"server":"192.168.0.1","status":200,` +
		`"successful":true,"timestamp":"2021-08-25T15:10:13.176+08:00","traceId":"0bc49000675d41af"}`)
	return b.Bytes()
}

// The two side by side: `go test -bench Decode`. Owed: Decode within 1.3 of plain.
func BenchmarkDecode(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		body := manySubtasks(n)
		b.Run(fmt.Sprintf("plain/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				var r plainResponse
				if err := json.Unmarshal(body, &r); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("ocp/%d", n), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Decode(body); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
