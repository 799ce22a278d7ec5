package permalink

import (
	"errors"
	"net/url"
	"strings"
	"testing"
)

func TestLiveRoundTrip(t *testing.T) {
	for _, want := range []string{
		"/tasks/35000312/live",
		"/tasks/prod:35000312/live?since=3.1764240000000",
		"/tasks/35000312/live?view=graph&subtask=7&from=5&to=90&drawn=0-120000&since=3.1764240000000&hidden=yes",
	} {
		path, query, _ := strings.Cut(want, "?")
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		u, err := ParseLive(strings.TrimSuffix(strings.TrimPrefix(path, "/tasks/"), "/live"), values)
		if err != nil || u.String() != want {
			t.Errorf("ParseLive(%s) = %s, %v, want it back", want, u, err)
		}
	}
}

func TestLiveRefuses(t *testing.T) {
	for _, test := range []struct{ ref, query, name string }{
		{"7@2", "", "ref"},
		{"x", "", "ref"},
		{"7", "since=3", "since"},
		{"7", "since=-1.5", "since"},
		{"7", "since=1.5x", "since"},
		{"7", "since=03.5", "since"},
		{"7", "drawn=5", "drawn"},
		{"7", "drawn=5-", "drawn"},
		{"7", "drawn=9-5", "drawn"},
		{"7", "drawn=-1-5", "drawn"},
		{"7", "hidden=maybe", "hidden"},
		{"7", "view=nothing", "view"},
	} {
		values, err := url.ParseQuery(test.query)
		if err != nil {
			t.Fatal(err)
		}
		_, err = ParseLive(test.ref, values)
		var bad *BadParam
		if !errors.As(err, &bad) || bad.Name != test.name {
			t.Errorf("ParseLive(%s, %s) = %v, want it to refuse %s", test.ref, test.query, err, test.name)
		}
	}
}

func TestLiveDrawnIsAnotherRange(t *testing.T) {
	u, err := ParseLive("7", url.Values{"from": {"5"}, "drawn": {"0-100"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := u.Drawn().String(); got != "/tasks/7?from=0&to=100" {
		t.Errorf("Drawn = %s, want the page of 0 to 100", got)
	}
	if got := u.Task.String(); got != "/tasks/7?from=5" {
		t.Errorf("Task = %s, want the page as it is shown", got)
	}
	u.DrawnTo = 0
	if u.Drawn().String() != u.Task.String() {
		t.Errorf("without a drawn range Drawn = %s, want the page", u.Drawn())
	}
}
