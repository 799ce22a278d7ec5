package ocp

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"taskscope/internal/task"
)

// TestDecodeAcceptsEveryWrapping gives one task in every shape it may come in.
func TestDecodeAcceptsEveryWrapping(t *testing.T) {
	const bare = `{"id":7,"name":"x","status":"RUNNING","subtasks":[]}`
	const time = `,"timestamp":"2021-08-25T15:10:13Z"`
	for _, c := range []struct {
		name, body string
		problems   string
	}{
		{"envelope", `{"data":` + bare + `,"successful":true` + time + `}`, ""},
		{"envelope without a time", `{"data":` + bare + `}`, "no_server_time"},
		{"envelope with a null error", `{"error":null,"data":` + bare + time + `}`, ""},
		{"successful as text", `{"successful":"true","data":` + bare + time + `}`, ""},
		{"bare", bare, "bare_data"},
		{"bare with only a status", `{"status":"RUNNING","id":7}`, "bare_data"},
		{"bare with only subtasks", `{"subtasks":[],"id":7}`, "bare_data unknown_status"},
		{"list of one envelope", `[{"data":` + bare + time + `}]`, ""},
		{"list of one bare task", ` [ ` + bare + ` ] `, "bare_data"},
		{"data is a list of one", `{"data":[` + bare + `]` + time + `}`, ""},
		{"page of one", `{"data":{"contents":[` + bare + `],"page":{"number":1}}` + time + `}`, ""},
		{"contents of one", `{"contents":[` + bare + `]}`, "bare_data"},
		{"byte order mark", "\xEF\xBB\xBF" + bare, "bare_data"},
		{"the last data wins", `{"data":null,"data":` + bare + time + `}`, ""},
		{"a key in escapes", `{"d\u0061ta":` + bare + time + `}`, ""},
		{"white space everywhere", "\n{ \"data\" :\t" + strings.ReplaceAll(bare, ",", " ,\r\n ") + time + " }\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := decode(t, c.body)
			if r.Task.ID != 7 {
				t.Errorf("Decode(%s).Task.ID = %d, want 7", c.body, r.Task.ID)
			}
			if got := kinds(r.Problems); !sameWords(got, c.problems) {
				t.Errorf("Decode(%s) found %q, want %q", c.body, got, c.problems)
			}
		})
	}
}

