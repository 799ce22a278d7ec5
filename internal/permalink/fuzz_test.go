package permalink

import (
	"net/url"
	"reflect"
	"testing"
)

// values is a query as Go's server reads it: what cannot be parsed is dropped.
func values(query string) url.Values {
	v, _ := url.ParseQuery(query)
	return v
}

// FuzzParseTask: what is understood has a URL that is understood as the same,
// and that URL is its own.
func FuzzParseTask(f *testing.F) {
	f.Add("35000312", "view=timeline&subtask=-1&from=0&to=5&q=a%2Cb&state=failed,running&sort=-wait&tz=utc")
	f.Add("prod:7@3", "state=failed&state=running")
	f.Add("7", "q=%00&from=9&to=1")
	f.Add("7", "q=%ff;view=graph")
	f.Add("007", "sort=--name")
	f.Fuzz(func(t *testing.T, ref, query string) {
		u, err := ParseTask(ref, values(query))
		if err != nil {
			checkBad(t, err)
			return
		}
		again, err := reopenTask(t, u)
		if err != nil || !reflect.DeepEqual(again, u) || again.String() != u.String() {
			t.Errorf("ParseTask(%q, %q) = %+v\nits URL %q = %+v, %v", ref, query, u, u, again, err)
		}
	})
}

func FuzzParseCompare(f *testing.F) {
	f.Add("1...2", "sort=-wait&q=x&tz=utc")
	f.Add("prod:1@3...b:2@4", "")
	f.Add("1....2", "q=+a+")
	f.Fuzz(func(t *testing.T, pair, query string) {
		u, err := ParseCompare(pair, values(query))
		if err != nil {
			checkBad(t, err)
			return
		}
		if again, err := reopenCompare(t, u); err != nil || !reflect.DeepEqual(again, u) {
			t.Errorf("ParseCompare(%q, %q) = %+v\nits URL %q = %+v, %v", pair, query, u, u, again, err)
		}
		if twice := u.Swapped().Swapped(); !reflect.DeepEqual(twice, u) {
			t.Errorf("swapped twice = %+v, want %+v", twice, u)
		}
	})
}

func FuzzParseRuns(f *testing.F) {
	f.Add("1...2...3", "base=2&sort=-max&q=x&ms=0&pct=5&all=1&gaps=open&tz=utc")
	f.Add("1...2...3...4...5...6...7...8...9", "")
	f.Fuzz(func(t *testing.T, path, query string) {
		u, err := ParseRuns(path, values(query))
		if err != nil {
			checkBad(t, err)
			return
		}
		if again, err := reopenRuns(t, u); err != nil || !reflect.DeepEqual(again, u) {
			t.Errorf("ParseRuns(%q, %q) = %+v\nits URL %q = %+v, %v", path, query, u, u, again, err)
		}
	})
}

func FuzzParseHistory(f *testing.F) {
	f.Add("q=x&cluster=c&state=rolled_back,failed&from=2024-03-01&to=2024-03-01T15:04:05%2B08:00&all=1&after=c")
	f.Add("from=2024-03-01T15:04:05+08:00")
	f.Add("from=0000-01-01&to=9999-12-31T23:59:59.999999999Z")
	f.Add("after=a&before=b&all=t")
	f.Fuzz(func(t *testing.T, query string) {
		u, err := ParseHistory(values(query))
		if err != nil {
			checkBad(t, err)
			return
		}
		if again, err := reopenHistory(t, u); err != nil || !reflect.DeepEqual(again, u) {
			t.Errorf("ParseHistory(%q) = %+v\nits URL %q = %+v, %v", query, u, u, again, err)
		}
	})
}

// FuzzParseInput: whatever is pasted, the answer is a task that has a URL, or a
// refusal that can be shown.
func FuzzParseInput(f *testing.F) {
	for _, seed := range []string{"35000312", "prod:7@3", "https://ocp:8080/#/task/7?backUrl=https://x/", "ocp/task/7", "//ocp/task/7",
		"/tasks/7", "javascript://x/task/7", "http://[::1]:80/task/7", "http://u:p@h/tasks/a:1@2", "a:/task/7", "http://ocp/%2ftask/7"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		in, err := ParseInput(text)
		if err != nil {
			checkBad(t, err)
			if in != (Input{}) {
				t.Errorf("ParseInput(%q) = %+v beside %v", text, in, err)
			}
			return
		}
		if got, err := ParseTask(in.Ref.String(), nil); err != nil || got.Ref != in.Ref {
			t.Errorf("ParseInput(%q) = %+v, which has no page: %v", text, in, err)
		}
		if !in.Own && in.Host != "" && (in.Ref.Source != "" || in.Ref.Snapshot != 0) {
			t.Errorf("ParseInput(%q) = %+v: OCP's URLs have no source and no snapshot", text, in)
		}
	})
}
