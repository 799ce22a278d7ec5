package ocp

import (
	"reflect"
	"testing"
)

func TestDecodeError(t *testing.T) {
	for _, c := range []struct {
		name, body string
		want       *APIError
	}{
		{"code as text", `{"error":{"code":"TSK10001","message":"m","target":{},"subErrors":[]},"successful":false,"status":404,"traceId":"t","server":"s","duration":1}`,
			&APIError{Code: "TSK10001", Message: "m", TraceID: "t", Server: "s", Status: 404}},
		{"code as number", `{"error":{"code":4001,"message":"{1} 不存在"},"successful":false,"status":"404"}`,
			&APIError{Code: "4001", Message: "{1} 不存在", Status: 404}},
		{"without successful", `{"error":{"code":0}}`, &APIError{Code: "0"}},
		{"without error", `{"successful":false,"status":500}`, &APIError{Status: 500}},
		{"of Spring", `{"timestamp":"x","status":403,"error":"Forbidden","path":"/"}`, &APIError{Message: "Forbidden", Status: 403}},
		{"of Spring with a message", `{"error":"Forbidden","message":"No token"}`, &APIError{Message: "No token"}},
		{"a status that is none", `{"successful":false,"status":99999999999}`, &APIError{}},
		{"odd types", `{"error":[1],"successful":false,"traceId":{},"server":null}`, &APIError{}},
		{"byte order mark", "\xEF\xBB\xBF{\"successful\":false}", &APIError{}},
		{"a success", `{"successful":true,"error":null,"data":{}}`, nil},
		{"a list", `[]`, nil},
		{"a web page", `<html>`, nil},
		{"nothing", ``, nil},
	} {
		if got := DecodeError([]byte(c.body)); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: DecodeError = %+v, want %+v", c.name, got, c.want)
		}
	}
}