func TestDecodeRefusesWhatIsNoTask(t *testing.T) {
	deep := strings.Repeat("[", maxDepth+1) + strings.Repeat("]", maxDepth+1)
	for _, c := range []struct {
		name, body string
		reason     task.NotATaskReason
		line       int
		field      string
	}{
		{"nothing", "", task.ReasonEmpty, 0, ""},
		{"white space", " \n\t", task.ReasonEmpty, 0, ""},
		{"only a byte order mark", "\xEF\xBB\xBF", task.ReasonEmpty, 0, ""},
		{"web page", "\n\n<!DOCTYPE html>\n<html></html>", task.ReasonHTML, 3, ""},
		{"plain text", "hello", task.ReasonSyntax, 1, ""},
		{"wrong on line 3", "{\n\"data\": {\n\"id\": x}}", task.ReasonSyntax, 3, ""},
		{"newline in a string", "{\n\"a\nb\":1}", task.ReasonSyntax, 2, ""},
		{"something behind it", "{\"id\":7,\"subtasks\":[]}\n}", task.ReasonSyntax, 2, ""},
		{"ends early", "{\n\"data\": {\n\"id\": 7,", task.ReasonTruncated, 3, ""},
		{"ends within a string", "{\"data\":\n\"abc", task.ReasonTruncated, 2, ""},
		{"ends within a word", "[tru", task.ReasonTruncated, 1, ""},
		{"OCP's error", `{"error":{"code":1},"successful":false}`, task.ReasonErrorBody, 1, "error"},
		{"Spring's error", `{"timestamp":"x","status":404,"error":"Not Found","path":"/"}`, task.ReasonErrorBody, 1, "error"},
		{"unsuccessful in spite of data", `{"successful":false,"data":{"id":7}}`, task.ReasonErrorBody, 1, "error"},
		{"unsuccessful as text", `{"successful":"FALSE","data":{"id":7}}`, task.ReasonErrorBody, 1, "error"},
		{"null", "null", task.ReasonNoData, 1, ""},
		{"number", "7", task.ReasonWrongType, 1, ""},
		{"empty object", "{}", task.ReasonNoData, 1, "data"},
		{"some other object", `{"id":7,"name":"left-pad"}`, task.ReasonNoData, 1, "data"},
		{"data is null", "{\"successful\":true,\n\"data\":null}", task.ReasonNoData, 2, "data"},
		{"data is text", "{\n\n\"data\":\"x\"}", task.ReasonWrongType, 3, "data"},
		{"empty list", "[]", task.ReasonNoData, 1, ""},
		{"list of numbers", "[7]", task.ReasonNoData, 1, "[0]"},
		{"several tasks", `[{"id":7,"subtasks":[]},{"id":8,"subtasks":[]}]`, task.ReasonNoData, 1, ""},
		{"page of several", `{"data":{"contents":[{"id":7},{"id":8}]}}`, task.ReasonNoData, 1, "data.contents"},
		{"empty page", `{"data":{"contents":[]}}`, task.ReasonNoData, 1, "data.contents"},
		{"page of text", `{"data":{"contents":["x"]}}`, task.ReasonNoData, 1, "data.contents[0]"},
		{"no id", "{\"data\":\n{\"name\":\"x\"}}", task.ReasonNoID, 2, "data.id"},
		{"null id", "{\"data\":\n{\n\"id\":null}}", task.ReasonNoID, 3, "data.id"},
		{"id is zero", `{"data":{"id":0}}`, task.ReasonNoID, 1, "data.id"},
		{"id is negative", `{"data":{"id":"-7"}}`, task.ReasonNoID, 1, "data.id"},
		{"id is broken", `{"data":{"id":7.5}}`, task.ReasonNoID, 1, "data.id"},
		{"id is beyond int64", `{"data":{"id":9223372036854775808}}`, task.ReasonNoID, 1, "data.id"},
		{"id is an object", `{"data":{"id":{}}}`, task.ReasonNoID, 1, "data.id"},
		{"bare without id", `{"subtasks":[]}`, task.ReasonNoID, 1, "id"},
		{"keys in another case", `{"Data":{"Id":7}}`, task.ReasonNoData, 1, "data"},
		{"too deep", "{\n\"data\":{\"id\":7,\n\"x\":" + deep + "}}", task.ReasonTooDeep, 3, ""},
		{"deeper than encoding/json goes", strings.Repeat("[", 20_000), task.ReasonTooDeep, 1, ""},
		{"too deep by objects", strings.Repeat(`{"a":`, 100) + "1" + strings.Repeat("}", 100), task.ReasonTooDeep, 1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Decode([]byte(c.body))
			var not *task.NotATask
			if !errors.As(err, &not) {
				t.Fatalf("Decode = %v, want a *task.NotATask", err)
			}
			if not.Reason != c.reason || not.Line != c.line || not.Field != c.field {
				t.Errorf("Decode = %s at line %d, field %q, want %s at line %d, field %q",
					not.Reason, not.Line, not.Field, c.reason, c.line, c.field)
			}
		})
	}
}

// TestDecodeDepth: what is as deep as allowed is still a task.
func TestDecodeDepth(t *testing.T) {
	n := maxDepth - 2
	body := `{"data":{"id":7,"x":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}}`
	if r := decode(t, body); len(r.Task.Extra) != 1 {
		t.Errorf("Extra = %v, want x", r.Task.Extra)
	}
}

// TestDecodeBoundsMemory: a small body must not become a huge task.
func TestDecodeBoundsMemory(t *testing.T) {
	list := func(n int) []byte {
		return []byte(`{"data":{"id":7,"subtasks":[` + strings.Repeat(`{"id":1},`, n-1) + `{"id":1}]},"timestamp":0}`)
	}
	if r, err := Decode(list(maxSubtasks)); err != nil || len(r.Task.Subtasks) != maxSubtasks {
		t.Errorf("Decode of %d subtasks = %d, %v, want all", maxSubtasks, len(r.Task.Subtasks), err)
	}
	_, err := Decode(list(maxSubtasks + 1))
	var not *task.NotATask
	if !errors.As(err, &not) || not.Reason != task.ReasonTooLarge || not.Field != "data.subtasks" {
		t.Errorf("Decode of %d subtasks = %v, want %s", maxSubtasks+1, err, task.ReasonTooLarge)
	}
	r := decode(t, `{"data":{"id":7,"status":"RUNNING","subtasks":[{"id":1,"status":"READY","upstreams":[`+
		strings.Repeat(`0,null,"x",`, 1000)+`2]}]},"timestamp":0}`)
	if ids := r.Task.Subtasks[0].Upstreams; len(ids) != 1 || ids[0] != 2 || len(r.Problems) > maxBadIDs {
		t.Errorf("upstreams = %v with %d problems, want 2 with at most %d", ids, len(r.Problems), maxBadIDs)
	}
}

