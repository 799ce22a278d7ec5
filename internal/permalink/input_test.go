package permalink

import (
	"net/url"
	"strings"
	"testing"

	"taskscope/internal/task"
)

func TestParseInput(t *testing.T) {
	id := task.Ref{Task: 35000312}
	prod := task.Ref{Source: "prod", Task: 35000312, Snapshot: 3}
	nested := "https://ocp:8080/#/task/35000312?backUrl=" + strings.Repeat("%252525252F", 100)
	tests := []struct {
		in   string
		want Input
	}{
		{"35000312", Input{Ref: id}},
		{" \t35000312\r\n", Input{Ref: id}},
		{"prod:35000312@3", Input{Ref: prod}},
		{"https://ocp:8080/task/35000312", Input{Ref: id, Host: "ocp:8080"}},
		{"HTTPS://OCP.Example.COM/task/35000312/", Input{Ref: id, Host: "ocp.example.com"}},
		{"https://ocp:8080/task/35000312?backUrl=%2Ftask%2F1", Input{Ref: id, Host: "ocp:8080"}},
		{"https://ocp:8080/#/task/35000312?backUrl=/task/1", Input{Ref: id, Host: "ocp:8080"}},
		{"https://ocp:8080/#/task/35000312?backUrl=https://x/task/1", Input{Ref: id, Host: "ocp:8080"}},
		{"ocp:8080/#/task/35000312?backUrl=https://x/task/1", Input{Ref: id, Host: "ocp:8080"}},
		{"ocp.example.com/task/35000312", Input{Ref: id, Host: "ocp.example.com"}},
		{"//ocp:8080/task/35000312", Input{Ref: id, Host: "ocp:8080"}},
		{"[::1]:8080/task/35000312", Input{Ref: id, Host: "[::1]:8080"}},
		{"http://10.0.0.1:8080/api/v2/tasks/instances/35000312", Input{Ref: id, Host: "10.0.0.1:8080"}},
		{"http://10.0.0.1:8080/api/v2/tasks/instances/35000312/subtasks/36000000/log", Input{Ref: id, Host: "10.0.0.1:8080"}},
		{"http://10.0.0.1/ocp/api/v1/tasks/instances/35000312?x=1", Input{Ref: id, Host: "10.0.0.1"}},
		{"/api/v2/tasks/instances/35000312", Input{Ref: id}},
		{"/#/task/35000312", Input{Ref: id}},
		{"https://user:secret@ocp/task/35000312", Input{Ref: id, Host: "ocp"}},
		{"https://taskscope/tasks/prod:35000312@3?view=graph", Input{Ref: prod, Host: "taskscope", Own: true}},
		{"https://taskscope/tasks/prod%3A35000312%403", Input{Ref: prod, Host: "taskscope", Own: true}},
		{"http://127.0.0.1:8080/ops/tasks/35000312/raw.json", Input{Ref: id, Host: "127.0.0.1:8080", Own: true}},
		{"/tasks/prod:35000312@3", Input{Ref: prod, Own: true}},
		{nested, Input{Ref: id, Host: "ocp:8080"}},
	}
	for _, tt := range tests {
		if got, err := ParseInput(tt.in); got != tt.want || err != nil {
			t.Errorf("ParseInput(%q) = %+v, %v; want %+v", tt.in, got, err, tt.want)
		}
	}
}

func TestParseInputRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"nothing":           "",
		"blank":             "  \n",
		"words":             "Install rpm",
		"zero":              "0",
		"a URL without one": "https://ocp:8080/dashboard",
		"task without id":   "https://ocp:8080/task/",
		"task with a name":  "https://ocp:8080/task/latest",
		"id in the query":   "https://ocp:8080/?task=35000312",
		"backUrl alone":     "https://ocp:8080/#/login?backUrl=/task/35000312",
		"script":            "javascript:alert(1)//task/7",
		"script with host":  "javascript://x/task/7",
		"data":              "data://x/task/7",
		"file":              "file:///task/7",
		"no host":           "http:///task/7",
		"bad escape":        "http://ocp/%zz/task/7",
		"bad port":          "http://ocp:x/task/7",
		"control character": "http://ocp/\x01/task/7",
		"not UTF-8":         "\xff\xfe",
		"trailing comma":    "https://ocp/task/7,",
		"two ids":           "7 8",
		"huge":              huge,
		"huge with task":    "https://ocp/task/7?" + strings.Repeat("x", maxInput),
		"huge number":       strings.Repeat("9", 1<<20),
	} {
		got, err := ParseInput(in)
		if got != (Input{}) {
			t.Errorf("%s: ParseInput(%.100q) = %+v, want nothing", name, in, got)
		}
		wantBad(t, name, err, "task")
	}
}

// TestOwnURLsCanBePasted: every URL of a task that the product shows finds back
// to the task and the snapshot it is of.
func TestOwnURLsCanBePasted(t *testing.T) {
	d := newDice(9)
	for range 500 {
		u := d.task()
		for _, link := range []string{u.String(), RawJSON(u.Ref), AnalysisJSON(u.Ref), GraphJSON(u.Ref)} {
			want := Input{Ref: u.Ref, Host: "taskscope:8080", Own: true}
			if got, err := ParseInput("http://taskscope:8080" + link); got != want || err != nil {
				t.Fatalf("ParseInput(%q) = %+v, %v; want %+v", link, got, err, want)
			}
			if _, err := url.Parse(link); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestSignIn(t *testing.T) {
	for _, c := range []struct {
		u    SignIn
		want string
	}{
		{SignIn{}, "/sign-in"},
		{SignIn{Back: "/tasks/7?view=graph", Source: "prod", Why: WhyEnded}, "/sign-in?back=%2Ftasks%2F7%3Fview%3Dgraph&source=prod&why=ended"},
	} {
		if got := c.u.String(); got != c.want {
			t.Errorf("%+v = %q, want %q", c.u, got, c.want)
		}
		parsed, err := url.Parse(c.want)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ParseSignIn(parsed.Query()); got != c.u || err != nil {
			t.Errorf("ParseSignIn(%q) = %+v, %v, want %+v", c.want, got, err, c.u)
		}
	}
	for name, query := range map[string]string{"source": "source=A+b", "why": "why=because"} {
		q, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		_, err = ParseSignIn(q)
		wantBad(t, query, err, name)
	}
}