// TestDecodeFields gives one field of a task in one odd form.
func TestDecodeFields(t *testing.T) {
	at := func(ms int64, offset int) task.Instant { return task.At(ms, offset) }
	for _, c := range []struct {
		name, field string
		want        func(*task.Task)
		problems    string
	}{
		{"creator object", `"creator":{"id":"100","name":"admin"}`,
			func(t *task.Task) { t.Creator = task.Creator{ID: task.Some(int64(100)), Name: "admin"} }, ""},
		{"creator text", `"creator":"admin"`, func(t *task.Task) { t.Creator.Name = "admin" }, ""},
		{"creator number", `"creator":100`, func(t *task.Task) { t.Creator.ID = task.Some(int64(100)) }, ""},
		{"creator null", `"creator":null`, nil, ""},
		{"creator list", `"creator":[]`, nil, "bad_value"},
		{"tenant", `"tenant":{"id":9007199254740993,"mode":"ORACLE"}`, func(t *task.Task) {
			t.Tenant = &task.Tenant{ID: task.Some(int64(9007199254740993)), Mode: "ORACLE"}
		}, ""},
		{"both tenants", `"tenantInfo":{"name":"b"},"tenant":{"name":"a"}`,
			func(t *task.Task) { t.Tenant = &task.Tenant{Name: "a"} }, "spelling"},
		{"tenant null, tenantInfo given", `"tenantInfo":{"name":"b"},"tenant":null`,
			func(t *task.Task) { t.Tenant = &task.Tenant{Name: "b"} }, "spelling"},
		{"empty cluster", `"cluster":{}`, nil, ""},
		{"cluster of nulls", `"cluster":{"id":null,"name":null,"type":""}`, nil, ""},
		{"cluster text", `"cluster":"c"`, nil, "bad_value"},
		{"cluster id is broken", `"cluster":{"id":[],"name":"c"}`,
			func(t *task.Task) { t.Cluster = &task.Cluster{Name: "c"} }, "bad_value"},
		{"name is a number", `"name":12`, func(t *task.Task) { t.Name = "12" }, ""},
		{"name is an object", `"name":{}`, nil, "bad_value"},
		{"name in escapes", `"name":"\u5b89\n\"x\""`, func(t *task.Task) { t.Name = "安\n\"x\"" }, ""},
		{"name is not UTF-8", "\"name\":\"a\xff\"", func(t *task.Task) { t.Name = "a\uFFFD" }, ""},
		{"half a surrogate", `"name":"\ud83d"`, func(t *task.Task) { t.Name = "\uFFFD" }, ""},
		{"name ends in a backslash", `"name":"\\","executor":"\\\""`,
			func(t *task.Task) { t.Name, t.Executor = `\`, `\"` }, ""},
		{"flag in quotes", `"isRemote":"True","prohibitRollback":"false"`, func(t *task.Task) {
			t.Remote, t.ProhibitRollback = task.Some(true), task.Some(false)
		}, ""},
		{"flag is a number", `"isRemote":1`, nil, "bad_value"},
		{"time", `"startTime":"2021-08-25T15:09:31.74+08:00"`,
			func(t *task.Task) { t.Started = at(1629875371740, 28800) }, ""},
		{"time as number", `"startTime":1629875371740`, func(t *task.Task) { t.Started = at(1629875371740, 0) }, ""},
		{"time as text of a number", `"startTime":"1629875371740"`, func(t *task.Task) { t.Started = at(1629875371740, 0) }, ""},
		{"time empty", `"startTime":"","finishTime":null`, nil, ""},
		{"time of no zone", `"startTime":"2021-08-25T15:09:31"`, nil, "bad_value"},
		{"time is a list", `"startTime":[2021,8,25]`, nil, "bad_value"},
		{"integer with fraction zero", `"taskDefinitionId":-1.0`, func(t *task.Task) { t.DefinitionID = task.Some(int64(-1)) }, ""},
		{"integer empty", `"taskDefinitionId":""`, nil, ""},
		{"integer true", `"taskDefinitionId":true`, nil, "bad_value"},
		{"last key wins", `"name":"a","name":"b"`, func(t *task.Task) { t.Name = "b" }, ""},
		{"a last null wins", `"name":"a","name":null`, nil, ""},
		{"subtasks null", `"subtasks":null`, nil, ""},
		{"subtasks object", `"subtasks":{}`, nil, "bad_value"},
		{"unknown field", `"colour":[1, "a b"]`,
			func(t *task.Task) { t.Extra = []task.Field{{Name: "colour", JSON: `[1,"a b"]`}} }, "unknown_field"},
		{"unknown field twice", `"z":1,"a":1,"z":2`,
			func(t *task.Task) { t.Extra = []task.Field{{Name: "a", JSON: `1`}, {Name: "z", JSON: "2"}} }, "unknown_field unknown_field"},
		{"key in another case", `"Name":"x"`,
			func(t *task.Task) { t.Extra = []task.Field{{Name: "Name", JSON: `"x"`}} }, "unknown_field"},
		{"aborted", `"status":"aborted"`, func(t *task.Task) { t.Status = "aborted" }, ""},
		{"unknown status", `"status":"ROLL_BACK_FAILED"`, func(t *task.Task) { t.Status = "ROLL_BACK_FAILED" }, "unknown_status"},
		{"a subtask's status", `"status":"PENDING"`, func(t *task.Task) { t.Status = "PENDING" }, "unknown_status"},
		{"status number", `"status":2`, func(t *task.Task) { t.Status = "2" }, "unknown_status"},
		{"status object", `"status":{}`, func(t *task.Task) { t.Status = "" }, "bad_value unknown_status"},
		{"operation", `"operation":"rollback_skip"`, func(t *task.Task) { t.Operation = "rollback_skip" }, ""},
		{"unknown operation", `"operation":"ABANDON"`, func(t *task.Task) { t.Operation = "ABANDON" }, "unknown_operation"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := decode(t, `{"data":{"id":7,"status":"RUNNING",`+c.field+`},"timestamp":0}`)
			want := task.Task{ID: 7, Status: task.StatusRunning}
			if c.want != nil {
				c.want(&want)
			}
			if !reflect.DeepEqual(r.Task, want) {
				t.Errorf("Decode(%s) =\n%+v, want\n%+v", c.field, r.Task, want)
			}
			if got := kinds(r.Problems); !sameWords(got, c.problems) {
				t.Errorf("Decode(%s) found %q, want %q", c.field, got, c.problems)
			}
		})
	}
}

// TestDecodeReportsOnce: what many subtasks share is said once, what is one
// subtask's own is said of it.
func TestDecodeReportsOnce(t *testing.T) {
	var list []string
	for i := range 50 {
		list = append(list, fmt.Sprintf(`{"id":%d,"status":"NEW","downstream":[],"colour":%d,"runTime":"x"}`, i+1, i))
	}
	r := decode(t, `{"data":{"id":7,"status":"RUNNING","colour":1,"tasks":[`+strings.Join(list, ",")+`]},"timestamp":0}`)
	count := map[task.ProblemKind]int{}
	for _, p := range r.Problems {
		count[p.Kind]++
	}
	want := map[task.ProblemKind]int{task.ProblemSpelling: 2, task.ProblemUnknownField: 2,
		task.ProblemUnknownStatus: 50, task.ProblemBadValue: 50}
	if !reflect.DeepEqual(count, want) {
		t.Errorf("problems by kind = %v, want %v", count, want)
	}
}

// TestDecodeKeepsBadArgsShort: a problem is a line on a page.
func TestDecodeKeepsBadArgsShort(t *testing.T) {
	long := strings.Repeat("安", 500_000)
	r := decode(t, `{"data":{"id":7,"status":"RUNNING","startTime":"`+long+`","`+long+`":1},"timestamp":0}`)
	for _, p := range r.Problems {
		for _, a := range p.Args {
			if len(a) > maxArg+len("…") {
				t.Errorf("an arg of %s is %d bytes long, want at most %d", p.Kind, len(a), maxArg)
			}
		}
	}
	if len(r.Problems) != 2 {
		t.Errorf("problems = %d, want 2", len(r.Problems))
	}
}

// TestDecodeKeepsNothingOfTheBody: the caller may use its buffer again.
func TestDecodeKeepsNothingOfTheBody(t *testing.T) {
	body := readFile(t, "testdata/odd.json")
	r := decode(t, string(body))
	got, err := Decode(body)
	if err != nil {
		t.Fatal(err)
	}
	for i := range body {
		body[i] = '?'
	}
	if !reflect.DeepEqual(got, r) {
		t.Errorf("the response changed with the buffer it was read from")
	}
}

// TestDecodeAgreesWithPlainStructs: where an answer is as the API page says,
// Decode reads what encoding/json reads.
func TestDecodeAgreesWithPlainStructs(t *testing.T) {
	for name, body := range map[string][]byte{
		"sample": readFile(t, "testdata/sample.json"), "many": manySubtasks(300),
	} {
		var p plainResponse
		if err := json.Unmarshal(body, &p); err != nil {
			t.Fatal(err)
		}
		r := decode(t, string(body))
		if len(r.Problems) != 0 {
			t.Errorf("%s: problems = %v, want none", name, r.Problems)
		}
		if got := plainOf(r); !reflect.DeepEqual(got, p) {
			t.Errorf("%s: Decode =\n%+v, want\n%+v", name, got, p)
		}
	}
}

// plainOf writes a response back as plain structs.
func plainOf(r task.Response) plainResponse {
	time := func(i task.Instant) string {
		if !i.Set {
			return ""
		}
		return i.Time().Format("2006-01-02T15:04:05.999Z07:00")
	}
	ids := func(ids []task.SubtaskID) []int64 {
		list := []int64{}
		for _, id := range ids {
			list = append(list, int64(id))
		}
		return list
	}
	t := r.Task
	p := plainResponse{Duration: r.Envelope.DurationMS.V, Server: r.Envelope.Server, Status: r.Envelope.Status.V,
		Successful: true, Timestamp: time(r.Envelope.Timestamp), TraceID: r.Envelope.TraceID}
	p.Data = plainTask{ID: int64(t.ID), Name: t.Name, TaskDefinitionID: t.DefinitionID.V, Status: string(t.Status),
		Type: t.Type, Operation: string(t.Operation), Executor: t.Executor, ProhibitRollback: t.ProhibitRollback.V,
		CreateTime: time(t.Created), StartTime: time(t.Started), FinishTime: time(t.Finished)}
	p.Data.Creator.ID, p.Data.Creator.Name = t.Creator.ID.V, t.Creator.Name
	for _, s := range t.Subtasks {
		p.Data.Subtasks = append(p.Data.Subtasks, plainSubtask{ID: int64(s.ID), SeriesID: s.SeriesID.V, Name: s.Name,
			Description: s.Description, Timeout: s.TimeoutS.V, Status: string(s.Status), Operation: string(s.Operation),
			Executor: s.Executor, RunTime: s.RunTime.V, NodeType: s.NodeType, ParallelIdx: s.ParallelIdx.V,
			Upstreams: ids(s.Upstreams), Downstreams: ids(s.Downstreams), ProhibitRollback: s.ProhibitRollback.V,
			CreateTime: time(s.Created), StartTime: time(s.Started), FinishTime: time(s.Finished)})
	}
	return p
}

func kinds(problems []task.Problem) string {
	var words []string
	for _, p := range problems {
		words = append(words, string(p.Kind))
	}
	return strings.Join(words, " ")
}

// sameWords says whether two lists of words hold the same, in any order.
func sameWords(a, b string) bool {
	count := map[string]int{}
	for _, w := range strings.Fields(a) {
		count[w]++
	}
	for _, w := range strings.Fields(b) {
		count[w]--
	}
	for _, n := range count {
		if n != 0 {
			return false
		}
	}
	return true
}
